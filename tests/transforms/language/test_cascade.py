"""Tests of two engines as one: the larger reads what the smaller is unsure of, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from transforms.language.cascade import Cascade, doubt
from transforms.language.reading import NO_EVENT, Reading, Trigger


def trigger(**types: float) -> Trigger:
    return Trigger(0, {NO_EVENT: 1.0 - sum(types.values()), **types}, {}, {}, {}, ())


@dataclass
class Scripted:
    """Reads every sentence with the triggers that a table gives it, and remembers what it was asked."""

    triggers: dict[str, tuple[Trigger, ...]]
    asked: list[str] = field(default_factory=list)

    def read(self, sentences: Sequence[str]) -> list[Reading]:
        self.asked += sentences
        return [Reading(text, (), (), (), self.triggers.get(text, ())) for text in sentences]


def test_a_sentence_without_a_likely_event_leaves_no_doubt() -> None:
    assert doubt(()) == 0.0


def test_doubt_is_the_chance_that_an_event_or_its_type_is_wrong() -> None:
    assert doubt([trigger(ACCUSE=0.9)]) == pytest.approx(0.1)
    assert doubt([trigger(ACCUSE=0.5, REJECT=0.4)]) == pytest.approx(0.5)
    assert doubt([trigger(ACCUSE=0.2)]) == pytest.approx(0.2)
    assert doubt([trigger(ACCUSE=0.9), trigger(CONSULT=0.8)]) == pytest.approx(1 - 0.9 * 0.8)


def test_only_what_is_unsure_is_read_again() -> None:
    sure, unsure = (trigger(CONSULT=0.95),), (trigger(CONSULT=0.4, AGREE=0.3),)
    better = (trigger(AGREE=0.9),)
    small = Scripted({"They met.": sure, "They sat down.": unsure})
    base = Scripted({"They sat down.": better})
    readings = Cascade(small, base, threshold=0.3).read(["They met.", "It rained.", "They sat down."])
    assert base.asked == ["They sat down."]
    assert [reading.triggers for reading in readings] == [sure, (), better]
    assert [reading.text for reading in readings] == ["They met.", "It rained.", "They sat down."]
