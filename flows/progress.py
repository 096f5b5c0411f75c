"""Progress: what a run says to whoever started it. Only flows print; everything below them returns."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from transforms.control_characters import printable


class Advance(Protocol):
    """Moves the progress of a stage on."""

    def __call__(self, steps: int) -> None:
        """Move on by some steps."""


class PlainProgress:
    """Says it in plain lines, for logs and pipes."""

    def say(self, line: str) -> None:
        """Print the line at once, so that a reader of the pipe sees where a run stands."""
        print(printable(line), file=sys.stderr, flush=True)  # noqa: T201

    @contextmanager
    def stage(self, stage: str, total: int) -> Iterator[Advance]:
        """Say how far the stage is whenever it has moved on."""
        done = 0

        def advance(steps: int) -> None:
            nonlocal done
            done += steps
            self.say(f"{stage}: {done} of {total}")

        yield advance


class TerminalProgress(PlainProgress):
    """Says it on a terminal, with a bar for long stages."""

    @contextmanager
    def stage(self, stage: str, total: int) -> Iterator[Advance]:
        """Draw a bar that goes when the stage is done."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(stage, total=total)
            yield lambda steps: bar.advance(task, steps)


class SilentProgress(PlainProgress):
    """Says nothing, for callers from Python."""

    def say(self, line: str) -> None:
        """Drop the line."""


def progress_on_terminal() -> PlainProgress:
    """Return the progress that fits where standard error goes."""
    return TerminalProgress() if sys.stderr.isatty() else PlainProgress()
