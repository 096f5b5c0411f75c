"""Interruption: what Ctrl-C is to end, ended, also where a library lets go of the exception."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from flows.cli.failures import INTERRUPTED, fail
from flows.cli.interface import Exit

GRACE = 4.0  # seconds that a run has to end by itself
SOON = 0.01  # seconds, for Python to be done with what it could not raise


@contextmanager
def ending_when_interrupted(grace: float = GRACE) -> Iterator[None]:
    """End this process as interrupted if what runs inside has not ended some seconds after Ctrl-C.

    Python raises the exception wherever the main thread happens to be. Raised where an object is disposed of, it
    would be written down and forgotten, and is raised again; forgotten in a callback of a library, it ends the
    process after the grace; raised inside a library that wraps what it catches, it comes out as an error of that
    library, which is the interruption still. What is published changes in one step, so that a run may end anywhere;
    what it has started ends with it. Where Ctrl-C means something else already, as to a job in the background, it
    keeps meaning that.

    Raises KeyboardInterrupt for whatever leaves what runs inside after Ctrl-C.
    """
    if not _is_ours():
        yield
        return
    ends: list[threading.Timer] = []

    def interrupt(number: int, frame: FrameType | None) -> None:
        if not ends:
            ends.append(threading.Timer(grace, _end))
            ends[0].daemon = True
            ends[0].start()
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, interrupt)
    forget, sys.unraisablehook = sys.unraisablehook, _raise_again
    try:
        yield
    except BaseException as error:
        if ends:
            raise KeyboardInterrupt from error
        raise
    finally:
        sys.unraisablehook = forget
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for end in ends:
            end.cancel()


def _raise_again(forgotten: "sys.UnraisableHookArgs") -> None:
    """Interrupt once more if it was an interruption that could not be raised; else say what could not."""
    if issubclass(forgotten.exc_type, KeyboardInterrupt):
        threading.Timer(SOON, os.kill, [os.getpid(), signal.SIGINT]).start()
    else:
        sys.__unraisablehook__(forgotten)


def _is_ours() -> bool:
    """Whether Ctrl-C raises an exception here, as it does by default in the main thread alone."""
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler


def _end() -> None:
    os._exit(fail(INTERRUPTED, Exit.INTERRUPTED))
