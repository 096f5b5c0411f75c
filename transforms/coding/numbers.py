"""Takes the tree of a sentence, gives the numbers of people or things that stand in it, words and figures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from transforms.lexicons.words import NUMBER_WORDS
from transforms.syntax import Tree

FIGURES = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d{1,9}")
RANGE = re.compile(r"(\d{1,9})[-–](\d{1,9})")
LONGEST = 4  # words before a number that may qualify it: "not less than"
MOST = 10**10  # people; a larger number is none of people
JOINTS = {"to", "and", "or", "-", "–"}


@dataclass(frozen=True)
class Number:
    """Tokens `first` up to `last` that tell how many; `highest` is null where it is open."""

    first: int
    last: int
    lowest: int
    highest: int | None
    is_approximate: bool


def find_numbers(tree: Tree) -> list[Number]:
    """Return the numbers of a sentence in the order of the text, each with the words that qualify it."""
    found, at = [], 0
    while at < len(tree.reading.tokens):
        number = _number_at(tree, at)
        if number is None:
            at += 1
            continue
        second = _second(tree, number)
        number = _joined(tree, number, second) if second else number
        found.append(_qualified(tree, number))
        at = number.last
    return found


def _number_at(tree: Tree, at: int) -> Number | None:
    """Return the bare number that begins at a token: figures, or words such as "two hundred" or "dozens"."""
    word = tree.word(at)
    if within := RANGE.fullmatch(word):
        lowest, highest = int(within[1]), int(within[2])
        return Number(at, at + 1, lowest, highest, is_approximate=True) if lowest < highest else None
    entry = _words().get(word)
    if FIGURES.fullmatch(word):
        value, last = int(re.sub("[,.]", "", word)), at + 1
    elif entry is None or entry.lowest is None:
        return None
    elif entry.kind in {"plural", "nothing"}:
        return _plural(tree, at, entry)
    elif entry.kind == "multiplier":
        # "dozen" and "hundred" stand after a number or an article: "a dozen".
        return None
    else:
        value, last = entry.lowest, at + 1
        if word == "a" and not _is_multiplier(tree, last):
            return None
        while last < len(tree.reading.tokens) and (part := _words().get(tree.word(last))) and part.kind == "number":
            if part.lowest is None or part.lowest >= value or tree.word(last) == "a":  # "twenty one"
                break
            value, last = value + part.lowest, last + 1
    while last < len(tree.reading.tokens) and _is_multiplier(tree, last):
        value, last = value * (_words()[tree.word(last)].lowest or 1), last + 1
    return Number(at, last, value, value, is_approximate=False) if value < MOST else None


def _plural(tree: Tree, at: int, entry: "Entry") -> Number | None:
    """Return a number that is no more than a size: "dozens", "tens of thousands", "several hundred", "nobody"."""
    lowest, last = entry.lowest or 0, at + 1
    if entry.kind == "nothing":
        return Number(at, last, 0, 0, is_approximate=False)
    scale = at + 2 if last < len(tree.reading.tokens) and tree.word(last) == "of" else last
    if scale < len(tree.reading.tokens):
        larger = _words().get(tree.word(scale))
        if larger and larger.lowest and larger.lowest >= 1000 and larger.kind == "plural":
            return Number(at, scale + 1, lowest * larger.lowest // 2, None, is_approximate=True)
        if scale == last and _is_multiplier(tree, scale):
            return Number(at, scale + 1, lowest * (_words()[tree.word(scale)].lowest or 1), None, is_approximate=True)
    return Number(at, last, lowest, entry.highest, is_approximate=True)


def _is_multiplier(tree: Tree, at: int) -> bool:
    if at >= len(tree.reading.tokens):
        return False
    entry = _words().get(tree.word(at))
    return entry is not None and entry.kind == "multiplier"


def _second(tree: Tree, number: Number) -> Number | None:
    """Return the other end of an interval: "40 to 50", "between 40 and 50"."""
    if number.last + 1 >= len(tree.reading.tokens) or tree.word(number.last) not in JOINTS:
        return None
    if tree.word(number.last) == "and" and (number.first == 0 or tree.word(number.first - 1) != "between"):
        return None
    second = _number_at(tree, number.last + 1)
    return second if second and second.lowest > number.lowest > 0 else None


def _joined(tree: Tree, number: Number, second: Number) -> Number:
    first = number.first - (number.first > 0 and tree.word(number.first - 1) == "between")
    return Number(first, second.last, number.lowest, second.highest, is_approximate=True)


def _qualified(tree: Tree, number: Number) -> Number:
    """Return a number with the words before it that open it or make it a guess."""
    for length in range(min(LONGEST, number.first), 0, -1):
        first = number.first - length
        entry = _words().get(" ".join(tree.word(at) for at in range(first, number.first)))
        if entry and entry.kind == "least":
            return Number(first, number.last, number.lowest, None, is_approximate=True)
        if entry and entry.kind == "most":
            return Number(first, number.last, min(1, number.lowest), number.highest, is_approximate=True)
        if entry and entry.kind == "approximate":
            return Number(first, number.last, number.lowest, number.highest, is_approximate=True)
    return number


@dataclass(frozen=True)
class Entry:
    """What a word or phrase of a number says."""

    kind: str
    lowest: int | None
    highest: int | None


@cache
def _words() -> Mapping[str, Entry]:
    """Return the words of numbers, by their lower-case form."""
    return {row.words: Entry(row.kind, row.lowest, row.highest) for row in NUMBER_WORDS.rows()}
