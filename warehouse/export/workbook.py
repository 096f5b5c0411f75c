"""A workbook for Excel and its like: a sheet for each table, and one that says what every column means."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from transforms.control_characters import without_controls
from warehouse.export.cells import FORMULA
from warehouse.export.contents import Resource
from warehouse.export.extras import library
from warehouse.export.writing import Written, count, made_at, rows

FILE = "entente.xlsx"
# Limits of Excel, "Excel specifications and limits" of its manual.
ROWS = 1_048_576  # of a sheet, its header included
CHARACTERS = 32_767  # of a cell, in units of UTF-16
EXACT = 2**53  # whole numbers beyond are rounded: a cell holds a double
FIRST_DAY = date(1900, 3, 1)  # of a calendar in which 1900 was a leap year; earlier days would be off by one
CUT = "…"
LONE = re.compile("[\ud800-\udfff]")
HEADER = ("table", "column", "type", "meaning")


class TooManyRows(ValueError):
    """A table has more rows than a sheet holds; the message says what to do."""


def write_workbook(
    connection: duckdb.DuckDBPyConnection, resources: Sequence[Resource], folder: Path
) -> Iterator[Written]:
    """Write the resources as sheets of one workbook; raise `TooManyRows` before writing where one does not fit."""
    xlsxwriter = library("xlsxwriter", "xlsx")
    refuse_too_many({resource.name: count(connection, resource) for resource in resources})
    path = folder / FILE
    with xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(folder)}) as book:
        # Without a day of its own the file would hold the present one, and the same release give other bytes.
        book.set_properties({"title": "Entente", "created": made_at(connection).replace(tzinfo=None)})
        formats = formats_of(book)
        meanings = ((one.name, field.name, field.type, field.meaning) for one in resources for field in one.fields)
        fill(book.add_worksheet("codebook"), HEADER, meanings, formats)
        for resource in resources:
            names = [field.name for field in resource.fields]
            total = fill(book.add_worksheet(resource.name), names, rows(connection, resource.query), formats)
            yield Written((path,), total)


def refuse_too_many(counts: Mapping[str, int]) -> None:
    """Raise `TooManyRows` where a table does not fit into a sheet under its header."""
    for name, found in counts.items():
        if found >= ROWS:
            raise TooManyRows(
                f"{name}: {found:,} rows, and a sheet of a workbook holds {ROWS - 1:,} under its header; name the "
                "tables that you want with --tables, or export it as bi, csv or stata"
            )


def formats_of(book: Any) -> dict[str, Any]:
    """Return the formats of cells by what they are for."""
    return {
        "header": book.add_format({"bold": True}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "instant": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        # The mark of Excel for what is text however it begins, also once it is edited or saved otherwise.
        "text": book.add_format({"quote_prefix": True}),
    }


def fill(sheet: Any, names: Sequence[str], found: Iterable[Sequence[Any]], formats: Mapping[str, Any]) -> int:
    """Fill a sheet with a header and rows; return the number of rows."""
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, formats["header"])
    total = 0
    for total, row in enumerate(found, 1):
        for column, value in enumerate(row):
            write_cell(sheet, total, column, value, formats)
    if names:
        sheet.autofilter(0, 0, max(total, 1), len(names) - 1)
    return total


def write_cell(sheet: Any, row: int, column: int, value: Any, formats: Mapping[str, Any]) -> None:
    """Write a value as what it is; a formula in it stays text, and instants are in UTC."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, datetime) and value.date() >= FIRST_DAY:
        sheet.write_datetime(row, column, value.astimezone(UTC).replace(tzinfo=None), formats["instant"])
    elif isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_DAY:
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, (int, float)) and abs(value) <= EXACT:  # neither infinite nor not a number
        sheet.write_number(row, column, value)
    elif text := fitting(str(value)):
        sheet.write_string(row, column, text, formats["text"] if FORMULA.match(text) else None)


def fitting(text: str) -> str:
    """Return a text as a cell may hold it: marks for control characters, cut with an ellipsis where it is too long."""
    text = LONE.sub("\ufffd", without_controls(text))
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CHARACTERS:
        return text
    return units[: 2 * (CHARACTERS - 1)].decode("utf-16-le", errors="ignore") + CUT
