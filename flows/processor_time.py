"""Processor time: a limit on what one file, record or document may take of it, so that no input lets a run hang.

The processor's time is counted, not the clock's: other work on the machine, a slow disk or a laptop that sleeps rejects
nothing. A process in which several threads work counts the time of all.
"""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from transforms.documents.seed import too_slow

AGAIN = 1.0  # seconds of the processor after which it is said once more, where a library lets go of the exception
LAST = 2  # times the limit, after which a process that reads for others is ended, where Python is not asked any more


class _OutOfTime(BaseException):
    """The limit is reached; no `except Exception` on the way may take it for something else."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Let what runs inside raise UnreadableDocument `too_slow` after so many seconds of the processor.

    Python is interrupted wherever it stands, also inside a regular expression; what a library does in one call of its
    own goes on to its end. Signals reach the main thread alone, so elsewhere nothing is limited.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    is_inside = True

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if is_inside:
            raise _OutOfTime

    before = signal.signal(signal.SIGPROF, interrupt)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
        _end_this_process_after(LAST * seconds)
        yield
    except _OutOfTime:
        raise too_slow(seconds) from None
    finally:
        is_inside = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        _end_this_process_after(0)
        signal.signal(signal.SIGPROF, before)


def _end_this_process_after(seconds: float) -> None:
    """Let the system end a process of a pool after so many seconds of the processor; 0 for never."""
    multiprocessing = sys.modules.get("multiprocessing")  # which is there in every process of a pool
    if multiprocessing and multiprocessing.parent_process():
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)  # nobody handles its signal, which ends a process
