"""Parentage: processes that end with the one that started them, however that one ends."""

import os
import signal
import sys
import threading


def end_with_parent() -> None:
    """Let this process end when the one that started it does, which cannot say so when it is killed.

    At Ctrl-C it ends without a word; the run has one.
    """
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, lambda *_: os._exit(1))
    if parent := parent_process():
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


def end_with_input(grace: float) -> None:
    """Let this process end when nobody holds the other end of its standard input any more, at the latest after a grace.

    The system closes it with the process that started this one, which cannot say so when it is killed.
    """
    threading.Thread(target=_end_after_input, args=(grace,), daemon=True).start()


def _end_after_input(grace: float) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    threading.Timer(grace, os._exit, (1,)).start()
    os.kill(os.getpid(), signal.SIGTERM)
