"""What an export holds: tables, views and the formats of others, each as a flat list of columns."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from transforms.row import Column, CutsYears, HoldsWords
from transforms.tables import TABLES
from warehouse.view import VIEWS, View

FOLDER = Path(__file__).parent
LIST_SEPARATOR = "; "

BIGINT, DOUBLE, VARCHAR, BOOLEAN, DATE, INSTANT = "BIGINT", "DOUBLE", "VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP UTC"
FLAT = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT"), BIGINT),
    **dict.fromkeys(("UINTEGER", "UBIGINT"), BIGINT),
    **dict.fromkeys(("FLOAT", "DOUBLE", "DECIMAL"), DOUBLE),
    **dict.fromkeys(("VARCHAR", "UUID", "ENUM", "TIME", "INTERVAL", "NULL"), VARCHAR),
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP WITH TIME ZONE"), INSTANT),
    "BOOLEAN": BOOLEAN,
    "DATE": DATE,
}
"""The type that an export has for each type of DuckDB; every tool for business intelligence reads these six."""
CASTS = {INSTANT: "TIMESTAMP WITH TIME ZONE"}
ARROW = {
    BIGINT: pa.int64(),
    DOUBLE: pa.float64(),
    VARCHAR: pa.string(),
    BOOLEAN: pa.bool_(),
    DATE: pa.date32(),
    INSTANT: pa.timestamp("us", tz="UTC"),
}


class NotFlat(ValueError):
    """A column of a view has a type that no export takes; the message says which."""


@dataclass(frozen=True)
class Field:
    """A column of an export."""

    name: str
    type: str
    """One of the six of `FLAT`."""
    meaning: str
    declared: Column | None = None
    """The column of a table that it is; None for a column of a view or of a format."""

    def arrow_field(self) -> pa.Field:
        """Return the field of the Arrow schema, with the meaning as its description."""
        return pa.field(self.name, ARROW[self.type], metadata={"description": self.meaning})


@dataclass(frozen=True)
class Resource:
    """A table, a view or a format of others, as it is exported."""

    name: str
    description: str
    fields: tuple[Field, ...]
    query: str
    """The rows in the order of their export, with exactly these columns."""
    key: str | None = None
    """The column that identifies a row; None for a view."""

    def arrow_schema(self) -> pa.Schema:
        """Return the Arrow schema, with the descriptions as metadata."""
        return pa.schema([field.arrow_field() for field in self.fields], {"description": self.description})


def resources(connection: duckdb.DuckDBPyConnection, *, with_text: bool) -> Iterator[Resource]:
    """Yield every table and every view of a release, flat; macros, which want parameters, are left out."""
    for row in TABLES:
        declared = {column.name: column for column in row.columns()}
        meanings = {name: column.description for name, column in declared.items()}
        yield flat(connection, row.table, row.description(), meanings, declared, row.key(), with_text=with_text)
    for view in VIEWS:
        if not view.parameters:
            yield flat(connection, view.name, view.description, view.columns, {}, None, with_text=with_text)


def flat(  # noqa: PLR0913, what a column may say of itself
    connection: duckdb.DuckDBPyConnection,
    name: str,
    description: str,
    meanings: dict[str, str],
    declared: dict[str, Column],
    key: str | None,
    *,
    with_text: bool,
) -> Resource:
    """Return a table or view of the database as it is exported."""
    left_out = set() if with_text else text_columns().get(name, frozenset())
    fields, expressions = [], []
    for column, kind in types(connection, name).items():
        if column in left_out:
            continue
        field_type, expression = flattened(name, column, kind)
        meaning = meanings[column] + (f" Joined by `{LIST_SEPARATOR}`." if kind.endswith("[]") else "")
        fields.append(Field(column, field_type, meaning, declared.get(column)))
        expressions.append(expression)
    # Tables are stored in the order of their keys; a view has no order of its own.
    order = "" if key else " order by all"
    return Resource(name, description, tuple(fields), f"select {', '.join(expressions)} from {name}{order}", key)


def types(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    """Return the columns of a table, a view or a query in brackets, each with its DuckDB type."""
    found = connection.execute(f"describe select * from {name}").fetchall()
    return {row[0]: row[1] for row in found}


def flattened(name: str, column: str, kind: str) -> tuple[str, str]:
    """Return the type that a column has in an export, and the expression that makes it so."""
    if kind.endswith("[]"):
        return VARCHAR, f"array_to_string({column}, '{LIST_SEPARATOR}') as {column}"
    field_type = FLAT.get(re.sub(r"\(.*\)$", "", kind))
    if field_type is None:
        raise NotFlat(f"{name}.{column} is {kind}; an export takes {', '.join(sorted(set(FLAT.values())))} and lists")
    return field_type, f"cast({column} as {CASTS.get(field_type, field_type)}) as {column}"


def text_columns() -> dict[str, frozenset[str]]:
    """Return by table or view the columns that an export without text leaves out."""
    marked = {row.table: [(column.name, column.mark(HoldsWords)) for column in row.columns()] for row in TABLES}
    of_tables = {
        table: frozenset(name for name, words in columns if words and words.is_left_out)
        for table, columns in marked.items()
    }
    return of_tables | {view.name: view.words for view in VIEWS}


def year_columns() -> dict[str, str]:
    """Return the day by which each table or view that may grow large is cut into years."""
    of_tables = {row.table: column.name for row in TABLES for column in row.columns() if column.mark(CutsYears)}
    return of_tables | {view.name: view.years for view in VIEWS if view.years}


def records(name: str) -> list[dict[str, str | None]]:
    """Return the rows of a file of `data/`; an empty cell is None."""
    with (FOLDER / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return [{column: cell or None for column, cell in row.items()} for row in csv.DictReader(stream)]


def format_of_others(name: str) -> View:
    """Return the query of a format, whose header declares its columns as that of a view does."""
    return View.read(FOLDER / "formats" / f"{name}.sql")
