"""The build as a Prefect flow: the pipeline of `pipeline.py` with each stage as a task run, reading as one per group.

Importing this module loads Prefect, which takes seconds; the command line imports it only for a run that has something
to do, and starts a server for it before (`prefect_server.py`).
"""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

from flows.prefect_settings import settle_prefect

settle_prefect()

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, StateType
from prefect.futures import PrefectFuture

from flows.extractions import Extracted
from flows.fetching.fetcher import Fetched, fetch_source, find_sources
from flows.language_model.asking import chosen_limits
from flows.pipeline import (
    Stages,
    Summary,
    ask_batch,
    publish_release,
    resolve_release,
    run,
    survey,
    validate_release,
)
from flows.progress import progress_on_terminal
from flows.reading_choices import use_chosen_engine, use_chosen_reader, use_own_knowledge
from flows.reading_pool import Readers, ReadingPool, pool
from flows.reading_processes import Work
from flows.settings import RUNNER, SEEDS, WAREHOUSE, WORKERS, Workers, choose
from flows.worker_count import count_workers
from transforms.documents.batches import Batch
from transforms.engine_in_use import ChosenEngine, engine_in_use
from transforms.own_knowledge import OwnKnowledge, own_knowledge
from transforms.reader_in_use import ChosenReader, reader_in_use
from warehouse.bucket.opening import changing
from warehouse.bucket.seed_copy import fetched_seeds

# Caching would hash every argument; a stage is either quick or keeps its own result in the warehouse.
STAGE: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


SHORT = "Read next to nothing"
"""Name of the state in which a run ends that published a release and fell short all the same."""
BATCHES_GROW = 10
"""Task runs after which each one reads a batch more: a task run costs Prefect's database 22 kB, and after a thousand of
them it stalls, so a small run shows each batch and 15,000 batches are some 550 task runs."""


@task(name="read", task_run_name="read-{number}", **STAGE)
def read_group(  # noqa: PLR0913, all that a process has to know
    number: int,
    group: tuple[Batch, ...],
    root: Path,
    found: ReadingPool | None,
    knowledge: OwnKnowledge,
    engine: ChosenEngine,
    reader: ChosenReader,
) -> list[Extracted]:
    """Read some batches of records, in the pool if there is one; return what each gave."""
    works = [Work(batch, root, knowledge, engine, reader) for batch in group]
    if found is None:
        return [work.done() for work in works]
    jobs = [found.submit(work) for work in works]
    return [found.result(job) for job in jobs]


def groups_of(waiting: Iterable[Batch]) -> Iterator[tuple[Batch, ...]]:
    """Yield the batches in groups, one for each task run, the later the larger."""
    batches = iter(waiting)
    for number in count(1):
        group = tuple(islice(batches, max(1, number // BATCHES_GROW)))
        if not group:
            return
        yield group


def read_batches(waiting: Iterable[Batch], root: Path, readers: Readers) -> Iterator[tuple[int, Extracted]]:
    """Read the batches as task runs, a few at a time; yield each one's number of records and what it gave.

    Without a pool this thread reads, which alone can be interrupted where a document takes too long.
    """
    chosen = own_knowledge(), engine_in_use(), reader_in_use()
    flying: deque[tuple[tuple[Batch, ...], PrefectFuture[list[Extracted]]]] = deque()
    with pool(readers) as found:
        for number, group in enumerate(groups_of(waiting), start=1):
            if found is None:
                yield from landed(group, read_group(number, group, root, None, *chosen))
                continue
            future = read_group.submit(number, group, root, found, *chosen)
            flying.append((group, future))
            if len(flying) >= found.most:
                first, done = flying.popleft()
                yield from landed(first, done.result())
        for group, future in flying:
            yield from landed(group, future.result())


def landed(group: tuple[Batch, ...], read: Iterable[Extracted]) -> Iterator[tuple[int, Extracted]]:
    """Yield the number of records of each batch of a task run and what it gave."""
    for batch, extracted in zip(group, read, strict=True):
        yield len(batch.records), extracted


@task(name="fetch", task_run_name="fetch-{source}", **STAGE)
def fetch(seeds: Path, source: str) -> Fetched:
    """Store what the feeds of a source name and was not received before; return what came of it.

    A server that gives nothing is told of in the log and stops no build. Raises what `fetch_source` raises.
    """
    fetched = fetch_source(seeds / source)
    for line in fetched.lines():
        get_run_logger().info(line)
    return fetched


MODEL_TAG = "language-model"
"""Tag of the task runs that ask a language model: a concurrency limit of Prefect on it holds for all flow runs."""

TASKS = Stages(
    survey=task(name="survey", **STAGE)(survey),
    ask=task(name="ask", tags=[MODEL_TAG], **STAGE)(ask_batch),
    read=read_batches,
    resolve=task(name="resolve", **STAGE)(resolve_release),
    validate=task(name="validate", **STAGE)(validate_release),
    publish=task(name="publish", **STAGE)(publish_release),
)


@flow(name="build", persist_result=False)
def build(  # noqa: PLR0913, a parameter of the flow is an option of its deployments
    seeds: Path | None = None,
    warehouse: Path | None = None,
    force: bool = False,
    workers: Workers | None = None,
    knowledge: Path | None = None,
    from_feeds: bool = False,
    engine: str | None = None,
    runner: str | None = None,
    reader: str | None = None,
    llm_on: str | None = None,
    budget: int | None = None,
    budget_money: float | None = None,
) -> Summary | State[Summary]:
    """Build the warehouse from the documents in `seeds`; return what came of it.

    With `from_feeds` the feeds of the sources are asked before, one task run for each source. `knowledge` is the
    folder of the user's own knowledge, `engine` the name of the engine that reads and `reader` whether a language model
    does, of which `llm_on`, `budget` and `budget_money` tell more; what is not given is as the settings say
    (`flows/settings.py`). Raises what `choose`, `use_own_knowledge`, `use_chosen_engine`, `use_chosen_reader`,
    `flows.pipeline.run` and `fetch_source` raise. A run that finds nothing new ends after its survey.
    One that read next to nothing publishes what it has, and ends in a state that is none of success.
    """
    use_own_knowledge(knowledge)
    use_chosen_engine(engine)
    limits = chosen_limits(budget, budget_money) if use_chosen_reader(reader, llm_on).asks_a_model else None
    seeds, warehouse = choose(SEEDS, seeds).value, choose(WAREHOUSE, warehouse).value
    if from_feeds:
        for folder in find_sources(seeds):
            fetch(seeds, folder.name)
    processes, reads = count_workers(choose(WORKERS, workers).value), choose(RUNNER, runner).value
    with changing(warehouse) as root:
        summary = run(
            fetched_seeds(seeds),
            root,
            force=force,
            workers=processes,
            runner=reads,
            progress=progress_on_terminal(),
            stages=TASKS,
            limits=limits,
        )
    return told(summary)


def told(summary: Summary) -> Summary | State[Summary]:
    """Return a summary, and for a run that fell short a final state that says why and that no page shows in green."""
    if not summary.shortfall:
        return summary
    return State(type=StateType.CRASHED, name=SHORT, message="\n".join(summary.shortfall), data=summary)
