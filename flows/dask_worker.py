"""A worker of Dask: hands the batches that it is given to reading processes of its own.

A document may take too long, or end the process that reads it; what is done about either is the business of
`reading_processes.py`, so that it is the same with Dask and without.
"""

from dataclasses import dataclass
from multiprocessing import active_children, current_process
from pathlib import Path

from distributed import Worker, WorkerPlugin, get_worker

from flows.code_versions import PARSED_CODE, shipped_code_of
from flows.extractions import Extracted
from flows.reading_processes import ReadingProcesses, Work


class WorkerUnfit(Exception):
    """A worker cannot read for this run; the message says why and what helps."""


class Reading(WorkerPlugin):  # type: ignore[misc]
    """The reading processes of a worker, one for each of its threads; all runs share them, and they end with it."""

    name = "entente"
    idempotent = True

    def setup(self, worker: Worker) -> None:
        """Make ready; a process starts as it is wanted."""
        current_process().daemon = False  # as which Dask starts a worker, so that it could have no processes of its own
        self.processes = ReadingProcesses(worker.state.nthreads)

    def teardown(self, worker: Worker) -> None:
        """End the processes."""
        for process in active_children():  # a batch that is half read is given to another worker
            process.kill()
        self.processes.stop()


@dataclass(frozen=True)
class Task:
    """A batch on its way to a worker."""

    work: Work
    code: str
    """Hash of the code and knowledge by which the run planned it."""

    def done(self) -> Extracted:
        """Read the batch on this worker and return what it gave; this runs in a thread of the worker.

        Raises WorkerUnfit where the worker does not see the warehouse, or has other code than the run.
        """
        worker, root = get_worker(), self.work.root
        if not root.is_dir():
            raise WorkerUnfit(f"{worker.address}: it does not see {root}; share seeds and warehouse with it")
        if code_here(root) != self.code:
            raise WorkerUnfit(f"{worker.address}: it has other code than this run; install one version, start it again")
        processes: ReadingProcesses = worker.plugins[Reading.name].processes
        return processes.result(processes.submit(self.work))


def code_here(root: Path) -> str:
    """Return the hash of the code and knowledge that read on this machine, as they were when it was first asked for."""
    return shipped_code_of("extract", root / PARSED_CODE)
