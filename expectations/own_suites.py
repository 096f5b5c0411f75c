"""Expectations of users as Great Expectations has them: a check of `own_checks.py` in, an expectation out."""

from collections.abc import Iterable, Iterator
from typing import Any

from great_expectations.exceptions import ExpectationNotFoundError
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.registry import (
    get_expectation_impl,
    list_registered_expectation_implementations,
)

from expectations.own_checks import OwnExpectation, unknown

COLUMNS = ("column", "column_A", "column_B", "column_list")
"""Keys whose values name columns that must be there."""
SQL_ALONE = (
    *("expect_query_results_to_match_comparison", "expect_table_row_count_to_equal_other_table"),
    *("unexpected_rows_expectation",),
)
LIKE = "_like_pattern"


def expectation_of(own: OwnExpectation) -> Expectation:
    """Return the expectation that a check declares; raise KnowledgeInvalid where Great Expectations has none such."""
    if own.type in SQL_ALONE or LIKE in own.type:
        regex = "expect_column_values_to_match_regex" if LIKE in own.type else "a rule"
        raise own.wrong(f"{own.type} needs a data source of SQL, which this is not; use {regex}")
    try:
        kind = get_expectation_impl(own.type)
    except ExpectationNotFoundError:
        raise own.wrong(unknown("expectation", own.type, list_registered_expectation_implementations())) from None
    try:
        return kind(**own.kwargs, description=own.description, severity=own.severity)
    except (ValueError, TypeError) as error:
        raise own.wrong(f"{own.type}: {_said(error, own.kwargs)}") from None


def check_columns(own: OwnExpectation, columns: Iterable[str]) -> None:
    """Raise KnowledgeInvalid where an expectation names a column that its table or query has not."""
    for name in named_columns(own):
        if name not in columns:
            raise own.wrong(unknown("column", name, columns))


def named_columns(own: OwnExpectation) -> Iterator[str]:
    """Yield the columns that an expectation names."""
    for key in COLUMNS:
        value = own.kwargs.get(key, [])
        yield from [value] if isinstance(value, str) else value


def needed_columns(expectations: Iterable[OwnExpectation]) -> set[str] | None:
    """Return the columns that expectations of one table look at; None where they may look at any."""
    needed: set[str] = set()
    for own in expectations:
        named = set(named_columns(own))
        counts_rows = own.type.startswith("expect_table_row_count")
        if "row_condition" in own.kwargs or not (named or counts_rows):
            return None
        needed |= named
    return needed


def _said(error: Exception, kwargs: dict[str, Any]) -> str:
    """Return in a sentence what Great Expectations has against the arguments of an expectation."""
    found: list[dict[str, Any]] = getattr(error, "errors", list)()
    if not found:
        return " ".join(str(error).split())
    # A misspelt key is also a missing one; the misspelling is what one wants to be told.
    first = min(found, key=lambda one: one["type"] != "value_error.extra")
    key = str(first["loc"][0])
    if first["type"] == "value_error.extra":
        return f"kwargs: {key}: no such key"
    return first["msg"] if key == "__root__" else f"kwargs: {key}: {first['msg']}, found {kwargs.get(key)!r}"
