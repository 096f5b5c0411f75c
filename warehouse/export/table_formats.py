"""The formats of tables and views: as Parquet, CSV, a workbook, for Stata, SPSS, maps and calendars."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from warehouse.export.calendars import write_calendar
from warehouse.export.contents import Resource
from warehouse.export.points import write_geojson, write_geoparquet
from warehouse.export.spss import write_spss
from warehouse.export.stata import write_stata
from warehouse.export.workbook import write_workbook
from warehouse.export.writing import Written, write_csv, write_parquet
from warehouse.view import VIEWS

WriteOne = Callable[[duckdb.DuckDBPyConnection, Resource, Path], Written]
WriteAll = Callable[[duckdb.DuckDBPyConnection, Sequence[Resource], Path], Iterator[Written]]
CSV: dict[str, object] = {
    "profile": "tabular-data-resource",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
}
FOR_ANALYSTS = tuple(sorted(view.name for view in VIEWS if not view.parameters))
"""What a person reads in a spreadsheet or a statistics package unless other tables are named: every view."""


@dataclass(frozen=True)
class TableFormat:
    """A format in which tables and views are exported as they are."""

    writer: WriteAll
    descriptor: dict[str, object]
    """What Frictionless Data is to know of the files."""
    tables: tuple[str, ...] = ()
    """What is exported unless other tables are named; empty for all there is."""
    has_choice: bool = True
    """Whether others may be named."""


def one_by_one(
    write: WriteOne, suffix: str, connection: duckdb.DuckDBPyConnection, resources: Sequence[Resource], folder: Path
) -> Iterator[Written]:
    """Write each resource as a file of its own, named for it, when it is asked for."""
    return (write(connection, resource, folder / f"{resource.name}{suffix}") for resource in resources)


def all_parquet(
    connection: duckdb.DuckDBPyConnection, resources: Sequence[Resource], folder: Path
) -> Iterator[Written]:
    """Write each resource as Parquet, by years where it has many rows, when it is asked for."""
    return (write_parquet(connection, resource, folder) for resource in resources)


TABLE_FORMATS = {
    "bi": TableFormat(all_parquet, {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}),
    "csv": TableFormat(partial(one_by_one, write_csv, ".csv"), CSV),
    "xlsx": TableFormat(
        write_workbook,
        {"format": "xlsx", "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        FOR_ANALYSTS,
    ),
    "stata": TableFormat(
        partial(one_by_one, write_stata, ".dta"),
        {"format": "dta", "mediatype": "application/x-stata-dta"},
        FOR_ANALYSTS,
    ),
    "spss": TableFormat(
        partial(one_by_one, write_spss, ".sav"), {"format": "sav", "mediatype": "application/x-spss-sav"}, FOR_ANALYSTS
    ),
    "geojson": TableFormat(
        partial(one_by_one, write_geojson, ".geojson"),
        {"format": "geojson", "mediatype": "application/geo+json", "encoding": "utf-8"},
        ("events_flat",),
        has_choice=False,
    ),
    "geoparquet": TableFormat(
        partial(one_by_one, write_geoparquet, ".parquet"),
        {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
        ("events_flat",),
        has_choice=False,
    ),
    "ics": TableFormat(
        partial(one_by_one, write_calendar, ".ics"),
        {"format": "ics", "mediatype": "text/calendar", "encoding": "utf-8"},
        ("events_flat",),
        has_choice=False,
    ),
}
