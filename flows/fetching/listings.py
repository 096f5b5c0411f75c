"""Listings: the bytes of a feed or a sitemap in, the pages that it names out, each with when it was changed."""

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree

from flows.fetching.exchange import without_fragment
from transforms.documents.json_feeds import address_of, parse_json_feed, words_at
from transforms.documents.moments import read_moment

MOST_LISTED = 50_000  # pages in one sitemap, as its protocol has it


@dataclass(frozen=True)
class Listed:
    """A page that a feed or a sitemap names."""

    url: str
    changed_at: datetime | None
    """When it was last changed, as the list says; null when it does not."""
    is_listing: bool = False
    """Whether it is another sitemap."""


def read_feed(content: bytes, url: str) -> list[Listed]:
    """Return the pages that an RSS or Atom feed or a JSON Feed names, in its order; none for what is no feed."""
    if (feed := parse_json_feed(content)) is not None:
        pages = [(address_of(item), _last_of(item)) for item in feed["items"]]
        return [Listed(without_fragment(page), changed_at) for page, changed_at in pages if page]
    entries = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False).entries
    return [
        Listed(without_fragment(urljoin(url, entry.link)), _instant_of(entry)) for entry in entries if entry.get("link")
    ]


def suffix_of_feed(content: bytes) -> str | None:
    """Return the suffix under which a feed is stored among the seeds; None for bytes that are none that we know."""
    if parse_json_feed(content) is not None:
        return ".json"
    parsed = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    return ".xml" if parsed.version else None


def _last_of(item: Any) -> datetime | None:
    """Return when an item of a JSON Feed was last changed, else published."""
    return _instant(words_at(item, "date_modified") or words_at(item, "date_published"))


def _instant_of(entry: feedparser.FeedParserDict) -> datetime | None:
    parsed = entry.get("updated_parsed") or entry.get("published_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def read_sitemap(content: bytes, url: str) -> list[Listed]:
    """Return the pages, or the further sitemaps, that a sitemap names, in its order; none for what is no sitemap."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        return []
    listed = (_listed(entry, url) for entry in islice(root, MOST_LISTED) if _name(entry) in ("url", "sitemap"))
    return [entry for entry in listed if entry]


def _listed(entry: etree._Element, url: str) -> Listed | None:
    told: dict[str, str] = {}
    for element in entry.iter():
        told.setdefault(_name(element), (element.text or "").strip())
    if not told.get("loc"):
        return None
    changed_at = _instant(told.get("lastmod") or told.get("publication_date") or "")
    return Listed(without_fragment(urljoin(url, told["loc"])), changed_at, _name(entry) == "sitemap")


def _instant(stamp: str) -> datetime | None:
    """Return the instant that a stamp states; of one that states a day alone midnight."""
    moment = read_moment(stamp)
    return (moment.instant or datetime.combine(moment.day, datetime.min.time(), UTC)) if moment else None


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
