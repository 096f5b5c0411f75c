"""How triggers are scored against our own sentences."""

import pytest

from benchmarks.trigger_accuracy import Calibration
from training.corpora import Example, Happening
from training.event_figures import event_counts
from training.gold_types import type_counts
from training.scores import Counts
from transforms.language.reading import NO_EVENT, Participant, Trigger


def trigger(token: int, event_type: str, probability: float, *participants: Participant) -> Trigger:
    return Trigger(
        token=token,
        types={NO_EVENT: 1 - probability, event_type: probability},
        modes={NO_EVENT: 0.4, "aerial": 0.6},
        factuality={"actual": 0.9, "denied": 0.1},
        contexts={"military": 0.8, "legal": 0.2},
        participants=participants,
    )


STRUCK = Happening(1, "ASSAULT", "aerial", "denied", ("military",), (("actor", 0, 1), ("recipient", 2, 3)))
EXAMPLE = Example("events", ("Jets", "struck", "camps"), happenings=(STRUCK,))


def test_a_trigger_of_another_type_is_a_trigger_all_the_same() -> None:
    said = [trigger(1, "COERCE", 0.7, Participant("actor", 0, 1, 0.9), Participant("recipient", 1, 3, 0.9))]
    counts = event_counts([(EXAMPLE, said, said)])
    assert counts["triggers"] == Counts(1, 1, 1)
    assert counts["types"] == Counts(1, 1, 0)
    assert counts["roles"] == Counts(2, 2, 1)
    assert counts["role_recipient"] == Counts(1, 1, 0)
    assert counts["modes"] == Counts(1, 1, 1)
    assert counts["factuality"] == Counts(1, 1, 0)
    assert counts["contexts"] == Counts(1, 1, 1)


def test_an_unsure_trigger_is_not_found_but_its_labels_are_judged() -> None:
    said = [trigger(1, "ASSAULT", 0.3)]
    counts = event_counts([(EXAMPLE, said, said)])
    assert counts["triggers"] == Counts(1, 0, 0)
    assert counts["types_given"] == Counts(1, 1, 1)


def test_a_text_has_the_type_of_its_surest_trigger() -> None:
    text = Example("gold", ("They", "left", "and", "fought"), sentence_id="YIELD")
    said = [trigger(1, "RETREAT", 0.9), trigger(3, "ASSAULT", 0.6)]
    assert type_counts([(text, said, said)]) == Counts(1, 1, 1)
    assert type_counts([(text, said[1:], [])]) == Counts(1, 1, 0)
    assert type_counts([(text, [trigger(1, "RETREAT", 0.4)], [])]) == Counts(1, 0, 0)


def test_probabilities_are_compared_with_how_often_they_are_right() -> None:
    sure, unsure = [(0.95, True)] * 9 + [(0.95, False)], [(0.15, False)] * 10
    assert Calibration(tuple(sure + unsure)).error == pytest.approx((0.05 + 0.15) / 2)
    assert [count for count, _, _ in Calibration(tuple(sure + unsure)).bins()] == [10, 10]
