"""Forgetting: a document leaves every part and every kept release, and a tombstone stays in its place.

It is put on the list of the forgotten first, so that a run which dies on its way is completed by the next one. What
consolidates several reports keeps its other values until the next build, which makes all corpus tables anew.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from transforms.drafts import Record
from transforms.tables import Document, Tombstone
from warehouse.answers import Answers
from warehouse.earlier import columns_of, source
from warehouse.forgotten import Forgotten, read_forgotten, write_forgotten
from warehouse.manifest import Manifest, files_of, read_manifest, write_manifest
from warehouse.parquet import write_table
from warehouse.parts import MANIFEST as PART_MANIFEST
from warehouse.parts import manifest_of, read_part
from warehouse.purging.document_lookup import DocumentUnknown, FoundDocument, find_documents, folders_of, readable
from warehouse.purging.doomed import find_doomed
from warehouse.purging.duckdb_file import holds, remake
from warehouse.purging.rewriting import Rewriter, files_by_table, plan_rewrites, reading
from warehouse.releases import DATABASE, PARTS, REPORT, RESOLVED, STAGING, Release, Warehouse
from warehouse.report.page import write_report
from warehouse.storage import READ_ONLY, delete, flush, hidden

MADE_FROM = "state/made_from.json"
"""What says that a release is up to date; without it the next build makes its tables from nothing."""
EXTRACTIONS = "extractions"
"""Where Entente 0.1 kept what it had read."""


@dataclass(frozen=True)
class Purge:
    """What was forgotten and what was rewritten for it."""

    documents: tuple[Forgotten, ...]
    releases: tuple[int, ...]
    """Numbers of the releases that held them."""
    files: int
    """How many files were written anew."""


def forget(warehouse: Warehouse, named: str, reason: str, on: date, version: str) -> Purge:
    """Purge a document, named by key, beginning of a key or path, and list it as forgotten; return what was done.

    `version` is that of this program, whose releases it can make anew. Raise `DocumentUnknown`, and `ReleaseTooNew`
    when a newer program has made one of the releases. A path means all versions that lay there.
    """
    for release in warehouse.releases():
        release.manifest()  # so that one which is too new stops us before anything is changed
    listed = read_forgotten(warehouse.root)
    for found in find_or_recall(warehouse, named, listed):
        before = listed.get(found.document_id)
        if before is None or before.is_purged:
            listed[found.document_id] = Forgotten(
                document_id=found.document_id,
                source_id=found.source_id,
                path=found.path,
                raw_hash=found.raw_hash or (before.raw_hash if before else None),
                reason=reason,
                forgotten_on=on,
                reports=max(found.reports, before.reports if before else 0),
                whole=tuple(
                    folder.relative_to(warehouse.root).as_posix()
                    for folder in folders_of(warehouse)
                    if is_whole(folder)
                ),
            )
    write_forgotten(warehouse.root, listed.values())
    return finish_forgetting(warehouse, version)


def find_or_recall(warehouse: Warehouse, named: str, listed: Mapping[str, Forgotten]) -> Sequence[FoundDocument]:
    """Return the documents that a name means, those that were forgotten before included."""
    try:
        return find_documents(warehouse, named)
    except DocumentUnknown:
        known = [document for document in listed.values() if named in (document.path, document.document_id)]
        if not known:
            raise
        return [
            FoundDocument(document.document_id, document.source_id, document.path, document.raw_hash, document.reports)
            for document in known
        ]


def finish_forgetting(warehouse: Warehouse, version: str) -> Purge:
    """Purge the documents that are listed as forgotten and not purged yet; to be called before anything is changed."""
    listed = read_forgotten(warehouse.root)
    waiting = tuple(document for document in listed.values() if not document.is_purged)
    if not waiting:
        return Purge((), (), 0)
    purge = purge_all(warehouse, waiting, version)
    done = {document.document_id: replace(document, is_purged=True, whole=()) for document in waiting}
    write_forgotten(warehouse.root, {**listed, **done}.values())
    return purge


def purge_all(warehouse: Warehouse, waiting: Sequence[Forgotten], version: str) -> Purge:
    """Take documents out of all that the warehouse holds."""
    ids = [document.document_id for document in waiting]
    whole = {warehouse.root / name for document in waiting for name in document.whole}
    remove_leftovers(warehouse, ids, whole)
    parts = [folder for folder in folders_of(warehouse) if is_part(folder)]
    releases = [folder for folder in folders_of(warehouse) if not is_part(folder)]
    files, held = rewrite_files([*parts, *releases], ids)
    for folder in whole.intersection(parts):
        if pq.read_metadata(folder / f"{Record.table}.parquet").num_rows:
            replace_text(folder / PART_MANIFEST, json.dumps(manifest_of(folder), indent=1))
        else:  # or the part that the same records give, once they are read again, would be taken for this one
            warehouse.storage.remove(f"{PARTS}/{folder.name}")
    current = warehouse.current()
    for folder in releases:
        manifest = read_manifest(folder)
        database = folder / DATABASE
        is_held = folder in held or (database.is_file() and holds(database, ids))
        held |= {folder} if is_held else set()
        if manifest and (is_held or (current and folder == current.folder)):
            add_tombstones(folder, waiting, manifest)
        if is_held:
            purge_readers(folder, ids, manifest, version)
        if manifest and folder in whole:
            delete(folder / MADE_FROM)
            told = tuple(sorted({*manifest.forgotten, *ids}))
            write_manifest(folder, replace(manifest, files=files_of(folder), forgotten=told))
    numbers = sorted(release.number for folder in held.intersection(releases) if (release := Release.at(folder)))
    return Purge(tuple(waiting), tuple(numbers), files)


def remove_leftovers(warehouse: Warehouse, forgotten: Collection[str], whole: Collection[Path]) -> None:
    """Remove what later runs make again and what may hold the words: half releases, damaged parts, resolved files."""
    storage = warehouse.storage
    for name in (STAGING, RESOLVED):
        storage.remove(name)
    for name in storage.children(PARTS):
        folder = storage.path(f"{PARTS}/{name}")
        if folder not in whole and read_part(folder) is None:
            storage.remove(f"{PARTS}/{name}")
    Answers(storage).remove(forgotten)
    ids = ", ".join(f"'{document_id}'" for document_id in forgotten)
    with duckdb.connect() as connection:
        for name in storage.children(EXTRACTIONS):
            folder = storage.path(f"{EXTRACTIONS}/{name}")
            query = f"select 1 from {source(folder, Document.table)} where document_id in ({ids}) limit 1"
            if not columns_of(folder, Document.table) or connection.execute(query).fetchall():
                storage.remove(f"{EXTRACTIONS}/{name}")


def rewrite_files(folders: Sequence[Path], forgotten: Collection[str]) -> tuple[int, set[Path]]:
    """Rewrite the Parquet files that hold doomed rows; return how many there were and the folders that hold them."""
    with duckdb.connect(config={"threads": 1}) as connection:  # rows stay in their order
        planned, held = [], set()
        for number, folder in enumerate(without_others(connection, folders, forgotten)):
            files = files_by_table(folder)
            tables = {table: reading(paths) for table, paths in files.items()}
            with readable(folder):
                doomed = find_doomed(connection, f"folder_{number}", tables, forgotten, files)
                found = plan_rewrites(connection, files, doomed)
            planned += found
            held |= {folder} if found else set()
        rewriter = Rewriter(connection)
        for rewrite in sorted(planned, key=lambda rewrite: (rewrite.rank, rewrite.path)):
            rewriter.rewrite(rewrite)
        return len(rewriter.written), held


def without_others(
    connection: duckdb.DuckDBPyConnection, folders: Sequence[Path], forgotten: Collection[str]
) -> list[Path]:
    """Return the folders without the parts that hold no row of the documents, of which there may be thousands."""
    parts = [folder for folder in folders if is_part(folder)]
    ids = ", ".join(f"'{document_id}'" for document_id in forgotten)
    held: set[Path] = set()
    for table in (Document.table, Record.table) if parts else ():
        files = reading([folder / f"{table}.parquet" for folder in parts], ", filename = true")
        found = connection.execute(f"select distinct filename from {files} where document_id in ({ids})").fetchall()
        held |= {Path(path).parent for (path,) in found}
    return [folder for folder in folders if not is_part(folder) or folder in held]


def purge_readers(folder: Path, forgotten: Collection[str], manifest: Manifest | None, version: str) -> None:
    """Make the DuckDB file and the report of a release anew."""
    database, page = folder / DATABASE, folder / REPORT
    has_page = page.exists() or (manifest is not None and REPORT in manifest.files)
    delete(page)
    if database.is_file():
        remake(folder, database, forgotten, is_ours=manifest is not None and manifest.version == version)
        if has_page:
            write_page(database, page)


def write_page(database: Path, page: Path) -> None:
    """Write the report of a release anew; there is none where its tables are not those that the page of now asks."""
    new = hidden(page)
    try:
        write_report(database, new)
    except Exception:  # noqa: BLE001, a page that cannot be made must not keep words that are to go
        delete(new)
        return
    new.chmod(new.stat().st_mode & ~READ_ONLY)
    flush(new)
    new.replace(page)


def add_tombstones(folder: Path, forgotten: Sequence[Forgotten], manifest: Manifest) -> None:
    """Leave in a release a row for each document that was forgotten; one of before the tombstones has none."""
    if columns_of(folder, Tombstone.table) != Tombstone.arrow_schema().names:
        return
    for document in forgotten:
        path = folder / Tombstone.table / f"forgotten-{document.document_id}.parquet"
        new = hidden(path)
        write_table(Tombstone.to_arrow([document.tombstone(manifest.run_id)]), new)
        new.chmod(0o444)
        flush(new)
        new.replace(path)


def is_part(folder: Path) -> bool:
    """Return whether a folder is that of a part."""
    return folder.parent.name == PARTS


def is_whole(folder: Path) -> bool:
    """Return whether a part or a release has all its files, as its manifest has them; those of before have none."""
    if is_part(folder):
        return read_part(folder) is not None
    manifest = read_manifest(folder)
    return manifest is not None and manifest.is_kept_by(folder)


def replace_text(path: Path, text: str) -> None:
    """Put other words into a small file in one step."""
    hidden(path).write_text(text, encoding="utf-8")
    flush(hidden(path))
    hidden(path).chmod(path.stat().st_mode)
    hidden(path).replace(path)
