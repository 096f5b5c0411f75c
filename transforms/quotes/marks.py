"""Quotation marks: the text of a document in, the stretches between its opening and closing marks out.

Marks may be straight, curly, doubled, guillemets or single ones. A mark that nothing closes in its paragraph opens
nothing, unless the next paragraph opens with the same mark: that is how a quotation goes on over paragraphs.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from transforms.loading import Csv

ENDS_SPEECH = ".,?!;:…—–-"
"""What stands before a closing mark that ends speech, not before an apostrophe."""
FEW = 4  # words; what stands between marks and is shorter is a term, a title or scorn, unless it ends like speech
PARAGRAPH = re.compile(r"[^\n\r]+")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Quoted:
    """A stretch between quotation marks, half-open offsets of the document's text, marks included."""

    start: int
    end: int
    is_speech: bool
    """Whether it reads like something said: long enough, or ended like a sentence."""
    goes_on: bool
    """Whether its paragraph ends before the quotation does."""


class Pair(NamedTuple):
    """Marks that belong together."""

    opening: str
    closing: str
    is_apostrophe: bool
    """Whether the closing mark is also an apostrophe."""
    note: str


MARKS = Csv("quotation_marks.csv", Pair, key=("opening", "closing"), order="of two that open alike the first counts")


@cache
def load_pairs() -> tuple[Pair, ...]:
    """Return the pairs of marks that the lexicon lists, the longer opening marks first."""
    return tuple(sorted(MARKS.rows(), key=lambda pair: -len(pair.opening)))


def find_quoted(text: str) -> list[Quoted]:
    """Return the quoted stretches of a text in reading order; those inside another one are not told apart."""
    found: list[Quoted] = []
    paragraphs = list(PARAGRAPH.finditer(text))
    for index, paragraph in enumerate(paragraphs):
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        next_start = _first_visible(text, after.start(), after.end()) if after else None
        found += _in_paragraph(text, paragraph.start(), paragraph.end(), next_start)
    return found


def _first_visible(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _in_paragraph(text: str, start: int, end: int, next_start: int | None) -> list[Quoted]:
    """Return the quoted stretches of one paragraph."""
    found: list[Quoted] = []
    missing: set[str] = set()  # marks that nothing closes in the rest of the paragraph: they are looked for once
    at = start
    while at < end:
        pair = _opening(text, start, at, end)
        if pair is None:
            at += 1
            continue
        inner = at + len(pair.opening)
        close = None if pair.closing in missing else _closing(text, pair, inner, end)
        if close is not None:
            stop = close + len(pair.closing)
            found.append(Quoted(at, stop, _is_speech(text[inner:close], text[stop : stop + 1]), goes_on=False))
            at = stop
            continue
        missing.add(pair.closing)
        if not pair.is_apostrophe and next_start is not None and text.startswith(pair.opening, next_start):
            stop = inner + len(text[inner:end].rstrip())
            if stop > inner:
                found.append(Quoted(at, stop, is_speech=True, goes_on=True))
                return found
        at = inner
    return found


def _opening(text: str, start: int, at: int, end: int) -> Pair | None:
    """Return the pair that opens at a place: a mark with nothing but space or a bracket before and a word after."""
    for pair in load_pairs():
        if not text.startswith(pair.opening, at):
            continue
        inner = at + len(pair.opening)
        before = text[at - 1] if at > start else " "
        after = text[inner] if inner < end else " "
        is_free = not before.isalnum() and before not in ".,;!?%"
        is_followed = not after.isspace() and (not pair.is_apostrophe or after.isalpha())
        return pair if is_free and is_followed else None
    return None


def _closing(text: str, pair: Pair, inner: int, end: int) -> int | None:
    """Return where the mark stands that closes a stretch; of apostrophes the first after a mark that ends speech."""
    at = text.find(pair.closing, inner, end)
    if not pair.is_apostrophe:
        if pair.opening != pair.closing:
            # A typist who holds down the wrong key closes with the mark that opens.
            again = text.find(pair.opening, inner, at if at != -1 else end)
            if again > inner and not text[again - 1].isspace() and not text[again + 1 : again + 2].isalnum():
                return again
        return at if at > inner else None
    first = None
    while at != -1:
        is_last = at + 1 >= end or not text[at + 1].isalnum()
        if is_last and text[at - 1] in ENDS_SPEECH:
            return at
        if is_last and first is None and not text[at - 1].isspace():
            first = at
        at = text.find(pair.closing, at + 1, end)
    return first


def _is_speech(words: str, after: str) -> bool:
    """Whether what stands between marks reads like something said."""
    count = sum(1 for _ in WORD.finditer(words))
    return count > FEW or (count > 0 and words.rstrip()[-1:] in ENDS_SPEECH and after != "s")
