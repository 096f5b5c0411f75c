"""Points on a map, as GeoJSON and as GeoParquet.

A row has a point where latitude and longitude are known, and none where only a country or a region is: the middle of a
country would be read as a place in it. How exactly a point is known, the column `place_precision` of the row says.
"""

import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.control_characters import printable_json
from warehouse.export.contents import Resource
from warehouse.export.writing import Written, rows
from warehouse.parquet import ROWS_PER_GROUP

LITTLE_ENDIAN, POINT = 1, 1  # of well-known binary, OGC 06-103r4
GEOMETRY = "geometry"
GEO = {
    "version": "1.1.0",
    "primary_column": GEOMETRY,
    "columns": {GEOMETRY: {"encoding": "WKB", "geometry_types": ["Point"]}},
}
"""Metadata by GeoParquet 1.1.0; without `crs` they are longitude and latitude of WGS 84 (OGC:CRS84)."""


def write_geojson(connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path) -> Written:
    """Write events as a feature collection by RFC 7946, a feature a line."""
    names, total = [field.name for field in resource.fields], 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('{"type":"FeatureCollection","features":[')
        for row in rows(connection, resource.query):
            line = printable_json(orjson.dumps(feature(dict(zip(names, row, strict=True)))).decode())
            stream.write(f"{',' if total else ''}\n{line}")
            total += 1
        stream.write("\n]}\n")
    return Written((path,), total)


def feature(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of an event as a feature of GeoJSON."""
    latitude, longitude = row["latitude"], row["longitude"]
    is_point = latitude is not None and longitude is not None
    properties = {key: value for key, value in row.items() if key not in ("latitude", "longitude")}
    return {
        "type": "Feature",
        "id": row["event_id"],
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if is_point else None,
        "properties": properties,
    }


def write_geoparquet(connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path) -> Written:
    """Write a resource as GeoParquet with a column of points beside its own columns."""
    plain, total = resource.arrow_schema(), 0
    schema = plain.append(pa.field(GEOMETRY, pa.binary(), metadata={"description": "Point, well-known binary."}))
    schema = schema.with_metadata({**schema.metadata, "geo": json.dumps(GEO)})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in connection.execute(resource.query).to_arrow_reader(ROWS_PER_GROUP):
            flat = batch.cast(plain)
            latitudes, longitudes = flat["latitude"].to_pylist(), flat["longitude"].to_pylist()
            points = pa.array(map(binary_point, longitudes, latitudes), pa.binary())
            writer.write_batch(pa.record_batch([*flat.columns, points], schema=schema))
            total += batch.num_rows
    return Written((path,), total)


def binary_point(longitude: float | None, latitude: float | None) -> bytes | None:
    """Return a point as well-known binary; None without one."""
    if longitude is None or latitude is None:
        return None
    return struct.pack("<BIdd", LITTLE_ENDIAN, POINT, longitude, latitude)
