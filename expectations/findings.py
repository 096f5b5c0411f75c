"""What checking finds; apart from `checking.py`, because that takes seconds to import."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["warning", "critical"]
"""Great Expectations' words for whether a breach only warns, or keeps the tables from being published."""


@dataclass(frozen=True)
class Breach:
    """An expectation that the tables do not meet."""

    name: str
    """Table, rule or comparison."""
    expectation: str
    severity: Severity
    found: str
    """What was found instead, in words, with the first offenders."""
    offenders: tuple[dict[str, Any], ...] = ()
    """The first rows that break it, by column, their key among them; empty where no single row does."""

    @property
    def stops(self) -> bool:
        """Whether tables that break it must not be published."""
        return self.severity == "critical"

    def __str__(self) -> str:
        return f"{self.name}: {self.expectation} ({self.found})"


class ExpectationsNotMet(Exception):
    """The tables must not be published; `breaches` says why."""

    def __init__(self, breaches: Sequence[Breach]) -> None:
        super().__init__("\n".join(str(breach) for breach in breaches if breach.stops))
        self.breaches = tuple(breaches)
