"""HTML: the bytes of a page in, what it states about itself and the blocks of its article out.

trafilatura says which words are the main text; each piece of the page is then the article's own, or removed with the
reason that its mark-up gives.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml.html import HtmlElement

from transforms.documents.decoding import decode_bytes
from transforms.documents.html_article import Judged, judge_pieces
from transforms.documents.html_main import main_words, shares_held, words_in
from transforms.documents.html_metadata import read_metadata, site_name
from transforms.documents.html_pieces import pieces_of
from transforms.documents.html_tree import NO_WORDS, drop, letters, parse, words_of
from transforms.documents.seed import Block, RawDocument, Readings, UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.identifiers import content_hash

DECLARATION = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=[\"']([\w.-]{2,40})",
    re.IGNORECASE,
)
DECLARED_WITHIN = 4096  # bytes; browsers look at 1,024
SHORTEST_DECK = 3  # words
LONGEST_LABEL = 60  # characters; a longer block is running text
ALIKE = 0.6  # of the words of the shorter of two headlines; with so many they are two wordings of one
HEAD = 6  # blocks among which a page shows its headline
SAID_AGAIN = 0.9  # of the words of a summary; with so many it is the opening of the text, cut off
CUT = re.compile(r"\W*(?:\w*(?:\.\.\.|…)|\[\w+\])\W*\Z")  # how a feed ends what it cuts off: "entering the...", "[more]"
SITE_MARK = re.compile(r"\s+[|–—·»-]\s+|\s*\|\s*")


def read_html(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the one document of a page."""
    tree = parse(decode_bytes(content, settings.encoding or _declared_encoding(content)))
    stated = read_metadata(tree)
    site = site_name(tree) or settings.source.name
    times = [time.get("datetime") for time in tree.iter("time") if time.get("datetime")]
    heading = next((words_of(title) for title in tree.iter("title")), "")
    main = main_words(tree)
    for element in list(tree.iter(*NO_WORDS)):
        drop(element)
    judged = judge_pieces(pieces_of(next(tree.iter("body"), tree)), main)
    title = _title(tree, judged, stated.get("title") or heading, site)
    deck, judged = _with_deck(judged, title, stated.get("deck"))
    blocks = tuple(_blocks(judged, title))
    yield RawDocument(
        blocks=blocks,
        raw_hash=content_hash(content),
        title=_as_shown(title, blocks),
        deck=deck,
        byline=stated.get("byline"),
        url=stated.get("url"),
        published=stated.get("published") or next(iter(times), None),
        modified=stated.get("modified"),
        language=stated.get("language"),
    )


def blocks_of_fragment(words: str) -> list[Block]:
    """Return the blocks of some HTML that is no whole page, such as the body of a record."""
    try:
        tree = parse(f"<html><body><div>{words}</div></body></html>")
    except UnreadableDocument:
        return []
    for element in list(tree.iter(*NO_WORDS)):
        drop(element)
    return list(_blocks(judge_pieces(pieces_of(next(tree.iter("body"), tree)), None), None))


def _declared_encoding(content: bytes) -> str | None:
    match = DECLARATION.search(content[:DECLARED_WITHIN])
    return (match[1] or match[2]).decode("ascii", "replace").lower() if match else None


def _title(tree: HtmlElement, judged: Sequence[Judged], stated: str, site: str) -> str | None:
    """Return the headline: that of the page where it agrees with what its head states, else that without the site."""
    shown = [item.piece.words for item in judged if item.piece.tag == "h1"]
    if matching := [words for words in shown if letters(words) in letters(stated)]:
        return max(matching, key=len)
    if not stated:
        return shown[0] if shown else None
    pieces = SITE_MARK.split(stated)
    if len(pieces) > 1 and (letters(pieces[-1]) in letters(site) or letters(site) in letters(pieces[-1])):
        return stated[: stated.rindex(pieces[-1])].rstrip(" |–—·»-") or stated
    return stated


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


def _with_deck(
    judged: Sequence[Judged], title: str | None, stated: str | None
) -> tuple[str | None, list[Judged]]:
    """Return the summary that a page shows above its text, and the other pieces.

    It is marked as such, or is what the head of the page states. What the text says again is the teaser of the page.
    """
    for place, item in enumerate(judged):
        words = item.piece.words
        if item.is_deck or (stated and letters(words) == letters(stated)):
            if words.count(" ") + 1 >= SHORTEST_DECK and letters(words) != letters(title or ""):
                rest = [*judged[:place], *judged[place + 1 :]]
                if _is_said_again(words, rest):
                    return None, [*judged[:place], Judged(item.piece, "markup"), *judged[place + 1 :]]
                return words, rest
        if item.reason is None and not item.piece.is_heading and len(words) > LONGEST_LABEL:
            break
    return None, list(judged)


def _is_said_again(words: str, judged: Sequence[Judged]) -> bool:
    """Return whether the text holds most of some words."""
    text = [word for item in judged if item.reason is None for word in words_in(item.piece.words)]
    return shares_held([CUT.sub("", words)], text)[0] >= SAID_AGAIN


def _blocks(judged: Sequence[Judged], title: str | None) -> Iterator[Block]:
    """Yield the pieces as blocks; what was removed from one place for one reason is one block."""
    headline = letters(title or "")
    for item in judged:
        if item.piece.tag == "h1" and title and _likeness(item.piece.words, title) >= ALIKE:
            item.reason = "markup"
    shown = [item for item in judged if item.reason is None or not headline or letters(item.piece.words) != headline]
    for (reason, _), items in groupby(shown, key=lambda item: (item.reason, item.within)):
        if reason is None:
            yield from (Block(item.piece.words, is_heading=item.piece.is_heading) for item in items)
        else:
            yield Block(" ".join(item.piece.words for item in items), reason)
