"""Forks: an action in a process of its own that has all loaded already, and how that process ended."""

import mmap
import os
import pickle
import select
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

MARKER = "ENTENTE_FAULT"
"""Environment variable by which the processes that an attempt has started are known, whoever their parent is."""
PATIENCE = 300.0  # seconds that an attempt may take on a loaded machine before it counts as one that hangs
LEAVING = 12.0  # seconds in which what a run has started has to go after it
CLOCK = struct.Struct("d")


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    status: int
    """Its exit code; less than zero is the signal that ended it, as `subprocess` has it."""
    seconds: float | None
    """Seconds from the signal that it was sent to its end; None where it was sent none."""
    told: str
    """What it wrote to standard output and standard error."""
    value: Any = None
    """What its action returned."""


class Fork:
    """A process that does an action and then ends; its exit code is what the action returns if that is a number."""

    def __init__(self, action: Callable[["Fork"], object], marker: str) -> None:
        self._told, self._value = (tempfile.TemporaryFile() for _ in "ab")  # noqa: SIM115, both outlive the call
        self._signalled = mmap.mmap(-1, CLOCK.size)
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if not self.pid:
            self._do(action, marker)

    def _do(self, action: Callable[["Fork"], object], marker: str) -> NoReturn:
        status = 70
        try:
            for descriptor in (1, 2):
                os.dup2(self._told.fileno(), descriptor)
            sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.environ[MARKER] = marker
            value = action(self)
            pickle.dump(value, self._value)
            self._value.flush()
            status = value if isinstance(value, int) else 0
        except BaseException:  # noqa: BLE001, the outermost place of a process
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def send(self, number: int) -> None:
        """Send a signal to the process, from within or without, and note when."""
        self._signalled[:] = CLOCK.pack(time.monotonic())
        os.kill(self.pid or os.getpid(), number)

    def wait(self, patience: float = PATIENCE) -> Ended:
        """Wait for the end and return it; a process that does not end is killed: it `HANGS`."""
        descriptor = os.pidfd_open(self.pid)
        is_over = bool(select.select([descriptor], [], [], patience)[0])
        os.close(descriptor)
        if not is_over:
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        now, (signalled,) = time.monotonic(), CLOCK.unpack(self._signalled[:])
        return Ended(
            os.waitstatus_to_exitcode(status) if is_over else HANGS,
            now - signalled if signalled else None,
            read(self._told).decode(errors="replace"),
            pickle.loads(content) if (content := read(self._value)) else None,
        )


HANGS = -999
"""Status of what had to be ended because it did not end by itself."""


def read(file: Any) -> bytes:
    """Return all that a file holds, and close it."""
    with file:
        file.seek(0)
        return bytes(file.read())


def forked(action: Callable[[], object], marker: str = "") -> Ended:
    """Do an action in a process of its own; return how that ended."""
    return Fork(lambda _: action(), marker).wait()


def strays(marker: str, patience: float = LEAVING) -> list[int]:
    """Return the processes that an attempt has started and that do not go; they are ended."""
    deadline = time.monotonic() + patience
    while (left := marked(marker)) and time.monotonic() < deadline:
        time.sleep(0.1)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return left


def marked(marker: str) -> list[int]:
    """Return the processes that run with the marker of an attempt in their environment."""
    wanted = f"{MARKER}={marker}".encode()
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if wanted in environment(path)]


def environment(process: Path) -> list[bytes]:
    """Return the environment with which a process was started, empty for one that is over."""
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return []
