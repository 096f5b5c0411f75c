"""Senses: what a time expression means before the day of publication is known, and what surrounds it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from transforms.times.calendar import Period
from transforms.times.vocabulary import value_of

Tense = Literal["past", "present", "future", "planned"]
"""`planned` is what was to come when it was told of, and may be over: "agreed to sell", "set for Monday"."""
Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["none", "publication", "previous_time"]
LONGEST_CHAIN = 20  # times; no text counts on from day to day for longer, but one may try
LOOKBACK = 40  # expressions; in a table of dates nothing counts from what stands far above
COMPARED = {"year_ago", "units_on", "ago"}
"""Readers of what a text compares with."""
NEAR = 3  # sentences; a time further back is no longer what "a day later" counts from


@dataclass(frozen=True)
class Sense:
    """What an expression denotes, as a function of the day of publication where it needs one."""

    kind: Kind
    why: str
    """How it was read, in words."""
    at: Callable[[date], Period] | None = None
    """The days it denotes, counted from a day of publication; None when it denotes no known days."""
    anchor: Anchor = "none"
    value: str | None = None
    """TIMEX3 value where it does not follow from the days."""
    clock: str = ""
    """What follows the day in the value: `T10:00`, `TMO`."""
    mod: str | None = None
    """TIMEX3 modifier, such as `START` of "early May"."""
    counted_from: int | None = None
    """Place of the time named before from which it counts."""
    base_floats: bool = False
    """Whether the other time from which it counts is counted from publication itself."""
    chain: int = 0
    """How many others it counts from, one after the other."""
    step: Callable[[date], Period] | None = None
    """How it is counted from a day of the other time, where it counts from one."""
    pattern: str | None = None
    """Value with X for what is open, where publication is not known to the day: `XXXX-WXX-1`."""

    @property
    def is_absolute(self) -> bool:
        """Whether its days are the same whatever the day of publication."""
        return self.at is not None and not self.floats

    @property
    def floats(self) -> bool:
        """Whether its days are counted from publication, if by way of another time."""
        return self.anchor == "publication" or self.base_floats


@dataclass(frozen=True)
class Expression:
    """A span that names a time, with its sense; offsets are those of the document's text."""

    place: int
    """Place among the time expressions of the document."""
    sentence: int
    start: int
    end: int
    words: str
    reader: str
    sense: Sense
    tense: Tense | None
    """Tense of its clause."""
    opens: Literal["after", "before"] | None
    """Whether it opens an interval that goes on, as after "since", or closes one, as after "until"."""
    is_adverbial: bool
    """Whether it tells when its clause holds, rather than which thing is meant, as in "the 2011 edition"."""


@dataclass(frozen=True)
class Scene:
    """What a reader of an expression may look at."""

    groups: Mapping[str, str]
    """What the groups of the rule matched, in plain words; what a group of `_again` matched stands under its name."""
    words: str
    tense: Tense | None
    before: str
    """The word before the expression, in lower case."""
    is_after_amount: bool
    """Whether a noun or a number stands just before it, with nothing between."""
    sentence: int
    earlier: Sequence[Expression]
    """The expressions before it, in the order of the text."""
    year: int | None
    """Year that an expression joined to this one names: the 2011 of "between May 3 and June 5, 2011"."""
    day_first: bool | None
    """Whether the document writes the day before the month in numbers; None when that is not known."""
    is_deed: bool = False
    """Whether the expression dates a deed that is over: the Oct. 7 attack."""

    def get(self, name: str) -> str | None:
        """Return what a group matched; None when it matched nothing."""
        return self.groups.get(name)

    @property
    def mod(self) -> str | None:
        """The TIMEX3 modifier that the words about start, end or about how exact it is give."""
        if edge := self.get("edge"):
            return value_of("edge", edge)
        if approximation := self.get("approximation"):
            return value_of("approximation", approximation)
        return None

    def last_named(self, *units: str, within: int = NEAR, told_of: bool = False) -> Expression | None:
        """Return the last expression before that denotes days in one of these units, or in any; None when none does.

        What a text is told of is not what it compares with, such as "the year-earlier quarter".
        """
        for one in islice(reversed(self.earlier), LOOKBACK):
            if self.sentence - one.sentence > within:
                return None
            if one.sense.at is None or one.sense.kind in {"DURATION", "SET"}:
                continue
            if one.sense.chain >= LONGEST_CHAIN:
                continue
            if told_of and one.reader in COMPARED:
                continue
            if not units or unit_of(one) in units:
                return one
        return None


SAMPLE = date(2000, 6, 14)  # any day serves to learn the unit of an expression: it does not depend on the day


def unit_of(expression: Expression) -> str | None:
    """Return the unit of the days that an expression denotes."""
    period = period_at(expression.sense, SAMPLE)
    return period.unit if period else None


def period_at(sense: Sense, on: date) -> Period | None:
    """Return the days of a sense, counted from a day of publication; None where there are no such days."""
    try:
        return sense.at(on) if sense.at else None
    except (ValueError, OverflowError, StopIteration):
        return None
