"""Processes for tests: what one has started, and whether it is gone."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def started(program: str, *, children: int) -> tuple["subprocess.Popen[bytes]", list[int]]:
    """Start a Python program and wait until it has so many children; return it and their numbers."""
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    deadline = time.monotonic() + 120
    while len(found := children_of(process.pid)) < children:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return process, found


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started and that run."""
    return [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]


def is_running(pid: int) -> bool:
    """Return whether a process runs; one that has ended and that nobody has asked after does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def wait_until_gone(pids: list[int], seconds: float) -> list[int]:
    """Wait until processes are gone; return those that are not, after ending them."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(map(is_running, pids)):
        time.sleep(0.1)
    left = [pid for pid in pids if is_running(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return left
