"""Task `times`: time expressions with their TIMEX3 type and value."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from evaluation.answering import Knowledge
from evaluation.gold import Answer, Item, Span
from evaluation.matching import Tally, is_same, match, overlap, touches
from evaluation.options import Options
from evaluation.results import Mistake, Rates, Scored, mistakes_of, quoted
from transforms.extraction import Extraction

DAY = re.compile(r"\d{4}-\d\d-\d\d")
WHOLE_MINUTE = re.compile(r"(T\d\d:\d\d):00$")


class Timex(Span):
    """A time expression; `dct` marks the gold of the document's own date, which nobody asks."""

    type: str | None = None
    value: str | None = None
    dct: bool | None = None

    @property
    def normal_value(self) -> str:
        """The value in capitals, without seconds that say nothing."""
        return WHOLE_MINUTE.sub(r"\1", (self.value or "").strip().upper())

    @property
    def day(self) -> str | None:
        """The day that the value names; null when it names none."""
        found = DAY.match(self.value or "")
        return found.group() if found else None


class TimeItem(Item):
    """Gold: every time expression of the text."""

    timexes: tuple[Timex, ...]


class TimeAnswer(Answer):
    """The time expressions found."""

    timexes: tuple[Timex, ...] = ()


def answer_times(item: TimeItem, extraction: Extraction, knowledge: Knowledge) -> TimeAnswer:
    """Return the time expressions of the text."""
    found = (
        Timex(start=time.time_start, end=time.time_end, type=time.kind, value=time.value) for time in extraction.times
    )
    return TimeAnswer(id=item.id, timexes=tuple(found))


def score_times(pairs: Sequence[tuple[TimeItem, TimeAnswer]], options: Options) -> Scored:
    """Return rates for spans, for overlapping spans with type or value, and for those that name a day."""
    exact, loose, types, values, days = Tally(), Tally(), Tally(), Tally(), Tally()
    mistakes: list[Mistake] = []
    likenesses: tuple[tuple[Tally, Callable[[Timex, Timex], float]], ...] = (
        (exact, is_same),
        (loose, overlap),
        (types, lambda one, other: overlap(one, other) if one.type == other.type else 0.0),
        (values, lambda one, other: overlap(one, other) if one.normal_value == other.normal_value else 0.0),
    )
    for item, answer in pairs:
        gold = [timex for timex in item.timexes if not timex.dct]
        pardoned = partial(touches, others=[timex for timex in item.timexes if timex.dct])
        for tally, likeness in likenesses:
            compared = tally.compare(gold, answer.timexes, likeness, lambda timex: timex.type, is_pardoned=pardoned)
            if tally is values:
                mistakes += mistakes_of(item, compared, _in_words)
        asked = [timex for timex in gold if timex.day]
        answered = [timex for timex in answer.timexes if timex.day and not pardoned(timex)]
        right = match(asked, answered, lambda one, other: overlap(one, other) if one.day == other.day else 0.0)
        days.add("day-level dates", right=len(right), answered=len(answered), gold=len(asked))
    measures = (
        Rates.of("span exact", exact),
        Rates.of("span relaxed", loose, with_labels=True),
        Rates.of("relaxed span + type", types),
        Rates.of("relaxed span + value (TE3)", values, with_labels=True),
        Rates.of("calendar-day values", days),
    )
    return Scored(measures, mistakes)


def _in_words(text: str, timex: Timex) -> str:
    return f"{timex.type} {quoted(text, timex)} {timex.value}"
