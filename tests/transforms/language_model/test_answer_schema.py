"""The form of an answer: what its schema allows, and what is no answer."""

from pathlib import Path
from typing import Any

import pytest

from tests.answers import answer_of, parties, told
from transforms.language_model.answer_schema import UnreadableAnswer, answer_schema, parse_answer
from transforms.own_knowledge import OwnFile, OwnKnowledge, using
from transforms.tables import EVENT_TYPES

OWN_TYPE = """\
event_type: EVICT
cameo_root: "17"
quad_class: 4
score: -6
recipient: optional
definition: Somebody is driven from a home or from land.
triggers:
  - {lemma: evict}
examples:
  - {text: The army evicted the villagers., trigger: evicted, actor: [The army]}
near_misses:
  - {text: The army protected the villagers., event_type: null}
"""


def objects_in(node: Any) -> list[dict[str, Any]]:
    held = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    found = [one for part in held for one in objects_in(part)]
    return [*found, node] if isinstance(node, dict) and node.get("type") == "object" else found


def test_the_schema_is_closed_and_leaves_no_field_out_as_servers_want_it() -> None:
    objects = objects_in(answer_schema())
    assert len(objects) == 5
    for one in (objects[0], objects[1], objects[2], objects[3], objects[4]):
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])


def test_the_types_are_those_of_the_ontology_in_use() -> None:
    event = answer_schema()["$defs"]["ToldEvent"]["properties"]
    assert event["event_type"]["enum"] == list(EVENT_TYPES)
    own = OwnKnowledge((OwnFile("ontology/evict.yaml", str(Path("evict.yaml")), OWN_TYPE.encode()),))
    with using(own):
        assert answer_schema()["$defs"]["ToldEvent"]["properties"]["event_type"]["enum"][-1] == "EVICT"


def test_an_answer_is_read_with_and_without_the_fence_that_models_like() -> None:
    text = answer_of(told([(1, "met")], "CONSULT", actors=parties(("Ann", "FRA", "GOV"))))
    (event,) = parse_answer(text).events
    assert (event.event_type, event.actors[0].words) == ("CONSULT", "Ann")
    assert parse_answer(f"```json\n{text}\n```") == parse_answer(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no JSON: Expecting value at character 0"),
        ("I cannot do that", "no JSON"),
        ('{"events": [', "no JSON"),
        ("[]", "Input should be a valid dictionary"),
        ('{"events": [], "secret words": 1}', r"\?: Extra inputs are not permitted"),
        (answer_of({"event_type": "CONSULT"}), "events.0.reports: Field required"),
        (answer_of(told([], "CONSULT", is_mutual="yes")), "events.0.is_mutual: Input should be a valid boolean"),
        ("[" * 100_000, "too deep"),
        ('{"events": []}' + " " * 400_000, "at most 400000 are read"),
    ],
)  # fmt: skip
def test_what_has_another_form_is_no_answer_and_none_of_its_words_are_repeated(text: str, fault: str) -> None:
    with pytest.raises(UnreadableAnswer, match=fault) as raised:
        parse_answer(text)
    assert "secret words" not in str(raised.value)
