"""Publication: a document in, the same document with the days on which it may have been published out, and the reasons.

What metadata, dateline, URL or a line near the title state has been read before. Where they state nothing the text is
asked: each thing that it says leaves some days and takes others. Certain evidence comes first; what is only likely is
used where it leaves any day. A document that the text cannot bound on both sides stays unknown.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from transforms.identifiers import key
from transforms.language.reading import Reading
from transforms.lexicons import Lexicons, OfficialRole, load_lexicons
from transforms.tables import Document, PublicationReason, Sentence
from transforms.times import calendar
from transforms.times.calendar import Period
from transforms.times.dates import FAR
from transforms.times.grammar import every_match, read_expressions
from transforms.times.sense import SAMPLE, Expression, period_at, unit_of
from transforms.times.vocabulary import value_of, words_of

YEARS = range(1900, 2101)  # in which a year is looked for that the text does not name
YEAR_BACK = timedelta(days=FAR)  # news names a day further back with its year
WIRE = timedelta(days=2)  # a dispatch is printed on the day of its dateline or soon after
HALF_YEAR = 183  # days by which a round number of years may be off
SAME_THREAD = 5  # sentences over which "since 2015" and "the past three years" tell of one thing
TITLE_REACH = 80  # characters before a name in which its title stands
DAYS_TRIED = 1500  # days; a longer interval is not tried day by day
TRIED = 200  # expressions; later ones of a long document say nothing new
FORMER = re.compile(r"\b(?:former|then|ex|late|outgoing|incoming|-elect|elect|future|one-time)\b", re.IGNORECASE)
PAST, AHEAD = {"past"}, {"future"}

Strength = Literal["certain", "likely"]
Window = tuple[date, date]


@dataclass(frozen=True)
class Evidence:
    """Something that the text says, and the days of publication that it leaves, in order and apart."""

    start: int
    end: int
    reason: str
    windows: tuple[Window, ...]
    strength: Strength = "certain"


def infer_publication(
    document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]
) -> tuple[Document, list[PublicationReason]]:
    """Return a document with its interval of publication, and the reasons where the text had to be asked for it."""
    if document.published_basis != "unknown":
        return document, []
    expressions = read_expressions(document, sentences, readings)
    left: tuple[Window, ...] = ((date.min, date.max),)
    reasons: list[PublicationReason] = []
    for one in evidence(document, sentences, readings, expressions):
        kept = intersected(left, one.windows)
        if not kept or kept == left:
            continue
        left = kept
        reasons.append(_reason(document, one, left, len(reasons)))
    left, tried = tried_days(left, expressions)
    reasons += [_reason(document, one, left, len(reasons)) for one in tried]
    first_on, last_on = left[0][0], left[-1][1]
    if is_open(first_on) or is_open(last_on):
        return document, reasons
    return document.dated(first_on, last_on, "inferred"), reasons


def not_before(document: Document, reasons: Sequence[PublicationReason]) -> date | None:
    """Return the day from which a document was published of which no more is known; None where not even that is."""
    return reasons[-1].left_first_on if reasons and document.published_basis == "unknown" else None


def evidence(
    document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading], expressions: Sequence[Expression]
) -> list[Evidence]:
    """Return what the text says about its day of publication: the certain first, each in the order of the text."""
    certain = [*_dateline(document), *_bounds(expressions), *_days_of_a_year(expressions), *_so_long_ago(expressions)]
    likely = [*_offices(document, sentences, readings), *_thread(expressions), *_last_month(expressions)]
    return [*certain, *likely]


def intersected(some: Sequence[Window], others: Sequence[Window]) -> tuple[Window, ...]:
    """Return the days that lie in both of two lists of windows, as windows."""
    found: list[Window] = []
    one = other = 0
    while one < len(some) and other < len(others):
        first, last = max(some[one][0], others[other][0]), min(some[one][1], others[other][1])
        if first <= last:
            found.append((first, last))
        if some[one][1] < others[other][1]:
            one += 1
        else:
            other += 1
    return tuple(found)


def joined(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Return windows in order, those that touch or overlap as one."""
    found: list[Window] = []
    for first, last in sorted(windows):
        if found and first <= _on(found[-1][1], 1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def is_open(on: date) -> bool:
    """Whether a bound is none: it lies where the years end that are looked at."""
    return on.year <= YEARS[0] or on.year >= YEARS[-1]


def tried_days(
    left: tuple[Window, ...], expressions: Sequence[Expression]
) -> tuple[tuple[Window, ...], list[Evidence]]:
    """Return the windows without the days on which something told as past would lie ahead, or the other way round."""
    used: list[Evidence] = []
    for expression in expressions[:TRIED]:
        if sum((last - first).days + 1 for first, last in left) > DAYS_TRIED:
            break
        if (
            expression.sense.anchor == "none"
            or expression.sense.kind == "DURATION"
            or expression.tense not in PAST | AHEAD
        ):
            continue
        days = [on for first, last in left for on in _days(first, last) if _agrees(expression, on)]
        kept = joined((on, on) for on in days)
        if kept and kept != left:
            side = "past" if expression.tense in PAST else "ahead"
            used.append(
                Evidence(
                    expression.start, expression.end, f"it is told as {side}, counted from publication", kept, "likely"
                )
            )
            left = kept
    return left, used


def _agrees(expression: Expression, on: date) -> bool:
    """Whether what is told as past lies back, and what is told as ahead lies ahead, of a day of publication."""
    period = period_at(expression.sense, on)
    if period is None:
        return True
    return period.first <= on if expression.tense in PAST else period.last >= on


def _dateline(document: Document) -> Iterator[Evidence]:
    """Yield the day of a dateline that names no year: publication follows at once."""
    place = document.text.find(document.dateline) if document.dateline else -1
    if place < 0 or not document.dateline:
        return
    for match in every_match(document.dateline):
        if match.rule.reader == "calendar_day" and not match.match.groupdict().get("year"):
            month, number = int(value_of("month", match.match["month"])), int(match.match["day"])
            days = [day.first for year in YEARS if (day := _day(year, month, number))]
            windows = joined((on, on + WIRE) for on in days)
            yield Evidence(place + match.start, place + match.end, "the dateline names its day, not its year", windows)
            return


def _bounds(expressions: Sequence[Expression]) -> Iterator[Evidence]:
    """Yield what lies in the past or future with its year: publication is not before, or not after, it."""
    for expression in expressions:
        period = period_at(expression.sense, SAMPLE)
        if period is None or not expression.sense.is_absolute or not expression.is_adverbial:
            continue
        if expression.tense in PAST or (expression.opens == "after" and expression.tense != "future"):
            yield Evidence(
                expression.start,
                expression.end,
                f"told as past, so published from {period.first}",
                ((period.first, date.max),),
            )
        elif expression.tense in AHEAD and expression.opens is None:
            reason = f"told as ahead, so published up to {period.last}"
            yield Evidence(expression.start, expression.end, reason, ((date.min, period.last),), "likely")


def _days_of_a_year(expressions: Sequence[Expression]) -> Iterator[Evidence]:
    """Yield days and months without a year: publication is within a year of them, on the side that tense says."""
    seen = set()
    for expression in expressions:
        if (
            expression.reader not in {"calendar_day", "month"}
            or expression.sense.anchor != "publication"
            or not expression.is_adverbial
        ):
            continue
        if expression.tense not in PAST | AHEAD:
            continue
        words = " ".join(expression.words.casefold().split())
        if (words, expression.tense) in seen:
            continue
        seen.add((words, expression.tense))
        periods = _every_year(expression)
        weekday = _weekday_of(words)
        if weekday:
            periods = [period for period in periods if period.first.isoweekday() == weekday]
        if expression.tense in PAST:
            windows = joined((period.first, _on(period.first, YEAR_BACK.days)) for period in periods)
            what = "told as past and without a year, so published within a year after"
        else:
            windows = joined((_on(period.last, -YEAR_BACK.days), period.last) for period in periods)
            what = "told as ahead and without a year, so published within a year before"
        if weekday:
            what += ", and in a year in which it is that weekday"
        yield Evidence(expression.start, expression.end, what, windows)


def _so_long_ago(expressions: Sequence[Expression]) -> Iterator[Evidence]:
    """Yield "ten years ago, in 2008": the two together tell the year."""
    for one, other in pairwise(expressions):
        pair = {one.reader: one, other.reader: other}
        gap = other.start - one.end
        if "ago" not in pair or not 0 <= gap <= len(", in ") or one.sentence != other.sentence:
            continue
        ago, named = pair["ago"], other if one.reader == "ago" else one
        period = period_at(named.sense, SAMPLE)
        if period is None or not named.sense.is_absolute:
            continue
        fitting = [year for year in YEARS if _holds(ago, date(year, 7, 1), period)]
        windows = joined((date(year, 1, 1), date(year, 12, 31)) for year in fitting)
        yield Evidence(one.start, other.end, f"“{ago.words}” is {period.value}", windows)


def _offices(document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Iterator[Evidence]:
    """Yield people with the title of an office that they are known to have held: published in their time in it."""
    lexicons, seen = load_lexicons(), set()
    for sentence, reading in zip(sentences, readings, strict=True):
        for name in reading.names:
            if name.kind != "person":
                continue
            start, end = reading.tokens[name.first].start, reading.tokens[name.last - 1].end
            before = reading.text[max(0, start - TITLE_REACH) : start].casefold()
            roles = _roles_of(lexicons, reading.text[start:end], before)
            if not roles or FORMER.search(before):
                continue
            windows = joined((role.valid_first_on or date.min, role.valid_last_on or date.max) for role in roles)
            if windows in seen:
                continue
            seen.add(windows)
            title = before.rfind(roles[0].role.casefold())
            at = sentence.sentence_start + max(0, start - TITLE_REACH) + title
            times = "; ".join(f"{role.valid_first_on or '...'} to {role.valid_last_on or '...'}" for role in roles)
            reason = f"the office was held by this person {times}"
            yield Evidence(at, sentence.sentence_start + end, reason, windows, "likely")


def _roles_of(lexicons: Lexicons, name: str, before: str) -> list[OfficialRole]:
    """Return the roles of the one person whom a name means whose title stands right before the name."""
    people = {entry.entity_id for entry in lexicons.candidates(name) if entry.entity_id in lexicons.officials}
    if len(people) != 1:
        return []
    words = before.rstrip()
    return [role for role in lexicons.officials[people.pop()] if words.endswith(role.role.casefold())]


def _thread(expressions: Sequence[Expression]) -> Iterator[Evidence]:
    """Yield "the past three years" near "since 2015": what both tell of began when the stretch does."""
    starts = {
        expression.sentence: expression
        for expression in expressions
        if expression.opens == "after" and expression.sense.is_absolute
    }
    for expression in expressions:
        stretch = period_at(expression.sense, SAMPLE)
        if expression.reader != "framed_units" or stretch is None or stretch.unit != "year" or stretch.last != SAMPLE:
            continue
        nearby = (
            starts.get(expression.sentence + step) for step in sorted(range(-SAME_THREAD, SAME_THREAD + 1), key=abs)
        )
        start = next((found for found in nearby if found), None)
        begun = period_at(start.sense, SAMPLE) if start else None
        if start is None or begun is None:
            continue
        length = (stretch.last - stretch.first).days
        slack = HALF_YEAR if unit_of(start) in {"day", "month"} else 2 * HALF_YEAR
        window = (_on(begun.first, length - slack), _on(begun.last, length + slack))
        reason = f"the stretch up to publication that begins with “since {start.words}”, give or take {slack} days"
        yield Evidence(expression.start, expression.end, reason, (window,), "likely")


def _last_month(expressions: Sequence[Expression]) -> Iterator[Evidence]:
    """Yield "last month" beside days of a month: it is that month; and bare weekdays beside both are of this one."""
    last = next(
        (
            expression
            for expression in expressions
            if expression.words.casefold() == "last month" and expression.tense in PAST
        ),
        None,
    )
    named = [
        expression
        for expression in expressions
        if expression.reader == "calendar_day" and expression.sense.anchor == "publication" and expression.tense in PAST
    ]
    if last is None or not named:
        return
    month = latest_month([_month_of(expression) for expression in named])
    witness = next(expression for expression in reversed(named) if _month_of(expression) == month)
    windows = joined(_month_window(year, month % 12 + 1) for year in YEARS)
    reason = f"the month of “{witness.words}”, the latest of which the text names a day"
    yield Evidence(last.start, last.end, reason, windows, "likely")
    for expression in expressions:
        if (
            expression.reader == "weekday"
            and expression.tense in PAST
            and expression.words.casefold() in words_of("weekday")
        ):
            number = int(value_of("weekday", expression.words))
            inside = joined((calendar.weekday_after(first, number), last_on) for first, last_on in windows)
            reason = f"not told as a day of “last month”, as “{witness.words}” is, so of the month of publication"
            yield Evidence(expression.start, expression.end, reason, inside, "likely")


def latest_month(months: Sequence[int]) -> int:
    """Return the last of months that lie within a year: the one before the longest stretch that names none."""
    known = sorted(set(months))
    gaps = [((known[(index + 1) % len(known)] - month - 1) % 12, month) for index, month in enumerate(known)]
    return max(gaps)[1]


def _month_of(expression: Expression) -> int:
    """Return the month of a day without a year."""
    period = period_at(expression.sense, SAMPLE)
    return period.first.month if period else 0


def _every_year(expression: Expression) -> list[Period]:
    """Return the days that an expression without a year denotes, once for each year in which it has such days."""
    found = (period_at(expression.sense, date(year, 12, 31)) for year in YEARS)
    periods = {period.first: period for period in found if period}
    return [periods[first] for first in sorted(periods)]


def _weekday_of(words: str) -> int | None:
    """Return the weekday that words name beside a day of a month."""
    first = words.split(",")[0].split(" ")[0]
    return int(value_of("weekday", first)) if first in words_of("weekday") else None


def _holds(ago: Expression, on: date, named: Period) -> bool:
    period = period_at(ago.sense, on)
    return period is not None and period.first <= named.last and named.first <= period.last


def _month_window(year: int, number: int) -> Window:
    month = calendar.month(year, number)
    return month.first, month.last


def _day(year: int, month: int, number: int) -> Period | None:
    try:
        return calendar.day(date(year, month, number))
    except ValueError:
        return None


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _on(day: date, days: int) -> date:
    """Return the day so many days away, or the first or last day there is."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _reason(document: Document, one: Evidence, left: tuple[Window, ...], position: int) -> PublicationReason:
    first_on, last_on = left[0][0], left[-1][1]
    return PublicationReason(
        publication_reason_id=key(document.document_id, position),
        document_id=document.document_id,
        position=position,
        reason_start=one.start,
        reason_end=one.end,
        words=document.text[one.start : one.end],
        reason=one.reason,
        strength=one.strength,
        left_first_on=None if is_open(first_on) else first_on,
        left_last_on=None if is_open(last_on) else last_on,
    )
