"""Tests of the points on a map: who has one, and what their files say of themselves."""

import json
import struct

import pyarrow.parquet as pq

from tests.built import number
from tests.warehouse.export.conftest import Export


def test_an_event_known_to_a_town_has_a_point_and_one_known_to_a_country_has_none(exported: Export) -> None:
    found = json.loads((exported("geojson") / "events_flat.geojson").read_text(encoding="utf-8"))
    features = {one["id"]: one for one in found["features"]}
    assert found["type"] == "FeatureCollection"
    assert features[number(121)]["geometry"] == {"type": "Point", "coordinates": [37.16, 36.2]}
    assert features[number(121)]["properties"]["place_precision"] == "city"
    assert features[number(122)]["geometry"] is None
    assert features[number(122)]["properties"]["place"] == "Syria"


def test_days_are_intervals(exported: Export) -> None:
    found = json.loads((exported("geojson") / "events_flat.geojson").read_text(encoding="utf-8"))
    (march,) = (one["properties"] for one in found["features"] if one["id"] == number(123))
    assert (march["occurred_first_on"], march["occurred_last_on"]) == ("2024-03-05", "2024-03-09")


def test_geoparquet_says_where_its_points_are_and_how_they_are_written(exported: Export) -> None:
    """The metadata that version 1.1.0 of its specification requires."""
    table = pq.read_table(exported("geoparquet") / "events_flat.parquet")
    geo = json.loads(table.schema.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"] == {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}}
    points = dict(zip(table["event_id"].to_pylist(), table["geometry"].to_pylist(), strict=True))
    assert struct.unpack("<BIdd", points[number(121)]) == (1, 1, 37.16, 36.2)
    assert points[number(122)] is None
