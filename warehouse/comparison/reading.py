"""Reading the events of others: a file of ACLED, GDELT 1.0 or 2.0, or UCDP GED in, sketches out."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from transforms.chains.sketch import Days, Party, Site, Sketch
from transforms.ontology import load_crosswalk
from transforms.tables import SECTORS
from warehouse.comparison.knowing import Known
from warehouse.export.formats import countries

FOLDER = Path(__file__).parent
HEADERS = {
    "acled": {"event_id_cnty", "event_date", "sub_event_type", "actor1", "inter1", "country", "latitude"},
    "ucdp": {"id", "date_start", "date_end", "type_of_violence", "side_a", "side_b", "where_prec", "latitude"},
}
"""Columns by which a file with a header is known."""
GDELT_COLUMNS = {57: "in_1", 58: "in_1", 61: "in_2"}
"""The version of GDELT whose columns a file without a header has, by their number."""
ASIDE = re.compile(r"\s*\([^)]*\)")


class DatasetUnknown(ValueError):
    """A file is none that we can compare with, or a value in it is not as its codebook says; the message says which."""


@dataclass(frozen=True)
class Theirs:
    """An event of others."""

    sketch: Sketch
    kind: str
    """Its type in their words."""


def read_theirs(path: Path, known: Known) -> tuple[str, list[Theirs]]:
    """Return the name of the data set that a file is of and its events; raise `DatasetUnknown` for another file."""
    dataset, columns = recognised(path)
    sql = (FOLDER / "datasets" / f"{dataset}.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.register("countries", countries())
        for name in ("their_types", "their_actors"):
            connection.register(name, pa.Table.from_pylist([*records(name), *crossed(name)]))
        try:
            given = connection.read_csv(path, all_varchar=True, header=not columns, **columns)
            connection.register("given", given)
            found = connection.sql(sql).to_arrow_table().to_pylist()
        except duckdb.Error as error:
            raise DatasetUnknown(f"{path}: not as files of {dataset} are: {str(error).splitlines()[0]}") from None
    return dataset, [Theirs(sketch(row, known), row["kind"] or "") for row in found]


def recognised(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the name of the data set that a file is of, and how DuckDB is to read one that has no header."""
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        line = stream.readline(100_000).rstrip("\r\n")
    cells = line.split("\t")
    if version := GDELT_COLUMNS.get(len(cells)):
        names = [row["column"] for row in records("gdelt_columns") if row[version]]
        return "gdelt", {"sep": "\t", "quotechar": "", "names": names[: len(cells)]}
    header = set(re.split(r"[,;\t]", line.replace('"', "")))
    for dataset, wanted in HEADERS.items():
        if wanted <= header:
            return dataset, {}
    raise DatasetUnknown(
        f"{path}: no file that we know; give an export of ACLED or UCDP GED with its header, or one of GDELT's events"
    )


@cache
def records(name: str) -> tuple[Mapping[str, str | None], ...]:
    """Return the rows of a file of `data/`; an empty cell is None."""
    with (FOLDER / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple({column: cell or None for column, cell in row.items()} for row in csv.DictReader(stream))


def crossed(name: str) -> Iterator[dict[str, str | None]]:
    """Yield the PLOVER type of every CAMEO code, as rows of the file of types."""
    if name == "their_types":
        for code, crossing in load_crosswalk().items():
            yield {"dataset": "gdelt", "type": code, "event_types": crossing.event_type, "note": None}


def compared_types(dataset: str) -> frozenset[str]:
    """Return the PLOVER types that an event of a data set may be; our events of others are none that it counts."""
    rows = (*records("their_types"), *crossed("their_types"))
    return frozenset(kind for row in rows if row["dataset"] == dataset for kind in (row["event_types"] or "").split())


def sketch(row: Mapping[str, Any], known: Known) -> Sketch:
    """Return a row of a data set as event coreference looks at an event."""
    country = row["place_country"] or known.country_in(row["country_name"] or "")
    return Sketch(
        key=row["key"],
        document_id="",
        event_types=frozenset(row["event_types"] or ()),
        modes=frozenset(),
        factualities=frozenset({"actual"}),
        lemmas=frozenset(),
        acts=frozenset(),
        actors=tuple(party(told, known) for told in row["parties"] if told["name"]),
        days=Days(row["first_on"], row["last_on"], "stated"),
        site=site(row, country),
    )


def party(told: Mapping[str, Any], known: Known) -> Party:
    """Return a party of theirs, with our entity where exactly one has its name."""
    name = told["name"]
    entity_id = known.entity_of(ASIDE.sub("", name)) or known.entity_of(name)
    sector = told["sector"] if told["sector"] in SECTORS else None
    return Party(entity_id, told["country"] or known.country_in(name), sector)


def site(row: Mapping[str, Any], country: str | None) -> Site | None:
    """Return the place of an event of theirs; None where neither a point nor a country is known."""
    latitude, longitude, precision = row["latitude"], row["longitude"], row["precision"]
    if latitude is None or longitude is None:
        if country is None:
            return None
        latitude, longitude, precision = 0.0, 0.0, "country"  # of which no point is compared
    return Site("", row["place"] or "", country, row["admin1"], precision, "stated", latitude, longitude)
