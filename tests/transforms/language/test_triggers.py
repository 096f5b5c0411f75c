"""Triggers of events, with the model that ships; sentences are ours and in no file of training."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.language.engine import Engine, load_engine
from transforms.language.model_folder import MODEL
from transforms.language.reading import NO_EVENT, Reading, Trigger
from transforms.language.trigger_words import TriggerWords
from transforms.language.triggers import LIKELY, LIKELY_CONTEXT
from transforms.ontology import load_ontology
from transforms.tables import CONTEXTS, EVENT_TYPES

SENTENCES = [
    "Ukrainian drones hit a patrol near Belgorod on Sunday, killing two guards.",
    "The foreign ministers of Egypt and Ethiopia met in Geneva on Friday.",
    "Police arrested 40 demonstrators in Lagos.",
    "The government will not release the detained journalists.",
    "Kenya called on Somalia to hold talks with the militia.",
    "hundreds of students marched in dhaka against the quota law",
]


LABELS: dict[str, list[str]] = json.loads((MODEL / "labels.json").read_text(encoding="utf-8"))
"""What the model knows; the ontology may have more since, of which its patterns alone tell until the next training."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine()


def likely(reading: Reading) -> dict[str, Trigger]:
    """Return the triggers that are more likely than not, by their word."""
    return {
        reading.words(one.token, one.token + 1): one for one in reading.triggers if one.probability >= 0.5
    }  # fmt: skip


def filled(reading: Reading, trigger: Trigger, role: str) -> list[str]:
    """Return the words that fill a role."""
    return [reading.words(one.first, one.last) for one in trigger.participants if one.role == role]


def assert_sound(reading: Reading) -> None:
    """Every place lies in the sentence, every label is known, and probabilities add up."""
    count = len(reading.tokens)
    places = [trigger.token for trigger in reading.triggers]
    assert places == sorted(set(places))
    assert all(0 <= place < count for place in places)
    for trigger in reading.triggers:
        assert trigger.probability >= LIKELY - 1e-6
        assert set(trigger.types) == set(LABELS["types"])
        assert set(trigger.modes) == set(LABELS["modes"])
        for table in (trigger.types, trigger.modes, trigger.factuality):
            assert sum(table.values()) == pytest.approx(1, abs=1e-4)
        assert set(trigger.contexts) <= set(CONTEXTS)
        assert all(LIKELY_CONTEXT <= value <= 1 for value in trigger.contexts.values())
        for participant in trigger.participants:
            assert 0 <= participant.first < participant.last <= count
            assert 0 < participant.probability <= 1


def test_an_attack_has_its_sides_its_place_and_its_dead(engine: Engine) -> None:
    (reading,) = engine.read([SENTENCES[0]])
    hit = likely(reading)["hit"]
    assert hit.event_type == "ASSAULT"
    assert max(hit.factuality, key=hit.factuality.__getitem__) == "actual"
    assert filled(reading, hit, "actor") == ["Ukrainian drones"]
    assert filled(reading, hit, "recipient") == ["patrol"]
    assert filled(reading, hit, "place") == ["Belgorod"]
    assert filled(reading, hit, "time") == ["Sunday"]
    assert filled(reading, hit, "deaths") == ["two"]


def test_who_meets_is_an_actor_on_both_sides(engine: Engine) -> None:
    (reading,) = engine.read(["Egypt and Ethiopia held talks in Geneva on Friday."])
    talks = likely(reading)["talks"]
    assert talks.event_type == "CONSULT"
    assert filled(reading, talks, "actor") == ["Egypt", "Ethiopia"]
    assert filled(reading, talks, "place") == ["Geneva"]


def test_who_is_arrested_is_recipient_and_counted(engine: Engine) -> None:
    (reading,) = engine.read([SENTENCES[2]])
    arrested = likely(reading)["arrested"]
    assert arrested.event_type == "COERCE"
    assert max(arrested.modes, key=arrested.modes.__getitem__) == "arrest"
    assert filled(reading, arrested, "actor") == ["Police"]
    assert filled(reading, arrested, "arrested") == ["40"]


@pytest.mark.parametrize(
    ("text", "word", "factuality"),
    [
        ("Rebels attacked the airport on Monday.", "attacked", "actual"),
        ("Rebels did not attack the airport.", "attack", "denied"),
        ("Rebels may attack the airport, analysts fear.", "attack", "hypothetical"),
    ],
)
def test_whether_it_happened(engine: Engine, text: str, word: str, factuality: str) -> None:
    (reading,) = engine.read([text])
    said = next(one for one in reading.triggers if reading.words(one.token, one.token + 1) == word).factuality
    actual = said["actual"]
    assert (max(said, key=said.__getitem__) == factuality) or (factuality != "actual" and actual < 0.5)


def test_a_demand_is_a_request_and_no_meeting(engine: Engine) -> None:
    (reading,) = engine.read([SENTENCES[4]])
    found = likely(reading)
    assert found["called"].event_type == "REQUEST"
    assert filled(reading, found["called"], "actor") == ["Kenya"]
    assert filled(reading, found["called"], "recipient") == ["Somalia"]


def test_text_in_small_letters_has_triggers(engine: Engine) -> None:
    (reading,) = engine.read([SENTENCES[5]])
    assert likely(reading)["marched"].event_type == "PROTEST"


@pytest.mark.parametrize(
    "text",
    [
        "The striker shot wide and the visitors won the match 3-1.",
        "Shares fell 2 percent after the company cut its forecast.",
        "Add the onions and cook them gently for ten minutes.",
        "The film tells the story of two sisters who open a bakery.",
    ],
)
def test_what_is_no_politics_has_no_sure_trigger(engine: Engine, text: str) -> None:
    (reading,) = engine.read([text])
    assert not likely(reading)


def test_triggers_are_the_same_in_any_batch(engine: Engine) -> None:
    alone = [engine.read([text])[0].triggers for text in SENTENCES]
    assert any(alone)
    assert [one.triggers for one in engine.read(SENTENCES * 3)[: len(SENTENCES)]] == alone
    assert [one.triggers for one in engine.read([*SENTENCES[::-1], "No."])[:-1]] == alone[::-1]


def test_a_sentence_of_many_windows_keeps_the_places_of_its_triggers(engine: Engine) -> None:
    text = "It was calm, quiet and uneventful; " * 60 + "then rebels attacked the town."
    (reading,) = engine.read([text])
    assert_sound(reading)
    (attacked,) = [one for one in reading.triggers if reading.words(one.token, one.token + 1) == "attacked"]
    assert attacked.token > 254
    assert attacked.event_type == "ASSAULT"
    assert filled(reading, attacked, "actor") == ["rebels"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=80) | st.sampled_from(SENTENCES), max_size=4))
def test_any_text_gives_sound_triggers(texts: list[str]) -> None:
    for reading in load_engine().read(texts):
        assert_sound(reading)


def test_every_label_of_the_model_is_of_the_ontology() -> None:
    modes = {mode for kind in load_ontology().types.values() for mode in kind.modes}
    assert set(LABELS["types"]) <= {NO_EVENT, *EVENT_TYPES}
    assert set(LABELS["modes"]) <= {NO_EVENT, *modes}
    assert set(LABELS["contexts"]) <= set(CONTEXTS)


def test_trigger_words_are_known_whatever_their_case() -> None:
    trigger_words = TriggerWords({"bombed": {"ASSAULT": 0.8}}, ("AID", "ASSAULT"))
    assert trigger_words.of_words(["Bombed", "the"]).tolist() == [[0.0, pytest.approx(0.8)], [0.0, 0.0]]
    assert trigger_words.of_words([]).shape == (0, 2)
