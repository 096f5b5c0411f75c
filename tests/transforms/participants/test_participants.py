"""Tests of participants whom only other sentences of a document tell."""

from datetime import date

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.tables import Document, ReportParticipant


def participants(text: str, trigger: str, role: str) -> list[tuple[str, str | None]]:
    """Return words and basis of those who fill a role of the report with a trigger."""
    (extraction,) = extract([a(Document, text=text, published_first_on=date(2024, 3, 4))])
    report = next(one for one in extraction.reports if one.trigger == trigger)
    words = {mention.mention_id: mention.mention for mention in extraction.mentions}
    found: list[ReportParticipant] = [
        participant
        for participant in extraction.participants
        if (participant.report_id, participant.role) == (report.report_id, role)
    ]
    return [(words[participant.mention_id], participant.basis) for participant in found]


ATTACK = "Boko Haram militants attacked a school in Borno on Monday. Twelve pupils were kidnapped."


def test_the_actor_of_a_passive_stands_in_the_sentence_before() -> None:
    assert participants(ATTACK, "kidnapped", "actor") == [("Boko Haram militants", "document")]


def test_who_is_told_in_the_sentence_is_kept_and_says_so() -> None:
    assert participants(ATTACK, "attacked", "actor") == [("Boko Haram militants", "syntax")]
    assert participants(ATTACK, "kidnapped", "recipient") == [("Twelve pupils", "syntax")]


def test_a_deed_that_a_noun_takes_up_has_its_doer() -> None:
    text = "Rebels ambushed an army convoy near Goma on Sunday. The attack lasted an hour. Six soldiers were killed."
    assert participants(text, "attack", "actor") == [("Rebels", "document")]


@pytest.mark.parametrize(
    "text",
    [
        "A student was arrested.",
        "The foreign ministers of Russia, Iran and Turkey agreed.",
        "Talks collapsed.",
        "",
    ],
)
def test_nobody_is_invented(text: str) -> None:
    (extraction,) = extract([a(Document, text=text)])
    assert [participant for participant in extraction.participants if participant.basis == "document"] == []
