"""The grammar of time: sentences with their readings in, the time expressions of a document out.

Every rule of `rules.csv` is tried on every sentence that holds a clue; of matches that overlap the longest stays, and
its reader says what it denotes, or that it is no time here. Expressions are read in the order of the text, since some
count from those before them.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from transforms.language.reading import Reading
from transforms.tables import Document, Sentence
from transforms.times import clock, dates, lasting, relative
from transforms.times.ambiguity import Found, Place, by_place, is_time
from transforms.times.sense import NEAR, SAMPLE, Expression, Scene, Sense, Tense, period_at, unit_of
from transforms.times.tense import is_past_perfect, tense_of
from transforms.times.vocabulary import AGAIN, clue, plain, rules, words_of

READERS: Mapping[str, Callable[[Scene], Sense | None]] = {
    "stamp": dates.stamp,
    "slashed_day": dates.slashed_day,
    "calendar_day": dates.calendar_day,
    "month": dates.month,
    "week_of_month": dates.week_of_month,
    "day_of_month": relative.day_of_month,
    "year": dates.year,
    "short_year": dates.short_year,
    "spoken_year": dates.spoken_year,
    "decade": dates.decade,
    "century": dates.century,
    "quarter": dates.quarter,
    "half_year": dates.half_year,
    "season": dates.season,
    "holiday": dates.holiday,
    "weekday": relative.weekday,
    "named_day": relative.named_day,
    "tonight": relative.tonight,
    "part_of_day": relative.part_of_day,
    "unit": relative.unit,
    "narrative_unit": relative.narrative_unit,
    "definite_unit": relative.definite_unit,
    "year_end": relative.year_end,
    "ago": relative.ago,
    "units_on": relative.units_on,
    "year_ago": relative.year_ago,
    "day_before": relative.day_before,
    "clock": clock.clock,
    "framed_units": lasting.framed_units,
    "units": lasting.units,
    "vague_units": lasting.vague_units,
    "unit_long": lasting.unit_long,
    "every_unit": lasting.every_unit,
    "times_a_unit": lasting.times_a_unit,
    "every_weekday": lasting.every_weekday,
    "frequency": lasting.frequency,
    "reference": lasting.reference,
    "recent": lasting.recent,
}
"""The readers that `rules.csv` names."""

NO_SUCH_DAY = "there is no such day in the calendar"
ADVERBIAL = ("obl", "advmod", "nmod:unmarked")
JOINED = re.compile(r"\s{0,2}(?:and|to|-|–|through|until|or)\s{0,2}", re.IGNORECASE)
DATED = {"calendar_day", "month", "week_of_month", "season"}
"""Readers of what may be joined to a date with its year: "between May 3 and June 5, 2011"."""
NEIGHBOURS = 8  # matches that begin at one place: different rules, and there are not many
COARSE = {"week", "month"}
LONGEST_CLUE = 30  # characters
FOLLOWING = 20  # expressions after one in which the day it counts from may be named
SLASHED = re.compile(r"(?<![\w/])(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d\d)(?![\w/])")
MONTHS = 12


def read_expressions(
    document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]
) -> list[Expression]:
    """Return the time expressions of a document in the order of the text."""
    found: list[Expression] = []
    day_first = writes_day_first(document.text)
    for number, (sentence, reading) in enumerate(zip(sentences, readings, strict=True)):
        if reading.tokens and clue().search(reading.text):
            for expression in read_sentence(reading, number, found, day_first=day_first):
                start, end = sentence.sentence_start + expression.start, sentence.sentence_start + expression.end
                found.append(replace(expression, start=start, end=end, words=document.text[start:end]))
    return [settled(expression, found) for expression in found]


def read_sentence(
    reading: Reading, number: int, earlier: Sequence[Expression], *, day_first: bool | None
) -> Iterator[Expression]:
    """Yield the time expressions of a sentence, with offsets in it; `earlier` may grow between two of them."""
    place, matches, taken = Place(reading), every_match(reading.text), bytearray(len(reading.text))
    for index in order_of(matches):
        one = matches[index]
        if any(taken[one.start : one.end]) or not is_time(one, place):
            continue
        head, before = place.head(one), place.before(one)
        scene = Scene(
            groups=groups_of(one),
            words=plain(reading.text[one.start : one.end]),
            tense=_tense_at(place, head, reading.text, one.start),
            is_after_amount=place.follows_amount(one),
            before=before,
            sentence=number,
            earlier=earlier,
            year=year_beside(one, matches, reading.text),
            day_first=day_first,
            is_deed=place.is_of_a_deed(head),
        )
        sense = sense_of(one, scene)
        if sense is None:
            continue
        taken[one.start : one.end] = b"1" * (one.end - one.start)
        yield Expression(
            place=len(earlier),
            sentence=number,
            start=one.start,
            end=one.end,
            words=scene.words,
            reader=one.rule.reader,
            sense=sense,
            tense=scene.tense,
            opens=opening(before),
            is_adverbial=place.tree.token(head).relation.startswith(ADVERBIAL),
        )


def settled(expression: Expression, found: Sequence[Expression]) -> Expression:
    """Return an expression counted from the finest time that the text gives for what it counts from.

    "This week ... a day later" leaves the day open until a sentence further on names it: "on Monday".
    """
    anchor = found[expression.sense.counted_from] if expression.sense.counted_from is not None else None
    if anchor is None or expression.sense.step is None or unit_of(expression) != "day" or unit_of(anchor) not in COARSE:
        return expression
    for other in found[expression.place + 1 : expression.place + FOLLOWING]:
        if other.sentence - expression.sentence > NEAR:
            break
        if other.sense.anchor != "previous_time" and unit_of(other) == "day" and is_within(other, anchor):
            return relative.refined(expression, other)
    return expression


def is_within(expression: Expression, other: Expression) -> bool:
    """Whether the days of one expression lie within those of another, whenever both were published."""
    inner, outer = period_at(expression.sense, SAMPLE), period_at(other.sense, SAMPLE)
    if inner is None or outer is None or expression.tense in {"future", "planned"}:
        return False
    return outer.first <= inner.first and inner.last <= outer.last


def sense_of(match: Found, scene: Scene) -> Sense | None:
    """Return what a match denotes; without days where the calendar has none such; None where it is no time."""
    try:
        return READERS[match.rule.reader](scene)
    except (ValueError, OverflowError):
        return Sense("DATE", NO_SUCH_DAY)


def every_match(text: str) -> list[Found]:
    """Return all matches of all rules in a sentence, by place, the longer first, then in the order of the rules."""
    return by_place(
        [
            Found(match.end("lead") if match.groupdict().get("lead") else match.start(), match.end(), rule, match)
            for rule in rules()
            for match in rule.pattern.finditer(text)
        ]
    )


def order_of(matches: Sequence[Found]) -> Iterator[int]:
    """Yield the places of matches in the order in which they are tried: run by run, in a run the longest first.

    A run is a stretch of matches that overlap, so that what a later run counts from has been read.
    """
    run: list[int] = []
    end = 0
    for index, match in enumerate(matches):
        if run and match.start >= end:
            yield from sorted(run, key=lambda at: matches[at].start - matches[at].end)
            run = []
        run.append(index)
        end = max(end, match.end)
    yield from sorted(run, key=lambda at: matches[at].start - matches[at].end)


def year_beside(match: Found, matches: Sequence[Found], text: str) -> int | None:
    """Return the year that the match after this one names when "and", "to" or a dash joins the two."""
    joint = JOINED.match(text, match.end)
    if not joint:
        return None
    first = bisect_left(matches, joint.end(), key=lambda other: other.start)
    for other in matches[first : first + NEIGHBOURS]:
        if other.start != joint.end():
            return None
        if other.rule.reader in DATED and (year := other.match.groupdict().get("year")):
            return int(year)
    return None


def _tense_at(place: Place, head: int, text: str, start: int) -> Tense | None:
    """Return the tense of a time: that of the words before it, unless its verb tells what was over by then."""
    tense = tense_of(place.tree, head)
    return tense if is_past_perfect(place.tree, head) else _tense_told(text, start) or tense


def _tense_told(text: str, start: int) -> Tense | None:
    """Return the tense that the words before tell, whatever the verb: "until Friday", "effective Feb. 1"."""
    before = f" {plain(text[max(0, start - LONGEST_CLUE) : start])}"
    return "planned" if before.endswith(tuple(f" {clue}" for clue in words_of("future_clue"))) else None


def groups_of(match: Found) -> dict[str, str]:
    """Return what the groups of a match hold, in plain words."""
    groups: dict[str, str] = {}
    for name, words in match.match.groupdict().items():
        if words is not None:
            groups.setdefault(name.removesuffix(AGAIN), plain(words).strip())
    return groups


def opening(before: str) -> Literal["after", "before"] | None:
    """Return whether the word before an expression makes it open an interval that goes on, or close one."""
    if before in words_of("since"):
        return "after"
    return "before" if before in words_of("until") else None


def writes_day_first(text: str) -> bool | None:
    """Return whether a text writes the day before the month in numbers, as a date of it shows; None when none does."""
    for match in SLASHED.finditer(text):
        one, two = int(match[1]), int(match[2])
        if one > MONTHS >= two:
            return True
        if two > MONTHS >= one:
            return False
    return None
