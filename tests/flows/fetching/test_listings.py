"""Listings: what feeds and sitemaps of every kind name."""

from datetime import UTC, datetime

import pytest

from flows.fetching.listings import Listed, read_feed, read_sitemap, suffix_of_feed

AT = datetime(2024, 3, 5, 9, tzinfo=UTC)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>T</title><id>1</id>
<link rel="alternate" href="/talks#top"/><updated>2024-03-05T10:00:00+01:00</updated></entry></feed>"""
RSS = """<rss version="2.0"><channel><item><link>https://wire.example/talks</link>
<pubDate>Tue, 05 Mar 2024 09:00:00 GMT</pubDate></item><item><title>no link</title></item></channel></rss>"""
JSON_FEED = r"""{"version": "https:\/\/jsonfeed.org\/version\/1.1", "title": "F", "items": [
{"id": "1", "url": "https:\/\/wire.example\/talks#top", "date_published": "2024-03-04T09:00:00Z",
"date_modified": "2024-03-05T10:00:00+01:00"}, {"id": "2", "title": "no link"}]}"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://wire.example/talks </loc><news:news><news:publication_date>2024-03-05T09:00Z</news:publication_date>
</news:news></url><url><loc>/strike</loc></url><url><lastmod>2024-03-05</lastmod></url></urlset>"""
INDEX = "<sitemapindex><sitemap><loc>https://wire.example/1.xml</loc><lastmod>2024-03-05T09:00:00Z</lastmod></sitemap></sitemapindex>"
SECRET = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><url><loc>https://a.example/&x;</loc></url></urlset>'


@pytest.mark.parametrize("feed", [ATOM, RSS, JSON_FEED])
def test_a_feed_names_pages_with_the_moment_of_their_change(feed: str) -> None:
    assert read_feed(feed.encode(), "https://wire.example/feed") == [Listed("https://wire.example/talks", AT)]


def test_a_page_is_no_feed_and_an_empty_feed_is_one() -> None:
    assert suffix_of_feed(b"<html><body><p>Talks resumed.</p></body></html>") is None
    assert suffix_of_feed(b'<rss version="2.0"><channel><title>F</title></channel></rss>') == ".xml"
    assert suffix_of_feed(b'{"version": "https://jsonfeed.org/version/1", "items": []}') == ".json"
    assert suffix_of_feed(b'{"version": "https://jsonfeed.org/version/1", "items": [') is None


def test_a_sitemap_names_pages_and_an_index_names_sitemaps() -> None:
    pages = read_sitemap(SITEMAP.encode(), "https://wire.example/sitemap.xml")
    assert pages == [Listed("https://wire.example/talks", AT), Listed("https://wire.example/strike", None)]
    assert read_sitemap(INDEX.encode(), "https://wire.example/") == [Listed("https://wire.example/1.xml", AT, True)]
    assert read_sitemap(b"<html/>", "https://wire.example/") == []


def test_a_sitemap_reads_no_file() -> None:
    assert read_sitemap(SECRET.encode(), "https://a.example/") == [Listed("https://a.example/", None)]
