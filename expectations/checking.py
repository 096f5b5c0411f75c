"""Checking: runs every expectation on a folder of Parquet files, before anyone may see them.

Great Expectations takes seconds to import, so this module is imported only where there is something to check.
"""

import logging
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # read when Great Expectations is imported

import duckdb
import great_expectations as gx
from great_expectations.core import ExpectationValidationResult
from great_expectations.data_context import AbstractDataContext

from expectations.beliefs import beliefs_about
from expectations.findings import Breach, ExpectationsNotMet
from expectations.rules import all_rules
from expectations.suites import suite_for
from transforms.row import Row
from transforms.tables import TABLES

logging.getLogger("great_expectations").setLevel(logging.WARNING)  # else it tells of its temporary folders

SHOWN = 3  # offenders named in a message; the query in the rule gives the others


def check(parquet: Path) -> list[Breach]:
    """Return the breaches that only warn; raise `ExpectationsNotMet`, naming all of them, if any stops."""
    with duckdb.connect() as connection:
        for row in TABLES:
            connection.execute(f"create view {row.table} as from '{quoted(parquet / row.table)}.parquet'")
        breaches = [*declared(connection), *ruled(connection)]
    if any(breach.stops for breach in breaches):
        raise ExpectationsNotMet(breaches)
    return breaches


def quoted(path: Path) -> str:
    """Return a path as it may stand between the single quotes of a query."""
    return str(path).replace("'", "''")


def declared(connection: duckdb.DuckDBPyConnection) -> Iterator[Breach]:
    """Yield what the tables break of their declarations and of our beliefs."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    for row in TABLES:
        yield from breaches_in(context, connection, row)


def breaches_in(
    context: AbstractDataContext, connection: duckdb.DuckDBPyConnection, row: type[Row]
) -> Iterator[Breach]:
    """Yield what one table breaks of its own declaration."""
    frame = connection.table(row.table).df()
    source = context.data_sources.add_pandas(row.table)
    batch = source.add_dataframe_asset(row.table).add_batch_definition_whole_dataframe("whole")
    beliefs = beliefs_about(row) if len(frame) else []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numpy on comparisons with missing days, one per column
        validated = batch.get_batch({"dataframe": frame}).validate(
            suite_for(row, beliefs),
            result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [row.key()]},
        )
    for result in validated.results:
        if not result.success:
            stops = result.expectation_config.severity != "warning"
            yield Breach(row.table, stated(result), observed(result, len(frame)), stops)


def ruled(connection: duckdb.DuckDBPyConnection) -> Iterator[Breach]:
    """Yield the rules that some rows break."""
    for rule in all_rules():
        relation = connection.sql(rule.offenders)
        offenders = relation.fetchall()
        if offenders:
            shown = "; ".join(named(relation.columns, row) for row in offenders[:SHOWN])
            yield Breach(rule.name, rule.truth, f"{rows(len(offenders))}: {shown}", stops=True)


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
    if indices := found.get("unexpected_index_list"):
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
