"""The DuckDB file that analysts open: the tables of a release, the views, and a comment on every one of them.

It is made from the Parquet files of a release or, where a run touched little, from the file of the release before by
deleting and inserting what was touched. What is looked up often is a table, though a view declares it.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from transforms.corpus.corpus import quoted
from transforms.corpus.delta import Delta
from transforms.row import Row
from transforms.tables import TABLES, Entity, Event
from warehouse.view import VIEWS, View

# DuckDB reports a full disk as a failed transaction and not as an error of input and output.
DISK = re.compile("no space left|could not write|cannot open file|read-only file system", re.IGNORECASE)
STORAGE_VERSION = "v1.0.0"  # readable by every DuckDB since 1.0, hence by every BI driver of today
REBUILD = 0.2  # share of documents touched from which a new file costs less than changing the old one
MEMORY_LIMIT = "1GB"
STORED = tuple(view for view in VIEWS if view.is_stored)


class DatabaseNotWritten(OSError):
    """The disk did not take the DuckDB file; the message is DuckDB's."""


def publish_database(folder: Path, database: Path, before: Path | None) -> None:
    """Write the DuckDB file of a staged release, by changing a copy of the one before where that is cheaper.

    There must be no file of that name yet. Raise `DatabaseNotWritten` when the disk is full or refuses.
    """
    delta = Delta.of(folder)
    with opened(database, before if delta and before and is_small(folder, delta) else None) as connection:
        if (
            delta
            and before
            and connection.sql("from duckdb_tables() where database_name = 'entente'").limit(1).fetchall()
        ):
            update(connection, folder, delta)
        else:
            fill(connection, folder)


def build_database(folder: Path, database: Path) -> None:
    """Write the DuckDB file of a folder of Parquet files; there must be no file of that name yet."""
    with opened(database, None) as connection:
        fill(connection, folder)


@contextmanager
def opened(database: Path, copied: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to a new file, which begins as a copy of another one if that is given."""
    spill = database.with_name("spill")
    try:
        if copied:
            shutil.copyfile(copied, database)
        with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(spill)}) as connection:
            connection.execute(f"attach {quoted(str(database))} as entente (storage_version '{STORAGE_VERSION}')")
            connection.execute("use entente")
            yield connection
    except duckdb.Error as error:
        if DISK.search(str(error)):
            raise DatabaseNotWritten(str(error)) from error
        raise
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def is_small(folder: Path, delta: Delta) -> bool:
    """Whether a run touched so little that changing the file of before costs less than making one."""
    with duckdb.connect() as connection:
        (touched,), (documents,) = (
            connection.sql(f"select count(*) from {source}").fetchall()[0]
            for source in (f"read_parquet({quoted(str(delta.documents))})", stored_files(folder, "documents"))
        )
    return bool(touched <= REBUILD * documents)


def stored_files(folder: Path, table: str) -> str:
    """Return the clause that reads a table of a release."""
    return f"read_parquet({quoted(str(folder / table / '*.parquet'))})"


def fill(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write tables, views and comments into an empty file."""
    connection.execute("begin")  # a transaction for each of some thousand comments takes longer than all the rest
    for row in TABLES:
        connection.execute(f"create table {row.table} as from {stored_files(folder, row.table)}")
        columns = {column.name: column.description for column in row.columns()}
        describe(connection, "table", row.table, row.description(), columns)
    connection.execute("commit")  # before the stored views, whose plans need to know how large the tables are
    for view in VIEWS:
        create(connection, view)


def create(connection: duckdb.DuckDBPyConnection, view: View) -> None:
    """Write a view, or the table in its place where it is stored, or a macro."""
    connection.execute(view.definition)
    if view.parameters:  # DuckDB keeps no comment on the columns of a macro
        connection.execute(f"comment on macro table {view.name} is {quoted(view.description)}")
    else:
        describe(connection, "table" if view.is_stored else "view", view.name, view.description, view.columns)


def update(connection: duckdb.DuckDBPyConnection, folder: Path, delta: Delta) -> None:
    """Bring the tables of the release before to this one."""
    connection.execute("create schema memory.run")
    connection.execute(
        "create table memory.run.touched_documents as from " + f"read_parquet({quoted(str(delta.documents))})"
    )
    renamed = changed_entities(connection, folder, delta)
    for row in TABLES:
        replace_rows(connection, folder, row, delta)
    for view in STORED:
        if view.stored_by:
            replace_stored(connection, view, delta, renamed)
        else:
            connection.execute(f"delete from {view.name}")
            connection.execute(f"insert into {view.name} by name ({view.sql})")
    connection.execute("checkpoint")


def replace_rows(connection: duckdb.DuckDBPyConnection, folder: Path, row: type[Row], delta: Delta) -> None:
    """Delete the rows of a table that a run touched and insert those that stand now.

    Rows are touched by their key or by their document; a table of neither is small and replaced whole.
    """
    of_documents = "document_id" in row.arrow_schema().names and row.key() != "document_id"
    keys = delta.keys(row)
    conditions = []
    if of_documents or row.table == "documents":
        conditions.append("document_id in (select document_id from memory.run.touched_documents)")
    if keys.exists():
        conditions.append(f"{row.key()} in (select {row.key()} from read_parquet({quoted(str(keys))}))")
    where = f"where {' or '.join(conditions)}" if conditions else ""
    connection.execute(f"delete from {row.table} {where}")
    connection.execute(f"insert into {row.table} by name select * from {stored_files(folder, row.table)} {where}")


def changed_entities(connection: duckdb.DuckDBPyConnection, folder: Path, delta: Delta) -> str:
    """Return the query of the entities of which a row is another one than in the release before."""
    keys = f"where entity_id in (select entity_id from read_parquet({quoted(str(delta.keys(Entity)))}))"
    then = f"select entity_id, name, kind from {Entity.table} {keys}"
    now = f"select entity_id, name, kind from {stored_files(folder, Entity.table)} {keys}"
    connection.execute(
        "create table memory.run.renamed_entities as select distinct entity_id from "
        f"(({then} except {now}) union all ({now} except {then}))"
    )
    return "select entity_id from memory.run.renamed_entities"


def replace_stored(connection: duckdb.DuckDBPyConnection, view: View, delta: Delta, renamed: str) -> None:
    """Make the rows of a stored view anew that speak of touched events, or of an entity with another name."""
    connection.execute(
        "create or replace table memory.run.event_keys as "
        f"select event_id from read_parquet({quoted(str(delta.keys(Event)))}) union "
        f"select event_id from event_participants where entity_id in ({renamed}) union "
        "select events.event_id from events join reports using (report_id) join quotes using (quote_id) "
        f"where quotes.speaker_id in ({renamed})"
    )
    for table in ("events", "event_participants"):
        connection.execute(
            f"create or replace view memory.run.{table} as "
            f"select * from entente.main.{table} semi join memory.run.event_keys using (event_id)"
        )
    connection.execute(f"delete from {view.name} where event_id in (select event_id from memory.run.event_keys)")
    connection.execute("set search_path = 'memory.run,entente.main'")
    connection.execute(f"insert into entente.main.{view.name} by name ({view.sql})")
    connection.execute("set search_path = 'entente.main'")
    for table in ("events", "event_participants"):
        connection.execute(f"drop view memory.run.{table}")


def describe(connection: duckdb.DuckDBPyConnection, kind: str, name: str, text: str, columns: dict[str, str]) -> None:
    """Attach the descriptions, so that they reach whoever opens the database."""
    connection.execute(f"comment on {kind} {name} is {quoted(text)}")
    for column, description in columns.items():
        connection.execute(f"comment on column {name}.{column} is {quoted(description)}")
