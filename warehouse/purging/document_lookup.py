"""Finding: which documents of a warehouse somebody means by a key, the beginning of one, or a path."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from transforms.corpus.corpus import quoted
from transforms.tables import Document, DocumentVersion, Report, Tombstone
from warehouse.earlier import columns_of, is_of_before, source
from warehouse.parts import read_part
from warehouse.releases import CURRENT, PARTS, RELEASES, Warehouse

SHORTEST = 4  # characters of the beginning of a key; fewer name a document by chance
HOLDERS = (Document.table, DocumentVersion.table, Tombstone.table)
"""Tables that have a row for a document that a release holds or knows of."""


class DocumentUnknown(Exception):
    """No document, or more than one, is what somebody means."""


class FolderUnreadable(Exception):
    """A file of a release cannot be read, so that nobody can say whether words that are to go are in it."""


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Raise `FolderUnreadable` where what is done with the files of a folder finds one that is damaged."""
    try:
        yield
    except (duckdb.Error, pa.ArrowException) as error:
        found = str(error).splitlines()[0]
        raise FolderUnreadable(f"{folder}: {found}; restore or remove it, then forget the document again") from error


@dataclass(frozen=True)
class FoundDocument:
    """A document that a part or a release holds."""

    document_id: str
    source_id: str
    path: str
    raw_hash: str | None
    reports: int
    """The most reports that a release has of it."""


def folders_of(warehouse: Warehouse) -> list[Path]:
    """Return every folder that holds tables: parts, releases whole or not, and what was set aside."""
    storage = warehouse.storage
    return [
        *(storage.path(f"{PARTS}/{name}") for name in storage.children(PARTS)),
        *(storage.path(f"{RELEASES}/{name}") for name in storage.children(RELEASES)),
        *(storage.path(name) for name in storage.children("") if name.startswith(f"{CURRENT}.aside-")),
    ]


def find_documents(warehouse: Warehouse, named: str) -> list[FoundDocument]:
    """Return the documents that somebody means: the one with a key, or all versions that lay at a path.

    Raise `DocumentUnknown` for none, or when several keys begin so.
    """
    with duckdb.connect() as connection:
        rows = list(found_in(connection, warehouse, named))
        reports = {name: most_reports(connection, warehouse, name) for name in {row[0] for row in rows}}
    if not rows:
        raise DocumentUnknown(
            f"{warehouse.root}: no document {named!r}; give its path as `documents.path` has it, or its key"
        )
    by_path = [row for row in rows if row[2] == named]
    ids = sorted({row[0] for row in by_path or rows})
    if not by_path and len(ids) > 1:
        raise DocumentUnknown(
            f"{warehouse.root}: {named!r} begins {len(ids)} keys, {', '.join(ids[:3])}; give more of it"
        )
    return [
        described(document_id, [row for row in rows if row[0] == document_id], reports[document_id])
        for document_id in ids
    ]


Found = tuple[str, str, str, str | None]
"""Key, source, path and hash of the record."""


def described(document_id: str, rows: list[Found], reports: int) -> FoundDocument:
    """Return what all rows about a document tell."""
    _, source_id, path, _ = min(rows, key=lambda row: (row[3] is None, row[2]))
    raw_hash = next((row[3] for row in rows if row[3]), None)
    return FoundDocument(document_id, source_id, path, raw_hash, reports)


def found_in(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, named: str) -> Iterator[Found]:
    """Yield what every table of every folder tells of the documents of a name."""
    is_key = len(named) >= SHORTEST and all(sign in "0123456789abcdef" for sign in named)
    wanted = f"path = {quoted(named)}" + (f" or starts_with(document_id, {quoted(named)})" if is_key else "")
    for folder in folders_of(warehouse):
        if folder.parent.name == PARTS and read_part(folder) is None:
            continue  # a damaged part is removed
        for table in HOLDERS:
            with readable(folder):
                held = columns_of(folder, table)
            if held:
                raw_hash = "raw_hash" if "raw_hash" in held else "null"
                asked = f"select distinct document_id, source_id, path, {raw_hash}"
                with readable(folder):
                    rows = connection.execute(f"{asked} from {source(folder, table)} where {wanted}").fetchall()
                yield from rows


def most_reports(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, document_id: str) -> int:
    """Return how many reports a document had in the release that had most of it."""
    counts = [0]
    for folder in [folder for folder in folders_of(warehouse) if folder.parent.name != PARTS]:
        table = "events" if is_of_before(folder) else Report.table
        with readable(folder):
            if columns_of(folder, table):
                query = f"select count(*) from {source(folder, table)} where document_id = ?"
                counts += [count for (count,) in connection.execute(query, (document_id,)).fetchall()]
    return max(counts)
