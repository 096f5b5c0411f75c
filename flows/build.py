"""The build as a Prefect flow: the walk of `walk.py` with each stage as a task run, reading as one per batch.

Importing this module loads Prefect, which takes seconds; the command line imports it only for such a run.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from flows.prefect_settings import settle_prefect

settle_prefect()

from prefect import flow, task, unmapped
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed

from flows.extractions import extract_batch
from flows.telling import teller
from flows.walk import (
    Stages,
    Summary,
    assemble_release,
    check_release,
    pool,
    publish_release,
    survey,
    walk,
)
from transforms.documents.seed import SeedFile

# Caching would hash every argument; a stage is either quick or keeps its own result in the warehouse.
STAGE: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}


@task(name="read", task_run_name="read-{number}", **STAGE)
def read_batch(number: int, batch: tuple[SeedFile, ...], extractions: Path, executor: Executor | None) -> Path:
    """Read one batch of files, in a process of the pool if there is one; return the folder of what they give."""
    return (
        executor.submit(extract_batch, batch, extractions).result() if executor else extract_batch(batch, extractions)
    )


def read_batches(batches: Sequence[tuple[SeedFile, ...]], extractions: Path, workers: int) -> Iterator[Path]:
    """Read the batches as task runs; yield the folder of each as it is done."""
    with pool(workers, len(batches)) as executor:
        numbers = range(1, len(batches) + 1)
        for done in as_completed(read_batch.map(numbers, batches, unmapped(extractions), unmapped(executor))):
            yield done.result()


TASKS = Stages(
    survey=task(name="survey", **STAGE)(survey),
    read=read_batches,
    assemble=task(name="assemble", **STAGE)(assemble_release),
    check=task(name="check", **STAGE)(check_release),
    publish=task(name="publish", **STAGE)(publish_release),
)


@flow(name="build", persist_result=False)
def build(
    seeds: Path = Path("seeds"), warehouse: Path = Path("warehouse/data"), force: bool = False, workers: int = 1
) -> Summary:
    """Build the warehouse from the documents in `seeds`; return what came of it.

    Raises what `flows.walk.walk` raises. A run that finds nothing new ends after its survey.
    """
    return walk(seeds, warehouse, force=force, workers=workers, teller=teller(), stages=TASKS)
