"""Tests of the sentences with events: that every file can be read, and that what cannot is refused by place."""

from pathlib import Path

import pytest

from training.event_sentences import AnnotatedEvent, parse_event, read_event_sentences
from training.own import MalformedSentence
from transforms.tables import EVENT_TYPES

FOLDER = Path(__file__).parent.parent.parent / "training" / "events"
TEXT = "Turkish jets struck PKK camps near Qandil overnight, and Ankara struck again."


def test_a_line_tells_an_event_by_its_words() -> None:
    line = "ASSAULT/aerial actual: struck#2; actor: Turkish jets; place: Qandil; contexts: military"
    assert parse_event(line, TEXT, "here") == AnnotatedEvent(
        "ASSAULT",
        "aerial",
        "actual",
        (64, 70),
        {"actor": ((0, 12),), "place": ((35, 41),)},
        ("military",),
    )


@pytest.mark.parametrize(
    "line",
    [
        "ASSAULT/aerial: struck",
        "ATTACK actual: struck",
        "ASSAULT/phone actual: struck",
        "ASSAULT surely: struck",
        "ASSAULT actual: strikes",
        "ASSAULT actual: struck#3",
        "ASSAULT actual: struck; victim: PKK camps",
        "ASSAULT actual: struck; contexts: weather",
    ],
)
def test_a_line_that_breaks_the_format_is_refused_by_place(line: str) -> None:
    with pytest.raises(MalformedSentence, match=r"^here: "):
        parse_event(line, TEXT, "here")


def test_every_sentence_of_ours_can_be_read_and_every_type_is_told() -> None:
    sentences = read_event_sentences(FOLDER)
    told = {event.event_type for sentence in sentences for event in sentence.events}
    assert told == set(EVENT_TYPES)
    assert any(not sentence.events for sentence in sentences)
