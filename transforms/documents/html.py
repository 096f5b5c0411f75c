"""HTML: the bytes of a page in, what its head states and the blocks of its article out.

The article is the element marked as such, else the one that holds most of the paragraphs. What the page shows around
it is one removed piece before and one after; what it holds that is not its own text is removed with its reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from transforms.documents.decoding import decode_bytes, normalise
from transforms.documents.html_metadata import read_metadata, site_name
from transforms.documents.rules import read_rows
from transforms.documents.seed import Block, RawDocument, Readings, UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.identifiers import content_hash

DECLARATION = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=[\"']([\w.-]{2,40})",
    re.IGNORECASE,
)
TAKEN = "data-taken-by-reader"  # marks an element that the walk leaves out
TAKEN_INLINE = ("credit", "share_bar", "markup")  # what stands in the middle of a line and is no part of it
ABOUT_ARTICLE = ("byline", "notice", "caption", "credit")  # belong to the article wherever they stand
SHORTEST_DECK = 3  # words
LONGEST_LABEL = 60  # characters; a longer block is running text
HEAD = 6  # blocks among which a page shows its headline
DECLARED_WITHIN = 4096  # bytes; browsers look at 1,024
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
ENOUGH_OF_ARTICLE = 0.4  # of the words of all paragraphs; a marked element with fewer is a teaser
MOST_OF_PAGE = 0.4  # of the words of the article; an element with more is not a part to remove, whatever its name
LINKED_SHARE = 0.9  # of the letters of a paragraph that is no more than a link
DATED_SHARE = 0.6  # of the letters of a paragraph that is no more than a time
SITE_MARK = re.compile(r"\s+[|–—·»-]\s+|\s*\|\s*")
DEEP = "xcessive depth"  # what libxml2 says of more than 256 levels
SENTENCE_END = re.compile(r"[.!?…:][\"”’')\]]*$")


@dataclass
class Line:
    """The words that are being gathered for one block, a line break between its stretches."""

    stretches: list[list[str]] = field(default_factory=lambda: [[]])
    linked: int = 0
    dated: int = 0

    def add(self, words: str | None, in_link: bool, in_time: bool) -> None:
        """Add some words of the page."""
        if words:
            self.stretches[-1].append(words)
            letters = len("".join(words.split()))
            self.linked += letters * in_link
            self.dated += letters * in_time

    def paragraphs(self) -> Iterator[str]:
        """Yield the paragraphs that the words make: two breaks end one, and so does one after a full stop."""
        words = ""
        for stretch in self.stretches:
            more = " ".join(normalise("".join(stretch)).split())
            if words and (not more or SENTENCE_END.search(words)):
                yield words
                words = ""
            words = f"{words} {more}".strip()
        if words:
            yield words


@dataclass(frozen=True)
class Page:
    """The blocks of a page and the deck that it marks."""

    blocks: tuple[Block, ...]
    deck: str | None


def read_html(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the one document of a page."""
    tree = _parse(decode_bytes(content, settings.encoding or _declared_encoding(content)))
    stated = read_metadata(tree)
    site = site_name(tree) or settings.source.name
    times = [time.get("datetime") for time in tree.iter("time") if time.get("datetime")]
    heading = next((_words(title) for title in tree.iter("title")), "")
    for element in list(tree.iter(*NO_WORDS)):
        _drop(element)
    article = find_article(tree)
    title = _title(tree, article, stated.get("title") or heading, site)
    page = _Walk(article, title).over(next(tree.iter("body"), tree))
    title = _as_shown(title, page.blocks)
    yield RawDocument(
        blocks=page.blocks,
        raw_hash=content_hash(content),
        title=title,
        deck=page.deck or stated.get("deck"),
        byline=stated.get("byline"),
        url=stated.get("url"),
        published=stated.get("published") or next(iter(times), None),
        modified=stated.get("modified"),
        language=stated.get("language"),
    )


def blocks_of_fragment(words: str) -> list[Block]:
    """Return the blocks of some HTML that is no whole page, such as the body of a record."""
    try:
        tree = _parse(f"<html><body><div>{words}</div></body></html>")
    except UnreadableDocument:
        return []
    for element in list(tree.iter(*NO_WORDS)):
        _drop(element)
    body = next(tree.iter("body"), tree)
    return list(_Walk(body, None).over(body).blocks)


def find_article(tree: etree._Element) -> etree._Element:
    """Return the element that holds the article of a page."""
    weights = _weigh(tree)
    total = weights.get(tree, 0)
    for elements in _marked_elements(tree):
        marked = max(elements, key=lambda element: weights.get(element, 0), default=None)
        if marked is not None and weights.get(marked, 0) >= max(1, ENOUGH_OF_ARTICLE * total):
            return marked
    at = tree
    while total and (heavy := max(at, key=lambda child: weights.get(child, 0), default=None)) is not None:
        if heavy.tag == "p" or weights.get(heavy, 0) < 0.7 * total:
            break
        at = heavy
    return at


def _marked_elements(tree: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the elements that pages mark as the article, the surest mark first."""
    yield [element for element in tree.iter() if element.get("itemprop") == "articleBody"]
    yield list(tree.iter("article"))
    yield [element for element in tree.iter() if element.tag == "main" or element.get("role") == "main"]


def _parse(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    content = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument("broken", f"{error}; it must be HTML") from error
    if any(DEEP in entry.message for entry in parser.error_log):
        raise UnreadableDocument("too_deep", "elements in more than 255 levels; use fewer")
    if tree is None:
        raise UnreadableDocument("empty", "no element; a document needs at least one sentence")
    return tree


def _declared_encoding(content: bytes) -> str | None:
    match = DECLARATION.search(content[:DECLARED_WITHIN])
    return (match[1] or match[2]).decode("ascii", "replace").lower() if match else None


def _weigh(tree: etree._Element) -> dict[etree._Element, int]:
    """Return for each element how many characters of paragraphs it holds outside menus, forms and the like."""
    weights: dict[etree._Element, int] = {}
    for paragraph in tree.iter("p", "br"):
        holders = list(paragraph.iterancestors())
        if any(_tag_reasons().get(str(holder.tag)) for holder in holders):
            continue
        length = len(paragraph.tail or "") if paragraph.tag == "br" else sum(map(len, paragraph.itertext()))
        for holder in (paragraph, *holders):
            weights[holder] = weights.get(holder, 0) + length
    return weights


def _title(tree: etree._Element, article: etree._Element, stated: str, site: str) -> str | None:
    """Return the headline: that of the article where the page shows one, else what its head states without the site."""
    shown = [words for element in article.iter("h1") if (words := _words(element))]
    if len(shown) == 1:
        return shown[0]
    on_page = [words for element in tree.iter("h1") if (words := _words(element))]
    if matching := [words for words in on_page if _letters(words) in _letters(stated)]:
        return max(matching, key=len)
    if not stated:
        return shown[0] if shown else None
    pieces = SITE_MARK.split(stated)
    if len(pieces) > 1 and (_letters(pieces[-1]) in _letters(site) or _letters(site) in _letters(pieces[-1])):
        return stated[: stated.rindex(pieces[-1])].rstrip(" |–—·»-") or stated
    return stated


def _as_shown(title: str | None, blocks: tuple[Block, ...]) -> str | None:
    """Return a headline as one of the first blocks shows it, without the name of the site before or after it."""
    if not title:
        return None
    pieces = {_letters(piece) for piece in SITE_MARK.split(title)}
    shown = (block.words for block in blocks[:HEAD] if block.reason is None and _letters(block.words) in pieces)
    return next((words for words in shown if words.count(" ") >= 3), title)


class _Walk:
    """A walk over a page in reading order that gathers its blocks, those outside its article with a reason."""

    def __init__(self, article: etree._Element, title: str | None) -> None:
        self.article = article
        self.title = _letters(title or "")
        self.around = {article, *article.iterancestors()}
        self.limit = MOST_OF_PAGE * max(1, sum(map(len, article.itertext())))
        self.blocks: list[Block] = []
        self.furniture: list[str] = []
        self.deck: str | None = None
        self.line = Line()
        self.open = dict.fromkeys(("article", "a", "time"), 0)
        self.has_text = False

    def over(self, body: etree._Element) -> Page:
        """Return the blocks of a page and its deck."""
        for event, element in _events(body):
            if event in ("text", "tail"):
                words = element.text if event == "text" else element.tail
                self.line.add(words, self.open["a"] > 0, self.open["time"] > 0)
            elif event == "ask":
                self._ask(element)
            else:
                self._pass(element, event)
        self._flush("")
        self._emit_furniture()
        return Page(tuple(self.blocks), self.deck)

    def _pass(self, element: etree._Element, event: str) -> None:
        """Take note of the start or the end of an element."""
        tag = str(element.tag)
        if tag in BLOCKS:
            self._flush(tag if event == "close" else "")
        if tag == "br" and event == "close":
            self.line.stretches.append([])
        change = 1 if event == "open" else -1
        self.open["article"] += change * (element is self.article)
        if tag in self.open:
            self.open[tag] += change * (tag != "article")

    def _ask(self, element: etree._Element) -> None:
        """Take an element out of the walk that is the deck, or is not the article's own text."""
        reason = None if element in self.around else _reason(element)
        if reason is None or (str(element.tag) in INLINE and reason not in TAKEN_INLINE):
            return
        words = _words(element)
        if len(words) >= self.limit:
            return
        if reason == "deck":
            if self.deck or self.has_text or len(words.split()) < SHORTEST_DECK:
                return
            self._flush("")
            self.deck = words
        else:
            self._flush("")
            self._emit(words, reason, False)
        element.set(TAKEN, "yes")

    def _flush(self, tag: str) -> None:
        """Make blocks of the words that have been gathered."""
        for words in self.line.paragraphs():
            letters = max(1, len("".join(words.split())))
            reason = None
            is_link = self.line.linked >= LINKED_SHARE * letters and not words.endswith((".", "!"))
            if is_link and tag not in HEADINGS:
                reason = "related_link"
            elif self.line.dated >= DATED_SHARE * letters:
                reason = "notice"
            self._emit(words, reason, tag in HEADINGS)
        self.line = Line()

    def _emit(self, words: str, reason: str | None, is_heading: bool) -> None:
        """Add a block; what the page shows around its article becomes one block."""
        if not words:
            return
        if not self.open["article"] and reason not in ABOUT_ARTICLE:
            if _letters(words) != self.title:
                self.furniture.append(words)
            return
        self._emit_furniture()
        self.blocks.append(Block(words, reason, is_heading=is_heading))
        self.has_text = self.has_text or (reason is None and not is_heading and len(words) > LONGEST_LABEL)

    def _emit_furniture(self) -> None:
        if self.furniture:
            self.blocks.append(Block(" ".join(self.furniture), "markup"))
            self.furniture = []


def _events(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield what a reader of a tree meets: `ask`, then unless it is taken `open`, `text`, `close`; then `tail`.

    A tree may be too deep for recursion.
    """
    yield "open", root
    yield "text", root
    stack = [(root, iter(root))]
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "close", element
            if stack:
                yield "tail", element
            continue
        yield "ask", child
        if child.get(TAKEN):
            yield "tail", child
        else:
            yield "open", child
            yield "text", child
            stack.append((child, iter(child)))


def _reason(element: etree._Element) -> str | None:
    """Return why an element is not the article's own text, `deck` when it is its summary, or None."""
    if reason := _tag_reasons().get(str(element.tag)):
        return reason
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", ""):
        return "markup"
    if (role := element.get("role")) and (reason := _named("role", role.lower())):
        return reason
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}"
    for name in named.lower().split()[:20]:
        if reason := _named("class", name[:60]):
            return reason
        if _named("deck", name[:60]) is not None:
            return "deck"
    return None


@cache
def _tag_reasons() -> dict[str, str]:
    return {
        tag: row["reason"]
        for row in read_rows("html_parts.csv")
        if row["where"] == "tag"
        for tag in row["pattern"].split("|")
    }


@cache
def _patterns(where: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = [row for row in read_rows("html_parts.csv") if row["where"] == where]
    return tuple((re.compile(row["pattern"]), row["reason"]) for row in rows)


def _named(where: str, name: str) -> str | None:
    return next((reason for pattern, reason in _patterns(where) if pattern.fullmatch(name)), None)


def _words(element: etree._Element) -> str:
    """Return the words of an element on one line, with a space where a block or a line ends."""
    pieces: list[str] = []
    for event, part in _events(element):
        if event == "text":
            pieces.append(part.text or "")
        elif event == "tail":
            pieces.append(part.tail or "")
        elif str(part.tag) in BLOCKS or part.tag == "br":
            pieces.append(" ")
    return " ".join(normalise("".join(pieces)).split())


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _drop(element: etree._Element) -> None:
    """Take an element out of its tree and leave what follows it."""
    holder = element.getparent()
    if holder is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is None:
            holder.text = (holder.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    holder.remove(element)
