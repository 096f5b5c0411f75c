"""Parquet: the file of a table in, its rows as records out, a batch of them in memory at a time.

Only columns in which a field may stand are read. A group of rows that is damaged is one record that is rejected.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson
import pyarrow as pa

from transforms.documents.archives import FILES_HELD, Stamps, open_random, place_of
from transforms.documents.fields import fold, paths
from transforms.documents.records import Entries, Entry, read_entry
from transforms.documents.seed import Readings, SeedFile, SeedRecord, UnreadableDocument, library
from transforms.documents.source import FIELDS, SourceSettings
from transforms.identifiers import content_hash

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

ROWS_AT_ONCE = 256
MOST_ROWS = 1 << 32  # of a group; a damaged file may say more
GROUP_LIMIT = 4_000_000_000  # bytes that a group of rows says to hold; its pages are unpacked one by one


def read_parquet(content: bytes, settings: SourceSettings) -> Readings:
    """Yield the documents of a Parquet file. Raises UnreadableDocument for a file that is none, or has no rows."""
    entry = None
    for entry in row_entries(BytesIO(content), settings):
        yield entry if isinstance(entry, UnreadableDocument) else read_entry(entry, settings)
    if entry is None:
        raise UnreadableDocument("empty", "a table without rows; it must have one row for each document")


def row_entries(stream: BinaryIO, settings: SourceSettings) -> Entries:
    """Yield the rows of a Parquet file. Raises UnreadableDocument for a file that is none."""
    import pyarrow.parquet as pq

    with library("pyarrow"):
        table = pq.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 20)
        columns = _columns_of(table.schema_arrow, settings)
        groups = [table.metadata.row_group(group) for group in range(table.metadata.num_row_groups)]
    first = 1
    for group, about in enumerate(groups):
        yield from _group_entries(table, group, columns, first)
        first += min(max(about.num_rows, 0), MOST_ROWS)


def _group_entries(table: "ParquetFile", group: int, columns: Sequence[str], first: int) -> Entries:
    number = first
    try:
        with library("pyarrow"):
            about = table.metadata.row_group(group)
            if about.total_byte_size > GROUP_LIMIT:
                raise UnreadableDocument("too_large", "a group of rows of more than 4 GB; write smaller ones")
            for batch in table.iter_batches(ROWS_AT_ONCE, row_groups=[group], columns=columns, use_threads=False):
                for row in batch.to_pylist():
                    record = {name: _plain(value) for name, value in row.items()}
                    yield Entry(number, record, content_hash(orjson.dumps(record, option=orjson.OPT_SORT_KEYS)))
                    number += 1
    except UnreadableDocument as error:
        yield UnreadableDocument(error.reason, error.detail, number)


def _columns_of(schema: pa.Schema, settings: SourceSettings) -> list[str]:
    """Return the columns in which a field may stand; all of them where there is none."""
    wanted = {
        fold(part)
        for field in FIELDS
        for path in paths(field, settings)
        for name in path.split(" + ")
        for part in (name, name.split(".")[0])
    }
    return [name for name in schema.names if fold(name) in wanted] or list(schema.names)


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; bytes and what else no field holds are nothing."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    return value if isinstance(value, bool | int | float) and abs(value) < 1 << 63 else None


def read_rows(file: SeedFile, records: Sequence[SeedRecord]) -> Iterator[Entry | UnreadableDocument | None]:
    """Yield the rows that some records are, None for one that there is no more. Raises OSError, UnreadableDocument."""
    cursor = _held(*place_of(file), file.settings)
    yield from (cursor.at(record.number or 0) for record in records)


@lru_cache(maxsize=FILES_HELD)
def _held(path: Path, members: tuple[str, ...], _stamps: Stamps, _thread: int, settings: SourceSettings) -> "RowCursor":
    return RowCursor(open_random(path, members), settings)


class RowCursor:
    """The rows of one file, read on from where the last reader stopped."""

    def __init__(self, stream: BinaryIO, settings: SourceSettings) -> None:
        self._stream, self._settings = stream, settings
        self._entries: Iterator[Entry | UnreadableDocument] = iter(())
        self._next = 0

    def at(self, number: int) -> Entry | UnreadableDocument | None:
        """Return the row of a number, or None when there is none."""
        if not 0 < self._next <= number:
            self._stream.seek(0)
            self._entries, self._next = row_entries(self._stream, self._settings), 1
        following, self._next = self._next, 0  # where reading fails, or is stopped, the next reader begins anew
        try:
            for entry in self._entries:
                following = (entry.number or 0) + 1
                if entry.number is not None and entry.number >= number:
                    self._next = following
                    return entry if entry.number == number else None
        except UnreadableDocument:
            return None
        self._next = following
        return None
