"""Workers of Dask: what they read is what one process reads, also where one of them is killed."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from flows.dask_pool import DaskPool, local_cluster
from flows.dask_worker import Task, WorkerUnfit
from flows.extractions import Extracted
from flows.reading_pool import DaskMissing, Readers, pool
from flows.reading_processes import Work
from tests.flows.test_reading_processes import Perilous, work
from transforms.documents.batches import Batch
from transforms.engine_in_use import SHIPPED
from transforms.own_knowledge import NOTHING


@dataclass(frozen=True)
class Fatal(Work):
    """Ends the worker that it comes to, once."""

    def done(self) -> Extracted:
        """Return that the batch gave a document, the second time."""
        try:
            (self.root / "first").touch(exist_ok=False)
        except FileExistsError:
            return Extracted(1, ())
        os.kill(os.getppid(), signal.SIGKILL)
        return Extracted(0, ())


@pytest.fixture(scope="module")
def workers() -> Iterator[DaskPool]:
    found = DaskPool(local_cluster(2))
    yield found
    found.close()


@pytest.mark.slow
def test_a_record_at_which_a_process_of_a_worker_ends_is_rejected_and_the_others_are_read(
    workers: DaskPool, tmp_path: Path
) -> None:
    jobs = [workers.submit(work(tmp_path, *names)) for names in (("a.txt", "deadly.txt", "b.txt"), ("c.txt",))]
    first, second = [workers.result(job) for job in jobs]
    (rejected,) = first.rejected
    assert (first.documents, second.documents, rejected.path, rejected.reason) == (2, 1, "deadly.txt", "out_of_memory")


@pytest.mark.slow
def test_the_batch_of_a_worker_that_is_killed_is_read_by_another_one(workers: DaskPool, tmp_path: Path) -> None:
    fatal = Fatal(Batch(()), tmp_path, NOTHING, SHIPPED)
    assert workers.result(workers.submit(fatal)) == Extracted(1, ())


@pytest.mark.slow
def test_a_worker_without_the_folder_or_with_other_code_says_so(workers: DaskPool, tmp_path: Path) -> None:
    missing = Perilous(Batch(()), tmp_path / "elsewhere", NOTHING, SHIPPED)
    with pytest.raises(WorkerUnfit, match=r"it does not see .*/elsewhere; share seeds and warehouse with it$"):
        workers.result(workers.submit(missing))
    other = Task(Perilous(Batch(()), tmp_path, NOTHING, SHIPPED), "0" * 16)
    with pytest.raises(WorkerUnfit, match="it has other code than this run; install one version"):
        workers._executor.submit(other.done).result()


def test_dask_that_is_not_installed_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.reading_pool.find_spec", lambda _: None)
    missing = pytest.raises(DaskMissing, match=r"^--runner dask: Dask is not installed; pip install 'entente\[dask\]'$")
    with missing, pool(Readers("dask", 2)):
        pass
