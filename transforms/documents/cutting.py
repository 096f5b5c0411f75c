"""Cutting: a file of the seeds in, the records that it holds out, each of which can be read by itself.

JSON lines are cut by lines, one line in memory at a time, and a record is a range of bytes; so it is of archives of
pages and of mail. A list in JSON and the rows of a table have no bytes of their own that mean anything without the
rest, so a record is a number in a file that is read whole, but for Parquet, which is read in batches of rows. Every
other file is one record, and so is one that cannot be cut: its reader says what is wrong with it. Where an archive that
holds a file is damaged, what stands before is cut, and the damage is a record too, which its reading rejects.
"""

import hashlib
from array import array
from collections.abc import Iterator
from itertools import repeat
from operator import sub
from typing import BinaryIO, NamedTuple

from transforms.documents.archives import open_seed
from transforms.documents.file_formats import ENTRIES, LINES, ROWS, SPANS, Lister, RowLister, Spanner
from transforms.documents.records import Entry, is_blank, is_wide, line_entries
from transforms.documents.seed import RECORD_LIMIT, SINGLE_DOCUMENT_LIMIT, SeedFile, SeedRecord, UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.documents.text_files import may_be_download, text_entries
from transforms.identifiers import content_hash

HASH = 8  # bytes of `content_hash`
CHUNK = 1 << 20  # bytes that are hashed at a time, so that a file of any size needs little memory


def column(content: bytes = b"") -> "array[int]":
    """Return a column of whole numbers, 8 bytes each."""
    return array("q", content)


NONE = column()


class Cut(NamedTuple):
    """The hash of a file and its records as columns, 32 bytes a record; without any the file is one record."""

    raw_hash: str
    numbers: "array[int]" = NONE
    starts: "array[int]" = NONE
    """Offset of the first byte of each record; none where a record is a number in a file that is read whole."""
    ends: "array[int]" = NONE
    hashes: bytes = b""
    may_have_many: bool = False
    """Whether its format can hold many records, and how it is cut depends on the settings of its source."""

    def records(self, file: SeedFile) -> Iterator[SeedRecord]:
        """Yield the records of the file that was cut, in its order."""
        count, digits, hashes = len(self.numbers), 2 * HASH, self.hashes.hex()
        if not count:
            yield SeedRecord(file, None, None, file.size, self.raw_hash)
            return
        starts = self.starts or repeat(None, count)
        sizes = map(sub, self.ends, self.starts) if self.starts else repeat(file.size // count, count)
        for index, (number, start, size) in enumerate(zip(self.numbers, starts, sizes, strict=True)):
            yield SeedRecord(file, number, start, size, hashes[index * digits : (index + 1) * digits])


def find_records(file: SeedFile) -> Iterator[SeedRecord]:
    """Yield the records of a file as its bytes are now. Raises OSError when they cannot be read."""
    with open_seed(file) as stream:
        found = cut(stream, file.suffix, file.settings)
    yield from found.records(file)


def cut(stream: BinaryIO, suffix: str, settings: SourceSettings) -> Cut:
    """Return the hash of an open file and its records, however long it is."""
    if suffix in LINES:
        wide = is_wide(stream.read(4), settings)
        stream.seek(0)
        return _cut_content(stream, line_entries, settings) if wide else _cut_lines(stream)
    if suffix in SPANS:
        return _cut_spans(stream, SPANS[suffix])
    if suffix in ROWS:
        return _cut_rows(stream, ROWS[suffix], settings)
    if suffix in ENTRIES:
        return _cut_content(stream, ENTRIES[suffix], settings)
    return Cut(_hash(stream))


def _cut_lines(stream: BinaryIO) -> Cut:
    """Cut at the ends of lines.

    The hash of a record leaves out the space around it, so that the last line of a file that ends without a newline
    stays the same record when another one is written below it.
    """
    whole = hashlib.blake2b(digest_size=HASH)
    found = _Found()
    number = start = 0
    try:
        while line := stream.readline(RECORD_LIMIT + 1):
            number += 1
            whole.update(line)
            record = hashlib.blake2b(line.strip(), digest_size=HASH)
            rest = _hash_rest(stream, whole, record) if len(line) > RECORD_LIMIT and not line.endswith(b"\n") else 0
            end = start + len(line) + rest
            if rest or not is_blank(line):
                found.add(number, record.digest(), start, end)
            start = end
    except UnreadableDocument as damage:
        found.add(number + 1, bytes.fromhex(fault_hash(damage)), start, start + 1)
    return found.cut(whole.hexdigest())


def _cut_spans(stream: BinaryIO, spans: Spanner) -> Cut:
    """Cut where the records of a format lie; then go through the file once more for their hashes."""
    found = _Found()
    number = end = 0
    try:
        for number, (start, end) in enumerate(spans(stream), start=1):
            found.add(number, b"", start, end)
    except UnreadableDocument as damage:
        found.add(number + 1, bytes.fromhex(fault_hash(damage)), end, end + 1)
    damaged, found.hashes = bytes(found.hashes), bytearray()
    whole = hashlib.blake2b(digest_size=HASH)
    stream.seek(0)
    at = 0
    for start, end in zip(found.starts, found.ends, strict=True):
        if damaged and len(found.hashes) == number * HASH:
            break
        _hash_span(stream, start - at, whole)
        record = hashlib.blake2b(digest_size=HASH)
        _hash_span(stream, end - start, whole, record)
        found.hashes += record.digest()
        at = end
    found.hashes += damaged
    if not damaged:
        _hash_span(stream, 1 << 62, whole)
    return found.cut(whole.hexdigest())


def _hash_span(stream: BinaryIO, length: int, *digests: "hashlib.blake2b") -> None:
    """Hash some bytes from where a stream stands: without the space around them if a record may be so long."""
    if length <= RECORD_LIMIT:
        content = stream.read(length)
        digests[0].update(content)
        for digest in digests[1:]:
            digest.update(content.strip())
        return
    while length > 0 and (content := stream.read(min(CHUNK, length))):
        length -= len(content)
        for digest in digests:
            digest.update(content)


def _cut_rows(stream: BinaryIO, rows: RowLister, settings: SourceSettings) -> Cut:
    """Cut into rows, a batch of them in memory at a time."""
    found = _Found()
    try:
        for entry in rows(stream, settings):
            _add(found, entry)
    except UnreadableDocument:
        found = _Found()
    stream.seek(0)
    return found.cut(_hash(stream))


def _add(found: "_Found", entry: Entry | UnreadableDocument) -> None:
    """Take an entry as a record; where there is none that can be read, that is a record too."""
    if entry.number is not None:
        digest = (
            bytes.fromhex(fault_hash(entry)) if isinstance(entry, UnreadableDocument) else bytes.fromhex(entry.raw_hash)
        )
        found.add(entry.number, digest)


class _Found:
    """The records of a file as they are found."""

    def __init__(self) -> None:
        self.numbers, self.starts, self.ends, self.hashes = column(), column(), column(), bytearray()

    def add(self, number: int, digest: bytes, start: int | None = None, end: int | None = None) -> None:
        """Take a record."""
        self.numbers.append(number)
        self.hashes += digest
        if start is not None and end is not None:
            self.starts.append(start)
            self.ends.append(end)

    def cut(self, raw_hash: str) -> Cut:
        """Return them all, given the hash of their file."""
        return Cut(raw_hash, self.numbers, self.starts, self.ends, bytes(self.hashes), may_have_many=True)


def fault_hash(fault: UnreadableDocument) -> str:
    """Return the hash of what is wrong where there should be a record."""
    return content_hash(f"{fault.reason} {fault.detail}".encode("utf-8", "replace"))


def _hash_rest(stream: BinaryIO, *digests: "hashlib.blake2b") -> int:
    """Hash what is left of a line that is too long to be read; return its length in bytes."""
    length = 0
    while piece := stream.readline(CHUNK):
        length += len(piece)
        for digest in digests:
            digest.update(piece)
        if piece.endswith(b"\n"):
            break
    return length


def _cut_content(stream: BinaryIO, entries: Lister, settings: SourceSettings) -> Cut:
    """Cut a file that has to be read whole; one that is too long, or that is one record, is not cut."""
    content = stream.read(SINGLE_DOCUMENT_LIMIT + 1)
    if len(content) > SINGLE_DOCUMENT_LIMIT:
        stream.seek(0)
        return Cut(_hash(stream), may_have_many=True)
    if entries is text_entries and not may_be_download(content):
        return Cut(content_hash(content))
    found = _Found()
    try:
        for entry in entries(content, settings):
            if entry.number is None:
                found = _Found()
                break
            _add(found, entry)
    except UnreadableDocument:
        found = _Found()
    return found.cut(content_hash(content))


def _hash(stream: BinaryIO) -> str:
    """Return the hash of the rest of a stream, the same that `content_hash` gives."""
    digest = hashlib.blake2b(digest_size=HASH)
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
