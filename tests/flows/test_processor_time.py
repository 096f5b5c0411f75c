"""Processor time: what takes too long is interrupted wherever it stands, and nothing else is."""

import contextlib
import re
import signal
import threading
import time
from collections.abc import Callable

import pytest

from flows.processor_time import limited
from transforms.documents.seed import UnreadableDocument

LIMIT = 0.1  # seconds


def endless_loop() -> None:
    while True:
        pass


def endless_pattern() -> None:
    re.fullmatch("(a|a)+", "a" * 60 + "b")


def loop_that_lets_go_of_exceptions() -> None:
    while True:
        with contextlib.suppress(Exception):
            endless_loop()


def loop_that_lets_go_of_the_first_of_all() -> None:
    with contextlib.suppress(BaseException):
        endless_loop()
    endless_loop()


@pytest.mark.parametrize(
    "work",
    [endless_loop, endless_pattern, loop_that_lets_go_of_exceptions, loop_that_lets_go_of_the_first_of_all],
)
def test_what_takes_too_long_is_interrupted(work: Callable[[], None]) -> None:
    with pytest.raises(UnreadableDocument, match="too_slow: not read after 0 s"), limited(LIMIT):
        work()


def test_a_process_that_waits_takes_no_time() -> None:
    with limited(LIMIT):
        time.sleep(3 * LIMIT)


def test_afterwards_nothing_is_limited() -> None:
    with limited(LIMIT):
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    begun = time.process_time()
    while time.process_time() < begun + 3 * LIMIT:
        pass


def test_in_another_thread_nothing_is_limited() -> None:
    def work() -> None:
        with limited(LIMIT):
            found.append(signal.getitimer(signal.ITIMER_PROF)[0])

    found: list[float] = []
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [0.0]
