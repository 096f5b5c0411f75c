"""Doomed rows: which rows of a release go, or stay with other values, when documents are forgotten."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from transforms.corpus.corpus import quoted, scan
from transforms.tables import TABLES

SQL = Path(__file__).parent
SAME_KEY = {"subject_id": "entity_id", "object_id": "entity_id", "organisation_id": "entity_id", "same_as": "entity_id"}
"""Columns that hold a key under another name."""
KEYS = (
    *("document_id", "report_id", "report_participant_id", "event_id", "incident_id", "story_id"),
    *("entity_id", "entity_name_id", "target_id"),
)
"""Columns of which `doomed_<column>` has the values whose rows go."""
STAYS = {("events", "report_id")}
"""Columns that are given another value instead, because the row stands for more."""
TOUCHED = "touched_event_id"
"""Events that lose a report; what tells of them in words goes, from whatever table it is."""
SHORTEST_NAME = 4  # characters; a shorter name stands in other words by chance
NULLED = ("supersedes_id", "is_copy_of", "original_id")
"""Columns that refer to a document and may be null."""


@dataclass(frozen=True)
class Doomed:
    """What goes from one release, as tables in a schema of a connection."""

    schema: str
    declared: frozenset[str]
    """Tables of the release; any other one was made of them for readers."""

    def rows(self, table: str, columns: Sequence[str]) -> str:
        """Return the condition of SQL that the doomed rows of a table meet; `false` where none can."""
        conditions = [self._among(column, name) for column in columns if (name := self._values(table, column))]
        if table not in self.declared:  # made of others for readers, with names written out
            written = f"concat_ws(' ', {', '.join(columns)})"
            names = f"from {self.schema}.gone_names as gone where length(gone.name) >= {SHORTEST_NAME}"
            conditions.append(f"exists ({names} and contains({written}, gone.name))")
        return " or ".join(conditions) or "false"

    def _values(self, table: str, column: str) -> str | None:
        """Return the table of the values that doom a row by one of its columns."""
        key = SAME_KEY.get(column, column)
        if key not in KEYS or (table, column) in STAYS:
            return None
        is_told = table == "changes" or table not in self.declared
        return TOUCHED if key == "event_id" and is_told else f"doomed_{key}"

    def _among(self, column: str, values: str) -> str:
        return f"coalesce({column} in (select value from {self.schema}.{values}), false)"

    def replaced(self, table: str, columns: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return, for each column of which values change, which rows do so and what their new value is, as SQL."""
        found = {name: (self._among(name, "doomed_document_id"), "null") for name in columns if name in NULLED}
        for of, key, source, names in (
            ("events", "event_id", "retold", ("report_id", "reports", "documents")),
            ("stories", "story_id", "represented", ("representative_id",)),
            ("entities", "entity_id", "renamed", ("name",)),
        ):
            if table == of and set(names) <= set(columns):
                told = f"{self.schema}.{source}"
                for name in names:
                    changes = f"{key} in (select {key} from {told})"
                    found[name] = (changes, f"(select told.{name} from {told} as told where told.{key} = held.{key})")
        return found


def find_doomed(
    connection: duckdb.DuckDBPyConnection,
    schema: str,
    tables: Mapping[str, str],
    forgotten: Iterable[str],
    declared: Collection[str],
) -> Doomed:
    """Return what goes from a release when documents are forgotten.

    `tables` has for each table of the release the clause of SQL that reads it; `schema` must not be there yet.
    `declared` are the tables that are files of the release, while others in its DuckDB file were made of those.
    """
    ids = ", ".join(f"({quoted(document_id)})" for document_id in sorted(forgotten))
    with using(connection, schema):
        connection.execute(f"create table forgotten as select * from (values {ids}) as told (document_id)")
        for table, clause in tables.items():
            connection.execute(f"create view {table} as from {clause}")
        for row in TABLES:
            if row.table not in tables:
                connection.execute(f"create view {row.table} as {scan(row, [])}")
        for step in ("doomed" if "reports" in tables else "doomed_before", "named"):
            for statement in (SQL / f"{step}.sql").read_text(encoding="utf-8").split(";\n"):
                if statement.strip():
                    connection.execute(statement)
        connection.execute("create table doomed_target_id as " + doomed_targets(connection, tables))
    return Doomed(schema, frozenset(declared))


@contextmanager
def using(connection: duckdb.DuckDBPyConnection, schema: str) -> Iterator[None]:
    """Let names without a schema be those of a new one."""
    connection.execute(f"create schema memory.{schema}")
    connection.execute(f"use memory.{schema}")
    yield
    connection.execute("use memory.main")


def doomed_targets(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> str:
    """Return the query of the keys of all doomed rows, by which corrections of them are known; a key comes first."""
    queries = ["select value from doomed_event_id", "select value from doomed_entity_id"]
    for table in tables:
        columns = [name for (name, *_) in connection.execute(f"describe {table}").fetchall()]
        if "document_id" in columns:
            queries.append(f"select {columns[0]} from {table} semi join forgotten using (document_id)")
    return " union ".join(queries)
