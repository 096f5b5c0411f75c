"""The DuckDB file that analysts open: the tables of a release, the views, and a comment on every one of them."""

import re
from pathlib import Path

import duckdb

from transforms.tables import TABLES
from warehouse.parquet import parquet_of
from warehouse.view import VIEWS

# DuckDB reports a full disk as a failed transaction and not as an error of input and output.
DISK = re.compile("no space left|could not write|cannot open file|read-only file system", re.IGNORECASE)
STORAGE_VERSION = "v1.0.0"  # readable by every DuckDB since 1.0, hence by every BI driver of today


class DatabaseNotWritten(OSError):
    """The disk did not take the DuckDB file; the message is DuckDB's."""


def build_database(folder: Path, database: Path) -> None:
    """Write the DuckDB file of a folder of Parquet files; there must be no file of that name yet.

    Raise `DatabaseNotWritten` when the disk is full or refuses.
    """
    try:
        fill_database(folder, database)
    except duckdb.Error as error:
        if DISK.search(str(error)):
            raise DatabaseNotWritten(str(error)) from error
        raise


def fill_database(folder: Path, database: Path) -> None:
    """Write tables, views and comments into a new DuckDB file."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(str(database))} as entente (storage_version '{STORAGE_VERSION}')")
        connection.execute("use entente")
        for row in TABLES:
            connection.execute(f"create table {row.table} as from {quoted(str(parquet_of(folder, row)))}")
            columns = {column.name: column.description for column in row.columns()}
            describe(connection, "table", row.table, row.description(), columns)
        for view in VIEWS:
            connection.execute(view.definition)
            if view.parameters:  # DuckDB keeps no comment on the columns of a macro
                connection.execute(f"comment on macro table {view.name} is {quoted(view.description)}")
            else:
                describe(connection, "view", view.name, view.description, view.columns)


def describe(connection: duckdb.DuckDBPyConnection, kind: str, name: str, text: str, columns: dict[str, str]) -> None:
    """Attach the descriptions, so that they reach whoever opens the database."""
    connection.execute(f"comment on {kind} {name} is {quoted(text)}")
    for column, description in columns.items():
        connection.execute(f"comment on column {name}.{column} is {quoted(description)}")


def quoted(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
