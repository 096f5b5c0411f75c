"""Instants at which a process is sent a signal: at a file operation in the warehouse, or after some processor time.

Neither depends on how busy the machine is, so that the seed of an attempt nearly always gives the same accident again.
"""

import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults.forks import Fork

NAMED = {"open", "os.rename", "os.link", "os.symlink", "os.mkdir", "os.chmod"}
"""Operations that name a path in full; each is announced before it is done."""
UNNAMED = {"os.remove", "os.rmdir"}
"""Operations that may name a path within an open folder."""


@dataclass(frozen=True)
class Length:
    """How long a stage is when nothing happens to it."""

    operations: int
    seconds: float
    """Of the processor."""


@dataclass(frozen=True)
class Instant:
    """When a process is sent which signal."""

    signal: signal.Signals
    operation: int | None
    """Number of the file operation before which that happens, counted from one."""
    seconds: float | None
    """Seconds of the processor after which it happens."""

    @classmethod
    def drawn(cls, chance: random.Random, length: Length) -> "Instant":
        """Return an instant within a stage of a length, and a signal, half of them SIGKILL."""
        end = chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
        if chance.random() < 0.5:
            return cls(end, chance.randint(1, max(1, length.operations)), None)
        return cls(end, None, chance.uniform(0.001, length.seconds))

    def arm(self, fork: Fork, root: Path) -> None:
        """Let this process, which is the fork, be sent the signal when the instant comes."""
        if self.operation:
            count_operations(root, lambda number: fork.send(self.signal) if number == self.operation else None)
            return
        if self.signal is signal.SIGKILL:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends a process as abruptly, wherever it is
        else:
            signal.signal(signal.SIGPROF, lambda *_: fork.send(self.signal))
        signal.setitimer(signal.ITIMER_PROF, self.seconds or 0)


def count_operations(root: Path, call: Callable[[int], object]) -> None:
    """Call a function with the number of each file operation in a folder, for as long as this process runs."""
    count = 0
    inside = str(root)

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in UNNAMED or (event in NAMED and any(inside in str(argument) for argument in arguments[:2])):
            count += 1
            call(count)

    sys.addaudithook(hear)


def measured(action: Callable[[], object], root: Path) -> Length:
    """Do an action in this process and return how long it was; to be asked once in a process."""
    last = 0

    def keep(number: int) -> None:
        nonlocal last
        last = number

    count_operations(root, keep)
    begun = time.process_time()
    action()
    return Length(last, time.process_time() - begun)
