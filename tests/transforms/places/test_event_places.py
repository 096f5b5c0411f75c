"""Places of events: stated by the clause, else the focus of the document, else none; never those who speak."""

import pytest

from tests.rows import a
from transforms.extraction import Extraction, extract
from transforms.places.event_places import focus_of
from transforms.tables import Document, Toponym


def placed(text: str) -> list[tuple[str, str | None, str, str]]:
    (read,) = extract([a(Document, text=text)])
    names = {place.place_id: place.name for place in read.places}
    return [
        (report.trigger, names.get(report.place_id or ""), report.place_precision, report.place_basis)
        for report in read.reports
    ]


def place_of(text: str, trigger: str) -> tuple[str | None, str, str]:
    return next((place, precision, basis) for words, place, precision, basis in placed(text) if words == trigger)


@pytest.mark.parametrize(
    ("text", "trigger", "place", "precision"),
    [
        ("Turkish warplanes bombed Kurdish rebels in Afrin.", "bombed", "Afrin", "city"),
        ("Gunmen shot dead three police officers near Kirkuk.", "shot", "Kirkuk", "city"),
        ("Protesters rallied against the government in Nairobi on Monday.", "rallied", "Nairobi", "city"),
        ("Israeli jets struck Hezbollah fighters in the Golan Heights.", "struck", "Golan Heights", "region"),
        ("French soldiers killed two militants in northern Mali.", "killed", "Mali", "country"),
    ],
)
def test_the_clause_states_the_place(text: str, trigger: str, place: str, precision: str) -> None:
    assert place_of(text, trigger) == (place, precision, "stated")


def test_who_speaks_is_no_place() -> None:
    assert placed("Moscow condemned Israel.") == [("condemned", None, "unknown", "none")]


def test_an_event_without_a_place_has_the_focus_of_its_document_less_exactly() -> None:
    text = "Shops were shut in Goma. Schools in Goma stayed closed. Rebels attacked the army on Friday."
    assert place_of(text, "attacked") == ("Goma", "district", "focus")


def test_a_document_without_a_place_that_stands_out_has_no_focus() -> None:
    rows = [
        a(Toponym, stands_for="place", place_id=name, precision="city", confidence=0.9)
        for name in ("one", "two", "six")
    ]
    assert focus_of(rows) is None
    assert focus_of([a(Toponym, stands_for="government", place_id="one", precision="city", confidence=0.9)] * 3) is None


def test_an_event_has_a_place_exactly_where_its_precision_and_basis_say_so() -> None:
    text = "Rebels attacked the army in Goma. Kenya condemned the attack. Troops withdrew from Chad."
    (read,) = extract([a(Document, text=text)])
    assert read.reports
    for report in read.reports:
        assert (report.place_id is None) == (report.place_precision == "unknown") == (report.place_basis == "none")


def test_every_place_of_an_event_is_a_row_of_places() -> None:
    (read,) = extract([a(Document, text="Rebels attacked the army in Goma. The army bombed Bukavu.")])
    assert isinstance(read, Extraction)
    assert {report.place_id for report in read.reports if report.place_id} <= {place.place_id for place in read.places}


def test_an_entity_that_is_a_place_has_the_country_of_its_place() -> None:
    (read,) = extract([a(Document, text="Rebels attacked the army in Bukavu, and Syrian troops stood on the Golan.")])
    assert {entity.name: entity.country for entity in read.entities if entity.kind == "place"} == {
        "Bukavu": "COD",
        "Golan": None,
    }
