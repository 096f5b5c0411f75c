"""Records: JSON, JSON lines and tables in, one document for each record out; a bad record does not harm the others."""

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from transforms.documents.decoding import BYTE_ORDER_MARKS, decode, decode_bytes, normalise
from transforms.documents.fields import DEEPEST, Record, at, find, paths, stated
from transforms.documents.html import blocks_of_fragment
from transforms.documents.markdown import split_markdown
from transforms.documents.seed import (
    RECORD_LIMIT,
    Block,
    RawDocument,
    Readings,
    SeedFile,
    UnreadableDocument,
    too_large,
)
from transforms.documents.source import FIRST_RECORD, SourceSettings
from transforms.documents.text import split_blocks
from transforms.identifiers import content_hash

HTML_SIGNS = ("<p", "</p>", "<br", "<div", "<P", "<BR")
TOO_DEEP = ("depth limit", "ecursion limit")  # what versions of orjson say of more than 1,024 levels
LIST_NAMES = ("articles", "documents", "items", "results", "data", "stories", "posts")  # of the one list in a record


def read_json(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the documents of a JSON file: one record, a list, or the list at the path that its source declares."""
    found = _parse(decode_bytes(content, settings.encoding).encode("utf-8", "replace"), None)
    if settings.records != FIRST_RECORD:
        found = at(found, settings.records)
    elif isinstance(found, dict) and find(found, "text", settings) is None:
        lists = [found[name] for name in LIST_NAMES if isinstance(found.get(name), list)]
        found = lists[0] if len(lists) == 1 else found
    if not isinstance(found, list):
        yield _read_record(found, content_hash(content), settings, None)
        return
    if not found:
        raise UnreadableDocument("empty", "a list without records; a document needs at least one sentence")
    for number, record in enumerate(found, start=1):
        try:
            raw = orjson.dumps(record, option=orjson.OPT_SORT_KEYS)
        except orjson.JSONEncodeError as error:
            yield UnreadableDocument("too_deep", f"{error}; use fewer levels", number)
            continue
        yield _read_record(record, content_hash(raw), settings, number)


def read_json_lines(file: SeedFile) -> Readings:
    """Yield the documents of a file of JSON lines, however long it is, one line in memory at a time."""
    try:
        with file.path.open("rb") as stream:
            wide = _is_wide(stream.read(4), file.settings)
            stream.seek(0)
            lines = iter(decode_bytes(file.content(), file.settings.encoding).encode().splitlines()) if wide else None
            for number, line in enumerate(lines or _lines(stream), start=1):
                if line is None:
                    yield UnreadableDocument("too_large", f"record of {too_large(RECORD_LIMIT)}", number)
                elif line.strip(b" \t\r\n\xef\xbb\xbf"):
                    yield _read_line(line, file.settings, number)
    except OSError as error:
        raise UnreadableDocument("unreadable", f"{error.strerror}; the file must be readable") from error
    if not file.size:
        raise UnreadableDocument("empty", "0 bytes; a document needs at least one sentence")


def read_table(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the documents of a table, one for each row, its columns named in the first row."""
    text = decode(content, settings.encoding)
    first = text.split("\n", 1)[0]
    mark = max("\t;,", key=first.count)
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(text), delimiter=mark, strict=True), start=1):
            record = {name: value for name, value in row.items() if name is not None}
            raw = orjson.dumps(record, option=orjson.OPT_SORT_KEYS)
            yield _read_record(record, content_hash(raw), settings, number)
    except csv.Error as error:
        raise UnreadableDocument("broken", f"{error}; a table must have one row for each document") from error


def _is_wide(start: bytes, settings: SourceSettings) -> bool:
    """Return whether a file is in UTF-16 or UTF-32, where the byte of a newline does not end a line."""
    marked = any(start.startswith(mark) for mark, encoding in BYTE_ORDER_MARKS if encoding != "utf-8-sig")
    return marked or (settings.encoding or "").startswith(("utf-16", "utf-32"))


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines of a stream, None in place of one that is too long."""
    while line := stream.readline(RECORD_LIMIT + 1):
        if len(line) <= RECORD_LIMIT:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(RECORD_LIMIT)
        yield None


def _read_line(line: bytes, settings: SourceSettings, number: int) -> RawDocument | UnreadableDocument:
    line = line.strip()
    try:
        record = _parse(decode_bytes(line, settings.encoding).encode("utf-8", "replace"), number)
    except UnreadableDocument as error:
        return UnreadableDocument(error.reason, error.detail, number)
    return _read_record(record, content_hash(line), settings, number)


def _parse(content: bytes, number: int | None) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        reason = "too_deep" if any(words in str(error) for words in TOO_DEEP) else "broken"
        wanted = "use fewer levels" if reason == "too_deep" else "it must be JSON"
        raise UnreadableDocument(reason, f"{error}; {wanted}", number) from error


def _read_record(
    record: Any, raw_hash: str, settings: SourceSettings, number: int | None
) -> RawDocument | UnreadableDocument:
    """Return the document of a record, or why it is none."""
    if not isinstance(record, dict):
        found = type(record).__name__ if record is not None else "nothing"
        return UnreadableDocument("unmapped", f"{found} in place of a record; it must be a JSON object", number)
    body = find(record, "text", settings)
    if body is None:
        wanted = ", ".join(paths("text", settings)[:6])
        reason = "no_text" if any(at(record, path) is not None for path in paths("text", settings)) else "unmapped"
        found = ", ".join(sorted(map(str, record))[:12]) or "no keys"
        return UnreadableDocument(
            reason, f"no text at {wanted} (keys: {found}); map `text` under `fields` in source.yaml", number
        )
    try:
        blocks = tuple(_blocks(body, settings))
    except UnreadableDocument as error:
        return UnreadableDocument(error.reason, error.detail, number)
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
