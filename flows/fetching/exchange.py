"""Exchange: one request in, the answer of the server byte for byte out, or why it is not taken.

No cookies, no redirects (they are `visitor`'s), no proxy, and nothing is decoded but to see how long it would become.
"""

import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore

from flows.fetching.guard import Guard, Refused, Unreachable, check_url
from transforms.documents.source import Politeness

MEGABYTE = 1_000_000
ANY_WRAPPER = 47  # window bits by which zlib tells gzip and zlib apart by itself
MEDIA = ("image/", "video/", "audio/", "font/")
"""Kinds of content that hold no text; the others are stored, whatever they call themselves."""


@dataclass(frozen=True)
class Answer:
    """What a server sent."""

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    """As they came; that of chunks, which are put together, under the name that archives give it."""
    body: bytes
    """As it came, compressed where the server compressed it."""
    received_at: datetime

    def header(self, name: str) -> str | None:
        """Return the first header of a name, whatever its case."""
        return next((value for held, value in self.headers if held.lower() == name), None)

    def content(self) -> bytes:
        """Return the body without its compression; it is as long as was allowed at most."""
        return (
            zlib.decompress(self.body, ANY_WRAPPER)
            if self.header("content-encoding") in ("gzip", "x-gzip")
            else self.body
        )

    def target(self) -> str | None:
        """Return where a redirect leads, or None for an answer that is none."""
        place = self.header("location")
        return (
            without_fragment(urljoin(self.url, place)) if self.status in (301, 302, 303, 307, 308) and place else None
        )


def ask(url: str, headers: Mapping[str, str], politeness: Politeness) -> Answer:
    """Return what a server answers to a request for an address.

    Raises Unreachable for a server that cannot be reached, breaks the protocol, sends less than it said or takes too
    long, Refused for an address that is not asked and an answer that is too long or holds no text.
    """
    check_url(url)
    guard = Guard(allow_private=politeness.allow_private, seconds=politeness.most_seconds)
    asked = [("Host", urlsplit(url).netloc), *headers.items(), ("Accept-Encoding", "gzip"), ("Connection", "close")]
    try:
        with (
            httpcore.ConnectionPool(ssl_context=trusted(), network_backend=guard) as pool,
            pool.stream("GET", ascii_url(url), headers=asked) as response,
        ):
            return _received(url, response, politeness.most_megabytes * MEGABYTE)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise Unreachable(_in_words(error)) from error
    except (UnicodeError, ValueError) as error:
        raise Refused(f"no address of the web: {error}") from error


def _received(url: str, response: httpcore.Response, most: int) -> Answer:
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
    answer = Answer(
        url=url,
        status=response.status,
        reason=response.extensions.get("reason_phrase", b"").decode("latin-1"),
        headers=tuple((ARCHIVED.get(name.lower(), name), value) for name, value in headers),
        body=b"",
        received_at=datetime.now(UTC).replace(microsecond=0),
    )
    if (kind := answer.header("content-type") or "").lower().startswith(MEDIA):
        raise Refused(f"{kind.partition(';')[0]}, which holds no text")
    body = bytearray()
    for piece in response.iter_stream():
        body += piece
        if len(body) > most:
            raise Refused(f"longer than {most // MEGABYTE} MB; `most_megabytes` under `fetch` lets more be taken")
    check_encoding(answer.header("content-encoding"), bytes(body), most)
    return replace(answer, body=bytes(body))


ARCHIVED = {"transfer-encoding": "X-Crawl-Transfer-Encoding"}
"""Headers that are no longer true of the body that is stored, with the names that Common Crawl gives them."""


def check_encoding(encoding: str | None, body: bytes, most: int) -> None:
    """Raise Refused for a compression that was not asked for, is broken, or hides too much."""
    if encoding in (None, "", "identity"):
        return
    if encoding not in ("gzip", "x-gzip"):
        raise Refused(f"content encoding {encoding!r}, which was not asked for")
    unpacked(body, most)


def unpacked(body: bytes, most: int) -> bytes:
    """Return what gzip has packed; raise Refused for more than that many bytes, or for what is no gzip."""
    unpacking = zlib.decompressobj(ANY_WRAPPER)
    try:
        content = unpacking.decompress(body, most + 1)
    except zlib.error as error:
        raise Refused(f"broken gzip: {error}") from error
    if len(content) > most:
        raise Refused(f"gzip that unpacks to more than {most // MEGABYTE} MB")
    if not unpacking.eof:
        raise Refused("gzip that ends before its end")
    return content


def without_fragment(url: str) -> str:
    """Return an address without the place in the page that it names."""
    return url.partition("#")[0].strip()


def ascii_url(url: str) -> str:
    """Return an address as it is sent: its host in ASCII, and no sign that a request cannot hold."""
    parts = urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    path = "".join(
        sign if "!" <= sign <= "~" else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in parts.path
    )
    query = "".join(
        sign if "!" <= sign <= "~" else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in parts.query
    )
    return urlunsplit((parts.scheme, host, path or "/", query, ""))


@cache
def trusted() -> ssl.SSLContext:
    """Return the authorities that this machine trusts."""
    return ssl.create_default_context()


def _in_words(error: Exception) -> str:
    said = " ".join(str(error).split())
    if isinstance(error, httpcore.TimeoutException):
        return "no answer in time"
    return said or type(error).__name__
