"""A corpus: the tables that its stages read and write, in one DuckDB connection over Parquet files.

    raw.<table>      what the current documents give, as each alone knows it
    before.<table>   the release before, or nothing
    fresh.<table>    rows that this run makes
    touched.<table>  keys of rows that this run makes, makes anew or takes away
    now.<table>      what stands: the rows of before that nothing touches, and the fresh ones

A stage fills `touched` and `fresh` of its tables. From nothing, `before` is empty and all is fresh: one code for both.
Queries stand in `sql/`, one file for each step, its statements separated by semicolons.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.identifiers import key
from transforms.row import Row

SQL = Path(__file__).parent / "sql"
ROWS = 50_000  # rows of a query that are in memory at a time

R = TypeVar("R", bound=Row)
Files = Mapping[type[Row], Sequence[Path]]
"""Parquet files by table."""

VOICE_OF = "create or replace temp macro voice_of(agency, source_id) as coalesce('agency ' || agency, source_id)"
"""SQL: who speaks in a document. What an agency wires is its voice, whoever prints it."""


class Corpus:
    """One run's view of a corpus; the module docstring tells what its schemas hold."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, parts: Files) -> None:
        self.connection = connection
        for schema in ("parts", "raw", "before", "fresh", "touched", "now"):
            connection.execute(f"create schema {schema}")
        connection.create_function("key_of", keys_of, ["VARCHAR[]"], "VARCHAR", type="arrow")  # type: ignore[call-overload]
        connection.execute(VOICE_OF)
        for row, files in parts.items():
            self.show("parts", row, files)

    def show(self, schema: str, row: type[Row], files: Sequence[Path]) -> None:
        """Let a table of a schema be what some files hold."""
        self.connection.execute(f"create or replace view {schema}.{row.table} as {scan(row, files)}")

    def show_query(self, schema: str, row: type[Row], query: str) -> None:
        """Let a table of a schema be what a query gives."""
        self.connection.execute(f"create or replace view {schema}.{row.table} as {query}")

    def run(self, step: str) -> None:
        """Run the statements of a step."""
        for number, statement in enumerate(statements(step), start=1):
            try:
                self.connection.execute(statement)
            except duckdb.Error as error:
                error.add_note(f"in statement {number} of {SQL / step}.sql")
                raise

    def put(self, name: str, rows: pa.Table) -> None:
        """Make a table of these rows."""
        self.connection.register("given", rows)
        self.connection.execute(f"create or replace table {name} as from given")
        self.connection.unregister("given")

    def add(self, row: type[Row], rows: Iterable[Row]) -> None:
        """Add rows to the fresh ones of a table, which must have been begun; some thousand are in memory at a time."""
        waiting: list[Row] = []
        for member in rows:
            waiting.append(member)
            if len(waiting) == ROWS:
                self._insert(row, waiting)
                waiting = []
        self._insert(row, waiting)

    def _insert(self, row: type[Row], rows: Sequence[Row]) -> None:
        self.connection.register("given", pa.Table.from_pylist([dict(member) for member in rows], row.arrow_schema()))
        self.connection.execute(f"insert into fresh.{row.table} from given")
        self.connection.unregister("given")

    def begin(self, row: type[Row]) -> None:
        """Make empty tables of the fresh rows and the touched keys of a table."""
        empty = row.arrow_schema().empty_table()
        self.put(f"fresh.{row.table}", empty)
        self.put(f"touched.{row.table}", empty.select([row.key()]))

    def stand(self, row: type[Row]) -> None:
        """Let `now` have the table, whose fresh rows and touched keys are known."""
        names = ", ".join(column.name for column in row.columns())
        self.connection.execute(
            f"create or replace view now.{row.table} as "
            f"select {names} from before.{row.table} anti join touched.{row.table} using ({row.key()}) "
            f"union all select {names} from fresh.{row.table}"
        )

    def rows(self, row: type[R]) -> list[R]:
        """Return the rows of a table that stand, by key; for small ones."""
        names = ", ".join(column.name for column in row.columns())
        table = self.connection.sql(f"select {names} from now.{row.table} order by {row.key()}").to_arrow_table()
        return row.from_arrow(table.cast(row.arrow_schema()))

    def count(self, query: str) -> int:
        """Return how many rows a table or a query in brackets has."""
        ((found,),) = self.connection.execute(f"select count(*) from {query}").fetchall()
        return int(found)

    def has(self, query: str) -> bool:
        """Return whether a table or a query in brackets has a row."""
        return bool(self.connection.execute(f"select 1 from {query} limit 1").fetchall())

    def batches(self, query: str) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a query, some thousand at a time."""
        # A connection has one result at a time, and whoever takes the batches asks further questions.
        yield from self.connection.cursor().sql(query).to_arrow_reader(ROWS)

    def numbers(self, query: str) -> dict[str, npt.NDArray[np.int64]]:
        """Return the columns of a query, all numbers or truths, none of them null."""
        columns = self.connection.execute(query).fetchnumpy()
        return {name: np.asarray(column, np.int64) for name, column in columns.items()}


def scan(row: type[Row], files: Sequence[Path]) -> str:
    """Return the query of a table's rows in some files, of none where there is no file."""
    names = ", ".join(column.name for column in row.columns())
    if not files:
        types = row.arrow_schema().empty_table()
        empty = ", ".join(
            f"null::{duckdb_type(types.schema.field(column.name).type)} as {column.name}" for column in row.columns()
        )
        return f"select {empty} where false"
    paths = ", ".join(quoted(str(file)) for file in files)
    return f"select {names} from read_parquet([{paths}])"


def duckdb_type(kind: pa.DataType) -> str:
    """Return DuckDB's name of a type of a column."""
    if pa.types.is_list(kind):
        return f"{duckdb_type(kind.value_type)}[]"
    return {
        pa.string(): "varchar",
        pa.int64(): "bigint",
        pa.float64(): "double",
        pa.bool_(): "boolean",
        pa.date32(): "date",
    }.get(kind, "timestamptz")


def quoted(text: str) -> str:
    """Return a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


@cache
def statements(step: str) -> tuple[str, ...]:
    """Return the statements of a step, which end with a semicolon at the end of a line."""
    text = (SQL / f"{step}.sql").read_text(encoding="utf-8")
    return tuple(part.strip() for part in text.split(";\n") if part.strip())


def keys_of(parts: pa.Array) -> pa.Array:
    """Return the key that each list of words identifies, as `transforms.identifiers.key` makes it."""
    return pa.array([key(*words) for words in parts.to_pylist()], pa.string())
