"""Comparisons: measures of a release against those of the release before, outside bounds that are declared in YAML.

A measure is a query in `measures/`, asked of both releases: a subject, its value, and the rows on which that rests. It
reads the tables, and `stored_columns`: each column with its rows and nulls, as the footers of the Parquet files have
them, so that nothing is read to count them. A subject that is new has nothing before; one that is gone counts 0.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb

from expectations.findings import Breach
from expectations.own_checks import MEASURES, Comparison
from transforms.corpus.corpus import quoted
from transforms.tables import TABLES

NOW, BEFORE = "main", "before"
"""Schemas of the release that is checked and of the one before."""
SHOWN = 3  # subjects named in a message
STORED_COLUMNS = """
create view {schema}.stored_columns as
select
    split_part(replace(substr(file_name, {start}), '.parquet', ''), '/', 1) as table_name,
    split_part(path_in_schema, ', ', 1) as column_name,
    sum(row_group_num_rows) as rows,
    case when count(stats_null_count) = count(*) then sum(stats_null_count) end as nulls
from parquet_metadata([{files}])
where path_in_schema not like '%, %'
group by all
"""
"""Columns of lists are left out: what is null in them is an element."""


class ReleaseBefore(NamedTuple):
    """The release before the one that is checked."""

    folder: Path
    tables: Mapping[str, str]
    """For each table the query that gives its rows in the columns of now."""


class Measured(NamedTuple):
    """A subject of a measure in both releases."""

    subject: str
    before: float
    now: float

    def __str__(self) -> str:
        return f"{self.subject} {self.before:.4g} -> {self.now:.4g}"


def compared(
    connection: duckdb.DuckDBPyConnection, folder: Path, before: ReleaseBefore, comparisons: Iterable[Comparison]
) -> Iterator[Breach]:
    """Yield the comparisons whose bounds some subject leaves; the connection has the tables of the folder."""
    connection.execute(f"create schema {BEFORE}")
    for table, query in before.tables.items():
        connection.execute(f"create view {BEFORE}.{table} as {query}")
    for schema, files in ((NOW, folder), (BEFORE, before.folder)):
        connection.execute(stored_columns(schema, files))
    for comparison in comparisons:
        outside = [measured for measured in measure(connection, comparison) if leaves(measured, comparison)]
        if outside:
            shown = "; ".join(map(str, outside[:SHOWN]))
            more = f" and {len(outside) - SHOWN} more" if len(outside) > SHOWN else ""
            offenders = tuple(measured._asdict() for measured in outside)
            yield Breach(comparison.name, comparison.description, comparison.severity, f"{shown}{more}", offenders)


def stored_columns(schema: str, folder: Path) -> str:
    """Return the statement that makes the view of the columns that a release has in its files."""
    names = {row.table for row in TABLES}
    found = [file for name in names for file in (folder / f"{name}.parquet", *(folder / name).glob("*.parquet"))]
    files = ", ".join(quoted(str(file)) for file in sorted(found) if file.is_file())
    return STORED_COLUMNS.format(schema=schema, files=files, start=len(f"{folder}/") + 1)


def measure(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> Iterator[Measured]:
    """Yield the subjects of a measure that were there before and rest on enough, by name."""
    query = MEASURES[comparison.measure].read_text(encoding="utf-8")
    before, now = (ask(connection, schema, query) for schema in (BEFORE, NOW))
    for subject, (value, size) in sorted(before.items()):
        if size >= comparison.min_rows and comparison.before.hold(value):
            yield Measured(subject, value, now[subject][0] if subject in now else 0)


def ask(connection: duckdb.DuckDBPyConnection, schema: str, query: str) -> dict[str, tuple[float, int]]:
    """Return the subjects of a measure in one release, each with its value and size."""
    connection.execute(f"set search_path = '{schema}'")
    found = connection.execute(f"select subject, value::double, size from ({query})").fetchall()
    connection.execute("set search_path = 'main'")
    return {subject: (value, size) for subject, value, size in found}


def leaves(measured: Measured, comparison: Comparison) -> bool:
    """Whether a subject is outside the bounds."""
    is_within = comparison.now.hold(measured.now) and comparison.difference.hold(measured.now - measured.before)
    return not (is_within and (not measured.before or comparison.ratio.hold(measured.now / measured.before)))
