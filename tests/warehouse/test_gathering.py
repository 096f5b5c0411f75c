"""Tests of gathering: which rows come out of several folders of extractions."""

from pathlib import Path

from tests.rows import a
from transforms.extraction import Introduction
from transforms.tables import Report, ReportParticipant, Sentence
from warehouse.gathering import gather
from warehouse.parquet import write_rows

OLD, NEW = "a" * 16, "b" * 16


def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders that hold readings of one document, by older and by newer settings of its source."""
    older, newer = tmp_path / "older", tmp_path / "newer"
    for folder, trigger in ((older, "struck"), (newer, "hit")):
        folder.mkdir()
        report = a(Report, document_id=NEW, trigger=trigger)
        person = a(Introduction, entity_id="person.x", country="FRA" if folder is older else None, document_id=NEW)
        taking_part = a(ReportParticipant, document_id=NEW, position=0 if folder is older else 1)
        write_rows(folder, {Report: [report], ReportParticipant: [taking_part], Introduction: [person], Sentence: []})
    return older, newer


def test_rows_come_from_the_folder_that_was_asked(tmp_path: Path) -> None:
    older, newer = folders(tmp_path)
    reports = Report.from_arrow(gather(Report, {older: [OLD], newer: [NEW]}))
    assert [report.trigger for report in reports] == ["hit"]


def test_participants_come_with_the_reports_of_their_folder(tmp_path: Path) -> None:
    older, newer = folders(tmp_path)
    found = ReportParticipant.from_arrow(gather(ReportParticipant, {older: [], newer: [NEW]}))
    assert [participant.position for participant in found] == [1]


def test_an_entity_that_several_folders_know_comes_once_and_always_the_same(tmp_path: Path) -> None:
    older, newer = folders(tmp_path)
    there = Introduction.from_arrow(gather(Introduction, {older: [NEW], newer: [NEW]}))
    back = Introduction.from_arrow(gather(Introduction, {newer: [NEW], older: [NEW]}))
    assert there == back
    assert [entity.country for entity in there] == ["FRA"]


def test_what_an_unwanted_reading_says_of_an_entity_is_not_heard(tmp_path: Path) -> None:
    older, newer = folders(tmp_path)
    found = Introduction.from_arrow(gather(Introduction, {older: [OLD], newer: [NEW]}))
    assert [entity.country for entity in found] == [None]


def test_nothing_chosen_gives_an_empty_table_of_the_right_shape() -> None:
    assert gather(Report, {}).schema == Report.arrow_schema()
