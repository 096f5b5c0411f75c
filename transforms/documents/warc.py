"""WARC and WET: the file of a crawl in, one document for each page that was fetched out.

A record is a range of bytes. Those that hold what was fetched are records of ours: answers, resources and, in WET,
conversions to plain text. What else a crawler writes, such as requests, is about them and is passed over. Of answers
only pages and plain texts are read; the address at which one was fetched is its URL.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import BinaryIO, NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from webencodings import lookup

from transforms.documents.html import read_html
from transforms.documents.seed import RECORD_LIMIT, RawDocument, Readings, UnreadableDocument, library, too_large
from transforms.documents.source import SourceSettings
from transforms.documents.text import read_text
from transforms.loading import Csv

FETCHED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
HEADERS = 10_000  # bytes by which a record may be longer or shorter than it says, its headers and blank lines
FOUND = 200  # status of an answer that holds what was asked for
READERS = {".html": read_html, ".txt": read_text}
UNPACKED_LIMIT = 4 * RECORD_LIMIT  # bytes of a page that was sent compressed


def read_warc(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the documents of a WARC file. Raises UnreadableDocument where there is none."""
    spans = list(page_spans(BytesIO(content)))
    if not spans:
        raise UnreadableDocument("empty", f"{len(content)} bytes and no record of a page; it must be WARC or WET")
    for number, (start, end) in enumerate(spans, start=1):
        yield read_page_record(content[start:end], settings, number)


def page_spans(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield the ranges of bytes of the records that hold what was fetched."""
    start: int | None = None
    with library("fastwarc"):
        for record in ArchiveIterator(stream, parse_http=False, quirks_mode=True, stream_detect=False):
            if start is not None:
                yield start, record.stream_pos
            start = record.stream_pos if record.record_type & FETCHED else None
        if start is not None:
            yield start, stream.tell()


class Fetched(NamedTuple):
    """What was fetched, as a record holds it."""

    url: str
    suffix: str
    """What tells its format."""
    charset: str | None
    """Encoding that its answer declares."""
    payload: bytes
    at: str | None
    """When it was fetched, as stated."""


def read_page_record(content: bytes, settings: SourceSettings, number: int) -> RawDocument | UnreadableDocument:
    """Return the document of one record, or why it is none."""
    try:
        fetched = open_record(content)
        known = settings.encoding or fetched.charset
        (read,) = READERS[fetched.suffix](fetched.payload, replace(settings, encoding=known))
    except UnreadableDocument as error:
        error.number = number
        return error
    if isinstance(read, UnreadableDocument):
        read.number = number
        return read
    return replace(read, url=fetched.url, number=number, retrieved=fetched.at)


def open_record(content: bytes) -> Fetched:
    """Return what a record holds, unpacked; raises UnreadableDocument where it is no page."""
    with library("fastwarc"):
        records = ArchiveIterator(
            BytesIO(content), parse_http=True, auto_decode="all", quirks_mode=True, stream_detect=False
        )
        record = next(iter(records), None)
        if record is None or record.content_length > len(content) + HEADERS:
            raise UnreadableDocument("broken", "a record that breaks off; fetch the page again")
        url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
        suffix, charset = _kind(record, url)
        payload = record.reader.read(UNPACKED_LIMIT + 1)
        if len(payload) > UNPACKED_LIMIT:
            raise UnreadableDocument("too_large", f"a page of {too_large(UNPACKED_LIMIT)}")
        is_known = charset and lookup(charset)
        return Fetched(url, suffix, charset if is_known else None, payload, record.headers.get("WARC-Date"))


def _kind(record: WarcRecord, url: str) -> tuple[str, str | None]:
    """Return how a record is read, as a suffix, and the encoding that it declares; raises UnreadableDocument."""
    if not url.lower().startswith(("http://", "https://")):
        raise UnreadableDocument("no_page", f"the address {url[:100]!r} is none of a page, which has http or https")
    stated = record.headers.get("Content-Type") or ""
    if record.record_type == WarcRecordType.response:
        if not record.is_http_parsed or record.http_headers is None:
            raise UnreadableDocument("broken", "an answer without its headers; fetch the page again")
        status = record.http_headers.status_code
        if status != FOUND:
            raise UnreadableDocument("no_page", f"the answer of {url} has the status {status}; a page has {FOUND}")
        stated = record.http_headers.get("Content-Type") or "text/html"
    media_type, _, parameters = stated.partition(";")
    suffix = _media_types().get(media_type.strip().lower())
    if suffix is None:
        wanted = ", ".join(_media_types())
        raise UnreadableDocument("no_page", f"{url} is {media_type[:60]!r}; read are {wanted}")
    is_text = record.record_type == WarcRecordType.conversion
    return suffix, "utf-8" if is_text else parameters.partition("charset=")[2].strip(" \"';") or None


class MediaTypeRow(NamedTuple):
    """A media type of pages, and the suffix of the format that reads it."""

    media_type: str
    suffix: str
    note: str | None


MEDIA_TYPES = Csv("media_types.csv", MediaTypeRow, key=("media_type",))


@cache
def _media_types() -> dict[str, str]:
    return {row.media_type: row.suffix for row in MEDIA_TYPES.rows()}
