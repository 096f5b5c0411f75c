"""Grounding: words that somebody quotes from a text in, where they stand in it out, or that they stand nowhere.

They are sought as they are, then with every run of white space as one space and every quotation mark as a straight one,
then with the first letter small or large. Words that begin or end within a word of the text do not stand there.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

MARKS = str.maketrans({**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛´`", "'")})
SPACE = re.compile(r"\s+")


class Piece(NamedTuple):
    """Words of a document, by their offsets."""

    start: int
    end: int

    def shared(self, start: int, end: int) -> int:
        """Return how many characters it has in common with others; none or fewer where they lie apart."""
        return min(self.end, end) - max(self.start, start)


class QuotedText:
    """A text of which somebody quotes words."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _plain(self) -> tuple[str, list[int]]:
        """The text with spaces and quotation marks alike, and where each of its characters stood."""
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(self._text.translate(MARKS)):
            if not letter.isspace():
                letters.append(letter)
                places.append(place)
            elif letters and letters[-1] != " ":
                letters.append(" ")
                places.append(place)
        return "".join(letters), places

    def places_of(self, words: str) -> list[Piece]:
        """Return where some words stand, in the order of the text."""
        wanted = words.strip()
        if not wanted:
            return []
        if exact := [Piece(at, at + len(wanted)) for at in _occurrences(self._text, wanted)]:
            return exact
        text, places = self._plain
        plain = SPACE.sub(" ", wanted.translate(MARKS)).strip()
        for spelt in (plain, plain[0].swapcase() + plain[1:]):
            if found := [Piece(places[at], places[at + len(spelt) - 1] + 1) for at in _occurrences(text, spelt)]:
                return found
        return []

    def find(self, words: str, near: Sequence[Piece]) -> Piece | None:
        """Return where some words stand: inside the first of some pieces that has them, else nearest to the first."""
        found = self.places_of(words)
        for within in near:
            for piece in found:
                if within.start <= piece.start and piece.end <= within.end:
                    return piece
        if not found or not near:
            return next(iter(found), None)
        return min(found, key=lambda piece: (abs(piece.start - near[0].start), piece.start))


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Yield where words begin that stand in a text as whole words."""
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        cuts = _is_within_word(text, at, words[0]) or (end < len(text) and _joins(text[end]) and _joins(words[-1]))
        if not cuts:
            yield at
        at = text.find(words, at + 1)


def _is_within_word(text: str, at: int, first: str) -> bool:
    return at > 0 and _joins(text[at - 1]) and _joins(first)


def _joins(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
