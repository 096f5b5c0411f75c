"""A table for Stata 14 and later: a `.dta` file of version 118, with labels of variables and of values."""

from pathlib import Path
from typing import Literal

import duckdb
import pandas as pd

from warehouse.export.contents import DATE, INSTANT, VARCHAR, Resource
from warehouse.export.frames import frame, label, short_names
from warehouse.export.writing import Written, made_at

NAME = 32  # characters of the name of a variable; `help limits` of Stata has this and the next two
LABEL = 80  # characters of the label of a variable, and of a file
SHORT = 2_045  # bytes of a text beyond which it is a strL
KINDS: dict[str, Literal["td", "tc"]] = {DATE: "td", INSTANT: "tc"}
"""Stata's own calendar: days and milliseconds since 1960."""


def write_stata(connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path) -> Written:
    """Write a resource for Stata; it is held in memory meanwhile. Missing texts are empty, as Stata has them."""
    names = short_names(resource.fields, NAME)
    data = frame(connection, resource).rename(columns=names)
    data.to_stata(
        path,
        version=118,
        write_index=False,
        convert_dates={names[field.name]: KINDS[field.type] for field in resource.fields if field.type in KINDS},
        convert_strl=[names[field.name] for field in resource.fields if is_long(data[names[field.name]], field.type)],
        variable_labels={names[field.name]: label(field.meaning, LABEL) for field in resource.fields},
        data_label=label(resource.description, LABEL),
        time_stamp=made_at(connection).replace(tzinfo=None),
    )
    return Written((path,), len(data))


def is_long(values: "pd.Series[str]", kind: str) -> bool:
    """Return whether a column holds a text that only a strL can hold."""
    if kind != VARCHAR or isinstance(values.dtype, pd.CategoricalDtype):
        return False
    return bool(values.map(lambda text: len(text.encode())).max() > SHORT)
