"""Tests of composites: sentences in, which events they tell to be parts or the content of others out."""

from datetime import date

import pytest

from tests.rows import a
from transforms.composites import load_composites
from transforms.extraction import extract
from transforms.tables import Document


def told(text: str) -> set[tuple[str, str, str]]:
    """Return the triggers of part and whole and the reason, as a document of one sentence tells them."""
    day = date(2018, 6, 8)
    document = a(Document, text=text, published_first_on=day, published_last_on=day)
    (found,) = extract([document])
    triggers = {report.report_id: report.trigger for report in found.reports}
    return {(triggers[part.report_id], triggers[part.whole_report_id], part.reason) for part in found.report_parts}


@pytest.mark.parametrize("row", load_composites(), ids=lambda row: f"{row.reason}: {row.example}")
def test_a_pattern_finds_what_its_example_tells(row: object) -> None:
    assert {reason for *_, reason in told(row.example)} == {row.reason}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "Algeria accused Morocco of spying after rebels killed two soldiers.",
        "Kenyan police were accused after a night raid on the village.",
        "The ministers met in Rome, and Russia accused Turkey of helping the rebels in Syria.",
        "Rebels blew up a bridge after the riots in the capital.",
        "Police arrested twelve men and seized four rifles.",
    ],
)
def test_what_only_stands_beside_another_event_is_no_part_of_it(text: str) -> None:
    assert not {found for found in told(text) if found[2] in {"meeting", "course"}}
    assert not {found for found in told(text) if found[2] == "accusation" and "killed" in found}
