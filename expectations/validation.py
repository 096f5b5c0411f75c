"""Validation: what some rows break of what is expected of them, found by Great Expectations."""

import logging
import warnings
from collections.abc import Iterator
from typing import Any

import great_expectations as gx
import numpy as np
import pandas as pd
from great_expectations.core import ExpectationValidationResult
from great_expectations.data_context import AbstractDataContext
from great_expectations.expectations.expectation import Expectation

from expectations.findings import Breach
from expectations.suites import suite_of

SHOWN = 3  # offenders named in a message
# This one sets its own level as it is imported, and would tell of every temporary folder.
logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
KEPT = 20  # offenders that a breach has, for a program; the query of the table gives the others


def silent_context() -> AbstractDataContext:
    """Return a context that leaves nothing behind and shows no progress."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return context


def breaches_in(
    context: AbstractDataContext, name: str, key: str, frame: pd.DataFrame, expected: list[Expectation]
) -> Iterator[Breach]:
    """Yield what rows break of what is expected of them; `key` is the column by which offenders are named."""
    source = context.data_sources.add_pandas(name)
    batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numpy on comparisons with missing days, one per column
        validated = batch.get_batch({"dataframe": frame}).validate(
            suite_of(name, expected),
            result_format={
                "result_format": "SUMMARY",  # others hold every offender in memory
                "unexpected_index_column_names": [key],
                "partial_unexpected_count": KEPT,
            },
        )
    context.data_sources.delete(name)
    for result in validated.results:
        if not result.success:
            found = result.result.get("partial_unexpected_index_list") or ()
            offenders = tuple({column: plain(value) for column, value in row.items()} for row in found)
            severity = result.expectation_config.severity
            yield Breach(name, stated(result), severity.value, observed(result, len(frame), offenders), offenders)


def plain(value: Any) -> Any:
    """Return a value as Python has it itself, and None for what frames have in the place of a null."""
    if isinstance(value, float | np.floating | type(pd.NaT)) and pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def stated(result: ExpectationValidationResult) -> str:
    """Return an expectation in words."""
    config = result.expectation_config
    return config.description or f"{config.kwargs.get('column', 'table')}: {config.type.removeprefix('expect_')}"


def observed(result: ExpectationValidationResult, length: int, offenders: tuple[dict[str, Any], ...]) -> str:
    """Return in words what was found instead of what was expected, with the first offenders."""
    found = result.result
    if error := next((caught["exception_message"] for caught in exceptions(result)), None):
        return f"it could not be checked: {error}"
    if offenders:
        return f"{rows(found['unexpected_count'])} of {length}: {'; '.join(map(in_words, offenders[:SHOWN]))}"
    return f"found {plain(found.get('observed_value'))!r}"


def in_words(offender: dict[str, Any]) -> str:
    """Return an offending row in words: what is wrong with it, and its key."""
    return ", ".join(f"{name} {value!r}" for name, value in offender.items())


def exceptions(result: ExpectationValidationResult) -> Iterator[dict[str, Any]]:
    """Yield what Great Expectations raised inside an expectation, which it keeps in one of two shapes."""
    info = result.exception_info or {}
    for caught in [info] if "raised_exception" in info else info.values():
        if isinstance(caught, dict) and caught.get("raised_exception"):
            yield caught


def rows(count: int) -> str:
    """Return how many rows break something, in words."""
    return "1 row breaks it" if count == 1 else f"{count} rows break it"
