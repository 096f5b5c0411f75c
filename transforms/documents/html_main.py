"""The main text of a page as trafilatura takes it, and which pieces of the page it holds."""

import logging
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

OTHER = "data-other"  # marks an element that is no part of the main text
OTHERS = f"//*[@{OTHER}]"
WORD = re.compile(r"\w+")
RUN = 4  # words; so many in a row are found again where they came from
FEW = 50  # words of a main text; with fewer the stricter way of finding it may have failed
LOOKED_AT = 50  # places of the same words on each side; more are a page of one line
SLACK = 3  # words that the main text may hold between two short pieces

MainText = Callable[[HtmlElement, Sequence[HtmlElement]], list[str]]
"""What finds the words of the main text of a page, given the parts that are known to be none of it."""


def main_words(tree: HtmlElement, others: Sequence[HtmlElement] = ()) -> list[str]:
    """Return the words of the main text of a page in reading order, none where trafilatura finds no text.

    It does not look at `others`, which are known to be no part of it, and is asked for precision first: on saved news
    pages that keeps as much of the article and leaves half the noise.
    """
    for element in others:
        element.set(OTHER, "yes")
    words = _taken(tree, favor_precision=True)
    if len(words) < FEW:
        words = max(words, _taken(tree, favor_precision=False), key=len)
    return words


def _taken(tree: HtmlElement, favor_precision: bool) -> list[str]:
    # Its import takes longer than reading a page, and most corpora hold none.
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(
        tree, favor_precision=favor_precision, include_comments=False, include_tables=True, prune_xpath=OTHERS
    )
    return words_in(found.text) if found is not None and found.text else []


def words_in(text: str) -> list[str]:
    """Return the words of a text, whatever their case."""
    return WORD.findall(text.casefold())


def shares_held(pieces: Sequence[str], main: Sequence[str]) -> list[float]:
    """Return for each piece which share of its words the main text holds, each word of which stands for one piece."""
    places: dict[tuple[str, ...], list[int]] = {}
    for index in range(len(main) - RUN + 1):
        places.setdefault(tuple(main[index : index + RUN]), []).append(index)
    taken = bytearray(len(main))
    cursor = 0
    shares = []
    for piece in pieces:
        words = words_in(piece)
        found = _places_of(words, main, places, taken, cursor)
        for place in found:
            taken[place] = 1
        if found:
            cursor = max(found) + 1
        shares.append(len(found) / len(words) if words else 0.0)
    return shares


def _places_of(
    words: list[str], main: Sequence[str], places: dict[tuple[str, ...], list[int]], taken: bytearray, cursor: int
) -> set[int]:
    """Return where words of a piece stand in the main text: a few right after the piece before, more anywhere."""
    if len(words) < RUN:
        for start in range(cursor, min(cursor + SLACK, len(main) - len(words)) + 1):
            if list(main[start : start + len(words)]) == words and not any(taken[start : start + len(words)]):
                return set(range(start, start + len(words)))
        return set()
    found: set[int] = set()
    first = 0
    while first + RUN <= len(words):
        nearest = _nearest(places.get(tuple(words[first : first + RUN]), ()), taken, cursor)
        if nearest is None:
            first += 1
            continue
        start = place = nearest
        while first < len(words) and place < len(main) and main[place] == words[first] and not taken[place]:
            first, place = first + 1, place + 1
        found.update(range(start, place))
        cursor = place
    return found


def _nearest(places: Sequence[int], taken: bytearray, cursor: int) -> int | None:
    """Return the first of some places from the cursor on that is not taken, else the last before it, or None."""
    at = bisect_left(places, cursor)
    around = (*places[at : at + LOOKED_AT], *places[max(0, at - LOOKED_AT) : at][::-1])
    return next((place for place in around if not taken[place]), None)
