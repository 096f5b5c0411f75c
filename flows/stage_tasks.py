"""Tasks of the stages: the pipeline of `pipeline.py` as task runs of Prefect, reading as one per group of batches."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path

from prefect import task
from prefect.futures import PrefectFuture

from expectations.findings import ExpectationsNotMet
from flows.extractions import Extracted
from flows.pipeline import Stages, ask_batch, publish_release, resolve_release, survey
from flows.reading_pool import Readers, ReadingPool, pool
from flows.reading_processes import Work
from flows.run_artifacts import record_findings
from flows.source_tasks import TASK
from transforms.documents.batches import Batch
from transforms.engine_in_use import ChosenEngine, engine_in_use
from transforms.own_knowledge import OwnKnowledge, own_knowledge
from transforms.reader_in_use import ChosenReader, reader_in_use
from warehouse.releases import Warehouse

BATCHES_GROW = 10
"""Task runs after which each one reads a batch more: a task run costs Prefect's database 22 kB, and after a thousand of
them it stalls, so a small run shows each batch and 15,000 batches are some 550 task runs."""


@task(name="read", task_run_name="read-{number}", **TASK)
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


@task(name="validate", **TASK)
def validate(staged: Path, warehouse: Warehouse) -> int:
    """Check a staged release, and show what is found; return how many findings there are.

    Raises `ExpectationsNotMet` when the release must not be published.
    """
    from flows.staging import check_release  # takes seconds to import

    try:
        breaches = check_release(staged, warehouse)
    except ExpectationsNotMet as refused:
        record_findings(refused.breaches)
        raise
    record_findings(breaches)
    return len(breaches)


MODEL_TAG = "language-model"
"""Tag of the task runs that ask a language model: a concurrency limit of Prefect on it holds for all flow runs."""

TASKS = Stages(
    survey=task(name="survey", **TASK)(survey),
    ask=task(name="ask", tags=[MODEL_TAG], **TASK)(ask_batch),
    read=read_batches,
    resolve=task(name="resolve", **TASK)(resolve_release),
    validate=validate,
    publish=task(name="publish", **TASK)(publish_release),
)
