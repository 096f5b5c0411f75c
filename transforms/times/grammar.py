"""The grammar of time: sentences with their readings in, the time expressions of a document out.

Every rule of `rules.csv` is tried on every sentence that holds a clue; of matches that overlap the longest stays, and
its reader says what it denotes, or that it is no time here. Expressions are read in the order of the text, since some
count from those before them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from transforms.language.reading import Name, Reading
from transforms.syntax import Tree
from transforms.tables import Document, Sentence
from transforms.times import clock, dates, lasting, relative
from transforms.times.sense import Expression, Scene, Sense, Tense
from transforms.times.tense import tense_of
from transforms.times.vocabulary import AGAIN, Rule, clue, plain, rules, words_of

READERS: Mapping[str, Callable[[Scene], Sense | None]] = {
    "stamp": dates.stamp,
    "slashed_day": dates.slashed_day,
    "calendar_day": dates.calendar_day,
    "month": dates.month,
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
AMOUNTS = {"NOUN", "NUM", "SYM", "PROPN"}
NOUNS = {"NOUN", "PROPN", "NUM", "ADJ", "X"}
BEARERS = frozenset({"person", "gpe", "org", "armed", "party", "media", "facility", "work", "loc", "norp", "product"})
"""Kinds of names that may hold a word of time without naming a time: Mr May, Black September, the Sunday Times."""
YEAR_LEADS = {
    *("in", "since", "of", "by", "until", "till", "before", "after", "from", "during", "between", "and", "to", "for"),
    *("through", "the", "around", "about", "circa", "or", "late", "early", "election", "until", "as", "back", "than"),
    *("(", "-", "–", ",", "spring", "summer", "fall", "winter", "autumn", "like", "versus"),
}
JOINED = re.compile(r"\s{0,2}(?:and|to|-|–|through|until|or)\s{0,2}", re.IGNORECASE)
MODERN = range(1500, 2100)
WORD_BEFORE = re.compile(r"(\w+|[^\w\s])\s*\Z")


@dataclass(frozen=True)
class Found:
    """A match of a rule in a sentence."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]


def read_expressions(
    document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]
) -> list[Expression]:
    """Return the time expressions of a document in the order of the text."""
    found: list[Expression] = []
    day_first = writes_day_first(document.text)
    for number, (sentence, reading) in enumerate(zip(sentences, readings, strict=True)):
        text = reading.text
        if not clue().search(text):
            continue
        tree, starts = Tree(reading), [token.start for token in reading.tokens]
        matches = every_match(text)
        taken = bytearray(len(text))
        for index in order_of(matches):
            one = matches[index]
            at = max(bisect_right(starts, one.start) - 1, 0)
            if any(taken[one.start : one.end]) or not reading.tokens or not is_time(one, tree, at, text):
                continue
            head = tree.head_of(at, max(bisect_right(starts, one.end - 1), at + 1))
            before = word_before(text, one.start)
            scene = Scene(
                groups=groups_of(one),
                words=plain(text[one.start : one.end]),
                tense=_tense_told(text, one.start) or tense_of(tree, head),
                before=before,
                is_after_amount=at > 0 and tree.token(at - 1).pos in AMOUNTS,
                sentence=number,
                earlier=found,
                year=year_beside(one, matches, text),
                day_first=day_first,
            )
            sense = sense_of(one, scene)
            if sense is None:
                continue
            taken[one.start : one.end] = b"1" * (one.end - one.start)
            start, end = sentence.sentence_start + one.start, sentence.sentence_start + one.end
            found.append(
                Expression(
                    place=len(found),
                    sentence=number,
                    start=start,
                    end=end,
                    words=document.text[start:end],
                    reader=one.rule.reader,
                    sense=sense,
                    tense=scene.tense,
                    opens=opening(scene),
                )
            )
    return found


def sense_of(one: Found, scene: Scene) -> Sense | None:
    """Return what a match denotes; without days where the calendar has none such; None where it is no time."""
    try:
        return READERS[one.rule.reader](scene)
    except (ValueError, OverflowError):
        return Sense("DATE", NO_SUCH_DAY)


def every_match(text: str) -> list[Found]:
    """Return all matches of all rules in a sentence, by place, the longer first, then in the order of the rules."""
    every = [
        Found(match.end("lead") if _has(match, "lead") else match.start(), match.end(), rule, match)
        for rule in rules()
        for match in rule.pattern.finditer(text)
    ]
    return sorted(every, key=lambda one: (one.start, -one.end))


def order_of(matches: Sequence[Found]) -> Iterator[int]:
    """Yield the places of matches in the order in which they are tried: run by run, in a run the longest first.

    A run is a stretch of matches that overlap, so that what a later run counts from has been read.
    """
    run: list[int] = []
    end = 0
    for index, one in enumerate(matches):
        if run and one.start >= end:
            yield from sorted(run, key=lambda at: matches[at].start - matches[at].end)
            run = []
        run.append(index)
        end = max(end, one.end)
    yield from sorted(run, key=lambda at: matches[at].start - matches[at].end)


def is_time(one: Found, tree: Tree, at: int, text: str) -> bool:
    """Whether a match names a time where it stands, as part of speech, names and neighbours tell."""
    words = text[one.start : one.end]
    if one.rule.reader == "year":
        return _is_year(one, tree, at, text)
    if one.rule.reader in {"month", "season"} and not any(sign.isdigit() for sign in words):
        word = one.match["month"] if one.rule.reader == "month" else one.match["season"]
        within = one.match.start("month" if one.rule.reader == "month" else "season")
        token = next((k for k, token in enumerate(tree.reading.tokens) if token.start <= within < token.end), at)
        if tree.token(token).pos not in NOUNS:
            return False
        is_month = one.rule.reader == "month"
        if is_month and word.islower() and not text.islower():
            return False
        if len(word) <= SHORT and word.isupper() and not text.isupper() and word != "MAY":
            return False
        before = text[: one.match.start("month" if is_month else "season")].split()
        if not is_month and plain(word) in words_of("bare_season") and not _is_framed(one):
            return False
        if not is_month and word[0].isupper() and before and before[-1][0].isupper():
            return False  # the Prague Spring
    if one.rule.reader in NAMEABLE:
        return not any(bears(name, one, tree) for name in tree.reading.names)
    return True


def _is_framed(one: Found) -> bool:
    """Whether a season stands after a preposition, "the", "last" or the like, or before a year."""
    return one.start != one.match.start("season") or _has(one.match, "lead") or one.end != one.match.end("season")


def bears(name: Name, one: Found, tree: Tree) -> bool:
    """Whether a name holds a match as a part of itself, or for good, rather than runs into it: "Mr Clinton Saturday"."""
    if name.kind not in BEARERS:
        return False
    start, end = tree.token(name.first).start, tree.token(name.last - 1).end
    if start > one.start or one.end > end:
        return False
    runs_into = one.rule.reader == "weekday" and name.kind in {"person", "gpe", "norp"} and one.end == end
    return not (runs_into and start < one.start)


NAMEABLE = {
    *("month", "season", "weekday", "holiday", "recent", "reference", "frequency", "units", "unit", "named_day"),
    *("part_of_day", "definite_unit", "clock", "short_year"),
}
"""Readers of words of which names are made."""
SHORT = 3  # letters of an abbreviated month, which in capitals is an acronym


def _is_year(one: Found, tree: Tree, at: int, text: str) -> bool:
    """Whether four digits are a year: they look like one and do not count the noun that follows."""
    if one.match.group("fiscal") or text[one.start : one.end].lower().startswith("the year"):
        return True
    if int(one.match.group("year")) not in MODERN:
        return False
    place = one.match.start("year")
    token = next((k for k, token in enumerate(tree.reading.tokens) if token.start <= place < token.end), at)
    for name in tree.reading.names:
        if name.first <= token < name.last:
            if name.kind == "date":
                return True
            if name.kind in {"number", "person"}:
                return False
    word = tree.token(token)
    if word.relation == "nummod" and word.head > token and tree.word(word.head).endswith("s"):
        return False
    before = word_before(text, one.start)
    return one.match["edge"] is not None or before in YEAR_LEADS or tree.token(token).relation.startswith(("obl", "nmod"))


def year_beside(one: Found, matches: Sequence[Found], text: str) -> int | None:
    """Return the year that the match after this one names when "and", "to" or a dash joins the two."""
    joint = JOINED.match(text, one.end)
    if not joint:
        return None
    first = bisect_left(matches, joint.end(), key=lambda other: other.start)
    for other in matches[first : first + NEIGHBOURS]:
        if other.start != joint.end():
            return None
        if other.rule.reader in DATED and (year := other.match.groupdict().get("year")):
            return int(year)
    return None


DATED = {"calendar_day", "month", "season"}
NEIGHBOURS = 8  # matches that begin at one place: different rules, and there are not many


def _tense_told(text: str, start: int) -> Tense | None:
    """Return the tense that the words before tell, whatever the verb: "until Friday", "effective Feb. 1"."""
    before = f" {plain(text[max(0, start - LONGEST_WORD) : start])}"
    return "future" if before.endswith(tuple(f" {clue}" for clue in words_of("future_clue"))) else None


def groups_of(one: Found) -> dict[str, str]:
    """Return what the groups of a match hold, in plain words."""
    groups: dict[str, str] = {}
    for name, words in one.match.groupdict().items():
        if words is not None:
            groups.setdefault(name.removesuffix(AGAIN), plain(words).strip())
    return groups


def word_before(text: str, start: int) -> str:
    """Return the word or mark before a place, in lower case; nothing at the start."""
    match = WORD_BEFORE.search(text[max(0, start - LONGEST_WORD) : start])
    return match[1].casefold() if match else ""


LONGEST_WORD = 30  # characters


def opening(scene: Scene) -> str | None:
    """Return whether an expression opens an interval that goes on, or closes one."""
    return words_of("since").get(scene.before) or words_of("until").get(scene.before)


def writes_day_first(text: str) -> bool | None:
    """Return whether a text writes the day before the month in numbers, as a date of it shows; None when none does."""
    for match in SLASHED.finditer(text):
        one, two = int(match[1]), int(match[2])
        if one > 12 >= two:
            return True
        if two > 12 >= one:
            return False
    return None


SLASHED = re.compile(r"(?<![\w/])(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d\d)(?![\w/])")


def _has(match: re.Match[str], group: str) -> bool:
    return match.groupdict().get(group) is not None
