"""Writing the rows of a query: as Parquet, by year where they are many, as CSV, with tabs, or as JSON lines."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pyarrow.parquet as pq

from transforms.control_characters import printable_json
from warehouse.export.cells import cell, tabbed
from warehouse.export.contents import Resource, year_columns
from warehouse.parquet import ROWS_PER_GROUP

FETCHED = 10_000  # rows held in memory at a time
# Rows. DuckDB skips the other years of one file by its statistics, so that parts gain it nothing at four million;
# pandas reads a whole file, at 0.2 s of CPU a million rows, so that from here on a year's part spares it a second.
LARGE = 5_000_000
NO_YEAR = "__HIVE_DEFAULT_PARTITION__"  # what Hive, hence every reader of such folders, calls null


@dataclass(frozen=True)
class Written:
    """The files that hold a resource."""

    files: tuple[Path, ...]
    rows: int


def write_parquet(
    connection: duckdb.DuckDBPyConnection, resource: Resource, folder: Path, large: int = LARGE
) -> Written:
    """Write a resource as one Parquet file, or as one for each year where it has many rows."""
    day = year_columns().get(resource.name)
    named = [field.name for field in resource.fields]
    if day is None or day not in named or count(connection, resource) < large:
        path = folder / f"{resource.name}.parquet"
        return Written((path,), write_file(connection, resource, resource.query, path))
    found = connection.execute(f"select distinct year({day}) as year from ({resource.query}) order by year").fetchall()
    files, total = [], 0
    for (year,) in found:
        part = folder / resource.name / f"year={NO_YEAR if year is None else year}"
        part.mkdir(parents=True)
        rows = f"from ({resource.query}) where year({day}) is not distinct from {'null' if year is None else year}"
        files.append(part / "part-0.parquet")
        total += write_file(connection, resource, rows, files[-1])
    return Written(tuple(files), total)


def write_file(connection: duckdb.DuckDBPyConnection, resource: Resource, query: str, path: Path) -> int:
    """Write the rows of a query as one Parquet file, with the descriptions in its metadata; return their number."""
    schema, total = resource.arrow_schema(), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in connection.execute(query).to_arrow_reader(ROWS_PER_GROUP):
            writer.write_batch(batch.cast(schema))
            total += batch.num_rows
    return total


def count(connection: duckdb.DuckDBPyConnection, resource: Resource) -> int:
    """Return the number of rows of a resource."""
    ((found,),) = connection.execute(f"select count(*) from ({resource.query})").fetchall()
    return int(found)


def write_csv(connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path) -> Written:
    """Write a resource as CSV with a header."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field.name for field in resource.fields])
        total = 0
        for row in rows(connection, resource.query):
            writer.writerow([cell(value) for value in row])
            total += 1
    return Written((path,), total)


def write_tabs(connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path) -> Written:
    """Write a resource as tab-separated lines without header or quotes."""
    total = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        for row in rows(connection, resource.query):
            stream.write("\t".join(tabbed(value) for value in row) + "\n")
            total += 1
    return Written((path,), total)


def write_json_lines(connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path) -> Written:
    """Write a resource as a JSON object a line."""
    total = 0
    names = [field.name for field in resource.fields]
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for row in rows(connection, resource.query):
            stream.write(f"{printable_json(orjson.dumps(dict(zip(names, row, strict=True))).decode())}\n")
            total += 1
    return Written((path,), total)


def made_at(connection: duckdb.DuckDBPyConnection) -> datetime:
    """Return the instant, in UTC, at which the tables of a release were complete."""
    ((found,),) = connection.execute("select max(ended_at) from runs").fetchall()
    instant: datetime = found.astimezone(UTC)
    return instant


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query, a few thousand at a time."""
    cursor = connection.execute(query)
    while fetched := cursor.fetchmany(FETCHED):
        yield from fetched
