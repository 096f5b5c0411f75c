"""Processes that read: the record at which one ends is rejected for this run, and all others are read."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.extractions import Extracted
from flows.reading_processes import ReadingProcesses, Work
from tests.transforms.documents.files import seed_file
from transforms.documents.batches import Batch
from transforms.documents.cutting import find_records
from transforms.engine_in_use import SHIPPED
from transforms.own_knowledge import NOTHING


@dataclass(frozen=True)
class Perilous(Work):
    """Reads nothing, and writes down what it was given; its process ends at a file that is named for it."""

    def done(self) -> Extracted:
        """Return that every record gave a document."""
        names = [record.path for _, record in self.batch.records]
        with (self.root / "given").open("a") as file:
            file.write(f"{' '.join(names)}\n")
        if "deadly.txt" in names:
            os.kill(os.getpid(), signal.SIGKILL)
        if "endless.txt" in names:
            os.kill(os.getpid(), signal.SIGVTALRM)
        if "hungry.txt" in names:
            raise MemoryError
        if "our_bug.txt" in names:
            raise ZeroDivisionError
        return Extracted(len(names), ())


@pytest.fixture
def processes() -> Iterator[ReadingProcesses]:
    found = ReadingProcesses(2)
    yield found
    found.stop()


def work(root: Path, *names: str) -> Perilous:
    """Return a batch of short files of these names."""
    for name in names:
        (root / name).write_text("Talks resumed.")
    records = [record for name in names for record in find_records(seed_file(root / name))]
    return Perilous(Batch(tuple((record.path, record) for record in records)), root, NOTHING, SHIPPED)


def given(root: Path) -> list[str]:
    """Return the batches that were given to processes, in any order."""
    return sorted((root / "given").read_text().splitlines())


def test_a_record_at_which_a_process_ends_is_rejected_after_it_was_read_alone(
    processes: ReadingProcesses, tmp_path: Path
) -> None:
    jobs = [processes.submit(work(tmp_path, *names)) for names in (("a.txt", "deadly.txt", "b.txt"), ("c.txt",))]
    first, second = [processes.result(job) for job in jobs]
    (rejected,) = first.rejected
    assert (first.documents, second.documents, rejected.path, rejected.reason) == (2, 1, "deadly.txt", "out_of_memory")
    assert given(tmp_path).count("deadly.txt") == 1
    assert processes.result(processes.submit(work(tmp_path, "d.txt"))).documents == 1  # by a pool that is another one


@pytest.mark.parametrize(("name", "reason"), [("endless.txt", "too_slow"), ("hungry.txt", "out_of_memory")])
def test_the_reason_says_why_the_process_ended(
    name: str, reason: str, processes: ReadingProcesses, tmp_path: Path
) -> None:
    found = processes.result(processes.submit(work(tmp_path, name, "a.txt")))
    assert (found.documents, [row.reason for row in found.rejected]) == (1, [reason])


def test_what_a_process_raises_is_raised_here(processes: ReadingProcesses, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        processes.result(processes.submit(work(tmp_path, "our_bug.txt")))
