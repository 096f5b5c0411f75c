"""Corrections: what people set right survives a run, and a stale or wrong row is told."""

from pathlib import Path

import duckdb
import pytest

from flows.pipeline import Stages, run
from tests.small_seeds import write_small_seeds
from transforms.corrections import CorrectionInvalid, read_corrections
from transforms.tables import Correction as Row
from transforms.tables import Entity, Event, Finding, Mention, Report, ReportParticipant
from warehouse.parquet import read_rows
from warehouse.releases import Warehouse

UNCHECKED = Stages(validate=lambda *_: 0)  # checks have tests of their own, and take seconds
ONE, TWO, THREE = (f"{number:016x}" for number in (1, 2, 3))
HEADER = "target_table,target_id,target_column,value,expected,reason,author,made_on\n"


def write(seeds: Path, *rows: str, folder: str = ".") -> Path:
    (seeds / folder / "corrections.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return seeds


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give the small seeds with the warehouse that they make."""
    seeds, root = write_small_seeds(tmp_path_factory.mktemp("seeds")), tmp_path_factory.mktemp("warehouse")
    run(seeds, root, stages=UNCHECKED)
    return seeds, root


def published(root: Path) -> Path:
    return Warehouse(root).published().folder


def test_a_corrected_value_stands_in_the_tables_and_after_another_run(built: tuple[Path, Path]) -> None:
    seeds, root = built
    report = next(row for row in read_rows(published(root), Report) if row.event_type == "ASSAULT")
    write(seeds, f"reports,{report.report_id},deaths,4,,told by the hospital,Ana Lopes,2024-03-06")
    for force in (False, True):
        run(seeds, root, force=force, stages=UNCHECKED)
        corrected = next(row for row in read_rows(published(root), Report) if row.report_id == report.report_id)
        assert corrected.deaths == 4
        assert 4 in [row.deaths for row in read_rows(published(root), Event)]
        assert [row.state for row in read_rows(published(root), Row)] == ["applied"]


def test_a_corrected_event_is_corrected_whatever_its_reports_tell(built: tuple[Path, Path]) -> None:
    seeds, root = built
    event = next(row for row in read_rows(published(root), Event) if row.event_type == "ASSAULT")
    write(seeds, f"events,{event.event_id},arrested,2,,told by the police,Ana Lopes,2024-03-06")
    run(seeds, root, stages=UNCHECKED)
    corrected = next(row for row in read_rows(published(root), Event) if row.event_id == event.event_id)
    assert corrected.arrested == 2
    assert next(row for row in read_rows(published(root), Report) if row.report_id == event.report_id).arrested is None


def test_a_correction_against_another_value_is_a_finding_and_changes_nothing(built: tuple[Path, Path]) -> None:
    seeds, root = built
    report = next(row for row in read_rows(published(root), Report) if row.event_type == "ASSAULT")
    write(seeds, f"reports,{report.report_id},injured,9,7,a second count,Ana Lopes,2024-03-06")
    run(seeds, root)
    assert next(row for row in read_rows(published(root), Report) if row.report_id == report.report_id).injured is None
    assert [row.state for row in read_rows(published(root), Row)] == ["stale"]
    assert "corrections" in {row.name for row in read_rows(published(root), Finding)}


def test_a_correction_of_a_row_that_is_gone_is_told(built: tuple[Path, Path]) -> None:
    seeds, root = built
    write(seeds, "reports,0000000000000000,deaths,4,,told by the hospital,Ana Lopes,2024-03-06")
    run(seeds, root, stages=UNCHECKED)
    assert [row.state for row in read_rows(published(root), Row)] == ["no_such_row"]


def test_a_merged_entity_is_the_other_one_wherever_it_is_referred_to(built: tuple[Path, Path]) -> None:
    seeds, root = built
    write(seeds, "entities,state.egypt,entity_id,state.france,,for the sake of the test,Ana Lopes,2024-03-06")
    run(seeds, root, stages=UNCHECKED)
    ids = {row.entity_id for row in read_rows(published(root), Entity)}
    assert ("state.egypt" in ids, "state.france" in ids) == (False, True)
    assert "state.egypt" not in {row.entity_id for row in read_rows(published(root), ReportParticipant)}


def test_a_mention_that_is_split_off_takes_its_roles_along(built: tuple[Path, Path]) -> None:
    seeds, root = built
    (seeds / "corrections.csv").unlink()
    run(seeds, root, stages=UNCHECKED)
    taking = {one.mention_id for one in read_rows(published(root), ReportParticipant)}
    israel = next(
        one
        for one in read_rows(published(root), Mention)
        if one.entity_id == "state.iraq" and one.mention_id in taking and one.mention == "Iraq"
    )
    row = f"mentions,{israel.mention_id},entity_id,state.iraq.other,state.iraq,another Iraq,Ana Lopes,2024-03-06"
    write(seeds, row, folder="wire")
    run(seeds, root, stages=UNCHECKED)
    (seeds / "wire" / "corrections.csv").unlink()
    filled = [
        one.entity_id for one in read_rows(published(root), ReportParticipant) if one.mention_id == israel.mention_id
    ]
    assert set(filled) == {"state.iraq.other"}
    made = next(one for one in read_rows(published(root), Entity) if one.entity_id == "state.iraq.other")
    assert (made.name, made.kind) == ("Iraq", "state")
    with duckdb.connect(Warehouse(root).published().database, read_only=True) as connection:
        told = connection.execute("select entity from who_is_who where entity_id = 'state.iraq.other'").fetchall()
    assert told == [("Iraq",)]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("happenings,x,deaths,4,,why,A,2024-03-06", "corrections.csv:2: no table 'happenings'"),
        ("reports,x,victims,4,,why,A,2024-03-06", "corrections.csv:2: reports has no column 'victims'"),
        ("reports,x,deaths,four,,why,A,2024-03-06", "corrections.csv:2: 'four' is no deaths"),
        ("reports,x,deaths,-4,,why,A,2024-03-06", "corrections.csv:2: '-4' is no deaths"),
        ("reports,x,event_type,a wave,,why,A,2024-03-06", "corrections.csv:2: 'a wave' is no event_type"),
        ("reports,x,event_type,,,why,A,2024-03-06", "corrections.csv:2: no value"),
        ("reports,x,report_id,y,,why,A,2024-03-06", "corrections.csv:2: report_id is the key of reports"),
        ("reports,x,deaths,4,,,A,2024-03-06", "corrections.csv:2: no reason"),
        ("reports,x,deaths,4,,why,A,yesterday", "corrections.csv:2: made_on 'yesterday' is no day"),
        ("reports,x,deaths,4,,why,A", "corrections.csv:2: 7 cells"),
        ("tombstones,x,reports,4,,why,A,2024-03-06", "corrections.csv:2: no table 'tombstones'"),
        ("runs,x,files,4,,why,A,2024-03-06", "corrections.csv:2: no table 'runs'"),
        (f"reports,{ONE},same_event,x,,why,A,2024-03-06", "corrections.csv:2: value 'x' is no key of a report"),
        (f"reports,x,same_event,{ONE},,why,A,2024-03-06", "corrections.csv:2: target_id 'x' is no key of a report"),
        (f"reports,{ONE},not_same_event,,,why,A,2024-03-06", "corrections.csv:2: value '' is no key of a report"),
        (f"reports,{ONE},same_event,{ONE},,why,A,2024-03-06", f"corrections.csv:2: {ONE} stands twice"),
        (f"reports,{ONE},same_event,{TWO},x,why,A,2024-03-06", "corrections.csv:2: expected 'x'; leave it empty"),
        (f"events,{ONE},same_event,{TWO},,why,A,2024-03-06", "corrections.csv:2: events has no column 'same_event'"),
    ],
)
def test_a_correction_that_can_never_hold_is_refused_by_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(CorrectionInvalid, match=message):
        read_corrections(write(tmp_path, row))


def test_two_corrections_of_one_value_are_refused(tmp_path: Path) -> None:
    (tmp_path / "wire").mkdir()
    write(tmp_path, "reports,x,deaths,4,,why,A,2024-03-06")
    write(tmp_path, "reports,x,deaths,5,,why,A,2024-03-06", folder="wire")
    with pytest.raises(CorrectionInvalid, match=r"wire/corrections.csv:2: corrections.csv:2 corrects the same value"):
        read_corrections(tmp_path)


def test_two_reports_that_are_one_event_by_others_are_not_two(tmp_path: Path) -> None:
    (tmp_path / "wire").mkdir()
    said = ",,why,A,2024-03-06"
    write(tmp_path, f"reports,{ONE},same_event,{TWO}{said}", f"reports,{THREE},same_event,{TWO}{said}")
    write(tmp_path, f"reports,{THREE},not_same_event,{ONE}{said}", folder="wire")
    with pytest.raises(
        CorrectionInvalid,
        match=f"wire/corrections.csv:2: reports {THREE} and {ONE} are two events here, "
        "and one by corrections.csv:2, corrections.csv:3; remove one of these lines",
    ):
        read_corrections(tmp_path)


def test_one_report_is_one_event_with_several(tmp_path: Path) -> None:
    said = ",,why,A,2024-03-06"
    write(tmp_path, f"reports,{ONE},same_event,{TWO}{said}", f"reports,{ONE},same_event,{THREE}{said}")
    assert sorted(str(row.value) for row in read_corrections(tmp_path)) == [TWO, THREE]


def test_other_columns_are_refused(tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").write_text("table,id\n", encoding="utf-8")
    with pytest.raises(CorrectionInvalid, match=r"corrections.csv:1: columns are 'table,id'"):
        read_corrections(tmp_path)


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert read_corrections(tmp_path) == ()
