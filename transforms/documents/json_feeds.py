"""JSON files: the items of a JSON Feed in, one document for each whose whole text it holds, out; else its records.

Versions 1 and 1.1 of https://www.jsonfeed.org are read. What an item leaves to its feed, authors and language, it has
from there. A source that declares `records` or `fields` has its files read as it declares, whatever they are.
"""

from collections.abc import Iterator
from typing import Any

from transforms.documents.decoding import decode_bytes, normalise
from transforms.documents.feeds import MOST_ITEMS, FeedItem
from transforms.documents.fields import Record
from transforms.documents.html import blocks_of_fragment
from transforms.documents.html_tree import one_line
from transforms.documents.records import Entries, Entry, json_entries, parse_json
from transforms.documents.seed import UnreadableDocument
from transforms.documents.source import FIRST_RECORD, SourceSettings
from transforms.documents.text import split_blocks
from transforms.identifiers import key

SITE = b"jsonfeed.org"  # in the version of a feed, however its slashes are written
VERSIONS = ("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")


def json_file_entries(content: bytes, settings: SourceSettings) -> Entries:
    """Return the items of a JSON Feed, or the records of any other JSON. Raises UnreadableDocument likewise."""
    is_declared = settings.records != FIRST_RECORD or bool(settings.fields)
    feed = None if is_declared else parse_json_feed(content, settings.encoding)
    return json_entries(content, settings) if feed is None else _entries_of(feed)


def parse_json_feed(content: bytes, encoding: str | None = None) -> Record | None:
    """Return a JSON Feed as it states itself; None for bytes that are none."""
    if SITE not in content:  # so that no other file is taken apart twice
        return None
    try:
        found = parse_json(decode_bytes(content, encoding))
    except UnreadableDocument:
        return None
    is_feed = isinstance(found, dict) and isinstance(found.get("items"), list)
    return found if is_feed and words_at(found, "version").startswith(VERSIONS) else None


def words_at(stated: Any, name: str) -> str:
    """Return what a feed, an item or an author states as words under a name; nothing where that is no words."""
    value = stated.get(name) if isinstance(stated, dict) else None
    return value if isinstance(value, str) else ""


def address_of(item: Any) -> str | None:
    """Return the address of an item, else what names it where that is an address too, as JSON Feed advises; or None."""
    return next((words for name in ("url", "id") if (words := words_at(item, name)).startswith("http")), None)


def _entries_of(feed: Record) -> Iterator[Entry | UnreadableDocument]:
    items = feed["items"][:MOST_ITEMS]
    if not items:
        raise UnreadableDocument("empty", "a JSON Feed without an item; a document needs at least one sentence")
    for number, item in enumerate(items, start=1):
        try:
            raw = _stated(item, feed).document(_hash(item, feed))
        except UnreadableDocument as error:
            yield UnreadableDocument(error.reason, error.detail, number)
            continue
        yield Entry(number, raw, raw.raw_hash)


def _stated(item: Any, feed: Record) -> FeedItem:
    """Return what an item states, or leaves to its feed."""
    html, text, summary = (words_at(item, name) for name in ("content_html", "content_text", "summary"))
    return FeedItem(
        url=address_of(item),
        title=one_line(words_at(item, "title")) or None,
        blocks=tuple(blocks_of_fragment(normalise(html)) if html else split_blocks(normalise(text or summary))),
        is_whole=bool(html or text),
        byline=_byline(item) or _byline(feed) or None,
        published=words_at(item, "date_published") or None,
        modified=words_at(item, "date_modified") or None,
        language=_language(item, feed) or None,
    )


def _byline(stated: Any) -> str:
    """Return the names of those who wrote an item or a feed: `authors`, before version 1.1 the one `author`."""
    found = stated.get("authors") or [stated.get("author")] if isinstance(stated, dict) else []
    names = [words_at(author, "name") for author in found] if isinstance(found, list) else []
    return one_line(", ".join(filter(None, names)))


def _language(item: Any, feed: Record) -> str:
    return words_at(item, "language") or words_at(feed, "language")


def _hash(item: Any, feed: Record) -> str:
    """Return the hash of all on which the document of an item depends."""
    names = ("url", "id", "title", "content_html", "content_text", "summary", "date_published", "date_modified")
    return key(*(words_at(item, name) for name in names), _byline(item) or _byline(feed), _language(item, feed))
