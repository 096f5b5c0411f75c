"""Tests of those who say that they did it, on sentences read by the engine that ships."""

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.tables import Document


def actors(text: str) -> list[str]:
    (extraction,) = extract([a(Document, text=text)])
    words = {mention.mention_id: mention.mention for mention in extraction.mentions}
    attacks = {report.report_id for report in extraction.reports if report.event_type == "ASSAULT"}
    found = [
        participant
        for participant in extraction.participants
        if participant.report_id in attacks and participant.role == "actor"
    ]
    return [words[one.mention_id] for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "The Red Brigades claimed responsibility for the attack on the newspaper.",
        "Responsibility for the bombing was claimed by the Red Brigades.",
    ],
)
def test_who_claims_an_attack_did_it(text: str) -> None:
    assert [actor.removeprefix("The ").removeprefix("the ") for actor in actors(text)] == ["Red Brigades"]


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the attack on the newspaper.",
        "The police asked who would claim responsibility for the attack on the newspaper.",
    ],
)
def test_nobody_did_what_nobody_claims(text: str) -> None:
    assert actors(text) == []
