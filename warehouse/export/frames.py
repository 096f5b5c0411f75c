"""Frames for statistics packages: the rows of a resource in pandas, with names, labels and codes as those want them."""

from collections.abc import Mapping, Sequence
from functools import cache

import duckdb
import pandas as pd

from transforms.control_characters import without_controls
from transforms.row import OneOf
from transforms.tables import TABLES
from warehouse.export.contents import BIGINT, BOOLEAN, DATE, INSTANT, VARCHAR, Field, Resource


def frame(connection: duckdb.DuckDBPyConnection, resource: Resource) -> pd.DataFrame:
    """Return the rows of a resource, held in memory.

    Days and instants are datetime64 without a zone, in UTC; numbers and truths float64 where a value is missing, else
    int64 and int8; a column of codes is categorical where there are rows; a text that is missing is empty.
    """
    table = connection.execute(resource.query).to_arrow_table().cast(resource.arrow_schema())
    found = table.to_pandas(date_as_object=False)
    return pd.DataFrame({field.name: column(found[field.name], field) for field in resource.fields})


def column(values: pd.Series, field: Field) -> pd.Series:
    """Return a column in the type that statistics packages take for it."""
    if field.type == VARCHAR:
        texts = values.astype(object)
        codes = codes_of(field)
        if codes and len(texts) and set(texts.dropna()) <= set(codes):
            return pd.Series(pd.Categorical(texts, categories=list(codes)), index=values.index)
        return pd.Series([plain(text) for text in texts], values.index, object)
    if field.type == DATE:
        return values.astype("datetime64[s]")
    if field.type == INSTANT:
        return pd.Series(values.dt.tz_localize(None))
    if values.isna().any() or field.type not in (BIGINT, BOOLEAN):
        return values.astype("float64")
    return values.astype("int8" if field.type == BOOLEAN else "int64")


def plain(text: object) -> str:
    """Return a text with marks for control characters; an empty one for a value that is missing."""
    return without_controls(text) if isinstance(text, str) else ""


@cache
def codes_by_name() -> Mapping[str, tuple[str, ...]]:
    """Return the closed lists of codes by the names of columns that hold the same codes in every table."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for row in TABLES:
        for declared in row.columns():
            one_of = declared.mark(OneOf)
            is_closed = one_of is not None and one_of.own is None and not declared.is_list
            found.setdefault(declared.name, set()).add(one_of.codes if one_of and is_closed else ())
    return {name: codes for name, (codes, *others) in found.items() if codes and not others}


def codes_of(field: Field) -> tuple[str, ...]:
    """Return the codes that a column may hold; a column of a view has those of the tables' columns of its name."""
    one_of = field.declared.mark(OneOf) if field.declared else None
    if one_of:
        return () if one_of.own or (field.declared and field.declared.is_list) else one_of.codes
    return codes_by_name().get(field.name, ())


def short_names(fields: Sequence[Field], longest: int) -> dict[str, str]:
    """Return for each column a name of at most so many characters; names that would be the same end in a number."""
    found: dict[str, str] = {}
    for field in fields:
        name, number = field.name[:longest], 1
        while name in found.values():
            number += 1
            name = f"{field.name[: longest - len(str(number)) - 1]}_{number}"
        found[field.name] = name
    return found


def label(text: str, longest: int) -> str:
    """Return the first sentence of a description, cut with an ellipsis to at most so many bytes of UTF-8."""
    first = text.partition(". ")[0].removesuffix(".")
    if len(first.encode()) <= longest:
        return first
    return first.encode()[: longest - len("…".encode())].decode(errors="ignore") + "…"
