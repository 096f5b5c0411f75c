"""The tree of a page: decoded HTML in, its elements, and their words as a reader meets them, out."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeVar

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from transforms.documents.decoding import normalise
from transforms.documents.seed import UnreadableDocument

Value = TypeVar("Value")

NO_WORDS = ("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "head")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav", "ol", "p"),
    *("pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
MOST_ATTRIBUTES = 1000  # of one element; those of more are not read
LONG_TAG = re.compile(r"<([A-Za-z][\w:-]{0,30})[^<>]{4000,}>?")  # characters, in which so many attributes fit
# Signs that no tree may hold, as they are and as a reference to them.
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])(?![0-9])|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)
DEEP = "xcessive depth"  # what libxml2 says of more than 256 levels


def parse(text: str) -> HtmlElement:
    """Return the root of a page; raise UnreadableDocument when it has no element, or too many levels of them."""
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    # The parser compares each attribute of an element with all others.
    text = LONG_TAG.sub(lambda tag: tag[0] if len(tag[0].split()) <= MOST_ATTRIBUTES else f"<{tag[1]}>", text)
    content = CONTROLS.sub("", text).encode("utf-8", "replace")
    try:
        tree = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument("broken", f"{error}; it must be HTML") from error
    if any(DEEP in entry.message for entry in parser.error_log):
        raise UnreadableDocument("too_deep", "elements in more than 255 levels; use fewer")
    if tree is None:
        raise UnreadableDocument("empty", "no element; a document needs at least one sentence")
    return tree


def steps(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Yield what a reader of a tree meets: `open`, `text`, `close` of each element, and the `tail` after it.

    A tree may be too deep for recursion.
    """
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            yield "open", element
            yield "text", element
        else:
            yield "close", element
            if element is not root:
                yield "tail", element


def words_of(element: HtmlElement) -> str:
    """Return the words of an element on one line, with a space where a block or a line ends."""
    pieces: list[str] = []
    for step, part in steps(element):
        if step == "text":
            pieces.append(part.text or "")
        elif step == "tail":
            pieces.append(part.tail or "")
        elif str(part.tag) in BLOCKS or part.tag == "br":
            pieces.append(" ")
    return one_line("".join(pieces))


def one_line(words: str) -> str:
    """Return words in one notation and on one line."""
    return " ".join(normalise(words).split())


def letters(words: str) -> str:
    """Return the letters and digits of words, whatever their case."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def inherited(root: HtmlElement, values: Mapping[HtmlElement, Value]) -> dict[HtmlElement, Value]:
    """Return the values of elements for all that stands inside them too; the outermost wins."""
    found: dict[HtmlElement, Value] = {}
    for element in root.iter() if values else ():
        value = found.get(element.getparent(), values.get(element))
        if value is not None:
            found[element] = value
    return found


def summed(root: HtmlElement, own: Mapping[HtmlElement, int]) -> dict[HtmlElement, int]:
    """Return for each element the sum of what it and all elements inside it have, 0 for those that have nothing."""
    sums = defaultdict(int, own)
    for element in reversed(list(root.iter())):
        if element in sums and (holder := element.getparent()) is not None:
            sums[holder] += sums[element]
    return sums


def drop_wordless(root: HtmlElement) -> None:
    """Take the elements that hold no words of the page out of it, and leave what follows them."""
    etree.strip_elements(root, *NO_WORDS, with_tail=False)
