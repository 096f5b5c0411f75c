"""Tests of the names that a noun for people stands for, on sentences read by the engine that ships."""

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.tables import Document


def struck(text: str) -> list[str]:
    (extraction,) = extract([a(Document, text=text)])
    words = {mention.mention_id: mention.mention for mention in extraction.mentions}
    surest = max(extraction.reports, key=lambda report: report.confidence)
    found = [
        participant
        for participant in extraction.participants
        if participant.report_id == surest.report_id and participant.role == "recipient"
    ]
    return [words[one.mention_id] for one in sorted(found, key=lambda one: one.position)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Party legal adviser Jose Lara was shot in Lima.", ["Jose Lara"]),
        ("The priests Ana Ruiz, Luis Soto, and Juan Paz were murdered.", ["Ana Ruiz", "Luis Soto", "Juan Paz"]),
        ("Soldiers kidnapped Rosa Diaz and her son Luis Diaz.", ["Rosa Diaz", "Luis Diaz"]),
        ("Gunmen wounded a woman identified as Maria Lopez.", ["Maria Lopez"]),
        ("A clerk named Erika Soto was killed by gunmen.", ["Erika Soto"]),
        ("Gunmen killed five officials, including the mayor Luis Soto.", ["five officials", "Luis Soto"]),
        ("Five officials were killed by gunmen, including the mayor Luis Soto.", ["Five officials", "Luis Soto"]),
        ("The militia murdered five people, including the judge Maria Lopez.", ["five people", "Maria Lopez"]),
    ],
)
def test_what_is_done_to_those_described_is_done_to_those_named(text: str, names: list[str]) -> None:
    assert struck(text) == names


def test_a_noun_without_a_name_stands_for_itself() -> None:
    assert struck("Gunmen killed five officials in Lima.") == ["five officials"]
