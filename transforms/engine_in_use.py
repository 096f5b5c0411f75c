"""The engine in use: which reading engine a program reads with, chosen by its name.

A program reads with one engine at a time: `use_engine` says which, before anything is read. Nothing here looks for an
engine or loads one, so that a run knows its choice before it knows whether there is anything to read;
`transforms.language.engines` finds engines, `transforms.language.reader` loads the one in use.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from transforms.own_knowledge import forget_what_was_loaded


@dataclass(frozen=True)
class ChosenEngine:
    """An engine as a run has found it; whatever process reads for the run must find the same."""

    name: str
    version: str
    """Of its model, or of the models of two in a row; empty for the engine that ships, whose files are our own."""


SMALL = "small"
"""Name of the engine that ships."""
SHIPPED = ChosenEngine(SMALL, "")
_used: list[ChosenEngine] = [SHIPPED]
"""The engine in use, alone."""


def engine_in_use() -> ChosenEngine:
    """Return the engine that this program reads with."""
    return _used[0]


def use_engine(chosen: ChosenEngine) -> None:
    """Let all that is read from now on be read with an engine; forget what was read with another one."""
    if chosen != _used[0]:
        _used[0] = chosen
        forget_what_was_loaded()


@contextmanager
def using_engine(chosen: ChosenEngine) -> Iterator[None]:
    """Read with an engine for a while."""
    before = engine_in_use()
    use_engine(chosen)
    try:
        yield
    finally:
        use_engine(before)
