"""Reading: a file of the seeds in, the rows of its documents, of their removed pieces and of its rejections out.

A reader takes the bytes and yields what each document states and shows; it raises, or yields, `UnreadableDocument`.
Any other exception is a bug and passes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit, urlunsplit

from transforms.documents.cleaning import CleanText, clean
from transforms.documents.english import is_english
from transforms.documents.html import read_html
from transforms.documents.markdown import read_markdown
from transforms.documents.moments import find_day, read_moment, url_day
from transforms.documents.records import read_json, read_json_lines, read_table
from transforms.documents.seed import RawDocument, Readings, SeedFile, UnreadableDocument, rejection
from transforms.documents.source import SourceSettings
from transforms.documents.text import read_text
from transforms.identifiers import key
from transforms.tables import Document, Rejection, RemovedSpan

NOT_PUBLISHED = "0" * 16
"""The `run_id` of a document before a run has published it; publishing sets the run that first held it."""

ADDRESS_LIMIT = 2000  # characters; a longer URL is data
FOLLOWING = re.compile(r"(?:utm_\w+|fbclid|gclid|ref|cmpid|ocid|smid|mc_[ce]id)=")  # what follows a reader about

ContentReader = Callable[[bytes, SourceSettings], Readings]
Reader = Callable[[SeedFile], Readings]


def whole(read: ContentReader) -> Reader:
    """Return a reader of files for a reader of their whole content."""
    return lambda file: read(file.content(), file.settings)


READERS: dict[str, Reader] = {
    ".txt": whole(read_text),
    ".text": whole(read_text),
    ".md": whole(read_markdown),
    ".markdown": whole(read_markdown),
    ".html": whole(read_html),
    ".htm": whole(read_html),
    ".xhtml": whole(read_html),
    ".json": whole(read_json),
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": whole(read_table),
    ".tsv": whole(read_table),
}
"""The reader of each format, by the suffix of its files in lower case."""

STREAMED = frozenset({".jsonl", ".ndjson"})
"""Suffixes of files that are read record by record, and may be of any size."""


@dataclass(frozen=True)
class ReadDocument:
    """A document and the pieces that were kept out of its text."""

    document: Document
    removed: tuple[RemovedSpan, ...]


@dataclass(frozen=True)
class FileReading:
    """Everything that one file gives."""

    documents: tuple[ReadDocument, ...]
    rejections: tuple[Rejection, ...]


def read_file(file: SeedFile) -> FileReading:
    """Return the documents of a file, and a rejection for the file or for each record that is none."""
    readings = list(read_records(file))
    return FileReading(
        tuple(reading for reading in readings if isinstance(reading, ReadDocument)),
        tuple(reading for reading in readings if isinstance(reading, Rejection)),
    )


def read_records(file: SeedFile) -> Iterator[ReadDocument | Rejection]:
    """Yield the documents and rejections of a file in its order, one at a time, so that a file may be of any size."""
    suffix = file.path.suffix.lower()
    try:
        for reading in READERS[suffix](file):
            if isinstance(reading, UnreadableDocument):
                yield _reject(file, reading)
                continue
            try:
                yield make_document(reading, file)
            except UnreadableDocument as error:
                error.number = reading.number
                yield _reject(file, error)
    except UnreadableDocument as error:
        yield _reject(file, error)


def make_document(raw: RawDocument, file: SeedFile) -> ReadDocument:
    """Return the rows of a document; raise UnreadableDocument when it is empty, has no sentence or is not English."""
    source = file.settings.source
    if not any(block.words.strip() for block in raw.blocks):
        raise UnreadableDocument("empty", "no words; a document needs at least one sentence")
    cleaned = clean(raw)
    own_language = _language(raw.language)
    if not is_english(cleaned.text, own_language, source.language):
        raise UnreadableDocument("not_english", "few of its words are English; only English documents are read")
    path = file.name if raw.number is None else f"{file.name}#{raw.number}"
    url = _address_of(raw.url)
    document_id = key(source.source_id, url or path, raw.raw_hash)
    published, basis = day_of_publication(raw, cleaned, url, file.settings)
    first_on, last_on = _days_of_posts(cleaned, file.settings) or (published, published)
    document = Document(
        document_id=document_id,
        source_id=source.source_id,
        path=path,
        address=url or path,
        url=url,
        title=cleaned.title,
        deck=cleaned.deck,
        byline=cleaned.byline,
        dateline=cleaned.dateline,
        published_first_on=first_on,
        published_last_on=last_on,
        published_basis="metadata" if (first_on, last_on) != (published, published) else basis,
        modified_at=_modified(raw, file.settings),
        language=own_language or source.language,
        text=cleaned.text,
        raw_hash=raw.raw_hash,
        version=1,
        supersedes_id=None,
        is_current=True,
        story_id=None,
        run_id=NOT_PUBLISHED,
    )
    removed = (
        RemovedSpan(
            removed_span_id=key(document_id, place),
            document_id=document_id,
            reason=piece.reason,
            text_start=piece.text_start,
            words=piece.words,
        )
        for place, piece in enumerate(cleaned.removed)
    )
    return ReadDocument(document, tuple(removed))


def _reject(file: SeedFile, error: UnreadableDocument) -> Rejection:
    path = file.name if error.number is None else f"{file.name}#{error.number}"
    return rejection(path, error.reason, error.detail)


def _language(stated: str | None) -> str | None:
    """Return the code of a language stated as `en`, `en-GB` or `en_US`, or None when it is stated otherwise."""
    code = re.split(r"[-_,;]", (stated or "").strip().lower())[0]
    return code if re.fullmatch("[a-z]{2,3}", code) else None


def _address_of(stated: str | None) -> str | None:
    """Return a web address without what differs from reader to reader, or None when it is none."""
    try:
        parts = urlsplit((stated or "").strip()[:ADDRESS_LIMIT])
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    query = "&".join(piece for piece in parts.query.split("&") if not FOLLOWING.match(piece))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, query, ""))


def day_of_publication(
    raw: RawDocument, cleaned: CleanText, url: str | None, settings: SourceSettings
) -> tuple[date | None, str]:
    """Return the day of publication and how it is known, by the surest of what the document states."""
    stated = raw.published and read_moment(raw.published, settings.timezone, settings.date_format)
    if stated:
        return stated.day, "metadata"
    if day := url_day(url) if url else None:
        return day, "url"
    if cleaned.printed_on:
        return cleaned.printed_on, "text"
    if day := find_day(cleaned.dateline) if cleaned.dateline else None:
        return day, "dateline"
    return None, "unknown"


def _days_of_posts(cleaned: CleanText, settings: SourceSettings) -> tuple[date, date] | None:
    """Return the first and the last day of the posts of a live blog, or None."""
    moments = (read_moment(post.published, settings.timezone, settings.date_format) for post in cleaned.posts)
    days = sorted(moment.day for moment in moments if moment)
    return (days[0], days[-1]) if days else None


def _modified(raw: RawDocument, settings: SourceSettings) -> datetime | None:
    """Return the instant of the last change; a day without an hour is its first instant in UTC."""
    moment = raw.modified and read_moment(raw.modified, settings.timezone, settings.date_format)
    if not moment:
        return None
    return moment.instant or datetime.fromisoformat(f"{moment.day.isoformat()}T00:00:00+00:00")
