"""Takes a text, gives the offsets of its sentences, by the conventions of edited English news.

An empty line always ends a sentence; a line break within a paragraph ends one where it was meant (a headline, the
items of a list), not where a line was full. Inside a quotation sentences end as they do outside.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from transforms.language.tokens import ABBREVIATION_ROWS
from transforms.lexicons.words import AFTER_HOURS as WORDS_AFTER_HOURS
from transforms.lexicons.words import ATTRIBUTIONS
from transforms.loading import Csv

Span = tuple[int, int]


class OpenerRow(NamedTuple):
    """A word that opens sentences."""

    word: str
    note: str


class LabelRow(NamedTuple):
    """A word before a colon that opens the credit of a picture."""

    label: str
    note: str


SENTENCE_OPENERS = Csv("sentence_openers.csv", OpenerRow, key=("word",))
CAPTION_LABELS = Csv("caption_labels.csv", LabelRow, key=("label",))

ENDS = {row.abbreviation: row.ends for row in ABBREVIATION_ROWS}
"""When an abbreviation may end a sentence: `never`; unless a `number` follows; before an `opener`; `often`."""
OPENERS = frozenset(row.word for row in SENTENCE_OPENERS.rows())
"""Words that open many sentences and hardly any name."""
AFTER_HOURS = frozenset(row.word for row in WORDS_AFTER_HOURS.rows())
"""Capitalised words that go on with an hour: `10 a.m. Monday`, `6 p.m. GMT`."""

BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
LINE = re.compile(f"[^{BREAKS}]+")
BREAK = re.compile(f"\r\n|[{BREAKS}]")
BULLET = re.compile(r"[-–—*•‣▪●◦■►→]\s")
COUNTED = re.compile(r"\(?(?:\d{1,2}[.)]|[a-zA-Z]\)|[ivx]{1,5}\))\s")
"""The marks that open the item of a list, at the start of a line."""
NARROWEST = 40
"""Characters; a line shorter than this was not broken because it was full."""
WIDEST = 120
"""Characters; a paragraph with a longer line was not broken into lines of one width."""
GOES_ON = re.compile(r"(?:[,;–—-]|\b(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|that|as|is|was|his|their))\Z")
"""What hardly ends a line that is a headline or an item."""

LABELS = "(?:" + "|".join(sorted(row.label for row in CAPTION_LABELS.rows())) + ")"
CLOSERS = "\"'”’»)\\]}›」』"
# Each alternative begins where no other attempt began, and gives nothing back, so that time stays linear.
END = re.compile(
    rf"""
      (?<![.!?…]) (?P<stops> [.!?…]++ ) (?P<closers> [{CLOSERS}]*+ (?:[ ]?\[\d{{1,3}}\]){{0,9}} ) (?=\s|\Z)
    | (?<=[a-z][a-z][a-z]) (?P<glued> [.!?] ["”’)]*+ ) (?= [“"]? [A-Z][a-z]*+ \s )
    | [。！？｡؟।॥۔]++ [{CLOSERS}]*+
    | (?<=\s) (?= [•‣▪●◦■] \s )
    | (?<=[^\s<(\[*:] \s) (?= {LABELS}: \s )
    """,
    re.VERBOSE,
)
SPACE = re.compile(r"\s*")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?\.?")
CAPITALISED = re.compile(r"\b[^\W\d_a-z][^\W\d_]")
"""How a word of two letters or more begins that may be capitalised; a letter alone is often a broken character."""
CASELESS = 0.003
"""Capitalised words in a character up to which a stretch is written in small letters; prose has 0.02."""
WORD_BEFORE = 24
"""Characters looked at before a full stop; no abbreviation is longer."""
OPENING = "\"'“‘«([{„‹「『"
INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
NOT_IN_WORD = re.compile(r"[-–—/(]")
NUMBER = re.compile(r"[(\[]?(?:[A-Z]?\d|[IVXLC]+\b)")
COUNTER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})")
SPEAKER = re.compile(r"(?:[A-Z][\w.'’-]{0,30}\s){1,4}(?:" + "|".join(row.verb for row in ATTRIBUTIONS.rows()) + r")\b")
"""Who said what stands before it: `"Will it hold?" Maria Gomez asked`."""

SIGNATURE = re.compile(r"[-–—]{1,2}\s?(?:[A-Z][\w.'’-]{0,30},?\s?){1,6}")
"""The author of a quotation, after a dash at the end of a paragraph; it belongs to the last sentence."""
DATELINE = re.compile(
    r"(?=[A-Z]{3}|[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+){0,2},)"
    r"(?:(?:[A-Z][\w.'’-]*|\d{1,4}),? |\([A-Z][\w ]{1,20}\) ){1,9}[-–—]{1,2} (?=[A-Z\"“])"
)
"""Place, day and agency at the start of a paragraph: `GENEVA, May 2 (Reuters) - `."""


def split(text: str) -> list[Span]:
    """Return the half-open offsets of the sentences of a text, in order, without white space at their ends."""
    return [span for start, end in _blocks(text) for span in _sentences(text, start, end)]


def _blocks(text: str) -> Iterator[Span]:
    """Yield the stretches of text that no sentence crosses: paragraphs, and the lines of a list."""
    paragraph: list[Span] = []
    for line in LINE.finditer(text):
        start, end = line.span()
        if text[start:end].isspace():
            continue
        if paragraph and _breaks(text, paragraph[-1][1], start) > 1:
            yield from _stretches(text, paragraph)
            paragraph = []
        paragraph.append((start, end))
    if paragraph:
        yield from _stretches(text, paragraph)


def _breaks(text: str, start: int, end: int) -> int:
    return len(BREAK.findall(text, start, end))


def _stretches(text: str, lines: list[Span]) -> Iterator[Span]:
    """Yield the lines of one paragraph, those joined that were broken because they were full."""
    width = max(end - start for start, end in lines)
    is_wrapped = NARROWEST <= width <= WIDEST
    first = lines[0][0]
    for (start, end), (next_start, next_end) in pairwise(lines):
        line, following = text[start:end].strip(), text[next_start:next_end].strip()
        if not _goes_on(line, following, width if is_wrapped else None):
            yield first, end
            first = next_start
    yield first, lines[-1][1]


def _goes_on(line: str, following: str, width: int | None) -> bool:
    """Say whether a line goes on in the following one; `width` is that of a paragraph with full lines, if it is one."""
    # "aged / 35. The" is a full line; "the terms: / 1. Troops leave" is a list.
    if BULLET.match(following) or (COUNTED.match(following) and (width is None or line[-1] in ".:;!?")):
        return False
    if following[0].islower() or GOES_ON.search(line, max(0, len(line) - 10)):
        return True
    if width is None or len(line) < NARROWEST:
        return False
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of a stretch of text."""
    start, end = _trimmed(text, start, end)
    if dateline := DATELINE.match(text, start, end):
        yield start, dateline.end() - 1
        start = dateline.end()
    capitals = sum(word.group()[0].isupper() for word in CAPITALISED.finditer(text, start, end))
    is_caseless = capitals <= CASELESS * (end - start)
    for mark in END.finditer(text, start, end):
        if mark.start() >= start and _is_end(text, start, end, mark, is_caseless):
            yield _trimmed(text, start, mark.end())
            start = _after_space(text, mark.end(), end)
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _after_space(text: str, index: int, end: int) -> int:
    space = SPACE.match(text, index, end)
    return space.end() if space else index


def _is_end(text: str, start: int, end: int, mark: re.Match[str], is_caseless: bool) -> bool:
    """Say whether a sentence that began at `start` ends at a mark."""
    stops = mark["stops"]
    if stops is None:
        return mark.end() > start and (mark["glued"] is None or _abbreviation(text, start, mark.start()) is None)
    place = _after_space(text, mark.end(), end)
    if place == end:
        return True
    following = text[place]
    if following.islower():
        # "iPhone sales rose." opens a sentence; where all is in small letters, any word may.
        if not (is_caseless or text[place + 1 : place + 2].isupper()):
            return False
    elif following in ".,;:!?…%”’»)]}›":
        return False
    if following in "-–—" and (signature := SIGNATURE.match(text, place, end)) and signature.end() == end:
        return False
    word = WORD.match(text, place + (following in OPENING), end)
    opens = word is not None and word.group() in OPENERS
    if stops != ".":
        is_elision = text[mark.start() - 1 : mark.start()] in ("[", "(") and stops != "…"
        is_asked = not opens and mark["closers"][:1] in ('"', "”", "’", "'") and SPEAKER.match(text, place, end)
        return not (is_elision or is_asked)
    return _ends_with_full_stop(text, start, mark.start(), place, word.group() if word else "", opens)


def _ends_with_full_stop(text: str, start: int, stop: int, index: int, following: str, opens: bool) -> bool:
    """Say whether the full stop at `stop` ends a sentence, or only an abbreviation, an initial or a counter."""
    counter = COUNTER.match(text, start, stop)
    if counter and counter.end() == stop:
        return False
    first = text[index]
    return {
        None: True,
        "never": False,
        "number": not NUMBER.match(text, index),
        "opener": (opens or first in '"“‘«') and not first.isdigit(),
        "often": following not in AFTER_HOURS and first not in "([" and not first.isdigit(),
    }[_abbreviation(text, start, stop)]


def _abbreviation(text: str, start: int, stop: int) -> str | None:
    """Return when the abbreviation before a full stop may end a sentence, None when the word is none."""
    before = text[max(start, stop - WORD_BEFORE) : stop].split()
    if not before:
        return None
    word = NOT_IN_WORD.split(before[-1].lstrip(OPENING))[-1]
    ends = ENDS.get(word + ".")
    if ends is None and len(word) > 1 and word.isupper():
        ends = ENDS.get(word.capitalize() + ".")
    if ends is None and (INITIALS.fullmatch(word) or (len(word) == 1 and word.isupper())):
        return "opener"
    return ends
