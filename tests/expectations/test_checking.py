"""Tests of the checks: each breaks one thing and reads the message."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from expectations.checking import check
from expectations.findings import Breach, ExpectationsNotMet
from tests.rows import a
from transforms.row import Row
from transforms.tables import TABLES, Document, Event, Incident, Mention, Participant, Run, Sentence, Source
from warehouse.parquet import write_rows

Checked = Callable[..., list[Breach]]

TEXT = "Ankara cancelled a meeting with envoys from Athens, and gave no reason for doing so at such a late hour."
SOUND = (
    a(Run, files=1),
    a(Source),
    a(Document, text=TEXT, is_current=True, path="a_source/one.txt"),
    a(Sentence, sentence_start=0, sentence_end=len(TEXT)),
    a(Mention, mention="Ankara", mention_start=0, mention_end=6),
    a(Participant, role="actor"),
    a(Incident),
)
EVENT = a(
    Event,
    trigger="cancelled",
    trigger_start=7,
    trigger_end=16,
    factuality="actual",
    incident_id="0" * 16,
    occurred_first_on=date(2018, 6, 8),
    occurred_last_on=date(2018, 6, 8),
)


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    def check_rows(*rows: Row) -> list[Breach]:
        write_rows(tmp_path, {table: [row for row in rows if type(row) is table] for table in TABLES})
        return check(tmp_path)

    return check_rows


def changed(**about: object) -> Event:
    return EVENT.model_copy(update=about)


def test_sound_rows_pass(checked: Checked) -> None:
    assert [breach.expectation for breach in checked(*SOUND, EVENT)] == [
        "Most documents have a known day of publication."
    ]


def test_an_event_of_an_unknown_document_stops(checked: Checked) -> None:
    with pytest.raises(
        ExpectationsNotMet, match="Every document_id of events is the document_id of a row of documents"
    ):
        checked(*SOUND, changed(document_id="f" * 16))


def test_a_trigger_that_is_not_in_its_text_stops_and_is_named(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match=r"Every trigger of events .* event_id '0{16}', trigger 'cancels'"):
        checked(*SOUND, changed(trigger="cancels"))


def test_a_code_outside_its_list_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match=r"event_type.*event_id '0{16}'"):
        checked(*SOUND, changed(event_type="MARRY"))


def test_a_context_outside_its_list_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="Every value in contexts of events is a code of its list"):
        checked(*SOUND, changed(contexts=["weather"]))


def test_a_probability_above_one_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="confidence"):
        checked(*SOUND, changed(confidence=1.5))


def test_a_key_that_is_no_hash_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="event_id"):
        checked(*SOUND, changed(event_id="first"))


def test_a_key_that_comes_twice_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="event_id"):
        checked(*SOUND, EVENT, EVENT)


def test_an_event_that_ends_before_it_begins_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="No occurred_first_on of events comes after its occurred_last_on"):
        checked(*SOUND, changed(occurred_first_on=date(2018, 6, 9)))


def test_an_actual_event_after_publication_stops(checked: Checked) -> None:
    published = {"published_first_on": date(2018, 6, 7), "published_last_on": date(2018, 6, 7)}
    rows = (row.model_copy(update=published) if isinstance(row, Document) else row for row in SOUND)
    with pytest.raises(ExpectationsNotMet, match="No actual event happens after the last day"):
        checked(*rows, EVENT)


def test_a_number_of_an_event_that_no_magnitude_tells_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="The numbers of an event are the lowest of its magnitudes"):
        checked(*SOUND, changed(deaths=4))


def test_an_event_that_is_not_actual_belongs_to_no_incident(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="if and only if it is actual"):
        checked(*SOUND, changed(factuality="denied"))


def test_a_lost_file_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="Every file of the last run is a document or a rejection"):
        checked(a(Run, files=2), *SOUND[1:], EVENT)


def test_an_unsure_coder_only_warns(checked: Checked) -> None:
    assert "The coder is rarely unsure." in [breach.expectation for breach in checked(*SOUND, changed(confidence=0.1))]
