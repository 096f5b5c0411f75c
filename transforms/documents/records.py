"""Records: JSON, JSON lines and tables in, one document for each record out; a bad record does not harm the others."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

import orjson

from transforms.documents.decoding import BYTE_ORDER_MARKS, decode_bytes, normalise
from transforms.documents.fields import DEEPEST, Record, at, find, paths, stated
from transforms.documents.html import blocks_of_fragment
from transforms.documents.markdown import split_markdown
from transforms.documents.seed import SINGLE_DOCUMENT_LIMIT, Block, RawDocument, Readings, UnreadableDocument
from transforms.documents.source import FIRST_RECORD, SourceSettings
from transforms.documents.text import split_blocks
from transforms.identifiers import content_hash

csv.field_size_limit(SINGLE_DOCUMENT_LIMIT)  # else a cell of 131,073 characters ends the table

MARKS = "\t;,|"  # between the cells of a row
MOST_UNCLOSED = 50  # quotes that open a cell and never close it, after each of which a table is read again
BROKEN_LIST = re.compile(r"\s*\[[\s,]*[^\s,\]]")
MEMBER_ENDS = re.compile(r"\}\s*,\s*(?=\{)")  # where a list goes on behind a member that is no JSON
CUT_OFF = re.compile(r"\[\+\d+ chars\]\s*\Z")  # how NewsAPI ends the opening that it gives of a text
ADDRESS_LIMIT = 2000  # characters; a longer URL is data
LONGEST_FACT = 400  # characters of what is surely no text
HTML_SIGNS = ("<p", "</p>", "<br", "<div", "<P", "<BR")
TOO_DEEP = ("depth limit", "ecursion limit")  # what versions of orjson say of more than 1,024 levels
LIST_NAMES = ("articles", "documents", "items", "results", "data", "stories", "posts")  # of the one list in a record


class Entry(NamedTuple):
    """A record of a file as its format gives it."""

    number: int | None
    """Its number from 1; None for a file that is the record itself."""
    record: Any
    """What it states: a mapping, or the document itself where its format is no table of fields."""
    raw_hash: str


Entries = Iterator[Entry | UnreadableDocument]
"""The records of a file, and what stands between them that is none."""


def read_json_lines(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the documents of JSON lines that are read whole, as where a letter has two bytes or there is no record."""
    return read_entries(line_entries(content, settings), settings)


def read_line(line: bytes, settings: SourceSettings, number: int) -> RawDocument | UnreadableDocument:
    """Return the document of one line of JSON lines, or why it is none."""
    entry = _parse_line(line, settings, number)
    return entry if isinstance(entry, UnreadableDocument) else read_entry(entry, settings)


def json_entries(content: bytes, settings: SourceSettings) -> Entries:
    """Yield the records of a JSON file. Raises UnreadableDocument for a file that is no JSON, or an empty list."""
    text = decode_bytes(content, settings.encoding)
    try:
        found = parse_json(text, None)
    except UnreadableDocument as error:
        if error.reason == "too_deep" or not BROKEN_LIST.match(text):
            raise
        yield from _member_entries(text)
        return
    if settings.records != FIRST_RECORD:
        found = at(found, settings.records)
    elif isinstance(found, dict) and find(found, "text", settings) is None:
        lists = [found[name] for name in LIST_NAMES if isinstance(found.get(name), list)]
        found = lists[0] if len(lists) == 1 else found
    if not isinstance(found, list):
        yield Entry(None, found, content_hash(content))
        return
    if not found:
        raise UnreadableDocument("empty", "a list without records; a document needs at least one sentence")
    for number, record in enumerate(found, start=1):
        yield _entry(number, record)


def line_entries(content: bytes, settings: SourceSettings) -> Entries:
    """Yield the records of JSON lines. Raises UnreadableDocument where there is none."""
    wide = is_wide(content, settings)
    lines = decode_bytes(content, settings.encoding).encode().splitlines() if wide else content.split(b"\n")
    numbered = [(number, line) for number, line in enumerate(lines, start=1) if not is_blank(line)]
    if not numbered:
        raise UnreadableDocument("empty", f"{len(content)} bytes and no record; write one JSON object a line")
    for number, line in numbered:
        yield _parse_line(line, settings, number)


def table_entries(content: bytes, settings: SourceSettings) -> Entries:
    """Yield the rows of a table; one that cannot be told from those below it is lost alone.

    Raises UnreadableDocument for a table without rows.
    """
    lines = list(io.StringIO(decode_bytes(content, settings.encoding).replace("\x00", ""), newline=""))
    first = next((line for line in lines if line.strip()), "")
    mark = max(MARKS, key=first.count)
    header: list[str] | None = None
    number = 0
    for row in _rows(lines, mark):
        if header is None and isinstance(row, list):
            header = [name.strip("\ufeff ") for name in row]
            continue
        number += 1
        if isinstance(row, UnreadableDocument):
            yield UnreadableDocument(row.reason, row.detail, number)
        elif header is not None:
            yield _entry(number, dict(zip(header, row, strict=False)))
    if not number:
        raise UnreadableDocument("empty", "a header without rows; a table must have one row for each document")


def _rows(lines: list[str], mark: str) -> Iterator[list[str] | UnreadableDocument]:
    """Yield the rows that hold something; where a quote is never closed, the row that opens it is lost alone."""
    start = 0
    for _ in range(MOST_UNCLOSED):
        reader = csv.reader(islice(lines, start, None), delimiter=mark)
        begins = start
        for row in reader:
            ends = start + reader.line_num
            if ends == len(lines) and ends - begins > 0 and _is_unclosed(lines[begins:ends], mark):
                break
            if row:
                yield row
            begins = ends
        else:
            return
        yield UnreadableDocument("broken", "a quote that is never closed; a table must have one row for each document")
        start = begins + 1
    yield UnreadableDocument("broken", f"{MOST_UNCLOSED} quotes that are never closed; quote the cells of this table")


def _is_unclosed(lines: list[str], mark: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=mark, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _entry(number: int, record: Any) -> Entry | UnreadableDocument:
    """Return a record with the hash of its values."""
    try:
        return Entry(number, record, content_hash(orjson.dumps(record, option=orjson.OPT_SORT_KEYS)))
    except orjson.JSONEncodeError:  # letters that are none, whole numbers of 20 digits
        pass
    try:
        return Entry(number, record, content_hash(json.dumps(record, sort_keys=True).encode()))
    except (RecursionError, ValueError):
        return UnreadableDocument("too_deep", "a record of too many levels; use fewer", number)


def _member_entries(text: str) -> Entries:
    """Yield the members of a list in JSON of which some are no JSON."""
    decoder = json.JSONDecoder(strict=False, parse_constant=_nothing)
    number, at = 0, text.index("[") + 1
    while start := re.compile(r"[\s,]*(?=[^\s,\]])").match(text, at):
        number += 1
        try:
            record, at = decoder.raw_decode(text, start.end())
            yield _entry(number, record)
        except (ValueError, RecursionError) as error:
            yield UnreadableDocument("broken", f"{error}; it must be JSON", number)
            if (following := MEMBER_ENDS.search(text, start.end())) is None:
                return
            at = following.end()


def read_entry(entry: Entry, settings: SourceSettings) -> RawDocument | UnreadableDocument:
    """Return the document of a record, or why it is none."""
    if isinstance(entry.record, RawDocument):
        return replace(entry.record, number=entry.number, raw_hash=entry.raw_hash)
    return _read_record(entry.record, entry.raw_hash, settings, entry.number)


def is_wide(start: bytes, settings: SourceSettings) -> bool:
    """Return whether a file is in UTF-16 or UTF-32, where the byte of a newline does not end a line."""
    marked = any(start.startswith(mark) for mark, encoding in BYTE_ORDER_MARKS if encoding != "utf-8-sig")
    return marked or (settings.encoding or "").startswith(("utf-16", "utf-32"))


def is_blank(line: bytes) -> bool:
    """Return whether a line holds no record: nothing, spaces, or a byte order mark."""
    return not line.strip(b" \t\r\n\xef\xbb\xbf")


def read_entries(entries: Entries, settings: SourceSettings) -> Readings:
    """Yield the documents of records, and what stands between them that is none."""
    for entry in entries:
        yield entry if isinstance(entry, UnreadableDocument) else read_entry(entry, settings)


def _parse_line(line: bytes, settings: SourceSettings, number: int) -> Entry | UnreadableDocument:
    line = line.strip()
    try:
        record = parse_json(decode_bytes(line, settings.encoding), number)
    except UnreadableDocument as error:
        return UnreadableDocument(error.reason, error.detail, number)
    return Entry(number, record, content_hash(line))


def parse_json(text: str, number: int | None = None) -> Any:
    """Return what a text in JSON says; NaN is nothing, and strings may hold raw newlines.

    Raises UnreadableDocument for a text that is no JSON.
    """
    try:
        return orjson.loads(text.encode("utf-8", "replace"))
    except orjson.JSONDecodeError as error:
        if any(words in str(error) for words in TOO_DEEP):
            raise UnreadableDocument("too_deep", f"{error}; use fewer levels", number) from error
        found = error
    try:
        return json.loads(text, strict=False, parse_constant=_nothing)
    except RecursionError as error:
        raise UnreadableDocument("too_deep", "too many levels of JSON; use fewer", number) from error
    except ValueError as error:
        raise UnreadableDocument("broken", f"{found}; it must be JSON", number) from error


def _nothing(_: str) -> None:
    """Return what NaN and the infinities are of a document."""


def _read_record(
    record: Any, raw_hash: str, settings: SourceSettings, number: int | None
) -> RawDocument | UnreadableDocument:
    """Return the document of a record, or why it is none."""
    if not isinstance(record, dict):
        found = type(record).__name__ if record is not None else "nothing"
        return UnreadableDocument("unmapped", f"{found} in place of a record; it must be a JSON object", number)
    body = find(record, "text", settings)
    if body is None:
        return _without_text(record, settings, number)
    try:
        blocks = tuple(_blocks(body, settings))
    except UnreadableDocument as error:
        return UnreadableDocument(error.reason, error.detail, number)
    if blocks and CUT_OFF.search(blocks[-1].words):
        return stub(stated(record, "url", settings), number)
    return RawDocument(
        blocks=blocks,
        raw_hash=raw_hash,
        title=_line(record, "title", settings),
        deck=_line(record, "deck", settings),
        byline=_line(record, "byline", settings),
        url=stated(record, "url", settings),
        published=stated(record, "published", settings),
        modified=stated(record, "modified", settings),
        language=stated(record, "language", settings),
        number=number,
    )


def _without_text(record: Record, settings: SourceSettings, number: int | None) -> UnreadableDocument:
    """Return why a record without a text is no document."""
    url = stated(record, "url", settings)
    if url and not any(isinstance(value, str) and len(value) > LONGEST_FACT for value in record.values()):
        return stub(url, number)
    wanted = ", ".join(paths("text", settings)[:3])
    reason = "no_text" if any(at(record, path) is not None for path in paths("text", settings)) else "unmapped"
    found = f"the columns are {', '.join([*map(str, record)][:12])}" if record else "there is no column"
    detail = f"no text at {wanted} or the like: {found}; set fields.text in source.yaml to the one that holds it"
    return UnreadableDocument(reason, detail, number)


def stub(url: str | None, number: int | None) -> UnreadableDocument:
    """Return what to say of a record that holds no more than the opening of a text."""
    where = f"the whole text is at {' '.join(url.split())[:ADDRESS_LIMIT]}" if url else "the whole text is elsewhere"
    return UnreadableDocument("stub", f"no more than the opening of a text; {where}", number)


def _line(record: Record, field: str, settings: SourceSettings) -> str | None:
    """Return a field that is words to read, its HTML taken off."""
    words = stated(record, field, settings)
    if words and ("<" in words or "&" in words):
        words = " ".join(block.words for block in blocks_of_fragment(words))
    return " ".join(normalise(words).split()) or None if words else None


def _blocks(body: Any, settings: SourceSettings, depth: int = 0) -> list[Block]:
    """Return the blocks of a text that is a string, or a list of paragraphs as strings or as records with a text."""
    if isinstance(body, list):
        if depth > DEEPEST:
            raise UnreadableDocument("too_deep", f"a text of more than {DEEPEST} levels; use fewer")
        return [block for part in body if part for block in _blocks(part, settings, depth + 1)]
    if isinstance(body, dict):
        inner = find(body, "text", settings)
        return _blocks(inner, settings) if isinstance(inner, str) else []
    words = normalise(str(body))
    if settings.body_format == "html" or (settings.body_format == "auto" and any(sign in words for sign in HTML_SIGNS)):
        return blocks_of_fragment(words)
    return split_markdown(words) if settings.body_format == "markdown" else split_blocks(words)
