"""The build as a Prefect flow: the pipeline of `pipeline.py` with each stage as a task run, reading as one per batch.

Importing this module loads Prefect, which takes seconds; the command line imports it only for a run that has something
to do, and starts a server for it before (`prefect_server.py`).
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from flows.prefect_settings import settle_prefect

settle_prefect()

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture

from flows.extractions import Extracted, extract_batch
from flows.pipeline import (
    Stages,
    Summary,
    pool,
    publish_release,
    resolve_release,
    run,
    survey,
    validate_release,
)
from flows.progress import progress_on_terminal
from transforms.documents.batches import Batch

# Caching would hash every argument; a stage is either quick or keeps its own result in the warehouse.
STAGE: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


@task(name="read", task_run_name="read-{number}", **STAGE)
def read_batch(number: int, batch: Batch, root: Path, executor: Executor | None) -> Extracted:
    """Read one batch of records, in a process of the pool if there is one; return what it gave."""
    return executor.submit(extract_batch, batch, root).result() if executor else extract_batch(batch, root)


def read_batches(waiting: Iterable[Batch], root: Path, workers: int) -> Iterator[tuple[int, Extracted]]:
    """Read the batches as task runs, a few at a time; yield each one's number of records and what it gave."""
    flying: deque[tuple[int, PrefectFuture[Extracted]]] = deque()
    most = 2 * workers if workers > 1 else 1
    with pool(workers) as executor:
        for number, batch in enumerate(waiting, start=1):
            flying.append((len(batch.records), read_batch.submit(number, batch, root, executor)))
            if len(flying) == most:
                records, future = flying.popleft()
                yield records, future.result()
        for records, future in flying:
            yield records, future.result()


TASKS = Stages(
    survey=task(name="survey", **STAGE)(survey),
    read=read_batches,
    resolve=task(name="resolve", **STAGE)(resolve_release),
    validate=task(name="validate", **STAGE)(validate_release),
    publish=task(name="publish", **STAGE)(publish_release),
)


@flow(name="build", persist_result=False)
def build(
    seeds: Path = Path("seeds"), warehouse: Path = Path("warehouse/data"), force: bool = False, workers: int = 1
) -> Summary:
    """Build the warehouse from the documents in `seeds`; return what came of it.

    Raises what `flows.pipeline.run` raises. A run that finds nothing new ends after its survey.
    """
    return run(seeds, warehouse, force=force, workers=workers, progress=progress_on_terminal(), stages=TASKS)
