"""Listings: the bytes of a feed or a sitemap in, the pages that it names out, each with when it was changed."""

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from urllib.parse import urljoin

import feedparser
from lxml import etree

from flows.fetching.exchange import without_fragment
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
    """Return the pages that an RSS or Atom feed names, in its order; none for what is no feed."""
    entries = feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False).entries
    return [
        Listed(without_fragment(urljoin(url, entry.link)), _instant_of(entry)) for entry in entries if entry.get("link")
    ]


def is_feed(content: bytes) -> bool:
    """Return whether some bytes are a feed in a notation that we know."""
    return bool(feedparser.parse(BytesIO(content), sanitize_html=False, resolve_relative_uris=False).version)


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
    moment = read_moment(told.get("lastmod") or told.get("publication_date") or "")
    midnight = datetime.combine(moment.day, datetime.min.time(), UTC) if moment else None
    changed_at = moment.instant or midnight if moment else None
    return Listed(without_fragment(urljoin(url, told["loc"])), changed_at, _name(entry) == "sitemap")


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
