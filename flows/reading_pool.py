"""Pools that read: whatever does batches of records for a run, in processes of this machine or on workers of Dask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from flows.settings import RUNNER

if TYPE_CHECKING:
    from flows.extractions import Extracted
    from flows.reading_processes import Job, Work

LOCAL_CLUSTER = "dask"
"""Runner that is a cluster of this machine; one with `://` in it is the address of a scheduler."""


class ReadingPool(Protocol):
    """Takes batches and gives what came of them; several threads may ask it at a time."""

    @property
    def most(self) -> int:
        """How many batches may be under way or wait."""

    def submit(self, work: Work) -> Job:
        """Take a batch."""

    def result(self, job: Job) -> Extracted:
        """Wait for what a batch gave; where what read it has ended, it is read again."""

    def stop(self) -> None:
        """Let go of all batches at once."""

    def close(self) -> None:
        """End when all batches are read."""


class DaskMissing(OSError):
    """Dask is wanted and not installed."""


@dataclass(frozen=True)
class Readers:
    """Where a run reads, as the settings name it."""

    runner: str = RUNNER.default
    workers: int = 1
    """Processes on this machine; a cluster of Dask that has an address has workers of its own."""


@contextmanager
def pool(readers: Readers) -> Iterator[ReadingPool | None]:
    """Lend a pool that reads, or None where the run itself does.

    Raises OSError where a scheduler or its workers cannot be reached, or Dask is not installed.
    """
    found = _pool(readers)
    if found is None:
        yield None
        return
    try:
        yield found
    except BaseException:
        found.stop()
        raise
    found.close()


def _pool(readers: Readers) -> ReadingPool | None:
    if readers.runner != RUNNER.default:
        return _dask_pool(readers)
    if readers.workers <= 1:
        return None
    from flows.reading_processes import ReadingProcesses  # the processes start as they are wanted

    return ReadingProcesses(readers.workers)


def _dask_pool(readers: Readers) -> ReadingPool:
    if find_spec("distributed") is None:
        raise DaskMissing(f"--runner {readers.runner}: Dask is not installed; pip install 'entente[dask]'")
    from flows.dask_pool import DaskPool, local_cluster

    return DaskPool(local_cluster(readers.workers) if readers.runner == LOCAL_CLUSTER else readers.runner)
