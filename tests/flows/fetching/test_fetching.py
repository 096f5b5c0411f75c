"""Fetching: what a source names is received once, politely, as WARC, and a feed that changed nothing costs nothing."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.cli import run as run_command
from flows.cli.interface import Exit
from flows.fetching import archive
from flows.fetching.fetcher import Fetched, fetch_source, find_sources, locked
from flows.fetching.ledger import Ledger
from flows.fetching.visitor import Clock
from flows.progress import PlainProgress
from tests.flows.fetching.server import Handler, Page, Site, feed, page, redirect, serving, status
from transforms.documents.inventory import survey

EARLY, LATE = "Tue, 05 Mar 2024 09:00:00 GMT", "Wed, 06 Mar 2024 09:00:00 GMT"
TALKS = "<html><body><p>Talks resumed in Geneva on Monday.</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@dataclass
class Time:
    """A time of day that passes only while somebody waits."""

    at: datetime = datetime(2024, 3, 7, 12, tzinfo=UTC)
    waited: list[float] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(lambda: self.at, self.wait)

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.waited.append(seconds)


@dataclass
class Wire:
    """A source whose feed is on a site of a test."""

    folder: Path
    site: Site
    time: Time = field(default_factory=Time)

    def declare(self, *lines: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        told = [f"feeds: ['{self.site.url}/feed']", "fetch:", "  allow_private: true", "  most_seconds: 1", *lines]
        (self.folder / "source.yaml").write_text("\n".join(told), encoding="utf-8")

    def show(self, **pages: Page) -> None:
        self.site.pages |= {f"/{name}".replace("robots", "robots.txt"): shown for name, shown in pages.items()}

    def feed(self, **days: str) -> Page:
        return feed(*((f"{self.site.url}/{name}", day) for name, day in days.items()))

    def fetch(self) -> Fetched:
        self.time.at += timedelta(hours=1)
        return fetch_source(self.folder, self.time.clock())

    def reasons(self) -> dict[str, str]:
        return {url.removeprefix(self.site.url): reason for url, reason in self.fetch().failures}


@pytest.fixture
def wire(tmp_path: Path, site: Site) -> Wire:
    found = Wire(tmp_path / "seeds" / "wire", site)
    found.declare()
    return found


def test_a_page_is_stored_byte_for_byte_with_its_headers(wire: Wire) -> None:
    packed = gzip.compress(TALKS.encode(), mtime=0)
    wire.show(feed=wire.feed(talks=EARLY), talks=page(packed, Content_Encoding="gzip", ETag='"1"'))
    told = wire.fetch()
    assert told.lines() == ["wire: 1 feeds read, 0 unchanged; 1 pages received"]
    name = "received/2024/03/20240307T130000Z-pages.warc.gz"
    assert told.files == ["received/2024/03/.20240307T130000Z-feeds.warc.gz", name]
    info, response = gzip.decompress((wire.folder / name).read_bytes()).split(b"\r\n\r\nWARC/1.1\r\n")
    assert b"WARC-Type: warcinfo" in info
    head, http, body = response.removesuffix(b"\r\n\r\n").split(b"\r\n\r\n", 2)
    assert f"WARC-Target-URI: {wire.site.url}/talks".encode() in head.splitlines()
    assert f"Content-Length: {len(http) + 4 + len(body)}".encode() in head.splitlines()
    assert (http.splitlines()[0], body) == (b"HTTP/1.1 200 OK", packed)
    assert b'ETag: "1"' in http.splitlines()


def test_what_was_received_is_not_asked_for_again_until_its_feed_says_that_it_changed(wire: Wire) -> None:
    def conditional(handler: Handler) -> None:
        known = handler.headers["If-None-Match"] == '"1"' and handler.headers["If-Modified-Since"] == EARLY
        (status(304) if known else page(TALKS, ETag='"1"', Last_Modified=EARLY))(handler)

    wire.show(feed=wire.feed(talks=EARLY), talks=conditional)
    wire.fetch()
    wire.site.paths()
    assert wire.fetch().lines() == ["wire: 1 feeds read, 0 unchanged; 0 pages received"]
    assert wire.site.paths() == ["/robots.txt", "/feed"]
    wire.show(feed=wire.feed(talks="Fri, 08 Mar 2024 09:00:00 GMT"))
    told = wire.fetch()
    assert (told.pages, told.pages_unchanged, wire.site.paths()) == (0, 1, ["/robots.txt", "/feed", "/talks"])


def test_a_feed_that_has_not_changed_is_told_so_and_its_waiting_pages_are_received(wire: Wire) -> None:
    shown = wire.feed(talks=EARLY, strike=LATE)
    wire.show(feed=lambda handler: (status(304) if handler.headers["If-None-Match"] else _marked(shown))(handler))
    wire.show(talks=page(TALKS), strike=page(TALKS))
    wire.declare("  most_pages: 1")
    told = wire.fetch()
    assert (told.listings, told.pages, told.waiting, wire.site.paths()[-1]) == (1, 1, 1, "/strike")
    told = wire.fetch()
    assert (told.listings, told.listings_unchanged, told.pages, told.waiting) == (0, 1, 1, 0)


def _marked(shown: Page) -> Page:
    """Return a page with a mark by which it is known again."""

    def answer(handler: Handler) -> None:
        send = handler.answer
        handler.answer = lambda body, kind, code, **about: send(body, kind, code, ETag='"f"', **about)  # type: ignore[method-assign]
        shown(handler)

    return answer


def test_robots_are_honoured(wire: Wire) -> None:
    robots = "User-agent: *\nDisallow: /secret*\nCrawl-delay: 7\nUser-agent: other\nDisallow: /\n"
    wire.show(robots=page(robots, "text/plain"), feed=wire.feed(secrets=EARLY, talks=EARLY), talks=page(TALKS))
    assert wire.reasons() == {"/secrets": f"{wire.site.url}/robots.txt does not allow it"}
    assert wire.site.paths() == ["/robots.txt", "/feed", "/talks"]
    assert wire.time.waited == [7.0, 7.0]


@pytest.mark.parametrize("shown", [status(503), lambda handler: None], ids=["busy", "silent"])
def test_nothing_is_asked_of_a_server_that_does_not_say_what_may_be(wire: Wire, shown: Page) -> None:
    wire.show(robots=shown, feed=wire.feed(talks=EARLY))
    (reason,) = wire.reasons().values()
    assert "which says what may be asked" in reason
    assert set(wire.site.paths()) == {"/robots.txt"}


def test_a_busy_server_is_asked_again_later_and_later(wire: Wire) -> None:
    answers = iter([status(429, Retry_After="30"), status(500), wire.feed(talks=EARLY)])
    wire.show(feed=lambda handler: next(answers)(handler), talks=page(TALKS))
    assert wire.fetch().pages == 1
    assert wire.time.waited == [2.0, 30.0, 0.0, 10.0, 0.0, 2.0]


def test_a_server_that_asks_for_more_patience_is_left_alone_until_then(wire: Wire) -> None:
    wire.show(feed=status(429, Retry_After="7200"))
    assert wire.reasons() == {
        "/feed": f"status 429: {wire.site.url[7:]} is busy; it is asked again from 2024-03-07 15:00 UTC"
    }
    wire.site.paths()
    assert "asked to be left alone until 2024-03-07 15:00 UTC" in wire.reasons()["/feed"]
    assert wire.site.paths() == []
    wire.show(feed=wire.feed())
    assert wire.reasons() == {}


def test_redirects_are_followed_within_reason(wire: Wire) -> None:
    wire.show(feed=wire.feed(a=EARLY, loop=EARLY, far=EARLY, out=EARLY), a=redirect("/b#top"), b=page(TALKS))
    wire.show(loop=redirect("/loop"), out=redirect("file:///etc/passwd"))
    wire.show(far=redirect("/1"), **{str(step): redirect(f"/{step + 1}") for step in range(1, 9)})
    assert wire.reasons() == {
        "/out": "no address of the web; only http and https are asked",
        "/loop": "redirects in a circle",
        "/far": "more than 5 redirects",
    }
    (stored,) = wire.folder.rglob("*-pages.warc.gz")
    assert f"WARC-Target-URI: {wire.site.url}/b\r\n".encode() in gzip.decompress(stored.read_bytes())


def test_a_page_that_is_gone_is_not_asked_for_again_and_one_that_failed_is(wire: Wire) -> None:
    wire.show(feed=wire.feed(gone=EARLY, broken=EARLY), broken=status(403))
    assert wire.reasons() == {"/gone": "status 404: it is not there", "/broken": "status 403 Forbidden"}
    wire.show(broken=page(TALKS))
    assert (wire.fetch().pages, wire.reasons()) == (1, {})


def test_a_host_that_does_not_answer_is_left_alone_for_the_run(wire: Wire) -> None:
    names = ("a", "b", "c", "d", "e")
    wire.show(feed=wire.feed(**dict.fromkeys(names, EARLY)), **dict.fromkeys(names, lambda handler: None))
    reasons = wire.reasons()
    assert [reason for reason in reasons.values() if "3 times in a row" in reason] == [reasons["/b"], reasons["/a"]]


def test_a_sitemap_leads_to_pages_and_patterns_choose_among_them(wire: Wire) -> None:
    url = wire.site.url
    wire.declare(f"sitemaps: ['{url}/index']", "pages: ['*/world/*']")
    packed = gzip.compress(
        f"<urlset><url><loc>{url}/world/1</loc></url><url><loc>{url}/sport/1</loc></url></urlset>".encode()
    )
    index = f"<sitemapindex><sitemap><loc>{url}/map.gz</loc></sitemap></sitemapindex>"
    wire.show(feed=wire.feed(), index=page(index, "text/xml"), **{"map.gz": page(packed, "application/gzip")})
    wire.show(**{"world/1": page(TALKS)})
    told = wire.fetch()
    assert (told.listings, told.pages, told.failures) == (3, 1, [])
    assert "/sport/1" not in wire.site.paths()


def test_without_pages_the_feed_is_the_document(wire: Wire) -> None:
    wire.declare("pages: []")
    wire.show(feed=wire.feed(talks=EARLY))
    names = (".20240307T130000Z-feeds.warc.gz", "20240307T130000Z-pages.xml")
    assert wire.fetch().files == [f"received/2024/03/{name}" for name in names]
    assert b"<rss" in (wire.folder / "received/2024/03" / names[1]).read_bytes()
    assert "/talks" not in wire.site.paths()


def test_a_json_feed_is_stored_as_json(wire: Wire) -> None:
    wire.declare("pages: []")
    wire.show(feed=page('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/feed+json"))
    assert wire.fetch().files[-1] == "received/2024/03/20240307T130000Z-pages.json"


def test_what_is_no_feed_is_told_and_fails_the_command(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.show(feed=page(TALKS))
    arguments = ["fetch", "wire", "--seeds", str(wire.folder.parent)]
    assert run_command(arguments) == Exit.DATA
    assert capsys.readouterr().out.splitlines()[1] == f"  {wire.site.url}/feed: neither RSS nor Atom nor JSON Feed"
    wire.show(feed=wire.feed())
    assert run_command([*arguments, "--json"]) == Exit.OK
    assert json.loads(capsys.readouterr().out)[0]["listings"] == 1


def test_only_pages_are_among_the_seeds(wire: Wire) -> None:
    wire.show(feed=wire.feed(talks=EARLY), talks=page(TALKS))
    wire.fetch()
    inventory = survey(wire.folder.parent, "code")
    assert inventory.files == 1
    assert find_sources(wire.folder.parent) == [wire.folder]


def test_a_killed_run_leaves_nothing_half_and_is_made_up_for(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(answer: object) -> bytes:
        raise KeyboardInterrupt

    wire.show(feed=wire.feed(talks=EARLY), talks=page(TALKS))
    monkeypatch.setattr(archive, "response_record", die)
    with pytest.raises(KeyboardInterrupt):
        wire.fetch()
    assert Ledger.load(wire.folder / "received").pages == {}
    monkeypatch.undo()
    half = wire.folder / "received" / ".half-x.warc.gz"
    half.write_bytes(b"half")
    assert (wire.fetch().pages, half.exists()) == (1, False)


def test_two_runs_do_not_fetch_for_one_source(wire: Wire) -> None:
    with locked(wire.folder / "received"):
        assert run_command(["fetch", "--seeds", str(wire.folder.parent)]) == Exit.LOCKED


def test_a_run_tells_what_it_asks_for_and_how_many_pages_it_has(wire: Wire, capsys: pytest.CaptureFixture[str]) -> None:
    wire.show(feed=wire.feed(talks=EARLY), talks=page(TALKS))
    fetch_source(wire.folder, wire.time.clock(), PlainProgress())
    asked, received = capsys.readouterr().err.splitlines()
    assert asked == f"wire: asks for {wire.site.url}/feed"
    assert received.startswith("wire: 1 of 1 pages")
