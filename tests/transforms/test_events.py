"""Tests of the coder on whole sentences, read by the engine that ships: what is coded, and what is not."""

from datetime import date

import pytest

from tests.rows import a
from transforms.extraction import Extraction, extract
from transforms.tables import Document

MONDAY = date(2024, 3, 4)


def code(text: str) -> Extraction:
    document = a(Document, text=text, published_first_on=MONDAY, published_last_on=MONDAY, published_basis="metadata")
    (extraction,) = extract([document])
    return extraction


def told(extraction: Extraction) -> list[tuple[str, list[str], list[str]]]:
    """Return type, actors and recipients of each event, in the words of the text."""
    words = {mention.mention_id: mention.mention for mention in extraction.mentions}

    def side(event_id: str, role: str) -> list[str]:
        return [
            words[part.mention_id] for part in extraction.participants if (part.event_id, part.role) == (event_id, role)
        ]

    return [
        (event.event_type, side(event.event_id, "actor"), side(event.event_id, "recipient"))
        for event in extraction.events
    ]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Turkey condemned Israel.", [("ACCUSE", ["Turkey"], ["Israel"])]),
        ("Israel was condemned by Turkey.", [("ACCUSE", ["Turkey"], ["Israel"])]),
        ("Turkish warplanes bombed Kurdish rebels.", [("ASSAULT", ["Turkish warplanes"], ["Kurdish rebels"])]),
        ("France and Egypt held talks in Cairo.", [("CONSULT", ["France", "Egypt"], [])]),
        ("Russia vetoed the resolution.", [("REJECT", ["Russia"], [])]),
        ("Thousands of students protested in Dhaka.", [("PROTEST", ["students"], [])]),
        ("The weather in Paris was fine.", []),
        ("The team beat its rivals in the cup final.", []),
    ],
)
def test_a_sentence_is_coded(text: str, events: list[tuple[str, list[str], list[str]]]) -> None:
    assert told(code(text)) == events


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Turkish warplanes bombed Kurdish rebels.", "actual"),
        ("Turkish warplanes did not bomb Kurdish rebels.", "denied"),
        ("Turkish warplanes may bomb Kurdish rebels.", "hypothetical"),
        ("Turkey denied bombing Kurdish rebels.", "denied"),
    ],
)
def test_words_around_a_trigger_say_whether_it_happened(text: str, factuality: str) -> None:
    found = [event.factuality for event in code(text).events if event.event_type == "ASSAULT"]
    assert found == [factuality]


def test_an_event_carries_the_codes_of_its_participants() -> None:
    extraction = code("Turkish warplanes bombed Kurdish rebels on Sunday.")
    (event,) = extraction.events
    (actor,) = [part for part in extraction.participants if part.role == "actor"]
    assert (actor.country, actor.sector) == ("TUR", "MIL")
    assert (event.cameo_root, event.quad_class, event.occurred_first_on) == ("19", 4, date(2024, 3, 3))


@pytest.mark.parametrize("text", ["", " ", "a", "!" * 500, "الرئيس التقى الوزير", "🙂 🙂", "word " * 1500, "x" * 20000])
def test_odd_texts_give_no_error(text: str) -> None:
    for event in code(text).events:
        assert text[event.trigger_start : event.trigger_end] == event.trigger


def test_a_date_of_another_clause_is_not_the_event_s() -> None:
    extraction = code("Turkey cancelled a meeting with Greece that had been planned for 3 May 2024.")
    dates = {event.trigger: (event.occurred_first_on, event.occurred_basis) for event in extraction.events}
    assert dates["cancelled"] == (MONDAY, "publication")
