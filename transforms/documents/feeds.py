"""Feeds and other XML of news: RSS and Atom in, one document for each item whose whole text they hold, out.

An item that holds no more than the opening of its text is a stub, and its rejection says where the page is. Files of
sentences as PETRARCH reads them are XML too: each sentence is a document.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import feedparser
from lxml import etree

from transforms.documents.html import blocks_of_fragment
from transforms.documents.html_tree import one_line
from transforms.documents.records import Entries, Entry, stub
from transforms.documents.seed import Block, RawDocument, UnreadableDocument, library
from transforms.documents.source import SourceSettings
from transforms.documents.text import split_blocks
from transforms.identifiers import content_hash, key

FULL_TEXT = 40  # words of an element that is there for the whole text; agencies send flashes of so few
FULL_SUMMARY = 150  # words of a summary that is surely the whole text
CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[(?:…|more)\]|\b(?:read|continue|see|learn) (?:more|reading|the full|full)\b.{0,60})\W*\Z",
    re.IGNORECASE,
)
DECLARATIONS = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}(?:\[.*?\]\s*)?>", re.DOTALL)  # where entities may be declared
MOST_ITEMS = 100_000
SENTENCES = "Sentences"  # root of a file of PETRARCH


def feed_entries(content: bytes, settings: SourceSettings) -> Entries:
    """Yield the items of a feed or of a file of PETRARCH. Raises UnreadableDocument where there is none."""
    content = DECLARATIONS.sub(b"", content, count=1)
    if f"<{SENTENCES}".encode() in content[:2000]:
        yield from _sentence_entries(content)
        return
    with library("feedparser"):
        # From a string it would fetch an address or open a file.
        found = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
        items = found.entries[:MOST_ITEMS]
    if not items:
        reason = "empty" if found.get("version") else "unknown_format"
        raise UnreadableDocument(reason, "XML without an item; it must be RSS, Atom or sentences of PETRARCH")
    for number, item in enumerate(items, start=1):
        try:
            with library("feedparser"):
                raw = _item(item, one_line(str(found.get("feed", {}).get("language") or "")) or None)
        except UnreadableDocument as error:
            yield UnreadableDocument(error.reason, error.detail, number)
            continue
        yield Entry(number, raw, raw.raw_hash)


class FeedItem(NamedTuple):
    """What an item of a feed states, whatever the notation of the feed."""

    url: str | None
    title: str | None
    blocks: tuple[Block, ...]
    is_whole: bool
    """Whether its text stands where the whole text belongs."""
    byline: str | None
    published: str | None
    modified: str | None
    language: str | None

    def document(self, raw_hash: str) -> RawDocument:
        """Return the document that the item is; raises UnreadableDocument `stub` for one without its whole text."""
        words = " ".join(block.words for block in self.blocks if block.reason is None)
        count = words.count(" ") + 1
        if self.url and (count < (FULL_TEXT if self.is_whole else FULL_SUMMARY) or CUT_OFF.search(words)):
            raise stub(self.url, None)
        return RawDocument(
            blocks=self.blocks,
            raw_hash=raw_hash,
            title=self.title,
            byline=self.byline,
            url=self.url,
            published=self.published,
            modified=self.modified,
            language=self.language,
        )


def _item(item: Any, language: str | None) -> RawDocument:
    """Return the document of an item; raises UnreadableDocument `stub` for one without its whole text."""
    url = str(item.get("link") or "") or None
    body, is_whole = _body(item)
    title = one_line(" ".join(block.words for block in blocks_of_fragment(str(item.get("title") or "")))) or None
    authors = [str(author.get("name") or "") for author in item.get("authors") or [item.get("author_detail") or {}]]
    published = str(item.get("published") or "") or None
    stated = FeedItem(
        url=url,
        title=title,
        blocks=tuple(blocks_of_fragment(body) if "<" in body or "&" in body else split_blocks(body)),
        is_whole=is_whole,
        byline=one_line(", ".join(filter(None, authors))) or None,
        published=published,
        # Asked as usual, an item without an update gives the moment of its publication.
        modified=str(dict.get(item, "updated") or "") or None,
        language=language,
    )
    return stated.document(key(url or "", title or "", published or "", body))


def _body(item: Any) -> tuple[str, bool]:
    """Return the text that an item holds, and whether it stands where the whole text belongs."""
    contents = [str(part.get("value") or "") for part in item.get("content") or ()]
    whole = max(contents, key=len, default="")
    summary = str(item.get("summary") or "")
    return (whole, True) if whole and len(whole) >= len(summary) else (summary, False)


def _sentence_entries(content: bytes) -> Iterator[Entry]:
    with library("lxml"):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
        root = etree.fromstring(content, parser)
        found = [] if root is None else list(root.iter("Sentence"))
    if not found:
        raise UnreadableDocument("empty", f"<{SENTENCES}> without a <Sentence>; there must be one for each document")
    for number, sentence in enumerate(found, start=1):
        words = one_line(" ".join(str(text) for text in sentence.xpath("Text//text()")))
        raw_hash = content_hash(f"{sentence.get('date')} {sentence.get('id')} {words}".encode("utf-8", "replace"))
        yield Entry(number, RawDocument((Block(words),), raw_hash, published=sentence.get("date")), raw_hash)
