"""Progress: what a run says to whoever started it. Only flows print; everything below them returns.

It goes to standard error: as lines for a person, with a bar on a terminal, or as a line of JSON each for a program.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from flows.settings import LOG_FORMAT, VERBOSITY, choose
from transforms.control_characters import printable, printable_json

BAR = 20  # letters, beside which the words fit on 80
EVERY = 5.0  # seconds between two lines of a stage, so that a long run fills no log


class Advance(Protocol):
    """Moves the progress of a stage on."""

    def __call__(self, steps: int, /) -> None:
        """Move on by some steps."""


@dataclass(frozen=True)
class Pace:
    """How far a stage is that goes from record to record, or from file to file."""

    stage: str
    done: int
    total: int
    seconds: float
    """Since the stage began."""
    unit: str = "records"
    """What it goes through."""

    @property
    def per_second(self) -> float | None:
        """Records a second so far; None before there is any."""
        return self.done / self.seconds if self.done and self.seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """What the others will take at this rate; None before there is any."""
        return (self.total - self.done) / self.per_second if self.per_second else None

    def line(self) -> str:
        """Return it for a person."""
        rate = f", {self.per_second:.3g} a second" if self.per_second else ""
        left = f", {duration(self.seconds_left)} left" if self.seconds_left else ""
        return f"{self.stage}: {self.done:,} of {self.total:,} {self.unit}{rate}{left}"


def duration(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


class PlainProgress:
    """Says it in plain lines, for logs and pipes."""

    def say(self, line: str) -> None:
        """Print the line at once, so that a reader of the pipe sees where a run stands."""
        print(printable(line), file=sys.stderr, flush=True)  # noqa: T201

    def tell(self, pace: Pace) -> None:
        """Say how far a stage is."""
        self.say(pace.line())

    @contextmanager
    def stage(self, stage: str, total: int, unit: str = "records") -> Iterator[Advance]:
        """Say how far the stage is whenever it has moved on for some seconds, and when it is done."""
        done, began, told = 0, time.monotonic(), 0.0

        def advance(steps: int) -> None:
            nonlocal done, told
            done += steps
            now = time.monotonic()
            if done >= total or now - told >= EVERY:
                told = now
                self.tell(Pace(stage, done, total, now - began, unit))

        yield advance

    @contextmanager
    def counting(self, stage: str, unit: str) -> Iterator[Callable[[int, int], None]]:
        """Yield a function for code that knows no progress: it takes how many are done, and of how many.

        The stage begins with the first call, and anew where it is told another total.
        """
        with ExitStack() as open_stage:
            advance: Advance = no_steps
            done, total = 0, -1

            def count(now_done: int, now_total: int) -> None:
                nonlocal advance, done, total
                if now_total != total or now_done < done:
                    open_stage.close()
                    advance, done, total = open_stage.enter_context(self.stage(stage, now_total, unit)), 0, now_total
                if now_done > done:
                    advance(now_done - done)
                done = now_done

            yield count


def no_steps(_steps: int) -> None:
    """Move nothing on, as before a stage begins."""


class TerminalProgress(PlainProgress):
    """Says it on a terminal, with a bar for long stages."""

    @contextmanager
    def stage(self, stage: str, total: int, unit: str = "records") -> Iterator[Advance]:
        """Draw a bar that goes when the stage is done."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, ProgressColumn, Task
        from rich.table import Column
        from rich.text import Text

        class PaceColumn(ProgressColumn):
            """The same words as in a log."""

            def render(self, task: Task) -> Text:
                """Return them."""
                return Text(Pace(stage, int(task.completed), total, task.elapsed or 0.0, unit).line())

        columns = PaceColumn(table_column=Column(no_wrap=True)), BarColumn(bar_width=BAR)
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(stage, total=total)
            yield lambda steps: bar.advance(task, steps)


class VerboseProgress(PlainProgress):
    """Says when it was as well."""

    def say(self, line: str) -> None:
        """Print the line after the time of day."""
        super().say(f"{datetime.now(UTC):%H:%M:%S} {line}")


class JsonProgress(PlainProgress):
    """Says it in a line of JSON each."""

    def say(self, line: str) -> None:
        """Print the line as JSON."""
        log(line)

    def tell(self, pace: Pace) -> None:
        """Print how far a stage is as numbers too."""
        log(pace.line(), **vars(pace), per_second=pace.per_second, seconds_left=pace.seconds_left)


class SilentProgress(PlainProgress):
    """Says nothing, for callers from Python."""

    def say(self, line: str) -> None:
        """Drop the line."""


def log(message: str, level: str = "info", **more: Any) -> None:
    """Print a message to standard error as a line of JSON, with its instant in UTC."""
    held = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": level, "message": message, **more}
    print(printable_json(json.dumps(held, ensure_ascii=False)), file=sys.stderr, flush=True)  # noqa: T201


def progress_on_terminal() -> PlainProgress:
    """Return the progress that the settings choose, and that fits where standard error goes. Raises SettingsInvalid."""
    verbosity = choose(VERBOSITY).value
    if verbosity == "quiet":
        return SilentProgress()
    if choose(LOG_FORMAT).value == "json":
        return JsonProgress()
    if verbosity == "verbose":
        return VerboseProgress()
    return TerminalProgress() if sys.stderr.isatty() else PlainProgress()
