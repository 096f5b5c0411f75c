"""Processes that read: a pool of them that outlives the end of one, and rejects the record at which it ended.

A system that runs out of memory ends a large process without a word, and a library may end its own. The batches that
were under way are then read again, each in a process of its own; of one at which that ends too, each record alone. A
record at which a process ends that reads it alone is rejected for this run alone. All others are read.
"""

from __future__ import annotations

import errno
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from flows.child_processes import end_with_parent
from flows.extractions import Extracted, extract_batch
from transforms.documents.batches import Batch
from transforms.documents.seed import SeedRecord, ended, rejection, seconds_to_extract, too_slow
from transforms.engine_in_use import ChosenEngine
from transforms.own_knowledge import OwnKnowledge
from transforms.reader_in_use import ENGINE_ALONE, ChosenReader

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

SPAWN = get_context("spawn")
IN_FLIGHT = 2  # works for each process, so that none waits for the run


def process_pool(count: int) -> ProcessPoolExecutor:
    """Return a pool of processes that end with this one."""
    return ProcessPoolExecutor(count, SPAWN, initializer=end_with_parent)


class Stopped(Exception):
    """The run is being ended, so nothing more is read."""


@dataclass(frozen=True)
class Work:
    """A batch to read, with all that a process has to know for it."""

    batch: Batch
    root: Path
    knowledge: OwnKnowledge
    engine: ChosenEngine
    reader: ChosenReader = ENGINE_ALONE

    def done(self) -> Extracted:
        """Read the batch here and return what it gave."""
        return extract_batch(self.batch, self.root, self.knowledge, self.engine, self.reader)

    def records(self) -> list[Work]:
        """Return a work for each record of the batch."""
        return [replace(self, batch=Batch((planned,))) for planned in self.batch.records]


@dataclass(frozen=True, eq=False)
class Job:
    """A work that a pool has been given."""

    work: Work
    executor: Executor
    future: Future[Extracted]


class ReadingProcesses:
    """A pool of processes that read; several threads may ask it at a time."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._executor = process_pool(self._count)
        self._replacing, self._alone = threading.Lock(), threading.Lock()
        self._process: SpawnProcess | None = None
        self._is_stopped = False

    @property
    def most(self) -> int:
        """How many works may be under way or wait."""
        return IN_FLIGHT * self._count

    def submit(self, work: Work) -> Job:
        """Give a work to a process."""
        while True:
            executor = self._executor
            try:
                return Job(work, executor, executor.submit(work.done))
            except BrokenProcessPool:
                self._replace(executor)

    def result(self, job: Job) -> Extracted:
        """Wait for what a work gave; where its process, or another one of the pool, has ended, it is done again."""
        try:
            return job.future.result()
        except BrokenProcessPool:
            self._replace(job.executor)
        except MemoryError:
            pass
        with self._alone:
            return self._done_alone(job.work)

    def stop(self) -> None:
        """End all processes, whatever they do."""
        self._is_stopped = True
        self._executor.shutdown(cancel_futures=True)
        if process := self._process:
            process.kill()

    def close(self) -> None:
        """Let the processes go when they have done what they were given."""
        self._executor.shutdown()

    def _replace(self, broken: Executor) -> None:
        """Start another pool in the place of one that is broken, unless another thread has."""
        with self._replacing:
            if self._is_stopped:
                raise Stopped
            if self._executor is broken:
                broken.shutdown(wait=False)
                self._executor = process_pool(self._count)

    def _done_alone(self, work: Work) -> Extracted:
        """Return what a work gives in a process of its own, or where that ends too what each record gives."""
        if len(work.batch.records) > 1:
            (found,) = self._each_alone([work])
            if isinstance(found, Extracted):
                return found
        each = list(zip(work.batch.records, self._each_alone(work.records()), strict=True))
        return Extracted.of_all(
            found if isinstance(found, Extracted) else _rejected(record, found) for (_, record), found in each
        )

    def _each_alone(self, works: Sequence[Work]) -> Iterator[Extracted | int]:
        """Yield what each work gives in a process that does nothing else, or the status with which it ended there."""
        waiting = list(works)
        while waiting:
            if self._is_stopped:
                raise Stopped
            receiver, sender = SPAWN.Pipe(duplex=False)
            self._process = process = SPAWN.Process(target=_do_each, args=(waiting, sender), daemon=True)
            process.start()
            sender.close()
            with receiver:
                while waiting:
                    try:
                        found: Extracted | Exception | int = receiver.recv()
                    except EOFError:
                        process.join()
                        found = process.exitcode or 0
                    waiting.pop(0)
                    if isinstance(found, Exception):
                        raise found
                    yield found
                    if isinstance(found, int):
                        break
            process.join()


def _do_each(works: Sequence[Work], sender: Connection) -> None:
    """Do some works, one after the other, and send what each gave; this is a process."""
    end_with_parent()
    for work in works:
        try:
            sender.send(work.done())
        except MemoryError:
            sender.send(errno.ENOMEM)
            return
        except Exception as error:  # noqa: BLE001, raised again where the run is
            sender.send(error)
            return


def _rejected(record: SeedRecord, status: int) -> Extracted:
    """Return the rejection of a record at which the process that read it alone has ended."""
    fault = too_slow(seconds_to_extract(record.size)) if status == -signal.SIGVTALRM else ended(status)
    return Extracted(0, (rejection(record.path, record.file.settings.source.source_id, fault.reason, fault.detail),))
