"""Tests of the checks: each breaks one thing and reads the message."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations.checking import check
from expectations.findings import Breach, ExpectationsNotMet
from expectations.own_checks import read_checks
from tests.rows import a, current, told_by
from transforms.corpus.delta import DELTA, Delta
from transforms.row import Row
from transforms.tables import (
    TABLES,
    Correction,
    Document,
    DocumentVersion,
    Entity,
    EventPart,
    Mention,
    NumberClaim,
    Place,
    Rejection,
    Report,
    ReportParticipant,
    Run,
    Sentence,
    Source,
    Tombstone,
)
from warehouse.blank import PLAIN_VIEWS
from warehouse.parquet import write_rows

Checked = Callable[..., list[Breach]]

TEXT = "Ankara cancelled a meeting with envoys from Athens, and gave no reason for doing so at such a late hour."
DOCUMENT = a(Document, text=TEXT, path="a_source/one.txt")
ACTOR = a(ReportParticipant, role="actor")
SOUND = (
    a(Run, files=1),
    a(Source),
    DOCUMENT,
    current(DOCUMENT),
    a(Sentence, sentence_start=0, sentence_end=len(TEXT)),
    a(Mention, mention="Ankara", mention_start=0, mention_end=6),
    ACTOR,
)
REPORT = a(
    Report,
    trigger="cancelled",
    trigger_start=7,
    trigger_end=16,
    factuality="actual",
    occurred_first_on=date(2018, 6, 8),
    occurred_last_on=date(2018, 6, 8),
)
EVENT = told_by(REPORT, [ACTOR])


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    def check_rows(*rows: Row) -> list[Breach]:
        write_rows(tmp_path, {table: [row for row in rows if type(row) is table] for table in TABLES})
        return check(tmp_path, thoroughly=True)

    return check_rows


def changed(**about: object) -> Report:
    return REPORT.model_copy(update=about)


def test_sound_rows_pass(checked: Checked) -> None:
    assert [breach.expectation for breach in checked(*SOUND, REPORT, *EVENT)] == [
        "Most documents have a known day of publication."
    ]


def test_a_report_of_an_unknown_document_stops(checked: Checked) -> None:
    with pytest.raises(
        ExpectationsNotMet, match="Every document_id of reports is the document_id of a row of documents"
    ):
        checked(*SOUND, *EVENT, changed(document_id="f" * 16))


def test_a_trigger_that_is_not_in_its_text_stops_and_is_named(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match=r"Every trigger of reports .* report_id '0{16}', trigger 'cancels'"):
        checked(*SOUND, *EVENT, changed(trigger="cancels"))


def test_a_code_outside_its_list_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match=r"event_type.*report_id '0{16}'"):
        checked(*SOUND, *EVENT, changed(event_type="MARRY"))


def test_a_code_of_own_knowledge_passes_where_the_run_read_some(checked: Checked) -> None:
    own = a(Run, files=1, knowledge=["ontology/marry.yaml 0000000000000000"])
    married = changed(event_type="MARRY", contexts=["weather"])
    assert checked(own, *SOUND[1:], *told_by(married, [ACTOR]), married) is not None
    with pytest.raises(ExpectationsNotMet, match="Every value in event_type of reports is a code of its list"):
        checked(own, *SOUND[1:], *EVENT, changed(event_type="marry"))


def test_a_context_outside_its_list_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="Every value in contexts of reports is a code of its list"):
        checked(*SOUND, *EVENT, changed(contexts=["weather"]))


def test_a_probability_above_one_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="confidence"):
        checked(*SOUND, *EVENT, changed(confidence=1.5))


def test_a_key_that_is_no_hash_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="report_id"):
        checked(*SOUND, *EVENT, changed(report_id="first"))


def test_a_key_that_comes_twice_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="report_id"):
        checked(*SOUND, REPORT, REPORT, *EVENT)


def test_a_report_that_ends_before_it_begins_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="No occurred_first_on of reports comes after its occurred_last_on"):
        checked(*SOUND, *EVENT, changed(occurred_first_on=date(2018, 6, 9)))


def test_an_actual_report_of_a_day_after_publication_stops(checked: Checked) -> None:
    published = {"published_first_on": date(2018, 6, 7), "published_last_on": date(2018, 6, 7)}
    rows = (row.model_copy(update=published) if isinstance(row, Document) else row for row in SOUND)
    with pytest.raises(ExpectationsNotMet, match="No actual report is of a day after the last day"):
        checked(*rows, REPORT, *EVENT)


def test_a_number_of_a_report_that_no_magnitude_tells_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="The numbers of a report are the lowest of its magnitudes"):
        checked(*SOUND, *EVENT, changed(deaths=4))


def test_a_number_of_an_event_that_is_not_the_latest_stops(checked: Checked) -> None:
    claim = a(NumberClaim, kind="injured", lowest=4, is_latest=True)
    with pytest.raises(ExpectationsNotMet, match="The numbers of an event are the latest that are claimed of it"):
        checked(*SOUND, REPORT, *EVENT, claim)


@pytest.mark.parametrize(
    ("field", "about"),
    [
        ("event_type", {"event_type": "AID"}),
        ("occurred", {"occurred_first_on": date(2018, 6, 1)}),
        ("place_id", {"place_id": "169577"}),
        ("deaths", {"deaths": 4}),
    ],
)
def test_a_field_of_an_event_that_no_report_tells_stops(field: str, about: dict[str, Any], checked: Checked) -> None:
    place = a(Place, place_id="169577", name="Homs")
    with pytest.raises(ExpectationsNotMet, match=f"those of a report of it.*field '{field}'"):
        checked(*SOUND, place, REPORT, *told_by(REPORT, [ACTOR], **about))


def test_an_event_that_is_a_part_of_itself_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="No event is a part of itself"):
        checked(*SOUND, REPORT, *EVENT, a(EventPart))


def test_a_field_that_a_person_has_set_right_passes(checked: Checked) -> None:
    correction = a(
        Correction,
        target_table="events",
        target_id=REPORT.report_id,
        target_column="deaths",
        value="4",
        state="applied",
    )
    assert checked(*SOUND, correction, REPORT, *told_by(REPORT, [ACTOR], deaths=4))


def test_what_a_forgotten_document_told_stays_until_the_next_build(checked: Checked) -> None:
    gone = a(Tombstone, document_id="f" * 16, is_forgotten=True)
    assert checked(*SOUND, gone, REPORT, *told_by(REPORT, [ACTOR], deaths=4))


def test_a_report_without_an_event_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="Every report tells an event"):
        checked(*SOUND, REPORT)


def test_a_report_that_is_not_actual_and_shares_an_event_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="what the report that stands for it says"):
        checked(*SOUND, changed(factuality="denied"), *told_by(REPORT, [ACTOR], reports=2))


def test_an_event_that_counts_reports_that_it_has_not_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="The reports of an event are as many as it says"):
        checked(*SOUND, REPORT, *told_by(REPORT, [ACTOR], reports=2))


def test_a_document_that_is_no_current_version_stops(checked: Checked) -> None:
    rows = [row for row in SOUND if not isinstance(row, DocumentVersion)]
    superseded = current(DOCUMENT).model_copy(update={"is_current": False})
    with pytest.raises(ExpectationsNotMet, match="The current versions are the documents"):
        checked(*rows, superseded, REPORT, *EVENT)


def test_a_lost_file_stops(checked: Checked) -> None:
    with pytest.raises(ExpectationsNotMet, match="Every file of the last run is a document or a rejection"):
        checked(a(Run, files=2), *SOUND[1:], REPORT, *EVENT)


def test_files_may_have_a_number_sign_in_their_names(checked: Checked) -> None:
    names = {"a_source/one.txt#1": "unknown_format", "a_source/two#1.txt": "empty", "a_source/two#2.txt": "empty"}
    rejected = [
        a(Rejection, rejection_id=f"{number:016x}", path=path, reason=reason)
        for number, (path, reason) in enumerate(names.items())
    ]
    checked(a(Run, files=4), *SOUND[1:], REPORT, *EVENT, *rejected)
    with pytest.raises(ExpectationsNotMet, match="Every file of the last run"):
        checked(a(Run, files=5), *SOUND[1:], REPORT, *EVENT, *rejected)


def test_an_unsure_coder_only_warns(checked: Checked) -> None:
    assert "The coder is rarely unsure." in [
        breach.expectation for breach in checked(*SOUND, *EVENT, changed(confidence=0.1))
    ]


OWN = """expectations:
- {description: Nothing is cancelled., table: reports, type: expect_column_values_to_not_be_in_set,
   kwargs: {column: trigger, value_set: [cancelled]}, severity: SEVERITY}
- {description: Each has a type., table: events_flat, type: expect_column_values_to_not_be_null,
   kwargs: {column: event_type}, severity: critical}
rules:
- {name: silence, description: Nobody says a thing., offenders: 'select document_id, path from documents',
   severity: warning}
"""


def own_checked(folder: Path, severity: str) -> list[Breach]:
    """Check sound rows by own checks; return what these find."""
    rows = (*SOUND, REPORT, *EVENT)
    write_rows(folder / "release", {table: [row for row in rows if type(row) is table] for table in TABLES})
    (folder / "desk.yaml").write_text(OWN.replace("SEVERITY", severity), encoding="utf-8")
    breaches = check(folder / "release", own=read_checks([folder / "desk.yaml"]), views=PLAIN_VIEWS)
    return [breach for breach in breaches if breach.expectation.startswith("No")]


def test_what_users_expect_warns_and_names_the_offenders(tmp_path: Path) -> None:
    assert own_checked(tmp_path, "warning") == [
        Breach(
            name="reports",
            expectation="Nothing is cancelled.",
            severity="warning",
            found="1 row breaks it of 1: trigger 'cancelled', report_id '0000000000000000'",
            offenders=({"trigger": "cancelled", "report_id": "0" * 16},),
        ),
        Breach(
            name="silence",
            expectation="Nobody says a thing.",
            severity="warning",
            found="1 row breaks it: document_id '0000000000000000', path 'a_source/one.txt'",
            offenders=({"document_id": "0" * 16, "path": "a_source/one.txt"},),
        ),
    ]


def test_what_users_call_critical_stops(tmp_path: Path) -> None:
    with pytest.raises(ExpectationsNotMet, match=r"^reports: Nothing is cancelled. \(1 row breaks it"):
        own_checked(tmp_path, "critical")


UNTOUCHED = "b" * 16
OTHER = DOCUMENT.model_copy(update={"document_id": UNTOUCHED, "address": "another"})
"""A document that the run did not touch."""


def check_touched(folder: Path, *rows: Row, gone: dict[type[Row], str] | None = None) -> list[Breach]:
    """Check a release whose run touched the one document of `SOUND` and took away rows of some keys."""
    write_rows(folder, {table: [row for row in rows if type(row) is table] for table in TABLES})
    delta = Delta(folder / DELTA)
    delta.folder.mkdir()
    pq.write_table(pa.table({"document_id": [DOCUMENT.document_id]}), delta.documents)
    for table, key in (gone or {}).items():
        pq.write_table(pa.table({table.key(): [key]}), delta.gone(table))
    return check(folder)


def test_what_a_run_touched_is_checked(tmp_path: Path) -> None:
    with pytest.raises(ExpectationsNotMet, match="confidence"):
        check_touched(tmp_path, *SOUND, *EVENT, changed(confidence=1.5))


def test_what_a_run_did_not_touch_was_checked_when_it_was_made(tmp_path: Path) -> None:
    known = changed(report_id=UNTOUCHED, document_id=UNTOUCHED, confidence=1.5)
    told = told_by(known.model_copy(update={"confidence": 0.5}), event_id=UNTOUCHED)
    check_touched(tmp_path, *SOUND, OTHER, current(OTHER), REPORT, *EVENT, known, *told)


def test_what_refers_to_a_row_that_is_gone_stops_though_it_was_not_touched(tmp_path: Path) -> None:
    left = a(Mention, mention_id=UNTOUCHED, document_id=UNTOUCHED, entity_id="person.gone")
    rows = *SOUND, OTHER, current(OTHER), REPORT, *EVENT, left
    with pytest.raises(ExpectationsNotMet, match="Every entity_id of mentions is the entity_id of a row of entities"):
        check_touched(tmp_path, *rows, gone={Entity: "person.gone"})
