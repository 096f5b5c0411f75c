"""Exchange: an answer is taken byte for byte or refused with a reason, and no server can hold, fill or turn us."""

import gzip
import time
from collections.abc import Iterator

import pytest

from flows.fetching.exchange import Answer, ask
from flows.fetching.guard import Refused, check_url, is_public
from tests.flows.fetching.server import Handler, Page, Site, page, serving, status
from transforms.documents.source import Politeness

HERE = Politeness(allow_private=True, most_seconds=0.5, most_megabytes=1)
ZEROS = gzip.compress(bytes(30_000_000))


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def answer_of(site: Site, shown: Page, politeness: Politeness = HERE) -> Answer:
    site.pages["/a"] = shown
    return ask(f"{site.url}/a", {"User-Agent": "entente"}, politeness)


def stalled(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.site.is_over.wait(3)


def dribbling(handler: Handler) -> None:
    """Send a byte now and then, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    until = time.monotonic() + 3
    while time.monotonic() < until and not handler.site.is_over.wait(0.05):
        try:
            handler.wfile.write(b"X-More: and more\r\n")
        except OSError:
            return


def chunked(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"5\r\nTalks\r\n8\r\n resumed\r\n0\r\n\r\n")


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.site.is_over.is_set():
        try:
            handler.wfile.write(bytes(100_000))
        except OSError:
            return


def test_an_answer_is_what_the_server_sent(site: Site) -> None:
    answer = answer_of(site, page(b"\x93Talks\x94", "text/html; charset=iso-8859-1", ETag='"1"'))
    assert (answer.status, answer.body, answer.header("etag")) == (200, b"\x93Talks\x94", '"1"')
    assert ("Content-Type", "text/html; charset=iso-8859-1") in answer.headers


def test_chunks_are_put_together_and_packed_bytes_stay_packed(site: Site) -> None:
    assert answer_of(site, chunked).body == b"Talks resumed"
    packed = gzip.compress(b"Talks resumed")
    answer = answer_of(site, page(packed, Content_Encoding="gzip"))
    assert (answer.body, answer.content()) == (packed, b"Talks resumed")


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (stalled, "no answer in time"),
        (dribbling, "no answer in time"),
        (endless, "longer than 1 MB"),
        (page(b"x" * 1_000_001), "longer than 1 MB"),
        (page(b"Talks", Content_Length="50"), "closed"),
        (page(ZEROS, Content_Encoding="gzip"), "unpacks to more than 1 MB"),
        (page(gzip.compress(ZEROS), Content_Encoding="gzip, gzip"), "not asked for"),
        (page(b"Talks", Content_Encoding="br"), "not asked for"),
        (page(b"Talks", Content_Encoding="gzip"), "broken gzip"),
        (page(gzip.compress(b"Talks")[:-6], Content_Encoding="gzip"), "ends before its end"),
        (page(b"\x89PNG", "image/png"), "holds no text"),
        (lambda handler: handler.wfile.write(b"no HTTP at all\r\n\r\n") and None, "illegal status line"),
        (lambda handler: None, "disconnected"),
    ],
)
def test_a_false_answer_is_refused_with_its_reason_and_in_time(site: Site, shown: Page, reason: str) -> None:
    began = time.monotonic()
    with pytest.raises(Refused, match=reason):
        answer_of(site, shown)
    assert time.monotonic() - began < 2


def test_a_type_that_lies_is_stored_as_it_came(site: Site) -> None:
    assert answer_of(site, page(b"\x89PNG", "text/html")).body == b"\x89PNG"


def test_a_private_network_is_asked_only_where_that_is_allowed(site: Site) -> None:
    site.paths()
    for url in (site.url, site.url.replace("127.0.0.1", "localhost"), "http://2130706433/", "http://[::1]/"):
        with pytest.raises(Refused, match="private network"):
            ask(url, {}, Politeness())
    assert site.paths() == []
    assert answer_of(site, status(200)).status == 200


@pytest.mark.parametrize(
    ("address", "public"),
    [
        *(("8.8.8.8", True), ("2606:4700::1111", True), ("10.1.2.3", False), ("127.0.0.1", False), ("0.0.0.0", False)),
        *(("169.254.169.254", False), ("::1", False), ("fe80::1%eth0", False), ("::ffff:10.0.0.1", False)),
        *(("64:ff9b::7f00:1", False), ("64:ff9b::808:808", True), ("2002:7f00:1::", False), ("224.0.0.1", False)),
    ],
)
def test_an_address_is_public_or_not(address: str, public: bool) -> None:
    assert is_public(address) == public


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/", "http://me:pw@a.example/", "http://", "//a", "http://a:0/", "http://[a"],
)
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(Refused):
        check_url(url)
