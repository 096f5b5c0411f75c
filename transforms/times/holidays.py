"""Holidays: a rule of `holidays.csv` and a year in, the days of the holiday out.

Easter by the anonymous Gregorian and by the Julian computus; Islamic dates by the arithmetic calendar, which stays
within two days of what is proclaimed after the moon is sighted.
"""

from datetime import date, timedelta

from transforms.times import calendar
from transforms.times.calendar import Period
from transforms.times.holiday_rules import AfterEaster, DayOfYear, HolidayRule, Islamic, NthWeekday

ISLAMIC_EPOCH = 227015  # ordinal of 16 July 622 in the Julian calendar, day 1 of the year 1
ISLAMIC_CYCLE = 30  # years, of which 11 have a day more
JULIAN_LAG = 13  # days by which the Julian calendar runs behind from 1900 to 2099


def holiday_in(rule: HolidayRule, year: int) -> Period:
    """Return the days of a holiday in a year."""
    match rule:
        case AfterEaster(days, is_orthodox):
            sunday = orthodox_easter(year) if is_orthodox else easter(year)
            return calendar.day(sunday + timedelta(days=days))
        case Islamic(month, number):
            return _islamic(month, number, year)
        case NthWeekday(weekday, nth, month):
            return calendar.day(_nth_weekday(weekday, nth, year, month))
        case DayOfYear(month, number):
            return calendar.day(date(year, month, number))


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the eastern churches."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, rest = divmod(moon + weekday + 114, 31)
    return date(year, month, rest + 1) + timedelta(days=JULIAN_LAG)


def _nth_weekday(number: int, nth: int, year: int, month: int) -> date:
    if nth < 0:
        return calendar.weekday_before(calendar.month(year, month).last, number)
    return calendar.weekday_after(date(year, month, 1), number) + timedelta(weeks=nth - 1)


def _islamic(month: int, number: int | None, year: int) -> Period:
    """Return an Islamic month, or a day of it, of the Islamic year that begins it in a common year."""
    guess = (year - 622) * 33 // 32
    for islamic_year in (guess - 1, guess, guess + 1, guess + 2):
        first = _islamic_day(islamic_year, month, number or 1)
        if first.year == year:
            break
    else:
        raise ValueError(f"no such holiday in {year}")
    if number:
        return calendar.day(first)
    last = first + timedelta(days=29 if month % 2 else 28)
    return Period(first, last, "month", f"{first.isoformat()}/{last.isoformat()}")


def _islamic_day(year: int, month: int, number: int) -> date:
    leaps = (3 + 11 * year) // ISLAMIC_CYCLE
    days = number + -(-59 * (month - 1) // 2) + (year - 1) * 354 + leaps
    return date.fromordinal(ISLAMIC_EPOCH + days - 1)
