"""Checking: runs every expectation on a staged release, before anyone may see it.

Of a release that was made out of the one before, what its run touched is checked, and what refers to what is gone; the
rest was checked when it was made. Great Expectations takes seconds to import, so this module is imported only where
there is something to check.
"""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # read when Great Expectations is imported

import duckdb
import great_expectations as gx
import pandas as pd
from great_expectations.core import ExpectationValidationResult
from great_expectations.data_context import AbstractDataContext
from great_expectations.expectations.expectation import Expectation

from expectations.findings import Breach, ExpectationsNotMet
from expectations.rules import CHANGED, Rule, all_rules
from expectations.suites import promises_about, suite_of
from expectations.warnings import warnings_about
from transforms.corpus.corpus import quoted
from transforms.corpus.delta import Delta
from transforms.row import Row
from transforms.tables import TABLES

logging.getLogger("great_expectations").setLevel(logging.WARNING)  # else it tells of its temporary folders

SHOWN = 3  # offenders named in a message; the query in the rule gives the others
ROWS = 200_000  # of a table that are in memory at a time
SAMPLE = 5_000  # rows, those with the least keys, on which a warning is judged; keys are hashes, so the sample is fair
MEMORY_LIMIT = "1GB"


def check(folder: Path, *, thoroughly: bool = False) -> list[Breach]:
    """Return the breaches that only warn; raise `ExpectationsNotMet`, naming all of them, if any stops.

    With `thoroughly` every row is checked, and the spans too, which are checked where they are made.
    """
    delta = None if thoroughly else Delta.of(folder)
    with opened(folder, delta) as connection:
        breaches = [*declared(connection), *ruled(connection, is_whole=delta is None, thoroughly=thoroughly)]
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
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    for row in TABLES:
        for number, frame in enumerate(frames(connection, f"{CHANGED}.{row.table}")):
            yield from breaches_in(context, f"{row.table}-{number}", row, frame, promises_about(row))
        advice = warnings_about(row)
        if advice and len(sample := sampled(connection, row)):
            yield from breaches_in(context, f"{row.table}-sample", row, sample, advice)


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


def breaches_in(
    context: AbstractDataContext, name: str, row: type[Row], frame: pd.DataFrame, expected: list[Expectation]
) -> Iterator[Breach]:
    """Yield what some rows of a table break of what is expected of them."""
    source = context.data_sources.add_pandas(name)
    batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numpy on comparisons with missing days, one per column
        validated = batch.get_batch({"dataframe": frame}).validate(
            suite_of(name, expected),
            result_format={
                "result_format": "SUMMARY",  # others hold every offender in memory
                "unexpected_index_column_names": [row.key()],
                "partial_unexpected_count": SHOWN,
            },
        )
    context.data_sources.delete(name)
    for result in validated.results:
        if not result.success:
            stops = result.expectation_config.severity != "warning"
            yield Breach(row.table, stated(result), observed(result, len(frame)), stops)


def ruled(connection: duckdb.DuckDBPyConnection, *, is_whole: bool, thoroughly: bool) -> Iterator[Breach]:
    """Yield the rules that some rows break."""
    for rule in all_rules():
        if rule.is_checked_where_made and not thoroughly:
            continue
        yield from breaches_of(connection, rule, is_whole=is_whole)


def breaches_of(connection: duckdb.DuckDBPyConnection, rule: Rule, *, is_whole: bool) -> Iterator[Breach]:
    """Yield the breach of a rule, if rows break it."""
    is_narrowed = rule.is_within_documents and not is_whole
    connection.execute(f"set search_path = '{f'{CHANGED},main' if is_narrowed else 'main'}'")
    relation = connection.sql(f"select *, count(*) over () as offenders from ({rule.offenders}) limit {SHOWN}")
    offenders = relation.fetchall()
    connection.execute("set search_path = 'main'")
    if offenders:
        shown = "; ".join(named(relation.columns[:-1], offender[:-1]) for offender in offenders)
        yield Breach(rule.name, rule.truth, f"{rows(offenders[0][-1])}: {shown}", stops=True)


def named(columns: list[str], row: tuple[Any, ...]) -> str:
    """Return an offending row in words: its key first, then what is wrong with it."""
    return ", ".join(f"{column} {value!r}" for column, value in zip(columns, row, strict=True))


def stated(result: ExpectationValidationResult) -> str:
    """Return an expectation in words."""
    config = result.expectation_config
    return config.description or f"{config.kwargs.get('column', 'table')}: {config.type.removeprefix('expect_')}"


def observed(result: ExpectationValidationResult, length: int) -> str:
    """Return in words what was found instead of what was expected, with the first offenders."""
    found = result.result
    if error := next((caught["exception_message"] for caught in exceptions(result)), None):
        return f"it could not be checked: {error}"
    if indices := found.get("partial_unexpected_index_list"):
        shown = "; ".join(", ".join(f"{name} {value!r}" for name, value in row.items()) for row in indices[:SHOWN])
        return f"{rows(found['unexpected_count'])} of {length}: {shown}"
    return f"found {found.get('observed_value')!r}"


def exceptions(result: ExpectationValidationResult) -> Iterator[dict[str, Any]]:
    """Yield what Great Expectations raised inside an expectation, which it keeps in one of two shapes."""
    info = result.exception_info or {}
    for caught in [info] if "raised_exception" in info else info.values():
        if isinstance(caught, dict) and caught.get("raised_exception"):
            yield caught


def rows(count: int) -> str:
    """Return how many rows break something, in words."""
    return "1 row breaks it" if count == 1 else f"{count} rows break it"
