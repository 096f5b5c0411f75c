"""Earlier releases: their tables as queries that give the columns of now, whatever version of Entente published them.

A column that is new has its declared default, null where it may be null, or what `REPLACED` says; one that is gone is
not read. A table is one file or a folder of files, as the release has it.

A release without reports is of before: what it calls events are reports, and it names and keys other tables otherwise.
Only its documents, the versions of them that it knew, and the runs that those name are taken from it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic_core import PydanticUndefined

from transforms.corpus.corpus import duckdb_type, quoted, scan
from transforms.row import Column, Row
from transforms.tables import TABLES, Document, DocumentVersion, Report, Run

R = TypeVar("R", bound=Row)

REPLACED: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("runs", "reports"): {"reports": "events", "events": "null"},  # until there were reports, `events` counted them
}
"""For a table without a column, what stands in which columns instead, as SQL over the columns that it has."""


class ReleaseUnreadable(Exception):
    """A table of an earlier release lacks a column that nothing fills; the message names it."""


def is_of_before(folder: Path) -> bool:
    """Return whether a release is of the time before reports, when `events` were what sentences tell."""
    return not files_of_table(folder, Report.table)


def earlier_tables(folder: Path) -> dict[type[Row], str]:
    """Return, for each table that is to be taken from an earlier release, the query that gives its rows of now."""
    if not is_of_before(folder):
        return {row: rows_query(folder, row) for row in TABLES if files_of_table(folder, row.table)}
    current = f"select document_id from {source(folder, Document.table)} where is_current"
    documents = f"select * from ({rows_query(folder, Document)}) semi join ({current}) using (document_id)"
    return {Document: documents, DocumentVersion: versions_before(folder), Run: rows_query(folder, Run)}


def versions_before(folder: Path) -> str:
    """Return the query of the versions that a release of before knew; it kept all of them among its documents."""
    versions = rows_query(folder, DocumentVersion, Document.table)
    return f"select * replace (case when not is_current then text end as text) from ({versions})"


def read_table_leniently(folder: Path, row: type[Row]) -> pa.Table:
    """Return the rows of now of a table of an earlier release; none where it has no such table."""
    with duckdb.connect() as connection:
        found = connection.sql(rows_query(folder, row)).to_arrow_table()
    return found.cast(row.arrow_schema())


def read_rows_leniently(folder: Path, row: type[R]) -> list[R]:
    """Return the same as rows."""
    return row.from_arrow(read_table_leniently(folder, row))


def rows_query(folder: Path, row: type[Row], table: str | None = None) -> str:
    """Return the query of a table's rows in an earlier release, where it may have had another name."""
    held = set(columns_of(folder, table or row.table))
    if not held:
        return scan(row, [])
    replaced = {
        name: words
        for (of, lacking), replacements in REPLACED.items()
        if of == row.table and lacking not in held
        for name, words in replacements.items()
    }
    columns = ", ".join(
        f"cast({replaced.get(column.name) or words_of(folder, row, column, held)} as {duckdb_type(column.type)}) "
        f"as {column.name}"
        for column in row.columns()
    )
    return f"select {columns} from {source(folder, table or row.table)}"


def words_of(folder: Path, row: type[Row], column: Column, held: set[str]) -> str:
    """Return what gives a column as SQL: the column of that name, its declared default, or null where it may be."""
    if column.name in held:
        return column.name
    default = row.model_fields[column.name].default
    if default is not PydanticUndefined:
        return literal(default)
    if column.nullable:
        return "null"
    if column.is_list:
        return "[]"
    raise ReleaseUnreadable(
        f"{folder}: its {row.table} have no {column.name}, and nothing says what stands for it in a release of before"
    )


def source(folder: Path, table: str) -> str:
    """Return the clause of SQL that reads the files of a table."""
    return f"read_parquet([{', '.join(quoted(str(file)) for file in files_of_table(folder, table))}])"


def columns_of(folder: Path, table: str) -> list[str]:
    """Return the columns of a table in a release in their order, none where it has no such table.

    All files of a table in one release have the same ones, since one run wrote or linked them.
    """
    files = files_of_table(folder, table)
    return list(pq.read_schema(files[0]).names) if files else []


def files_of_table(folder: Path, table: str) -> list[Path]:
    """Return the files of a table in a release, sorted; it is a folder of files, or one file in format 1."""
    file = folder / f"{table}.parquet"
    return [file] if file.is_file() else sorted((folder / table).glob("*.parquet"))


def literal(value: Any) -> str:
    """Return a declared default as a literal of SQL."""
    if value is None:
        return "null"
    return quoted(value) if isinstance(value, str) else str(value).lower()
