"""Workers of Dask that read: a cluster of this machine, or one whose scheduler has an address.

A batch travels as a plan, what it gave as a count and the rejections of this run; documents and rows stay in seeds and
warehouse, which every worker sees under the same path. The batch of a worker that ends is given to another one by
Dask's scheduler, and gives the same part. Importing this module loads Dask.
"""

import logging
from collections.abc import Iterable
from concurrent.futures import CancelledError
from dataclasses import replace

import dask
from distributed import Client, KilledWorker, LocalCluster

from flows.dask_worker import Reading, Task, code_here
from flows.extractions import Extracted
from flows.reading_processes import IN_FLIGHT, Job, Work
from transforms.documents.batches import Batch, Planned

PATIENCE = 60  # seconds in which the first worker has to come
NO_PAGES: dict[str, list[str]] = {
    f"distributed.{process}.http.routes": [] for process in ("scheduler", "worker", "nanny")
}
AGAIN = "what was read is kept, the published warehouse is as it was, and the next build reads the rest"

logging.getLogger("distributed").setLevel(logging.ERROR)  # the run tells its own story


class SchedulerLost(Exception):
    """The scheduler has ended under the run, or several workers have at one batch."""


def local_cluster(workers: int) -> LocalCluster:
    """Start a cluster of this machine.

    Its ports want a certificate that is made for it: whoever may ask a scheduler runs code with our rights.
    """
    with dask.config.set(NO_PAGES):
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            security=True,
        )


class DaskPool:
    """Workers of Dask that read; several threads may ask it at a time."""

    def __init__(self, cluster: LocalCluster | str) -> None:
        """Connect with a cluster, or with the scheduler of an address; raises OSError where no worker is found."""
        self._cluster = cluster
        self._client = Client(cluster, set_as_default=False)
        self._client.wait_for_workers(1, timeout=PATIENCE)
        self._client.register_plugin(Reading())
        self._executor = self._client.get_executor(pure=False)  # a batch that is given again is to be read again

    @property
    def most(self) -> int:
        """How many batches may be under way or wait."""
        threads: Iterable[int] = self._client.nthreads().values()
        return IN_FLIGHT * max(1, sum(threads))

    def submit(self, work: Work) -> Job:
        """Give a batch to the workers."""
        there = replace(work, root=work.root.absolute(), batch=_absolute(work.batch))
        return Job(work, self._executor, self._executor.submit(Task(there, code_here(there.root)).done))

    def result(self, job: Job) -> Extracted:
        """Wait for what a batch gave; raises WorkerUnfit or SchedulerLost."""
        try:
            return job.future.result()
        except CancelledError:
            raise SchedulerLost(f"{self._client.scheduler.address}: the scheduler has ended; {AGAIN}") from None
        except KilledWorker as killed:
            tried = f"{killed.allowed_failures + 1} workers have ended while they read one batch, the last"
            raise SchedulerLost(f"{tried} {killed.last_worker.address}; {AGAIN}") from None

    def stop(self) -> None:
        """Let go of all batches and of the workers."""
        self.close()

    def close(self) -> None:
        """Let go of the workers; those of this machine end."""
        self._client.close()
        if isinstance(self._cluster, LocalCluster):
            self._cluster.close()


def _absolute(batch: Batch) -> Batch:
    """Return a batch whose files are found from any folder of work."""
    return Batch(tuple(_found_anywhere(planned) for planned in batch.records))


def _found_anywhere(planned: Planned) -> Planned:
    fingerprint, record = planned
    return fingerprint, record._replace(file=replace(record.file, path=record.file.path.absolute()))
