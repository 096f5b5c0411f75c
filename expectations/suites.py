"""Expectation suites: what the declaration of a table promises."""

from collections.abc import Iterator

from annotated_types import Ge, Le
from great_expectations import ExpectationSuite
from great_expectations import expectations as gxe
from great_expectations.expectations.expectation import Expectation
from pydantic.fields import FieldInfo

from transforms.row import Column, Key, OneOf, Row


def suite_of(name: str, expected: list[Expectation]) -> ExpectationSuite:
    """Return a suite of some expectations; made in one call, since adding one by one takes twelve times as long."""
    return ExpectationSuite(name=name, expectations=expected)


def promises_about(row: type[Row]) -> list[Expectation]:
    """Return everything expected of one table that one table can tell; `rules.py` has the rest."""
    shape = gxe.ExpectTableColumnsToMatchOrderedList(column_list=[column.name for column in row.columns()])
    return [shape, *(promise for column in row.columns() for promise in promises_of(column))]


def promises_of(column: Column) -> Iterator[Expectation]:
    """Yield the expectations that the declaration of a column states."""
    if not column.nullable:
        yield gxe.ExpectColumnValuesToNotBeNull(column=column.name)
    if column.mark(Key):
        yield gxe.ExpectColumnValuesToBeUnique(column=column.name)
    if column.is_list:  # what a list may hold is a rule: see `rules.derived_rules`
        return
    # What own knowledge may add to a list is a rule too.
    if (one_of := column.mark(OneOf)) and not one_of.own:
        yield gxe.ExpectColumnValuesToBeInSet(column=column.name, value_set=list(one_of.codes))
    if pattern := pattern_of(column):
        yield gxe.ExpectColumnValuesToMatchRegex(column=column.name, regex=pattern)
    low, high = bound(column, Ge, "ge"), bound(column, Le, "le")
    if low is not None or high is not None:
        yield gxe.ExpectColumnValuesToBeBetween(column=column.name, min_value=low, max_value=high)


def constraints(column: Column) -> Iterator[object]:
    """Yield the constraints of a column, those inside a `Field(...)` of an alias too."""
    for mark in column.marks:
        yield from mark.metadata if isinstance(mark, FieldInfo) else (mark,)


def pattern_of(column: Column) -> str | None:
    """Return the regular expression that the values match, or None."""
    return next((pattern for mark in constraints(column) if (pattern := getattr(mark, "pattern", None))), None)


def bound(column: Column, kind: type[Ge] | type[Le], name: str) -> float | None:
    """Return the least or the greatest value that a column may hold, or None."""
    return next((getattr(mark, name) for mark in constraints(column) if isinstance(mark, kind)), None)
