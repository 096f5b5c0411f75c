"""Pieces: the tree of a page in, its paragraphs in reading order out, each with what its mark-up says of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Annotated, NamedTuple

from lxml.html import HtmlElement

from transforms.cell_patterns import regular_expression
from transforms.documents.html_tree import BLOCKS, HEADINGS, INLINE, one_line, steps, words_of
from transforms.loading import Csv

SENTENCE_END = re.compile(r"[.!?…:。।۔؟！？][\"”’')\]»」]*$")
FULL_STOPS = (".", "!", "。", "।", "۔", '."', ".”", ".’", "!”")  # headlines end with none of these
LINKED_SHARE = 0.9  # of the letters of a paragraph that is no more than a link
DATED_SHARE = 0.6  # of the letters of a paragraph that is no more than a time
IN_A_LINE = ("credit", "share_bar", "markup")  # what stands in the middle of a line and is no part of it
LONGEST_CELL = 80  # characters; a cell with more is running text, and its table a frame for the page
DECK = "deck"
MOST_MARKS = 30  # elements around a piece whose names are kept; a page has a dozen
MOST_NAMES = 20  # names of one element that are looked at
LONGEST_NAME = 60  # characters


@dataclass(frozen=True)
class Mark:
    """What the name or the kind of an element says: why its words are not the article's own."""

    reason: str
    """A code of `removed_spans.reason`, or `deck`."""

    element: HtmlElement
    """The element that is so marked."""

    name: str
    """The name by which it is marked: its kind, its role or one of its classes."""

    is_sure: bool
    """Whether it is so wherever it stands; else the words around it have a say."""


@dataclass(frozen=True)
class Piece:
    """A paragraph of a page."""

    words: str
    tag: str
    """The element that it ends with, such as `p` or `h2`; empty where a block inside it begins."""

    holder: HtmlElement
    """The innermost block that holds it."""

    marks: tuple[Mark, ...]
    """What the elements around it say, the outermost first."""

    is_link: bool
    is_time: bool

    @property
    def root(self) -> HtmlElement:
        """The root of its page."""
        return self.holder.getroottree().getroot()

    @property
    def is_heading(self) -> bool:
        """Whether the page marks it as a heading."""
        return self.tag in HEADINGS


@dataclass
class Line:
    """The words that are being gathered for one piece, a line break between its stretches."""

    stretches: list[list[str]] = field(default_factory=lambda: [[]])
    linked: int = 0
    dated: int = 0

    def add(self, words: str | None, in_link: bool, in_time: bool) -> None:
        """Add some words of the page."""
        if words:
            self.stretches[-1].append(words)
            count = len("".join(words.split()))
            self.linked += count * in_link
            self.dated += count * in_time

    def paragraphs(self) -> Iterator[str]:
        """Yield the paragraphs that the words make: two breaks end one, and so does one after a full stop."""
        words = ""
        for stretch in self.stretches:
            more = one_line("".join(stretch))
            if words and (not more or SENTENCE_END.search(words)):
                yield words
                words = ""
            words = f"{words} {more}".strip()
        if words:
            yield words


def pieces_of(body: HtmlElement) -> list[Piece]:
    """Return the paragraphs of an element in reading order."""
    return _Gathering(body).pieces


class _Gathering:
    """A pass over a page in reading order that gathers its pieces."""

    def __init__(self, body: HtmlElement) -> None:
        self.pieces: list[Piece] = []
        self.line = Line()
        self.holders: list[HtmlElement] = []
        self.marks: list[Mark] = []
        self.open = {"a": 0, "time": 0}
        self.rows = {id(row): row for row in body.iter("tr") if _is_data(row)}
        for step, element in steps(body):
            if step in ("text", "tail"):
                words = element.text if step == "text" else element.tail
                self.line.add(words, self.open["a"] > 0, self.open["time"] > 0)
            elif step == "open":
                self._enter(element)
            else:
                self._leave(element)
        self._flush("")

    def _enter(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        mark = mark_of(element)
        if mark and tag in INLINE and mark.reason not in IN_A_LINE:
            mark = None
        if tag in BLOCKS or mark:
            self._flush_at(element)
            self.holders.append(element)
        if mark and len(self.marks) < MOST_MARKS:
            self.marks.append(mark)
        if tag in self.open:
            self.open[tag] += 1

    def _leave(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        if self.holders and self.holders[-1] is element:
            self._flush_at(element, tag)
            self.holders.pop()
        if self.marks and self.marks[-1].element is element:
            self.marks.pop()
        if tag == "br":
            self.line.stretches.append([])
        if tag in self.open:
            self.open[tag] -= 1

    def _flush_at(self, element: HtmlElement, tag: str = "") -> None:
        """End a piece, but for a cell of a table of data, whose row is one piece."""
        if element.tag in ("td", "th") and id(element.getparent()) in self.rows:
            if tag and element.getnext() is not None:
                self.line.stretches[-1].append(" | ")
            return
        self._flush(tag)

    def _flush(self, tag: str) -> None:
        for words in self.line.paragraphs():
            count = max(1, len("".join(words.split())))
            is_link = self.line.linked >= LINKED_SHARE * count and not words.endswith(FULL_STOPS)
            is_time = self.line.dated >= DATED_SHARE * count
            self.pieces.append(Piece(words, tag, self.holders[-1], tuple(self.marks), is_link, is_time))
        self.line = Line()


def _is_data(row: HtmlElement) -> bool:
    """Return whether a row of a table is a line of data and no frame for paragraphs."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or next(row.iter("p", "div", "table", "br", "li"), None) is not None:
        return False
    return all(len(words_of(cell)) <= LONGEST_CELL for cell in cells)


def mark_of(element: HtmlElement) -> Mark | None:
    """Return what the kind, the role or a name of an element says of its words, or None."""
    if rule := _by_tag().get(str(element.tag)):
        return Mark(rule[0], element, str(element.tag), rule[1])
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", ""):
        return Mark("markup", element, "hidden", False)
    if (role := element.get("itemprop")) and (found := _named("itemprop", role.lower()[:LONGEST_NAME])):
        return Mark(found[0], element, role, found[1])
    if (role := element.get("role")) and (found := _named("role", role.lower()[:LONGEST_NAME])):
        return Mark(found[0], element, role, found[1])
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}"
    for name in names.lower().split()[:MOST_NAMES]:
        if found := _named("class", name[:LONGEST_NAME]):
            return Mark(found[0], element, name, found[1])
        if _named(DECK, name[:LONGEST_NAME]):
            return Mark(DECK, element, name, False)
    return None


def is_named_for_picture(element: HtmlElement) -> bool:
    """Return whether a name of an element says that it holds a picture."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()[:MOST_NAMES]
    return any(_named("picture", name[:LONGEST_NAME]) for name in names)


def mark_of_heading(words: str) -> tuple[str, bool] | None:
    """Return the reason why what stands under a heading is not the article, and whether that is sure, or None."""
    return _named("heading", words.lower()) if len(words) <= LONGEST_NAME else None


class HtmlPartRow(NamedTuple):
    """How a part of a page is marked that is not the article."""

    where: str
    pattern: Annotated[str, regular_expression()]
    reason: str | None
    is_sure: bool
    example: str
    near_miss: str
    note: str


HTML_PARTS = Csv("html_parts.csv", HtmlPartRow, key=("where", "pattern"), order="the first pattern that fits counts")


@cache
def _by_tag() -> dict[str, tuple[str, bool]]:
    return {
        tag: (row.reason or "", row.is_sure)
        for row in HTML_PARTS.rows()
        if row.where == "tag"
        for tag in row.pattern.split("|")
    }


@lru_cache(maxsize=10_000)
def _named(where: str, name: str) -> tuple[str, bool] | None:
    for pattern, reason, is_sure in _patterns(where):
        if pattern.fullmatch(name):
            return reason, is_sure
    return None


@cache
def _patterns(where: str) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    rows = [row for row in HTML_PARTS.rows() if row.where == where]
    return tuple((re.compile(row.pattern), row.reason or "", row.is_sure) for row in rows)
