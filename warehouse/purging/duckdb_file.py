"""The DuckDB file of a release without doomed rows: made of the purged files, or of itself if we did not make it."""

from collections.abc import Collection, Iterable
from pathlib import Path

import duckdb

from transforms.corpus.corpus import quoted
from transforms.tables import Tombstone
from warehouse.database import STORAGE_VERSION, build_database
from warehouse.purging.doomed import find_doomed
from warehouse.purging.rewriting import files_by_table, reading
from warehouse.storage import READ_ONLY, delete, flush, hidden


def holds(database: Path, forgotten: Iterable[str]) -> bool:
    """Return whether a DuckDB file has a row of one of some documents."""
    ids = ", ".join(quoted(document_id) for document_id in forgotten)
    with duckdb.connect(database, read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_columns() where column_name = 'document_id' and table_name in "
            "(select table_name from duckdb_tables() where table_name <> 'tombstones') order by 1"
        ).fetchall()
        return any(
            connection.execute(f"select 1 from {table} where document_id in ({ids}) limit 1").fetchall()
            for (table,) in tables
        )


def remake(folder: Path, database: Path, forgotten: Iterable[str], *, is_ours: bool) -> None:
    """Put a file without the doomed rows into the place of a DuckDB file, so that no byte of them is left.

    `is_ours` says that this version of Entente made the release, so that its purged files make the file anew. Otherwise
    rows are deleted from a copy, and what is left of that is copied on, for deleting leaves the bytes where they were.
    """
    new = hidden(database)
    delete(new)
    if not (is_ours and is_built(folder, new)):
        copy_without(folder, database, new, forgotten)
    new.chmod(new.stat().st_mode & ~READ_ONLY)
    flush(new)
    new.replace(database)


def is_built(folder: Path, new: Path) -> bool:
    """Return whether the file could be made of the files of the release, which want the tables of now."""
    try:
        build_database(folder, new)
    except duckdb.Error:
        delete(new)
        return False
    return True


def copy_without(folder: Path, database: Path, new: Path, forgotten: Iterable[str]) -> None:
    """Write a file with all that is in a DuckDB file but what goes with some documents."""
    trimmed = new.with_name(f"{new.name}.trimmed{new.suffix}")
    delete(trimmed)
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(str(database))} as whole (read_only)")
        for path, name in ((trimmed, "trimmed"), (new, "fresh")):
            connection.execute(f"attach {quoted(str(path))} as {name} (storage_version '{STORAGE_VERSION}')")
        connection.execute("copy from database whole to trimmed")
        trim(connection, forgotten, files_by_table(folder))
        copy_tombstones(connection, folder)
        connection.execute("copy from database trimmed to fresh")
    delete(trimmed)


def trim(connection: duckdb.DuckDBPyConnection, forgotten: Iterable[str], declared: Collection[str]) -> None:
    """Delete the doomed rows of an attached file and change those that stay with other values."""
    found = connection.execute(
        "select table_name, list(column_name order by column_index) from duckdb_columns() "
        "where database_name = 'whole' and schema_name = 'main' and table_name in "
        "(select table_name from duckdb_tables() where database_name = 'whole') group by all order by 1"
    ).fetchall()
    doomed = find_doomed(connection, "there", {table: f"whole.main.{table}" for table, _ in found}, forgotten, declared)
    for table, columns in found:
        connection.execute(f"delete from trimmed.main.{table} as held where {doomed.rows(table, columns)}")
        for column, (condition, value) in doomed.replaced(table, columns).items():
            connection.execute(f"update trimmed.main.{table} as held set {column} = {value} where {condition}")
    connection.execute("drop schema there cascade")


def copy_tombstones(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Add the tombstones of the release that its file does not have yet."""
    if files := files_by_table(folder).get(Tombstone.table):
        told = f"select * from {reading(files)} anti join trimmed.main.{Tombstone.table} using (document_id)"
        connection.execute(f"insert into trimmed.main.{Tombstone.table} by name {told}")
