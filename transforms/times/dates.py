"""Dates: readers of expressions that name a day, month, quarter, season, year, decade, century or holiday.

What names its year is absolute. What does not is taken to be the one nearest the day of publication on the side that
the tense of its clause says.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from transforms.times import calendar
from transforms.times.calendar import Period
from transforms.times.holidays import holiday_in
from transforms.times.sense import Expression, Scene, Sense, Tense, unit_of
from transforms.times.vocabulary import holidays, value_of

CENTURY_TURN = 50  # two digits from here on are years of the 1900s
TOLD: dict[str, Tense] = {"last": "past", "next": "future"}
"""Words before a date that tell the side of publication: "last Oct. 23"."""
SIX = timedelta(days=6)
LAST = {"last", "final"}
WEEKS = {name: timedelta(days=7 * index) for index, name in enumerate(("first", "second", "third", "fourth"))}
FAR = 300  # days; a day of the tense's side that is so far loses to one that is
CLOSE = 65  # days away on the other side
SIDES = {"past": "last before publication", "future": "next after publication", None: "nearest to publication"}


def stamp(scene: Scene) -> Sense | None:
    """Read a day in digits with its year first."""
    on = date(int(scene.groups["year"]), int(scene.groups["month_number"]), int(scene.groups["day"]))
    clock = ""
    if hour := scene.get("hour"):
        zone = "Z" if (scene.get("zone") or "") in {"z", "+00:00"} else ""
        clock = f"T{hour}:{scene.groups['minute']}{zone}"
    return _fixed(calendar.day(on), "names its day", kind_clock=clock)


def slashed_day(scene: Scene) -> Sense | None:
    """Read a day in digits with its year last; where the order cannot be told it has no value."""
    one, two, three = (int(scene.groups[name]) for name in ("one", "two", "three"))
    is_short = len(scene.groups["three"]) == len("05")
    if is_short and scene.groups["mark"] == ".":
        return None  # 1.2.10 numbers a section or a version
    year = three + (1900 if three >= CENTURY_TURN else 2000) if is_short else three
    if one > calendar.MONTHS_IN["year"]:
        return _fixed(calendar.day(date(year, two, one)), "the first number can only be a day")
    if two > calendar.MONTHS_IN["year"]:
        return _fixed(calendar.day(date(year, one, two)), "the second number can only be a day")
    if one == two:
        return _fixed(calendar.day(date(year, one, two)), "day and month are the same number")
    if scene.day_first is None:
        return Sense("DATE", "either number may be the day, and nothing tells which order the document uses")
    month, number = (two, one) if scene.day_first else (one, two)
    why = f"the document writes the {'day' if scene.day_first else 'month'} first"
    return _fixed(calendar.day(date(year, month, number)), why)


def calendar_day(scene: Scene) -> Sense | None:
    """Read a day of a month, with or without its year."""
    month, number = int(value_of("month", scene.groups["month"])), int(scene.groups["day"])
    last = int(scene.get("to") or number)

    def of(year: int) -> Period:
        first = calendar.day(date(year, month, number))
        if last > number:
            return Period(first.first, date(year, month, last), "day", first.value)
        return first

    if number > 31 or number == 0:
        return None  # "March 45" is no day of any calendar but a page, a score
    return _of_some_year(scene, of, "a day of the month")


def month(scene: Scene) -> Sense | None:
    """Read a month, with or without its year."""
    number = int(value_of("month", scene.groups["month"]))
    if scene.get("shift") and not scene.get("year"):
        step = int(value_of("shift", scene.groups["shift"]))
        return Sense(
            "DATE", f"{scene.get('shift')}: counted from publication", _month_at(number, step), "publication",
            mod=scene.mod, pattern=f"XXXX-{number:02}",
        )  # fmt: skip
    return _of_some_year(scene, lambda year: calendar.month(year, number), "a month", pattern=f"XXXX-{number:02}")


def week_of_month(scene: Scene) -> Sense | None:
    """Read the first, second, third, fourth or last seven days of a month, with or without its year."""
    number, nth = int(value_of("month", scene.groups["month"])), scene.groups["nth"]

    def of(year: int) -> Period:
        whole = calendar.month(year, number)
        first = whole.last - SIX if nth in LAST else whole.first + WEEKS[nth]
        return Period(first, first + SIX, "week", calendar.week(first).value)

    return _of_some_year(scene, of, "a week of a month")


def year(scene: Scene) -> Sense | None:
    """Read a year; a fiscal year is read as the calendar year of its name."""
    first, end = calendar.year(int(scene.groups["year"])), scene.get("year_to")
    if end:  # 2014-16 and 2014-2016
        last = calendar.year(int(scene.groups["year"][: -len(end)] + end)).last
        if last > first.last:
            return _fixed(Period(first.first, last, "year", first.value), "names its first and its last year")
    return _fixed(first, "names its year", mod=scene.mod)


def short_year(scene: Scene) -> Sense | None:
    """Read a year of two digits after an apostrophe."""
    number = int(scene.groups["short"])
    return _fixed(calendar.year(number + (1900 if number >= 30 else 2000)), "two digits of a year")


def spoken_year(scene: Scene) -> Sense | None:
    """Read a year in words."""
    if scene.get("thousand"):
        return _fixed(calendar.year(2000 + _ones(scene)), "a year in words")
    hundreds = {"nineteen": 19, "eighteen": 18, "twenty": 20}[scene.groups["hundreds"]]
    tens = int(value_of("tens", scene.groups["tens"]))
    return _fixed(calendar.year(hundreds * 100 + tens + _ones(scene)), "a year in words")


def decade(scene: Scene) -> Sense | None:
    """Read ten years; those of two digits are of the 1900s."""
    if scene.get("decade_year"):
        return _fixed(calendar.decade(int(scene.groups["decade_year"])), "names its decade", mod=_half_mod(scene))
    digits = scene.get("decade_short") or value_of("decade", scene.groups["decade"])
    return _fixed(calendar.decade(1900 + int(digits)), "a decade of the twentieth century", mod=_half_mod(scene))


def century(scene: Scene) -> Sense | None:
    """Read a hundred years."""
    return _fixed(calendar.century(int(scene.groups["nth"])), "names its century", mod=scene.mod)


def quarter(scene: Scene) -> Sense | None:
    """Read a quarter; one without a year is that of the year that publication and tense suggest."""
    word = scene.get("ordinal")
    number = int(value_of("ordinal", word)) if word else int(next(c for c in scene.words if c in "1234"))
    if scene.get("year_ago"):
        inner = partial(nearest, lambda year: calendar.quarter(year, number), scene.tense)
        return Sense("DATE", "the same quarter a year before", lambda on: _back_a_year(inner(on)), "publication")
    # Firms expect to report in the future on a quarter that is over: only the past tense tells a side.
    tensed = replace(scene, tense="past" if scene.tense == "past" else None)
    return _of_some_year(tensed, lambda year: calendar.quarter(year, number), "a quarter", pattern=f"XXXX-Q{number}")


def half_year(scene: Scene) -> Sense | None:
    """Read the first or second half of a year."""
    number = 1 if scene.groups["which_half"] == "first" else 2
    return _of_some_year(scene, lambda year: calendar.half(year, number), "half of a year")


def season(scene: Scene) -> Sense | None:
    """Read a season."""
    code = value_of("season", scene.groups["season"])
    if scene.get("shift") and not scene.get("year"):
        step = int(value_of("shift", scene.groups["shift"]))
        at = _with_step(step, lambda year: calendar.season(year, code))
        return Sense("DATE", f"{scene.get('shift')}: counted from publication", at, "publication", mod=scene.mod)
    return _of_some_year(scene, lambda year: calendar.season(year, code), "a season", pattern=f"XXXX-{code}")


def holiday(scene: Scene) -> Sense | None:
    """Read a holiday."""
    rule = holidays()[scene.groups["holiday"]]
    return _of_some_year(scene, lambda year: holiday_in(rule, year), "a holiday")


def last_before(of: Callable[[int], Period], on: date) -> Period:
    """Return the last period that had begun on a day, of this year or one of the four before.

    Raises ValueError where none of these years has such a period.
    """
    known = (_try(of, on.year - step) for step in range(5))
    return max((period for period in known if period and period.first <= on), key=lambda period: period.first)


def nearest(of: Callable[[int], Period], tense: Tense | None, on: date) -> Period:
    """Return the period of this, last or next year that is nearest to a day on the side that a tense says.

    Raises ValueError where none of these years has such a period.
    """
    known = [period for period in (_try(of, on.year + step) for step in range(-4, 5)) if period]
    before = max((period for period in known if period.first <= on), key=lambda period: period.first, default=None)
    after = min((period for period in known if period.last >= on), key=lambda period: period.first, default=None)
    if before is None or after is None:
        if known:
            return before or after or known[0]
        raise ValueError("no such day in any year near publication")
    back, ahead = max((on - before.last).days, 0), max((after.first - on).days, 0)
    if tense == "past":
        return after if back > FAR and ahead < CLOSE else before
    if tense == "future":
        return before if ahead > FAR and back < CLOSE else after
    return before if back <= ahead else after


def counted(anchor: Sense, step: Callable[[date], Period]) -> Callable[[date], Period]:
    """Return the days that are counted from the first day of another time."""
    at = anchor.at
    assert at is not None
    return lambda on: step(at(on).first)


def side_of(scene: Scene) -> Tense | None:
    """Return the side of publication on which the tense places a day; None where it may be either."""
    return scene.tense if scene.tense in {"past", "future"} else None


def _of_some_year(scene: Scene, of: Callable[[int], Period], what: str, pattern: str | None = None) -> Sense:
    """Return the sense of what has a place in every year: that of the year it names, else the nearest."""
    named = scene.get("year")
    if named or scene.year:
        why = "names its year" if named else "the expression after it names the year of both"
        return _fixed(of(int(named or scene.year or 0)), why, mod=scene.mod)
    which = scene.get("year_shift") or scene.get("year_of")
    if which in {"that", "that same", "the same"}:
        if anchor := scene.last_named(within=30):
            why = f"the year of “{anchor.words}”"
            return _counted_from(anchor, lambda on: of(on.year), why, scene.mod)
        which = None
    if which:
        step = int(value_of("shift", which))
        why = f"the year is counted from publication: {which} year"
        return Sense("DATE", why, lambda on: of(on.year + step), "publication", mod=scene.mod, pattern=pattern)
    if (anchor := _dated_story(scene)) is not None:
        why = f"in a story of another year, told from “{anchor.words}” on"
        return _counted_from(anchor, partial(nearest, of, None), why, scene.mod)
    if which := scene.get("which"):
        scene = replace(scene, tense=TOLD.get(which))
    if scene.is_deed and not scene.get("which"):
        why = f"{what} without its year, of a deed that is over: the last before publication"
        return Sense("DATE", why, partial(last_before, of), "publication", mod=scene.mod, pattern=pattern)
    side = side_of(scene)
    why = f"{what} without its year: the {SIDES[side]}"
    return Sense("DATE", why, partial(nearest, of, side), "publication", mod=scene.mod, pattern=pattern)


def _counted_from(anchor: Expression, step: Callable[[date], Period], why: str, mod: str | None) -> Sense:
    """Return the sense of a date that is counted from the first day of an expression before it."""
    return Sense(
        "DATE",
        why,
        counted(anchor.sense, step),
        "previous_time",
        mod=mod,
        counted_from=anchor.place,
        chain=anchor.sense.chain + 1,
        base_floats=anchor.sense.floats,
    )


def _dated_story(scene: Scene) -> Expression | None:
    """Return the full date just before, in the same sentence, that places this one in its own year."""
    anchor = scene.last_named(within=0)
    if anchor and anchor.sense.is_absolute and unit_of(anchor) in {"day", "month"} and scene.tense != "future":
        return anchor
    return None


def _fixed(period: Period, why: str, mod: str | None = None, kind_clock: str = "") -> Sense:
    return Sense("TIME" if kind_clock else "DATE", why, lambda on: period, "none", clock=kind_clock, mod=mod)


def _ones(scene: Scene) -> int:
    return int(float(value_of("count", scene.groups["count"]))) if scene.get("count") else 0


def _half_mod(scene: Scene) -> str | None:
    if half := scene.get("half_of"):
        return "START" if half == "first" else "END"
    return scene.mod


def _month_at(number: int, step: int) -> Callable[[date], Period]:
    return _with_step(step, lambda year: calendar.month(year, number))


def _with_step(step: int, of: Callable[[int], Period]) -> Callable[[date], Period]:
    """Return what gives the period of this year, or the last or next one that does not hold publication."""

    def at(on: date) -> Period:
        if step == 0:
            return of(on.year)
        if step < 0:
            return next(p for p in (of(on.year), of(on.year - 1), of(on.year - 2)) if p.last < on)
        return next(p for p in (of(on.year), of(on.year + 1)) if p.first > on)

    return at


def _back_a_year(period: Period) -> Period:
    return calendar.containing(calendar.moved(period.first, -12), period.unit)


def _try(of: Callable[[int], Period], year: int) -> Period | None:
    try:
        return of(year)
    except (ValueError, OverflowError):
        return None
