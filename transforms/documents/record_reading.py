"""Reading: records of the seeds in, the rows of their documents, of the removed pieces and of the rejections out.

`read_batch` is what a run calls: a batch of records, of which no more is read than their own bytes, hashed again as
they are read. `read_file` does the same for all records of one file.

A reader takes the bytes and yields what each document states and shows; it raises, or yields, `UnreadableDocument`.
Any other exception of it is a bug: it rejects the record as `reader_failed`, and the others are read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import BinaryIO
from urllib.parse import urlsplit, urlunsplit

from transforms.documents.agencies import find_agency
from transforms.documents.archives import content_of, open_in_order
from transforms.documents.batches import Batch, Planned
from transforms.documents.cleaning import BETWEEN, CleanText, clean
from transforms.documents.credits import credited_agency, find_credits
from transforms.documents.cutting import CHUNK, fault_hash, find_records
from transforms.documents.english import find_language
from transforms.documents.file_formats import ENTRIES, READERS, ROWS, SPAN_READERS
from transforms.documents.moments import find_day, read_moment, url_day
from transforms.documents.parquet import read_rows
from transforms.documents.records import (
    ADDRESS_LIMIT,
    Entry,
    line_entries,
    read_entry,
)
from transforms.documents.seed import (
    CHANGED,
    OUT_OF_MEMORY,
    READER_FAILED,
    RECORD_LIMIT,
    TEXT_LIMIT,
    TOO_SLOW,
    RawDocument,
    Readings,
    SeedFile,
    SeedRecord,
    TimeLimit,
    UnreadableDocument,
    changed,
    lost_alone,
    no_limit,
    rejection,
    seconds_to_read,
    too_large,
)
from transforms.documents.source import SourceSettings
from transforms.identifiers import content_hash, key
from transforms.posts import Post
from transforms.tables import Document, Rejection, RemovedSpan

CREDITING = {"byline", "credit"}  # reasons for which pieces are removed that may say from whom a document is
FOLLOWING = re.compile(r"(?:utm_\w+|fbclid|gclid|ref|cmpid|ocid|smid|mc_[ce]id)=")  # what follows a reader about


@dataclass(frozen=True)
class ReadDocument:
    """A document, the pieces that were kept out of its text, and its posts."""

    document: Document
    removed: tuple[RemovedSpan, ...]
    posts: tuple[Post, ...] = ()
    """Its posts in reading order, where it is a live blog and they are dated."""


@dataclass(frozen=True)
class FileReading:
    """Everything that one file gives."""

    documents: tuple[ReadDocument, ...]
    rejections: tuple[Rejection, ...]


Outcome = ReadDocument | Rejection

UNFORESEEN = frozenset({READER_FAILED, TOO_SLOW, OUT_OF_MEMORY})
"""Reasons that no survey has seen where it listed the records of a file."""


def read_batch(batch: Batch, limit: TimeLimit = no_limit) -> Iterator[tuple[str, Outcome]]:
    """Yield the documents and rejections of a batch in its order, each with the fingerprint of its record.

    Every record gives at least one of them. One whose bytes are not those that the survey saw is read once more, after
    all others: a file that is replaced is away for a moment. A rejection whose reason is in `THIS_RUN_ALONE` belongs to
    this run alone, and what the record gives is not to be kept.
    """
    again: list[Planned] = []
    for planned, outcome in _read_planned(batch.records, limit):
        if isinstance(outcome, Rejection) and outcome.reason == CHANGED:
            again.append(planned)
        else:
            yield planned[0], outcome
    yield from ((fingerprint, outcome) for (fingerprint, _), outcome in _read_planned(again, limit))


def _read_planned(planned: Iterable[Planned], limit: TimeLimit) -> Iterator[tuple[Planned, Outcome]]:
    for _, of_file in groupby(planned, key=lambda pair: pair[1].file.name):
        pairs = list(of_file)
        for place, outcome in read_records(pairs[0][1].file, [record for _, record in pairs], limit):
            yield pairs[place], outcome


def read_file(file: SeedFile) -> FileReading:
    """Return the documents of a file, and a rejection for the file or for each record that is none."""
    try:
        records = list(find_records(file))
    except UnreadableDocument as error:
        return FileReading((), (_reject(file, error),))
    except OSError as error:
        detail = f"{error.strerror}; the file must be readable"
        return FileReading((), (rejection(file.name, file.settings.source.source_id, "unreadable", detail),))
    outcomes = [outcome for _, outcome in read_records(file, records)]
    return FileReading(
        tuple(outcome for outcome in outcomes if isinstance(outcome, ReadDocument)),
        tuple(outcome for outcome in outcomes if isinstance(outcome, Rejection)),
    )


def read_records(
    file: SeedFile, records: Sequence[SeedRecord], limit: TimeLimit = no_limit
) -> Iterator[tuple[int, Outcome]]:
    """Yield what some records of one file give, in their order, each with the place of its record among them."""
    for place, raw in _read_raw(file, records, limit):
        yield place, _outcome(raw, records[place], limit)


def _outcome(raw: RawDocument | UnreadableDocument, record: SeedRecord, limit: TimeLimit) -> Outcome:
    """Return the document that a reader gave, or the rejection of what gave none."""
    if isinstance(raw, UnreadableDocument):
        return _reject(record.file, raw)
    try:
        with lost_alone(seconds_to_read(record.size), limit):
            return make_document(raw, record.file)
    except UnreadableDocument as error:
        error.number = raw.number
        return _reject(record.file, error)


def _read_raw(
    file: SeedFile, records: Sequence[SeedRecord], limit: TimeLimit
) -> Iterator[tuple[int, RawDocument | UnreadableDocument]]:
    """Yield what the reader of a file makes of some of its records, which are all of one kind."""
    if records[0].number is None:
        yield from ((0, raw) for raw in _read_whole(file, records[0], limit))
    elif file.suffix in ROWS:
        yield from enumerate(_read_rows(file, records, limit))
    elif records[0].start is None:
        yield from enumerate(_read_numbered(file, records, limit))
    else:
        yield from enumerate(_read_ranges(file, records, limit))


def _read_whole(file: SeedFile, record: SeedRecord, limit: TimeLimit) -> Readings:
    try:
        with lost_alone(seconds_to_read(record.size), limit):
            content = content_of(file)
            if content_hash(content) != record.raw_hash:
                raise changed()
            readings = READERS[file.suffix](content, file.settings)
        while True:
            # Around one document at a time, since whoever asks for them has a limit of his own.
            with lost_alone(seconds_to_read(len(content)), limit):
                raw = next(readings, None)
            if raw is None:
                return
            yield raw
    except UnreadableDocument as error:
        yield error


def _read_numbered(file: SeedFile, records: Sequence[SeedRecord], limit: TimeLimit) -> Readings:
    """Read records that are numbers in a file whose content means something only as a whole."""
    try:
        with lost_alone(seconds_to_read(file.size), limit):
            content = content_of(file)
    except UnreadableDocument as error:
        found: dict[int | None, Entry | UnreadableDocument] = {}
        fault: UnreadableDocument | None = error
    else:
        found, fault = _held_entries(file.suffix, content, file.settings, limit)
    for record in records:
        yield _read_entry(found.get(record.number, fault), record, limit)


def _read_rows(file: SeedFile, records: Sequence[SeedRecord], limit: TimeLimit) -> Readings:
    """Read records that are rows of a file of any size."""
    entries: list[Entry | UnreadableDocument | None] = []
    try:
        with lost_alone(seconds_to_read(file.size), limit, OSError):
            entries += read_rows(file, records)
    except OSError:
        pass
    except UnreadableDocument as fault:
        entries += [fault] * (len(records) - len(entries))
    for place, record in enumerate(records):
        yield _read_entry(entries[place] if place < len(entries) else None, record, limit)


@lru_cache(maxsize=1)  # since the batches of a file follow each other
def _held_entries(
    suffix: str, content: bytes, settings: SourceSettings, limit: TimeLimit
) -> tuple[dict[int | None, Entry | UnreadableDocument], UnreadableDocument | None]:
    """Return the entries of a file by their number, and why there are no more where it can no longer be listed."""
    found: dict[int | None, Entry | UnreadableDocument] = {}
    try:
        with lost_alone(seconds_to_read(len(content)), limit):
            found.update((entry.number, entry) for entry in ENTRIES.get(suffix, line_entries)(content, settings))
    except UnreadableDocument as error:
        return found, error
    return found, None


def _read_entry(
    entry: Entry | UnreadableDocument | None, record: SeedRecord, limit: TimeLimit
) -> RawDocument | UnreadableDocument:
    """Return what an entry gives where it is the one that the survey saw."""
    if isinstance(entry, UnreadableDocument) and fault_hash(entry) == record.raw_hash:
        return entry
    if isinstance(entry, UnreadableDocument) and entry.reason in UNFORESEEN:
        return UnreadableDocument(entry.reason, entry.detail, record.number)
    if isinstance(entry, Entry) and entry.raw_hash == record.raw_hash:
        try:
            with lost_alone(seconds_to_read(record.size), limit):
                return read_entry(entry, record.file.settings)
        except UnreadableDocument as error:
            error.number = record.number
            return error
    return changed(record.number)


def _read_ranges(file: SeedFile, records: Sequence[SeedRecord], limit: TimeLimit) -> Readings:
    """Read records that are ranges of bytes, and no more than those."""
    try:
        stream = open_in_order(file)
    except OSError:
        yield from (changed(record.number) for record in records)
        return
    try:
        for record in records:
            try:
                with lost_alone(seconds_to_read(record.size), limit):
                    raw = _read_range(stream, record)
            except UnreadableDocument as error:
                error.number = record.number
                raw = error
            yield raw
    finally:
        if not file.members:
            stream.close()


def _read_range(stream: BinaryIO, record: SeedRecord) -> RawDocument | UnreadableDocument:
    number, start, length = record.number or 0, record.start or 0, record.size
    if length > RECORD_LIMIT:
        return UnreadableDocument("too_large", f"record of {too_large(RECORD_LIMIT)}", number)
    try:
        stream.seek(start)
        content = stream.read(length).strip()
        is_same = content_hash(content) == record.raw_hash
        # What the survey saw may be the damage of an archive, somewhere below.
        while record.file.members and not is_same and stream.read(CHUNK):
            pass
    except OSError:
        return changed(number)
    except UnreadableDocument as damage:
        damage.number = number
        return damage
    if not is_same:
        return changed(number)
    return SPAN_READERS[record.file.suffix](content, record.file.settings, number)


def make_document(raw: RawDocument, file: SeedFile) -> ReadDocument:
    """Return the rows of a document in any language; raise UnreadableDocument when it is empty or has no sentence."""
    source = file.settings.source
    if not any(block.words.strip() for block in raw.blocks):
        raise UnreadableDocument("empty", "no words; a document needs at least one sentence")
    cleaned = clean(raw)
    if len(cleaned.text) > TEXT_LIMIT:
        raise UnreadableDocument("too_large", f"a text of more than {TEXT_LIMIT:,} letters; split it, or leave it out")
    path = file.name if raw.number is None else f"{file.name}#{raw.number}"
    url = _address_of(raw.url)
    document_id = key(source.source_id, url or path, raw.raw_hash)
    published, basis = day_of_publication(raw, cleaned, url, file.settings)
    posts = _dated_posts(cleaned, file.settings)
    first_on = min((post.published_on for post in posts), default=published)
    last_on = max((post.published_on for post in posts), default=published)
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
        agency=find_agency(cleaned.byline, cleaned.dateline, source.name) or _credited_agency(cleaned),
        published_first_on=first_on,
        published_last_on=last_on,
        published_basis="metadata" if (first_on, last_on) != (published, published) else basis,
        modified_at=_modified(raw, file.settings),
        language=find_language(cleaned.text, _language(raw.language), source.language),
        text=cleaned.text,
        raw_hash=raw.raw_hash,
    )
    return ReadDocument(document, _removed_spans(document_id, cleaned), posts)


def _credited_agency(cleaned: CleanText) -> str | None:
    """Return the agency that the text, or what was kept out of it, says that a document rests on."""
    removed = (piece.words for piece in cleaned.removed if piece.reason in CREDITING)
    return credited_agency(find_credits([*cleaned.text.split(BETWEEN), *removed]))


def _removed_spans(document_id: str, cleaned: CleanText) -> tuple[RemovedSpan, ...]:
    """Return the rows of the pieces that were kept out of the text of a document."""
    return tuple(
        RemovedSpan(
            removed_span_id=key(document_id, index),
            document_id=document_id,
            reason=piece.reason,
            text_start=piece.text_start,
            words=piece.words,
        )
        for index, piece in enumerate(cleaned.removed)
    )


def _reject(file: SeedFile, error: UnreadableDocument) -> Rejection:
    path = file.name if error.number is None else f"{file.name}#{error.number}"
    return rejection(path, file.settings.source.source_id, error.reason, error.detail)


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


def _dated_posts(cleaned: CleanText, settings: SourceSettings) -> tuple[Post, ...]:
    """Return the posts of a live blog whose stamp can be read."""
    moments = ((post, read_moment(post.published, settings.timezone, settings.date_format)) for post in cleaned.posts)
    return tuple(Post(post.text_start, moment.day) for post, moment in moments if moment)


def _modified(raw: RawDocument, settings: SourceSettings) -> datetime | None:
    """Return the instant of the last change; a day without an hour is its first instant in UTC."""
    moment = raw.modified and read_moment(raw.modified, settings.timezone, settings.date_format)
    if not moment:
        return None
    return moment.instant or datetime.fromisoformat(f"{moment.day.isoformat()}T00:00:00+00:00")
