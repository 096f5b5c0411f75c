"""Tests of the entities of FollowTheMoney against what its schemata require (its version 4.11.2)."""

import json
from typing import Any

import pytest

from tests.built import number
from tests.warehouse.export.conftest import Export
from transforms.row import OneOf
from transforms.tables import Entity
from warehouse.export.contents import records

THING = {"name", "alias", "country", "notes", "summary", "sourceUrl", "publisher"}
PROPERTIES = {
    **dict.fromkeys(("Person", "Organization", "PublicBody", "LegalEntity"), THING | {"classification"}),
    "Event": THING | {"date", "location", "involved", "recordId"},
}
"""Properties that a schema has, its parents' among them; each requires `name`."""


@pytest.fixture(scope="module")
def entities(exported: Export) -> dict[str, dict[str, Any]]:
    lines = (exported("ftm") / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    return {found["id"]: found for found in map(json.loads, lines)}


def test_every_entity_has_a_schema_its_required_properties_and_no_others(entities: dict[str, dict[str, Any]]) -> None:
    assert len(entities) == 7
    assert {key for key, one in entities.items() if not one["properties"]["name"]} == set()
    assert {key for key, one in entities.items() if not one["properties"].keys() <= PROPERTIES[one["schema"]]} == set()
    texts = [text for one in entities.values() for found in one["properties"].values() for text in found]
    assert {type(text) for text in texts} == {str}


def test_who_takes_part_is_an_entity_of_the_file(entities: dict[str, dict[str, Any]]) -> None:
    strike = entities[f"event.{number(121)}"]["properties"]
    assert strike["involved"] == ["people.syria", "state.turkey"]
    assert (entities["state.turkey"]["schema"], entities["people.syria"]["schema"]) == ("PublicBody", "LegalEntity")
    assert entities["state.turkey"]["properties"]["country"] == ["tr"]


def test_a_date_says_no_more_than_is_known(entities: dict[str, dict[str, Any]]) -> None:
    day, month, none = (entities[f"event.{number(key)}"]["properties"] for key in (121, 123, 124))
    assert (day["date"], month["date"], "date" in none) == (["2024-03-05"], ["2024-03"], False)
    assert month["notes"] == ["On a day from 2024-03-05 to 2024-03-09"]
    assert day["notes"] == ["Precision of the place: city"]


def test_every_kind_of_entity_has_a_schema_or_is_left_out_with_a_reason() -> None:
    (kinds,) = (column.mark(OneOf) for column in Entity.columns() if column.name == "kind")
    rows = records("ftm_schemata")
    assert kinds is not None
    assert {row["kind"] for row in rows} == set(kinds.codes)
    assert [row["kind"] for row in rows if not row["schema"] and not row["note"]] == []
    assert {row["schema"] for row in rows if row["schema"]} <= PROPERTIES.keys()
