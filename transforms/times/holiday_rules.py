"""Takes the rule of a holiday as `holidays.csv` has it, gives what it says of every year."""

import re
from dataclasses import dataclass
from datetime import date

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RULE = (
    "`12-25`: a month and a day; `easter -2`, `orthodox 0`: days after Easter Sunday of the western or the eastern "
    "churches; `islamic 10-01`, `islamic 09`: a day or a month of the Islamic year; `monday 3 01`: the third Monday of "
    "January, `monday -1 05` the last of May"
)


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """The same day of the same month in every year."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class AfterEaster:
    """Some days after Easter Sunday, before it where they are negative."""

    days: int
    is_orthodox: bool


@dataclass(frozen=True, slots=True)
class Islamic:
    """A day of a month of the Islamic year; all of the month where the day is null."""

    month: int
    day: int | None


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The n-th weekday of a month, Monday being 1; the last where n is -1."""

    weekday: int
    nth: int
    month: int


HolidayRule = DayOfYear | AfterEaster | Islamic | NthWeekday
FORM = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<church>easter|orthodox) (?P<days>-?\d{1,2})"
    r"|islamic (?P<islamic_month>0[1-9]|1[0-2])(?:-(?P<islamic_day>0[1-9]|[12]\d|30))?"
    rf"|(?P<weekday>{'|'.join(WEEKDAYS)}) (?P<nth>-1|[1-4]) (?P<month_of>0[1-9]|1[0-2])"
)
LEAP_YEAR = 2000  # has every day that a year may have


def read_rule(cell: str) -> HolidayRule:
    """Return the rule that a cell holds; raise ValueError where it is none."""
    if not (told := FORM.fullmatch(cell)):
        raise ValueError(f"is no rule; write {RULE}")
    if told["church"]:
        return AfterEaster(int(told["days"]), told["church"] == "orthodox")
    if told["islamic_month"]:
        return Islamic(int(told["islamic_month"]), int(told["islamic_day"]) if told["islamic_day"] else None)
    if told["weekday"]:
        return NthWeekday(1 + WEEKDAYS.index(told["weekday"]), int(told["nth"]), int(told["month_of"]))
    try:
        date(LEAP_YEAR, int(told["month"]), int(told["day"]))
    except ValueError:
        raise ValueError("is no day of a year; write month and day, 12-25") from None
    return DayOfYear(int(told["month"]), int(told["day"]))
