"""Cutting: a file of the seeds in, the records that it holds out, each of which can be read by itself.

JSON lines are cut by lines, one line in memory at a time, and a record is a range of bytes. A list in JSON and the
rows of a table have no bytes of their own that mean anything without the rest, so a record is a number in a file that
is read whole. Every other file is one record, and so is one that cannot be cut: its reader says what is wrong with it.
"""

import hashlib
from array import array
from collections.abc import Callable, Iterator
from itertools import repeat
from operator import sub
from typing import BinaryIO, NamedTuple

from transforms.documents.records import Entries, is_blank, is_wide, json_entries, line_entries, table_entries
from transforms.documents.seed import RECORD_LIMIT, SINGLE_DOCUMENT_LIMIT, SeedFile, SeedRecord, UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.identifiers import content_hash

HASH = 8  # bytes of `content_hash`
CHUNK = 1 << 20  # bytes that are hashed at a time, so that a file of any size needs little memory

Lister = Callable[[bytes, SourceSettings], Entries]

ENTRIES: dict[str, Lister] = {
    ".json": json_entries,
    ".csv": table_entries,
    ".tsv": table_entries,
}
"""What lists the records of a file that is read whole, by its suffix."""

LINES = frozenset({".jsonl", ".ndjson"})
"""Suffixes of files that are read line by line, and may be of any size."""


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

    def is_whole(self) -> bool:
        """Return whether the columns are of one length, as they are unless somebody cut them short."""
        count = len(self.numbers)
        return len(self.hashes) == count * HASH and {len(self.starts), len(self.ends)} in ({count}, {0})

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
    with file.path.open("rb") as stream:
        yield from cut(stream, file.path.suffix.lower(), file.settings).records(file)


def cut(stream: BinaryIO, suffix: str, settings: SourceSettings) -> Cut:
    """Return the hash of an open file and its records, however long it is."""
    if suffix in LINES:
        wide = is_wide(stream.read(4), settings)
        stream.seek(0)
        return _cut_content(stream, line_entries, settings) if wide else _cut_lines(stream)
    if suffix in ENTRIES:
        return _cut_content(stream, ENTRIES[suffix], settings)
    return Cut(_hash(stream))


def _cut_lines(stream: BinaryIO) -> Cut:
    """Cut at the ends of lines.

    The hash of a record leaves out the space around it, so that the last line of a file that ends without a newline
    stays the same record when another one is written below it.
    """
    whole = hashlib.blake2b(digest_size=HASH)
    numbers, starts, ends, hashes = column(), column(), column(), bytearray()
    number = start = 0
    while line := stream.readline(RECORD_LIMIT + 1):
        number += 1
        whole.update(line)
        record = hashlib.blake2b(line.strip(), digest_size=HASH)
        rest = _hash_rest(stream, whole, record) if len(line) > RECORD_LIMIT and not line.endswith(b"\n") else 0
        end = start + len(line) + rest
        if rest or not is_blank(line):
            numbers.append(number)
            starts.append(start)
            ends.append(end)
            hashes += record.digest()
        start = end
    return Cut(whole.hexdigest(), numbers, starts, ends, bytes(hashes), may_have_many=True)


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
    """Cut a file that has to be read whole; one that is too long, or of which any entry is amiss, is one record."""
    content = stream.read(SINGLE_DOCUMENT_LIMIT + 1)
    if len(content) > SINGLE_DOCUMENT_LIMIT:
        stream.seek(0)
        return Cut(_hash(stream), may_have_many=True)
    whole = Cut(content_hash(content), may_have_many=True)
    numbers, hashes = column(), bytearray()
    try:
        for entry in entries(content, settings):
            if isinstance(entry, UnreadableDocument) or entry.number is None:
                return whole
            numbers.append(entry.number)
            hashes += bytes.fromhex(entry.raw_hash)
    except UnreadableDocument:
        return whole
    return whole._replace(numbers=numbers, hashes=bytes(hashes))


def _hash(stream: BinaryIO) -> str:
    """Return the hash of the rest of a stream, the same that `content_hash` gives."""
    digest = hashlib.blake2b(digest_size=HASH)
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
