"""Parentage: processes of a pool that end with the one that started them, however that one ends."""

import os
import signal
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
