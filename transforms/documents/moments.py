"""Days and instants as documents state them: a stamp, a URL or a printed date in, a day out, or None."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from zoneinfo import ZoneInfo

from transforms.documents.boilerplate import part

YEARS = range(1600, 2200)  # news is printed since 1605; a stamp outside is a mistake, such as year 1 for "none"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECONDS = 10**11  # stamps above count milliseconds: in seconds this would be the year 5138
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

URL_DAY = re.compile(
    r"[/=_-](?P<year>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<month>1[0-2]|0?[1-9]|[a-z]{3})(?P=mark)"
    r"(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)",
    re.IGNORECASE,
)
DIGITS = re.compile(r"[+-]?\d+(?:\.\d+)?")
COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{4,6}Z?)?")
NUMERIC = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")


@dataclass(frozen=True)
class Moment:
    """When something was published or changed."""

    day: date
    """The day, in the time zone of the source, else in that of the stamp."""

    instant: datetime | None
    """The instant in UTC; null when only a day is stated."""


def read_moment(stated: str, timezone: str | None = None, notation: str | None = None) -> Moment | None:
    """Return the moment that a stamp states, or None when it states none that can be told for sure.

    A stamp without a zone is in the time zone of the source, else in UTC. Days such as 06/08/2018 can be told only
    with the notation of the source.
    """
    stated = " ".join(stated.split())[:100]
    stamp = _in_notation(stated, notation) or _in_numbers(stated) or _in_iso(stated) or _in_mail(stated)
    if stamp is None:
        day = find_day(stated)
        return Moment(day, None) if day else None
    if isinstance(stamp, datetime):
        return _moment(stamp, timezone)
    return Moment(stamp, None) if stamp.year in YEARS else None


def find_day(words: str) -> date | None:
    """Return the first day with its year that words name, or None."""
    if match := _printed_day().search(words) or NUMERIC.search(words):
        return _day(match)
    return None


def url_day(url: str) -> date | None:
    """Return the day that the path of a URL names, or None."""
    path = url.split("?")[0].split("://")[-1]
    days = (_day(match) for match in URL_DAY.finditer(path[path.find("/") :] if "/" in path else ""))
    return next((day for day in days if day), None)


def _moment(stamp: datetime, timezone: str | None) -> Moment | None:
    zone = ZoneInfo(timezone) if timezone else None
    if stamp.tzinfo is None:
        stamp = stamp.replace(tzinfo=zone or UTC)
    try:
        here = stamp.astimezone(zone) if zone else stamp
        instant = stamp.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return Moment(here.date(), instant) if here.year in YEARS and instant.year in YEARS else None


def _in_notation(stated: str, notation: str | None) -> datetime | date | None:
    if not notation:
        return None
    try:
        stamp = datetime.strptime(stated, notation)
    except (ValueError, re.error):
        return None
    return stamp if re.search("%[HIcXsfp]", notation) else stamp.date()


def _in_numbers(stated: str) -> datetime | date | None:
    """Return what a bare number says: a day such as 20180608, or seconds or milliseconds since 1970."""
    if match := COMPACT.fullmatch(stated):
        day = _day(match)
        if day and len(stated) == 8:
            return day
        if day and len(stated) >= 12 and (stamp := _in_iso(f"{stated[:8]}T{stated[8:].lstrip('T')}")):
            return stamp
    if DIGITS.fullmatch(stated) and 9 <= len(stated.split(".")[0]) <= 14:
        number = float(stated)
        return EPOCH + timedelta(seconds=number / 1000 if number > MILLISECONDS else number)
    return None


def _in_iso(stated: str) -> datetime | date | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", stated):
        return _day(NUMERIC.fullmatch(stated))
    if not re.match(r"\d{4}-?\d\d-?\d\d[T ]", stated):
        return None
    try:
        return datetime.fromisoformat(re.sub(r" (UTC|GMT|Z)$|(?<=\d) (?=[+-]\d\d)", lambda m: "Z" * bool(m[1]), stated))
    except ValueError:
        return None


def _in_mail(stated: str) -> datetime | None:
    if not re.search(r"\d\d:\d\d", stated) or not re.match(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4}", stated):
        return None
    try:
        return parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    numbers = {name: value for name, value in match.groupdict().items() if value}
    year, month, day = (numbers.get(name) or numbers[f"{name}2"] for name in ("year", "month", "day"))
    try:
        known = date(int(year), int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1, int(day))
    except ValueError:
        return None
    return known if known.year in YEARS else None


@cache
def _printed_day() -> re.Pattern[str]:
    month, ending = part("month"), "(?:st|nd|rd|th)?"
    return re.compile(
        rf"\b(?P<day>\d{{1,2}}){ending} (?P<month>{month}),? (?P<year>\d{{4}})\b"
        rf"|\b(?P<month2>{month}) (?P<day2>\d{{1,2}}){ending},? (?P<year2>\d{{4}})\b",
        re.IGNORECASE,
    )
