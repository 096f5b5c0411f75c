"""Checking: runs every expectation on a staged release, before anyone may see it.

Of a release that was made out of the one before, what its run touched is checked, and what refers to what is gone; the
rest was checked when it was made. What users expect is asked of all rows. Great Expectations takes seconds to import,
so this module is imported only where there is something to check.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from expectations.comparisons import ReleaseBefore, compared
from expectations.findings import Breach, ExpectationsNotMet
from expectations.own_checks import OwnChecks, OwnExpectation, read_checks
from expectations.own_suites import expectation_of, needed_columns
from expectations.rules import CHANGED, Rule, all_rules
from expectations.suites import promises_about
from expectations.validation import KEPT, SHOWN, breaches_in, in_words, rows, silent_context
from expectations.warnings import warnings_about
from transforms.corpus.corpus import quoted
from transforms.corpus.delta import Delta
from transforms.row import Row
from transforms.tables import TABLES

ROWS = 200_000  # of a table that are in memory at a time
SAMPLE = 5_000  # rows, those with the least keys, on which a warning is judged; keys are hashes, so the sample is fair
MEMORY_LIMIT = "1GB"


def check(
    folder: Path,
    *,
    thoroughly: bool = False,
    own: OwnChecks | None = None,
    views: Sequence[str] = (),
    before: ReleaseBefore | None = None,
) -> list[Breach]:
    """Return the breaches that only warn; raise `ExpectationsNotMet`, naming all of them, if any stops.

    With `thoroughly` every row is checked, and the spans too, which are checked where they are made. `own` are the
    checks of users, `views` the statements that make what their queries may read besides tables, and `before` the
    release with which this one is compared, None where it is the first.
    """
    delta = None if thoroughly else Delta.of(folder)
    own = own or read_checks()
    with opened(folder, delta) as connection:
        breaches = [*declared(connection), *ruled(connection, is_whole=delta is None, thoroughly=thoroughly)]
        if before:
            breaches += compared(connection, folder, before, own.comparisons)
        if own.expectations or own.rules:
            close(connection, folder, views)
            breaches += [*own_declared(connection, own), *own_ruled(connection, own)]
    if any(breach.stops for breach in breaches):
        raise ExpectationsNotMet(breaches)
    return breaches


@contextmanager
def opened(folder: Path, delta: Delta | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection with a view of every table, and in `changed` one of the rows to be checked."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(folder.parent / "spill"),
    }
    with duckdb.connect(config=settings) as connection:
        connection.execute(f"create schema {CHANGED}")
        connection.execute("create schema gone")
        for row in TABLES:
            files = quoted(str(folder / row.table / "*.parquet"))
            connection.execute(f"create view {row.table} as from read_parquet({files})")
            connection.execute(f"create view {CHANGED}.{row.table} as from main.{row.table} {touched(row, delta)}")
            connection.execute(f"create view gone.{row.table} as {gone(row, delta)}")
        yield connection


def close(connection: duckdb.DuckDBPyConnection, folder: Path, views: Sequence[str]) -> None:
    """Make some views, then let the connection read the files of the release and no others, whatever a query says."""
    for view in views:
        connection.execute(view)
    connection.execute(f"set allowed_directories = [{quoted(str(folder))}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def touched(row: type[Row], delta: Delta | None) -> str:
    """Return the condition that a row of a table is to be checked; empty where all are."""
    conditions = []
    if delta and "document_id" in row.arrow_schema().names:
        conditions.append(f"document_id in (select document_id from read_parquet({quoted(str(delta.documents))}))")
    if delta and delta.keys(row).exists():
        conditions.append(f"{row.key()} in (select {row.key()} from read_parquet({quoted(str(delta.keys(row)))}))")
    return f"where {' or '.join(conditions)}" if conditions else ""


def gone(row: type[Row], delta: Delta | None) -> str:
    """Return the query of the keys of a table that are gone."""
    if delta and delta.gone(row).exists():
        return f"select {row.key()} from read_parquet({quoted(str(delta.gone(row)))})"
    return f"select {row.key()} from main.{row.table} where false"


def declared(connection: duckdb.DuckDBPyConnection) -> Iterator[Breach]:
    """Yield what the tables break of their declarations, and what they had better be."""
    context = silent_context()
    for row in TABLES:
        for frame in frames(connection, f"{CHANGED}.{row.table}"):
            yield from breaches_in(context, row.table, row.key(), frame, promises_about(row))
        advice = warnings_about(row)
        if advice and len(sample := sampled(connection, row)):
            yield from breaches_in(context, row.table, row.key(), sample, advice)


def own_declared(connection: duckdb.DuckDBPyConnection, own: OwnChecks) -> Iterator[Breach]:
    """Yield what tables and queries break of what users expect of them; offenders are named by their first column."""
    context = silent_context()
    for source, grouped in groupby(sorted(own.expectations, key=source_of), source_of):
        expectations = list(grouped)
        relation = connection.sql(source)
        key, columns = relation.columns[0], needed_columns(expectations)
        looked_at = relation if columns is None else relation.project(", ".join(sorted({key, *columns})))
        frame = looked_at.to_arrow_table().to_pandas()  # by Arrow days stay days, as in the tables
        name, expected = expectations[0].subject, [expectation_of(expectation) for expectation in expectations]
        yield from breaches_in(context, name, key, frame, expected)


def source_of(expectation: OwnExpectation) -> str:
    """Return the query of the rows of which something is expected."""
    return expectation.source


def own_ruled(connection: duckdb.DuckDBPyConnection, own: OwnChecks) -> Iterator[Breach]:
    """Yield the rules of users that some rows break."""
    for rule in own.rules:
        yield from breaches_of(connection, Rule(rule.name, rule.description, rule.offenders, severity=rule.severity))


def frames(connection: duckdb.DuckDBPyConnection, source: str) -> Iterator[pd.DataFrame]:
    """Yield the rows of a view, some at a time; none for none."""
    waiting: list[Any] = []
    cursor = connection.cursor()
    for batch in cursor.sql(f"from {source}").to_arrow_reader(ROWS):
        waiting.append(batch.to_pandas())
        if sum(map(len, waiting)) >= ROWS:
            yield pd.concat(waiting, ignore_index=True)
            waiting = []
    if waiting:
        yield pd.concat(waiting, ignore_index=True)


def sampled(connection: duckdb.DuckDBPyConnection, row: type[Row]) -> pd.DataFrame:
    """Return the rows of a table with the least keys."""
    return connection.sql(f"from {row.table} order by {row.key()} limit {SAMPLE}").df()


def ruled(connection: duckdb.DuckDBPyConnection, *, is_whole: bool, thoroughly: bool) -> Iterator[Breach]:
    """Yield the rules that some rows break."""
    for rule in all_rules():
        if rule.is_checked_where_made and not thoroughly:
            continue
        is_narrowed = rule.is_within_documents and not is_whole
        connection.execute(f"set search_path = '{f'{CHANGED},main' if is_narrowed else 'main'}'")
        yield from breaches_of(connection, rule)
    connection.execute("set search_path = 'main'")


def breaches_of(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[Breach]:
    """Yield the breach of a rule, if rows break it."""
    relation = connection.sql(f"select *, count(*) over () as offenders from ({rule.offenders}) limit {KEPT}")
    found = relation.fetchall()
    if found:
        offenders = tuple(dict(zip(relation.columns[:-1], row[:-1], strict=True)) for row in found)
        shown = "; ".join(map(in_words, offenders[:SHOWN]))
        yield Breach(rule.name, rule.truth, rule.severity, f"{rows(found[0][-1])}: {shown}", offenders)
