"""What checking finds; apart from `checking.py`, because that takes seconds to import."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Breach:
    """An expectation that the tables do not meet."""

    name: str
    """Table or rule."""
    expectation: str
    found: str
    stops: bool
    """Whether tables that break it must not be published."""

    def __str__(self) -> str:
        return f"{self.name}: {self.expectation} ({self.found})"


class ExpectationsNotMet(Exception):
    """The tables must not be published; `breaches` says why."""

    def __init__(self, breaches: Sequence[Breach]) -> None:
        super().__init__("\n".join(str(breach) for breach in breaches if breach.stops))
        self.breaches = tuple(breaches)
