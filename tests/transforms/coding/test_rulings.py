"""Tests of what PLOVER counts as an event of its own, on sentences read by the engine that ships."""

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.tables import Document

STORED = 0.1  # confidence; a promise that only "will" tells is stored, and not sure


def types(text: str) -> list[str]:
    (extraction,) = extract([a(Document, text=text)])
    return [report.event_type for report in extraction.reports if report.confidence >= STORED]


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
    ],
)
def test_the_type_is_decided_before_whether_it_happened(text: str, found: list[str]) -> None:
    assert types(text) == found


def test_an_interview_is_no_consultation() -> None:
    assert "CONSULT" not in types("The minister talked to reporters in Cairo.")
