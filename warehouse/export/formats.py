"""The formats of others: GDELT's table of events, ACLED's export and PLOVER's exchange format, from a release."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pycountry
from babel import Locale

from transforms.tables import TABLES
from warehouse.export.contents import FLAT, VARCHAR, Field, Resource, format_of_others, records, text_columns, types
from warehouse.export.writing import Written, write_csv, write_json_lines, write_tabs

Writer = Callable[[duckdb.DuckDBPyConnection, Resource, Path], Written]


@dataclass(frozen=True)
class Format:
    """A format of others."""

    query: str
    """Name of its query in `formats/`."""
    file: str
    writer: Writer
    descriptor: dict[str, object]
    """What Frictionless Data is to know of the file."""
    beside: tuple[str, ...] = ()
    """Files of `data/` that tell how our codes became its codes."""


CSV: dict[str, object] = {
    "profile": "tabular-data-resource",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
}
FORMATS = {
    "gdelt": Format(
        "gdelt",
        "events.export.CSV",
        write_tabs,
        {**CSV, "mediatype": "text/tab-separated-values", "dialect": {"delimiter": "\t", "header": False}},
        ("cameo_actors.csv",),
    ),
    "acled-csv": Format("acled", "acled.csv", write_csv, CSV, ("acled_types.csv", "acled_actors.csv")),
    "plover-jsonl": Format(
        "plover", "plover.jsonl", write_json_lines, {"format": "jsonl", "mediatype": "application/jsonl"}
    ),
}
CODES = ("cameo_actors", "acled_types", "acled_actors")


def prepared(connection: duckdb.DuckDBPyConnection, chosen: Format, *, with_text: bool) -> Resource:
    """Return the resource of a format, after giving the connection the tables of codes that its query reads."""
    if not with_text:
        hide_text(connection)
    for name in CODES:
        connection.register(name, pa.Table.from_pylist(records(name)))
    connection.register("countries", countries())
    happened = format_of_others("happened")
    connection.execute(f"create temp view happened as {happened.sql}")
    view = format_of_others(chosen.query)
    nested = types(connection, f"({view.sql})")
    fields = tuple(Field(name, FLAT.get(nested[name], VARCHAR), meaning) for name, meaning in view.columns.items())
    return Resource(Path(chosen.file).stem.replace(".", "_").lower(), view.description, fields, view.sql)


def hide_text(connection: duckdb.DuckDBPyConnection) -> None:
    """Put in front of each table that holds words of documents a view of it without them."""
    left_out = text_columns()
    ((database,),) = connection.execute("select current_database()").fetchall()
    for row in TABLES:
        if hidden := left_out.get(row.table):
            nulls = ", ".join(f"cast(null as varchar) as {column}" for column in sorted(hidden))
            table = f'"{database}".main.{row.table}'
            connection.execute(f"create temp view {row.table} as select * replace ({nulls}) from {table}")


def countries() -> pa.Table:
    """Return the countries by ISO 3166 alpha-3 with their numbers, FIPS codes and names in English (CLDR)."""
    fips = {row["country"]: row["fips"] for row in records("fips")}
    names = Locale("en").territories
    known = [
        {
            "country": country.alpha_3,
            "numeric": int(country.numeric),
            "name": names.get(country.alpha_2),
            "fips": fips.get(country.alpha_3),
        }
        for country in pycountry.countries
    ]
    kosovo = {"country": "XKX", "numeric": None, "name": names.get("XK"), "fips": fips.get("XKX")}  # not in ISO 3166
    return pa.Table.from_pylist([*known, kosovo])
