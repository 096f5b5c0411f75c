"""Calendar: days in, the periods that hold them out, with their first and last day and their TIMEX3 value.

Dates before the year 1 and after 9999 raise ValueError or OverflowError, as `datetime.date` does.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from transforms.tables import Granularity

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, in the north."""
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
GRANULARITIES = {
    **dict.fromkeys(("half", "season", "century", "weekend", "fortnight"), "interval"),
    **dict.fromkeys(("hour", "minute", "second"), "time"),
    "night": "day",
}
"""Units whose name `times.granularity` does not know."""


@dataclass(frozen=True)
class Period:
    """A stretch of days that the calendar names."""

    first: date
    last: date
    unit: str
    value: str
    """TIMEX3 value."""

    @property
    def granularity(self) -> Granularity:
        """The unit as `times.granularity` calls it."""
        return GRANULARITIES.get(self.unit, self.unit)


def day(on: date) -> Period:
    """Return a day as a period."""
    return Period(on, on, "day", on.isoformat())


def week(on: date) -> Period:
    """Return the week of a day, from Monday."""
    monday = on - timedelta(days=on.weekday())
    year, number, _ = on.isocalendar()
    return Period(monday, monday + timedelta(days=6), "week", f"{year:04}-W{number:02}")


def weekend(on: date) -> Period:
    """Return the weekend that ends the week of a day."""
    whole = week(on)
    return Period(whole.first + timedelta(days=5), whole.last, "weekend", f"{whole.value}-WE")


def month(year_number: int, number: int) -> Period:
    """Return a month of a year."""
    last = monthrange(year_number, number)[1]
    return _from(date(year_number, number, 1), date(year_number, number, last), "month", f"-{number:02}")


def quarter(year_number: int, number: int) -> Period:
    """Return a quarter of a year."""
    last = month(year_number, number * 3).last
    return _from(date(year_number, number * 3 - 2, 1), last, "quarter", f"-Q{number}")


def half(year_number: int, number: int) -> Period:
    """Return a half of a year."""
    last = month(year_number, number * 6).last
    return _from(date(year_number, number * 6 - 5, 1), last, "half", f"-H{number}")


def season(year_number: int, code: str) -> Period:
    """Return a season that begins in a year."""
    first = date(year_number, SEASONS[code], 1)
    ending = moved(first, 2)
    return _from(first, month(ending.year, ending.month).last, "season", f"-{code}")


def year(number: int) -> Period:
    """Return a year."""
    return _from(date(number, 1, 1), date(number, 12, 31), "year", "")


def decade(number: int) -> Period:
    """Return the ten years that begin in a year."""
    first = number - number % 10
    return Period(date(first, 1, 1), date(first + 9, 12, 31), "decade", f"{first // 10:03}")


def century(number: int) -> Period:
    """Return a century, counted as people do: the 20th is the years 1900 to 1999."""
    first = (number - 1) * 100
    return Period(date(max(first, 1), 1, 1), date(first + 99, 12, 31), "century", f"{number - 1:02}")


def weekday_before(on: date, number: int, *, or_same: bool = True) -> date:
    """Return the last such weekday, 1 for Monday, up to a day."""
    back = (on.isoweekday() - number) % 7
    return on - timedelta(days=back or (0 if or_same else 7))


def weekday_after(on: date, number: int, *, or_same: bool = True) -> date:
    """Return the next such weekday, 1 for Monday, from a day on."""
    ahead = (number - on.isoweekday()) % 7
    return on + timedelta(days=ahead or (0 if or_same else 7))


def moved(on: date, months: int) -> date:
    """Return the day so many months away, the last of its month where that has no such day."""
    count = on.year * 12 + on.month - 1 + months
    number, index = divmod(count, 12)
    return date(number, index + 1, min(on.day, monthrange(number, index + 1)[1]))


def stepped(on: date, unit: str, count: int) -> date:
    """Return the day so many units away."""
    if unit in DAYS_IN:
        return on + timedelta(days=DAYS_IN[unit] * count)
    return moved(on, MONTHS_IN[unit] * count)


CONTAINERS: dict[str, Callable[[date], Period]] = {
    "day": day,
    "night": day,
    "week": week,
    "fortnight": week,
    "weekend": weekend,
    "month": lambda on: month(on.year, on.month),
    "quarter": lambda on: quarter(on.year, (on.month + 2) // 3),
    "half": lambda on: half(on.year, 1 if on.month <= MONTHS_IN["half"] else 2),
    "year": lambda on: year(on.year),
    "decade": lambda on: decade(on.year),
    "century": lambda on: century(on.year // 100 + 1),
}


def containing(on: date, unit: str) -> Period:
    """Return the period of a unit that holds a day; its month where the calendar has no such unit, as a season."""
    return CONTAINERS.get(unit, CONTAINERS["month"])(on)


def part_of(period: Period, mod: str | None) -> tuple[date, date]:
    """Return the days that the start, middle or end of a period is: a third of it."""
    length = (period.last - period.first).days + 1
    third = timedelta(days=max(length // 3 - 1, 0))
    if mod == "START":
        return period.first, period.first + third
    if mod == "END":
        return period.last - third, period.last
    if mod == "MID":
        return period.first + third, period.last - third
    return period.first, period.last


def _from(first: date, last: date, unit: str, ending: str) -> Period:
    return Period(first, last, unit, f"{first.year:04}{ending}")
