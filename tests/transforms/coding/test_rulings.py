"""Tests of what PLOVER counts as an event of its own, on sentences read by the engine that ships."""

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.tables import Document


def types(text: str) -> list[str]:
    (extraction,) = extract([a(Document, text=text)])
    return [report.event_type for report in extraction.reports if report.confidence >= 0.2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Iran agreed to withdraw its troops from Iraq.", ["AGREE"]),
        ("France demanded the release of the journalist.", ["REQUEST"]),
        ("Russia refused to attend the summit.", ["REJECT"]),
        ("Turkey threatened to bomb the camps.", ["THREATEN"]),
        ("Japan will send doctors to Nepal.", ["AGREE"]),
        ("Egypt will not release the prisoners.", ["REJECT"]),
        ("Iran accused Israel of bombing the port.", ["ACCUSE", "ASSAULT"]),
        ('"We do not negotiate with kidnappers," Nigerian President Bola Tinubu said.', ["REJECT"]),
        ('"We will bomb their camps," said Pakistani Prime Minister Shehbaz Sharif.', ["THREATEN"]),
        ("Nigeria does not negotiate with kidnappers.", ["CONSULT"]),
    ],
)
def test_the_type_is_decided_before_whether_it_happened(text: str, found: list[str]) -> None:
    assert types(text) == found


def test_who_refuses_to_meet_does_so_against_the_others() -> None:
    (extraction,) = extract([a(Document, text="Iran will not meet Saudi Arabia.")])
    assert [(one.role, one.country) for one in extraction.participants] == [("actor", "IRN"), ("recipient", "SAU")]


@pytest.mark.parametrize(
    "text",
    [
        "The exercise simulated an invasion of Estonia by Russian troops.",
        "A film about the siege of Sarajevo won a prize in Cannes.",
        "The novel depicts the bombing of Guernica by German planes.",
    ],
)
def test_what_is_staged_or_told_in_a_work_of_art_did_not_happen(text: str) -> None:
    (extraction,) = extract([a(Document, text=text)])
    assert {report.factuality for report in extraction.reports} == {"hypothetical"}


def test_an_interview_is_no_consultation() -> None:
    assert "CONSULT" not in types("The minister talked to reporters in Cairo.")
