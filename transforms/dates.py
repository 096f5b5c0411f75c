"""Dates: the date names of a reading in, rows of `times` with their first and last day out.

Understood are calendar dates, months, years, weekdays and the commonest relative expressions, counted from the day of
publication where that is known. What is not understood keeps its span, with neither value nor days.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from transforms.identifiers import key
from transforms.language.reading import Reading
from transforms.tables import Document, Sentence, Time

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SHORT = 3  # letters by which an abbreviated month is known: Sept. is September

MONTH = "(?P<month>" + "|".join(rf"{name[:SHORT]}(?:{name[SHORT:]}|[a-z]?\.)?" for name in MONTHS) + ")"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+)?"
COUNT = rf"(?P<count>\d{{1,3}}|a|an|{'|'.join(NUMBERS)})"
UNIT = r"(?P<unit>day|week|month|year)s?"


@dataclass(frozen=True)
class Days:
    """The days that a time expression denotes."""

    first_on: date
    last_on: date
    granularity: str
    anchor: str

    @property
    def value(self) -> str:
        """TIMEX3 value of the days."""
        formats = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
        return self.first_on.strftime(formats[self.granularity])


def find_times(document: Document, sentence: Sentence, reading: Reading) -> list[Time]:
    """Return the time expressions of a sentence, in reading order."""
    anchor = document.published_first_on if document.published_first_on == document.published_last_on else None
    times = []
    for name in reading.names:
        if name.kind == "date":
            start = sentence.sentence_start + reading.tokens[name.first].start
            end = sentence.sentence_start + reading.tokens[name.last - 1].end
            words = document.text[start:end]
            days = days_of(words, anchor)
            times.append(
                Time(
                    time_id=key(document.document_id, start, end),
                    document_id=document.document_id,
                    sentence_id=sentence.sentence_id,
                    time_start=start,
                    time_end=end,
                    time=words,
                    kind="DATE",
                    value=days.value if days else None,
                    first_on=days.first_on if days else None,
                    last_on=days.last_on if days else None,
                    granularity=days.granularity if days else None,
                    anchor=days.anchor if days else "none",
                )
            )
    return times


def days_of(words: str, anchor: date | None) -> Days | None:
    """Return the days that a time expression denotes, counted from a day; None where we cannot tell."""
    text = " ".join(words.casefold().split())
    for pattern, reader in READERS:
        if match := pattern.fullmatch(text):
            try:
                return reader(match, anchor)
            except (ValueError, OverflowError):  # no such day: 31 February, or before the year 1
                return None
    return None


def _calendar_day(match: re.Match[str], anchor: date | None) -> Days | None:
    month = _month(match["month"])
    if match["year"]:
        day = date(int(match["year"]), month, int(match["day"]))
        return Days(day, day, "day", "none")
    if anchor is None:
        return None
    day = date(anchor.year, month, int(match["day"]))
    if day > anchor + timedelta(days=180):  # news names days near its own; half a year on, the last such day is meant
        day = day.replace(year=anchor.year - 1)
    return Days(day, day, "day", "publication")


def _whole_month(match: re.Match[str], anchor: date | None) -> Days | None:
    month = _month(match["month"])
    if match["year"]:
        return _month_days(int(match["year"]), month, "none")
    if anchor is None:
        return None
    return _month_days(anchor.year - (month > anchor.month), month, "publication")


def _whole_year(match: re.Match[str], anchor: date | None) -> Days:
    year = int(match["year"])
    return Days(date(year, 1, 1), date(year, 12, 31), "year", "none")


def _weekday(match: re.Match[str], anchor: date | None) -> Days | None:
    if anchor is None:
        return None
    ahead = match["which"] == "next"
    distance = (WEEKDAYS.index(match["weekday"]) - anchor.weekday()) % 7
    day = anchor + timedelta(days=distance if ahead else distance - 7 if distance else 0)
    return Days(day, day, "day", "publication")


def _relative_day(match: re.Match[str], anchor: date | None) -> Days | None:
    if anchor is None:
        return None
    day = anchor + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(match["word"], 0))
    return Days(day, day, "day", "publication")


def _relative_unit(match: re.Match[str], anchor: date | None) -> Days | None:
    if anchor is None:
        return None
    return _unit_days(anchor, match["unit"], {"last": -1, "this": 0, "next": 1}[match["which"]])


def _ago(match: re.Match[str], anchor: date | None) -> Days | None:
    if anchor is None:
        return None
    count = match["count"]
    number = int(count) if count.isdigit() else 1 if count in {"a", "an"} else NUMBERS.index(count)
    return _unit_days(anchor, match["unit"], -number)


def _unit_days(anchor: date, unit: str, offset: int) -> Days:
    """Return the day, week, month or year that lies `offset` of them after the one of a day."""
    if unit == "day":
        day = anchor + timedelta(days=offset)
        return Days(day, day, "day", "publication")
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=offset)
        return Days(monday, monday + timedelta(days=6), "week", "publication")
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + offset
        return _month_days(months // 12, months % 12 + 1, "publication")
    return Days(date(anchor.year + offset, 1, 1), date(anchor.year + offset, 12, 31), "year", "publication")


def _month_days(year: int, month: int, anchor: str) -> Days:
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", anchor)


def _month(words: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name[:SHORT] == words[:SHORT])


Reader = Callable[[re.Match[str], date | None], Days | None]

READERS: Sequence[tuple[re.Pattern[str], Reader]] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{WEEKDAY}{MONTH}\s+{DAY}(?:,?\s+{YEAR})?", _calendar_day),
        (rf"{WEEKDAY}(?:the\s+)?{DAY}(?:\s+of)?\s+{MONTH}(?:,?\s+{YEAR})?", _calendar_day),
        (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", lambda match, anchor: _iso_day(match)),
        (rf"(?:early |late |mid-|last )?{MONTH}(?:,?\s+{YEAR})?", _whole_month),
        (YEAR, _whole_year),
        (
            rf"(?:(?P<which>last|next|this)\s+)?(?P<weekday>{'|'.join(WEEKDAYS)})(?:\s+(?:morning|afternoon|evening|night))?",
            _weekday,
        ),
        (
            r"(?P<word>yesterday|today|tomorrow|tonight|overnight)(?:\s+(?:morning|afternoon|evening|night))?",
            _relative_day,
        ),
        (r"(?P<which>last|this|next)\s+(?P<unit>week|month|year)", _relative_unit),
        (rf"{COUNT}\s+{UNIT}\s+(?:ago|earlier)", _ago),
    )
)


def _iso_day(match: re.Match[str]) -> Days:
    day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return Days(day, day, "day", "none")
