"""HTML: the bytes of a page in, what it states about itself and the blocks of its article out.

trafilatura says which words are the main text; each piece of the page is then the article's own, or removed with the
reason that its mark-up gives. A live blog is one document of all its posts, each with its moment.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from lxml.html import HtmlElement

from transforms.documents.boilerplate import rule_for_line
from transforms.documents.cleaning import authors_in, is_list_of_authors
from transforms.documents.decoding import decode_page
from transforms.documents.html_article import Judged, find_comments, judge_pieces
from transforms.documents.html_live import find_posts
from transforms.documents.html_main import MainText, main_words, shares_held, words_in
from transforms.documents.html_metadata import read_metadata, site_name, stated_posts
from transforms.documents.html_pieces import pieces_of
from transforms.documents.html_tree import drop_wordless, inherited, letters, parse, words_of
from transforms.documents.seed import Block, RawDocument, Readings, UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.identifiers import content_hash

SHORTEST_DECK = 3  # words
SEPARATE = ("notice", "byline")  # of which each says something of its own
ARTICLES = ("article", "main")
LONGEST_LABEL = 60  # characters; a longer block is running text
LONGEST_NOTICE = 200  # characters; a longer one is no byline or date line
SAID_AGAIN = 0.9  # of the words of a summary; with so many it is the opening of the text, cut off
ALIKE = 0.6  # of the words of the shorter of two headlines; with so many they are two wordings of one
HEAD = 6  # blocks among which a page shows its headline
CUT = re.compile(
    r"(?:\w{0,30}(?:\.\.\.|…)|\[\w{1,20}\])\W{0,3}\Z"
)  # how a feed ends what it cuts off: "entering the...", "[more]"
SITE_MARK = re.compile(r" [|–—·»-] | ?\| ?")


def read_html(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the one document of a page."""
    yield read_page(content, settings, main_words)


def read_page(content: bytes, settings: SourceSettings, find_main: MainText) -> RawDocument:
    """Return the document of a page, given what finds the words of its main text."""
    tree = parse(decode_page(content, settings.encoding))
    stated = read_metadata(tree)
    site = site_name(tree) or settings.source.name
    heading = next((words_of(title) for title in tree.iter("title")), "")
    posts = find_posts(tree, f"{heading} {stated.get('title', '')}", stated_posts(tree))
    drop_wordless(tree)
    pieces = pieces_of(next(tree.iter("body"), tree))
    main = find_main(tree, find_comments(pieces))
    elements = list(tree.iter())  # kept, since a proxy of an element that nobody holds is made anew each time
    judged = judge_pieces(pieces, main, posts)
    title = _title(judged, stated.get("title"), heading, site)
    deck, judged = _with_deck(judged, title, stated.get("deck"))
    judged = _with_head_judged(judged, title, authors_in(stated.get("byline") or ""))
    blocks = tuple(_blocks(judged, title, posts))
    return RawDocument(
        blocks=blocks,
        raw_hash=content_hash(content),
        title=_as_shown(title, blocks),
        deck=deck,
        byline=stated.get("byline"),
        url=stated.get("url"),
        published=stated.get("published") or _stamp(elements, judged),
        modified=stated.get("modified"),
        language=stated.get("language"),
    )


def blocks_of_fragment(words: str) -> list[Block]:
    """Return the blocks of some HTML that is no whole page, such as the body of a record."""
    try:
        tree = parse(f"<html><body><div>{words}</div></body></html>")
    except UnreadableDocument:
        return []
    drop_wordless(tree)
    return list(_blocks(judge_pieces(pieces_of(next(tree.iter("body"), tree)), None), None, {}))


def _title(judged: Sequence[Judged], stated: str | None, heading: str, site: str) -> str | None:
    """Return the headline: that of the page where it agrees with what its head states, else that without the site."""
    shown = [item.piece.words for item in judged if item.piece.tag == "h1"]
    title = stated or heading
    if matching := [words for words in shown if letters(words) in letters(title)]:
        return max(matching, key=len)
    if not stated and shown and (not heading or _likeness(shown[0], heading) >= ALIKE):
        return shown[0]
    pieces = SITE_MARK.split(title)
    if len(pieces) > 1 and (letters(pieces[-1]) in letters(site) or letters(site) in letters(pieces[-1])):
        return title[: title.rindex(pieces[-1])].rstrip(" |–—·»-") or title
    return title or None


def _likeness(words: str, others: str) -> float:
    """Return which share of the words of the shorter line the other has."""
    ours, theirs = set(words_in(words)), set(words_in(others))
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def _as_shown(title: str | None, blocks: tuple[Block, ...]) -> str | None:
    """Return a headline as one of the first blocks shows it, without the name of the site before or after it."""
    if not title:
        return None
    pieces = {letters(piece) for piece in SITE_MARK.split(title)}
    shown = (block.words for block in blocks[:HEAD] if block.reason is None and letters(block.words) in pieces)
    return next((words for words in shown if words.count(" ") >= 3), title)


def _with_deck(judged: Sequence[Judged], title: str | None, stated: str | None) -> tuple[str | None, list[Judged]]:
    """Return the summary that a page shows above its text, and the other pieces.

    It is marked as such, or is what the head of the page states. What the text says again is the teaser of the page.
    """
    for index, item in enumerate(judged):
        words = item.piece.words
        if _is_deck(item, title, stated):
            rest = [*judged[:index], *judged[index + 1 :]]
            if not _is_said_again(words, title, rest):
                return words, rest
            return None, [*judged[:index], replace(item, reason="markup"), *judged[index + 1 :]]
        if item.reason is None and not item.piece.is_heading and len(words) > LONGEST_LABEL:
            break
    return None, list(judged)


def _is_deck(item: Judged, title: str | None, stated: str | None) -> bool:
    words = item.piece.words
    is_marked = item.is_deck or (stated is not None and letters(words) == letters(stated))
    return is_marked and words.count(" ") + 1 >= SHORTEST_DECK and letters(words) != letters(title or "")


def _is_said_again(words: str, title: str | None, judged: Sequence[Judged]) -> bool:
    """Return whether headline and text hold most of some words."""
    shown = [title or "", *(item.piece.words for item in judged if item.reason is None)]
    text = [word for words_shown in shown for word in words_in(words_shown)]
    return shares_held([CUT.sub("", words)], text)[0] >= SAID_AGAIN


def _with_head_judged(judged: Sequence[Judged], title: str | None, authors: Sequence[str]) -> list[Judged]:
    """Return the pieces, those above the text that are a byline, a date or the headline again with their reason."""
    head = next((index for index, item in enumerate(judged) if _is_text(item)), 0)
    below = next((index for index, item in enumerate(judged[:head]) if item.piece.tag == "h1"), 0)
    above = [_as_head(item, title, authors, index >= below) for index, item in enumerate(judged[:head])]
    return above + list(judged[head:])


def _is_text(item: Judged) -> bool:
    return item.reason is None and not item.piece.is_heading and len(item.piece.words) > LONGEST_LABEL


def _as_head(item: Judged, title: str | None, authors: Sequence[str], is_below_headline: bool) -> Judged:
    """Return a piece above the text with its reason; above the headline and the article a date is that of today."""
    words = item.piece.words
    if item.reason is None and item.piece.tag == "h1" and title and _likeness(words, title) >= ALIKE:
        return replace(item, reason="markup")
    if item.reason not in ("markup", "notice") or item.within is not None or len(words) > LONGEST_NOTICE:
        return item
    if not is_below_headline and not any(holder.tag in ARTICLES for holder in item.piece.holder.iterancestors()):
        return replace(item, reason="markup")
    if is_list_of_authors(words, authors):
        return replace(item, reason="byline")
    rule = rule_for_line(words, "head") if item.reason == "markup" else None
    return replace(item, reason=rule.reason) if rule else item


def _blocks(judged: Sequence[Judged], title: str | None, posts: Mapping[HtmlElement, str]) -> Iterator[Block]:
    """Yield the pieces as blocks; what was removed from one place for one reason is one block.

    The first block of each post of a live blog carries its stamp.
    """
    shown = list(_without_headline(judged, letters(title or "")))
    stamps = inherited(judged[0].piece.root, posts) if judged else {}
    last = None
    for (reason, _, stamp), items in groupby(
        shown, key=lambda item: (item.reason, item.within, stamps.get(item.piece.holder))
    ):
        for block in _joined(list(items), reason):
            yield replace(block, published=stamp) if stamp != last else block
            last = stamp


def _without_headline(judged: Sequence[Judged], headline: str) -> Iterator[Judged]:
    """Yield the pieces but for the headline, which the document has already; shown once more it is removed."""
    is_shown = False
    for item in judged:
        if not headline or letters(item.piece.words) != headline:
            yield item
        elif is_shown:
            yield replace(item, reason=item.reason or "markup")
        else:
            is_shown = True


def _joined(items: Sequence[Judged], reason: str | None) -> Iterator[Block]:
    """Yield the pieces of one reason as blocks: paragraphs, notices and bylines each for itself, the others as one."""
    if reason is None or (reason in SEPARATE and items[0].within is None):
        yield from (Block(item.piece.words, reason, is_heading=item.piece.is_heading) for item in items)
    else:
        yield Block(" ".join(item.piece.words for item in items), reason)


def _stamp(elements: Sequence[HtmlElement], judged: Sequence[Judged]) -> str | None:
    """Return the first stamp that the page shows with its article: below its headline, or inside its article.

    A page also shows the time of day, above its headline.
    """
    order = {element: index for index, element in enumerate(elements)}
    headline = next((order[item.piece.holder] for item in judged if item.piece.tag == "h1"), None)
    end = max((order[item.piece.holder] for item in judged if item.reason is None), default=0)
    removed = {item.within for item in judged if item.reason not in (None, "notice", "byline")} - {None}
    for time in elements:
        if time.tag != "time" or not time.get("datetime"):
            continue
        holders = set(time.iterancestors())
        is_below = headline is not None and headline < order[time] <= end
        is_inside = any(holder.tag in ARTICLES for holder in holders)
        if (is_below or is_inside) and not holders & removed:
            return str(time.get("datetime"))
    return None
