"""Times: a document, its sentences and their readings in, the rows of `times` out, with days, anchor and reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from transforms.identifiers import key
from transforms.language.reading import Reading
from transforms.tables import Document, Sentence, Time
from transforms.times.calendar import Period, part_of
from transforms.times.grammar import NO_SUCH_DAY, read_expressions
from transforms.times.sense import SAMPLE, Expression, Sense, period_at
from transforms.times.undated import counted_from_full_dates

UNDATED = "publication is not known, from which it counts"


@dataclass(frozen=True)
class Days:
    """What an expression denotes once publication is known, as far as it is."""

    value: str | None
    first_on: date | None
    last_on: date | None
    granularity: str | None
    why: str


def find_times(document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]) -> list[Time]:
    """Return the time expressions of a document, in the order of the text."""
    expressions = read_expressions(document, sentences, readings)
    if document.published_first_on is None and document.published_last_on is None:
        expressions = counted_from_full_dates(expressions)
    keys = [key(document.document_id, expression.start, expression.end) for expression in expressions]
    return [
        _row(document, sentences[expression.sentence], expression, keys, days_of(expression, document))
        for expression in expressions
    ]


def days_of(expression: Expression, document: Document) -> Days:
    """Return the days that an expression denotes in a document, from both ends of its interval of publication."""
    sense, first_on, last_on = expression.sense, document.published_first_on, document.published_last_on
    if sense.at is None:
        return Days(sense.value, None, None, None, sense.why)
    ends = [period for on in dict.fromkeys((first_on, last_on)) if (period := _at(sense, on))]
    if not ends:
        is_dated = sense.is_absolute or first_on or last_on or period_at(sense, SAMPLE) is None
        return Days(_open_value(sense), None, None, None, NO_SUCH_DAY if is_dated else f"{sense.why}; {UNDATED}")
    low, high = ends[0], ends[-1]
    edge = sense.mod if sense.kind != "DURATION" else None
    first, last = part_of(low, edge)[0], part_of(high, edge)[1]
    is_half_open = not sense.is_absolute and (first_on is None or last_on is None)
    shown_first = None if expression.opens == "before" or (is_half_open and first_on is None) else first
    shown_last = None if expression.opens == "after" or (is_half_open and last_on is None) else last
    if shown_first and shown_last and shown_first > shown_last:
        shown_first, shown_last = shown_last, shown_first
    value = low.value if low.value == high.value and not is_half_open else sense.pattern or merged(low, high)
    return Days(
        value=sense.value or f"{value}{sense.clock}",
        first_on=shown_first,
        last_on=shown_last,
        granularity="time" if sense.clock and len(sense.clock) > len("TMO") else low.granularity,
        why=sense.why,
    )


def merged(low: Period, high: Period) -> str:
    """Return the value that two periods share, with X from where they differ."""
    same = 0
    while same < min(len(low.value), len(high.value)) and low.value[same] == high.value[same]:
        same += 1
    return low.value[:same] + "".join("X" if sign.isdigit() else sign for sign in low.value[same:])


def _at(sense: Sense, on: date | None) -> Period | None:
    """Return the days of a sense counted from a day; None where there is no such day or nothing to count from."""
    if sense.is_absolute:
        return period_at(sense, SAMPLE)
    return period_at(sense, on) if on else None


def _open_value(sense: Sense) -> str | None:
    """Return the value of what counts from an unknown day, with X for what is open; None where it has none."""
    value = sense.value or sense.pattern
    return f"{value}{sense.clock}" if value and not sense.value else value


def _row(document: Document, sentence: Sentence, expression: Expression, keys: Sequence[str], days: Days) -> Time:
    return Time(
        time_id=keys[expression.place],
        document_id=document.document_id,
        sentence_id=sentence.sentence_id,
        time_start=expression.start,
        time_end=expression.end,
        time=expression.words,
        kind=expression.sense.kind,
        value=days.value,
        mod=expression.sense.mod,
        first_on=days.first_on,
        last_on=days.last_on,
        granularity=days.granularity,
        anchor=expression.sense.anchor,
        anchor_time_id=keys[expression.sense.counted_from] if expression.sense.counted_from is not None else None,
        reason=days.why,
    )
