"""Both sets of sketches in, a row per event out: which the other side has, and what does not meet where it has none.

Events are compared that lie within a week of each other in one country, or are of one type where one side does not know
the country.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from transforms.chains.sketch import Sketch
from warehouse.asking import opened
from warehouse.comparison.knowing import Known
from warehouse.comparison.meeting import closeness, differences
from warehouse.comparison.our_sketches import our_sketches
from warehouse.comparison.reading import Theirs, compared_types, read_theirs

WEEK = timedelta(days=7)
BOTH, THEIRS, OURS = "both", "theirs", "ours"


@dataclass(frozen=True)
class Compared:
    """An event of one side, and the closest of the other."""

    side: str
    """`theirs` or `ours`: whose event it is."""
    event_id: str
    kind: str
    """Their type, or ours."""
    first_on: date
    last_on: date
    has: bool
    """Whether the other side has it."""
    other_id: str | None
    """The event of the other side that it is, or the closest; None where there is none near."""
    differs: str
    """What does not meet: day, place, parties, type, joined by `; `; empty where the other side has it."""


@dataclass(frozen=True)
class Comparison:
    """A comparison with a file of others."""

    dataset: str
    rows: tuple[Compared, ...]
    not_compared: int
    """Events of ours of a type that the others do not count, or outside their days and countries."""

    def counts(self) -> dict[str, dict[str, int]]:
        """Return for either side how many events the other has, and how many not for each reason."""
        found = {THEIRS: Counter[str](), OURS: Counter[str]()}
        for row in self.rows:
            found[row.side][row.differs or BOTH] += 1
        return {
            side: dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))) for side, counted in found.items()
        }


class Calendar:
    """Sketches by country and week, so that those near one are found without looking at all."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        self.by_place: dict[tuple[str | None, int], dict[str, Sketch]] = defaultdict(dict)
        for sketch in sketches:
            for week in weeks(sketch):
                self.by_place[country_of(sketch), week][sketch.key] = sketch
        ordered = sorted((first, last) for first, last in map(bounds, sketches))
        self.firsts = [first for first, _ in ordered]
        self.latest = list(accumulate((last for _, last in ordered), max))
        self.countries = frozenset(map(country_of, sketches)) | {None}

    def near(self, sketch: Sketch) -> list[Sketch]:
        """Return the sketches within a week of one and in its country; of its type where either country is unknown."""
        country = country_of(sketch)
        wanted = self.countries if country is None else (country, None)
        found = {key: one for place in wanted for week in weeks(sketch) for key, one in self.get(place, week).items()}
        return [one for one in found.values() if country_of(one) == country is not None or share_type(one, sketch)]

    def get(self, country: str | None, week: int) -> dict[str, Sketch]:
        """Return the sketches of a country and a week."""
        return self.by_place.get((country, week), {})

    def has_days_of(self, sketch: Sketch) -> bool:
        """Return whether some sketch, wherever it is, shares a day with one."""
        first, last = bounds(sketch)
        before = bisect_right(self.firsts, last)
        return before > 0 and self.latest[before - 1] >= first


def share_type(one: Sketch, other: Sketch) -> bool:
    """Return whether two sketches may be of one type."""
    return bool(one.event_types & other.event_types)


def country_of(sketch: Sketch) -> str | None:
    """Return the country of the place of a sketch; None where it is not known."""
    return sketch.site.country if sketch.site else None


def bounds(sketch: Sketch) -> tuple[date, date]:
    """Return the first and the last day of a sketch that has both."""
    assert sketch.days.first_on is not None
    assert sketch.days.last_on is not None
    return sketch.days.first_on, sketch.days.last_on


def weeks(sketch: Sketch) -> range:
    """Return the numbers of the weeks from a week before to a week after a sketch."""
    first, last = bounds(sketch)
    return range(((first - WEEK).toordinal()) // 7, (last + WEEK).toordinal() // 7 + 1)


def compare(database: Path, file: Path) -> Comparison:
    """Return how the events of a release compare with those in a file of ACLED, GDELT or UCDP.

    Raise `DatasetUnknown` for another file.
    """
    with opened(database) as connection:
        dataset, theirs = read_theirs(file, Known.of(connection))
        ours = our_sketches(connection)
    counted = comparable(ours, [one.sketch for one in theirs], compared_types(dataset))
    return Comparison(dataset, tuple(matched(theirs, ours, counted)), len(ours) - len(counted))


def comparable(ours: Sequence[Sketch], theirs: Sequence[Sketch], types: frozenset[str]) -> list[Sketch]:
    """Return our events of types that the others count, in the days and countries that their file covers."""
    if not theirs:
        return []
    first, last = min(bounds(one)[0] for one in theirs), max(bounds(one)[1] for one in theirs)
    places = {country_of(one) for one in theirs} | {None}
    return [
        one
        for one in ours
        if one.event_types & types and country_of(one) in places and bounds(one)[0] <= last and bounds(one)[1] >= first
    ]


def matched(theirs: Sequence[Theirs], ours: Sequence[Sketch], counted: Sequence[Sketch]) -> Iterator[Compared]:
    """Yield a row for each event of theirs, then for each of ours that counts; several may be one of the other side."""
    sketches = [one.sketch for one in theirs]
    of_theirs, of_ours = Calendar(sketches), Calendar(ours)
    for one in theirs:
        yield compared(THEIRS, one.sketch, one.kind, of_ours)
    for sketch in counted:
        yield compared(OURS, sketch, " ".join(sorted(sketch.event_types)), of_theirs)


def compared(side: str, sketch: Sketch, kind: str, others: Calendar) -> Compared:
    """Return what becomes of one event."""
    first, last = bounds(sketch)
    closest = min(others.near(sketch), key=lambda other: closeness(sketch, other), default=None)
    if closest is not None:
        missing = differences(sketch, closest)
    else:
        missing = ("place",) if others.has_days_of(sketch) else ("day",)
    other_id = closest.key if closest else None
    return Compared(side, sketch.key, kind, first, last, not missing, other_id, "; ".join(missing))
