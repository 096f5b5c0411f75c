"""Workers: how many processes may read on this machine, by its processors and its memory."""

import os
from contextlib import suppress
from pathlib import Path

from flows.settings import Workers

MEMORY = 1_600_000_000
"""Bytes that a process which reads holds at most; docs/scale.md has the figure."""
OTHERS = 1_000_000_000
"""Bytes that are left to the run itself, to Prefect and to the system."""
CGROUP = Path("/sys/fs/cgroup/memory.max")


def count_workers(workers: Workers) -> int:
    """Return a number of workers as it is, and for `auto` one per processor, or fewer where memory is short."""
    return count_for(processors(), memory()) if workers == "auto" else workers


def count_for(processors: int, memory: int) -> int:
    """Return how many processes may read with so many processors and bytes of memory; one at least."""
    return max(1, min(processors, (memory - OTHERS) // MEMORY))


def processors() -> int:
    """Return how many processors this process may use."""
    with suppress(AttributeError):  # which is asked of Linux alone
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory() -> int:
    """Return the bytes of memory that this machine has, or that its container may use."""
    installed = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    with suppress(OSError, ValueError):  # no container, or one without a limit, which says "max"
        return min(installed, int(CGROUP.read_text(encoding="ascii")))
    return installed
