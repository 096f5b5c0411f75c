"""The formats of others, each a query: GDELT, ACLED, PLOVER's exchange format, FollowTheMoney, and graphs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pycountry
from babel import Locale

from transforms.tables import TABLES
from warehouse.export.contents import FLAT, VARCHAR, Field, Resource, format_of_others, records, text_columns, types
from warehouse.export.graphs import write_gexf, write_graphml
from warehouse.export.table_formats import CSV
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
    rows: str = "true"
    """Condition of SQL that the rows of this file meet."""


JSON_LINES: dict[str, object] = {"format": "jsonl", "mediatype": "application/jsonl"}
LEVELS = ("entity", "side", "country")


def graphs(suffix: str, writer: Writer, mediatype: str) -> tuple[Format, ...]:
    """Return the formats of the graphs of a release: a file for the dyads of each level, one for alliances."""
    form: dict[str, object] = {"format": suffix, "mediatype": mediatype}
    dyads = (
        Format("dyad_edges", f"dyads_{level}.{suffix}", writer, form, rows=f"level = '{level}'") for level in LEVELS
    )
    return (*dyads, Format("alliance_edges", f"alliances.{suffix}", writer, form))


FORMATS: dict[str, tuple[Format, ...]] = {
    "gdelt": (
        Format(
            "gdelt",
            "events.export.CSV",
            write_tabs,
            {**CSV, "mediatype": "text/tab-separated-values", "dialect": {"delimiter": "\t", "header": False}},
            ("cameo_actors.csv",),
        ),
    ),
    "acled-csv": (Format("acled", "acled.csv", write_csv, CSV, ("acled_types.csv", "acled_actors.csv")),),
    "plover-jsonl": (Format("plover", "plover.jsonl", write_json_lines, JSON_LINES),),
    "ftm": (Format("ftm", "entities.ftm.json", write_json_lines, JSON_LINES, ("ftm_schemata.csv",)),),
    "gexf": graphs("gexf", write_gexf, "application/gexf+xml"),
    "graphml": graphs("graphml", write_graphml, "application/graphml+xml"),
}
"""The files of each layout."""
CODES = ("cameo_actors", "acled_types", "acled_actors", "ftm_schemata")


def prepare(connection: duckdb.DuckDBPyConnection, *, with_text: bool) -> None:
    """Give a connection the tables of codes and the view that the queries of the formats read."""
    if not with_text:
        hide_text(connection)
    for name in CODES:
        connection.register(name, pa.Table.from_pylist(records(name)))
    connection.register("countries", countries())
    connection.execute(f"create temp view happened as {format_of_others('happened').sql}")


def resource_of(connection: duckdb.DuckDBPyConnection, chosen: Format) -> Resource:
    """Return the resource of a format, of a connection that `prepare` has seen."""
    view = format_of_others(chosen.query)
    nested = types(connection, f"({view.sql})")
    fields = tuple(Field(name, FLAT.get(nested[name], VARCHAR), meaning) for name, meaning in view.columns.items())
    query = f"from ({view.sql}) where {chosen.rows}"
    return Resource(Path(chosen.file).stem.replace(".", "_").lower(), view.description, fields, query)


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
    """Return the countries by ISO 3166 alpha-3 with their other codes, FIPS codes and names in English (CLDR)."""
    fips = {row["country"]: row["fips"] for row in records("fips")}
    names = Locale("en").territories
    known = [
        {
            "country": country.alpha_3,
            "alpha_2": country.alpha_2,
            "numeric": int(country.numeric),
            "name": names.get(country.alpha_2),
            "fips": fips.get(country.alpha_3),
        }
        for country in pycountry.countries
    ]
    kosovo = {
        "country": "XKX",
        "alpha_2": "XK",
        "numeric": None,
        "name": names.get("XK"),
        "fips": fips.get("XKX"),
    }  # not in ISO 3166
    return pa.Table.from_pylist([*known, kosovo])
