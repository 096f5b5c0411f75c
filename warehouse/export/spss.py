"""A table for SPSS and PSPP: a `.sav` file, with labels of variables and of values."""

from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd

from warehouse.export.contents import DATE, INSTANT, VARCHAR, Resource
from warehouse.export.extras import library
from warehouse.export.frames import frame, label, short_names
from warehouse.export.writing import Written, made_at

# Limits of a system file, "System File Format" of PSPP's developers' guide.
NAME = 64  # bytes of the name of a variable
LABEL = 255  # bytes of the label of a variable
FILE_LABEL = 64  # bytes
TEXT = 32_767  # bytes of a text
FORMATS = {DATE: "DATE11", INSTANT: "DATETIME20"}
EPOCH = 12_219_379_200  # seconds from 14 October 1582, from which SPSS counts, to 1970
MADE = 92  # offset in the header of the day and the time at which the file was made: 9 and 8 characters
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write_spss(connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path) -> Written:
    """Write a resource for SPSS; it is held in memory meanwhile. A text of more bytes than SPSS takes is cut."""
    pyreadstat = library("pyreadstat", "spss")
    names = short_names(resource.fields, NAME)
    data = frame(connection, resource)
    values = {}
    for field in resource.fields:
        found = data[field.name]
        if isinstance(found.dtype, pd.CategoricalDtype):
            values[names[field.name]] = dict(enumerate(found.cat.categories))
            data[field.name] = found.cat.codes.astype("float64").where(found.notna())
        elif field.type in FORMATS:
            data[field.name] = found.astype("datetime64[s]").astype("int64").add(EPOCH).where(found.notna())
        elif field.type == VARCHAR:
            data[field.name] = found.map(lambda text: text.encode()[:TEXT].decode(errors="ignore"))
    pyreadstat.write_sav(
        data.rename(columns=names),
        path,
        file_label=label(resource.description, FILE_LABEL),
        column_labels=[label(field.meaning, LABEL) for field in resource.fields],
        variable_value_labels=values,
        variable_format={names[field.name]: FORMATS[field.type] for field in resource.fields if field.type in FORMATS},
    )
    set_made(path, made_at(connection))
    return Written((path,), len(data))


def set_made(path: Path, made: datetime) -> None:
    """Say in the header that the file was made when its release was: the same release gives the same bytes."""
    day = f"{made:%d} {MONTHS[made.month - 1]} {made:%y}"
    with path.open("r+b") as stream:
        stream.seek(MADE)
        stream.write(f"{day}{made:%H:%M:%S}".encode("ascii"))
