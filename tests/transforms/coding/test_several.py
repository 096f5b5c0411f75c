"""Tests of nouns for people of several countries."""

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.tables import Document


def actors(text: str) -> list[tuple[str | None, str | None]]:
    """Return country and sector of the actors of the first report."""
    (extraction,) = extract([a(Document, text=text)])
    report = extraction.reports[0]
    parts = [
        participant
        for participant in extraction.participants
        if participant.report_id == report.report_id and participant.role == "actor"
    ]
    return [(part.country, part.sector) for part in parts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The foreign ministers of Russia, Iran and Turkey met in Sochi.",
            [("RUS", "GOV"), ("IRN", "GOV"), ("TUR", "GOV")],
        ),
        ("The army chiefs of Kenya and Uganda met in Nairobi.", [("KEN", "MIL"), ("UGA", "MIL")]),
        ("The army chief of Kenya accused the rebels.", [("KEN", "MIL")]),
    ],
)
def test_each_country_of_an_office_is_a_party(text: str, found: list[tuple[str | None, str | None]]) -> None:
    assert actors(text)[: len(found)] == found
