"""Tests of what the report holds: columns that lead to names, evidence by offsets, samples that say so."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.rows import a
from tests.warehouse.report.small import ALLIES, DAY, HOSTILE, small_rows, small_warehouse, warehouse_of
from transforms.tables import Change, Document, Entity, Event, Run
from warehouse.asking import QueryInvalid
from warehouse.report.data import Limits, report_data
from warehouse.report.event_columns import side_name
from warehouse.report.evidence import BYTES_PER_REPORT, LARGEST_DOCUMENT


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_warehouse(tmp_path_factory.mktemp("small"))


def test_an_event_leads_to_its_words_and_names(database: Path) -> None:
    data, _ = report_data(database)
    events, number = data["events"], data["events"]["event_id"].index("f" * 12)
    assert data["codes"]["event_type"][events["event_type"][number]] == "ASSAULT"
    assert [data["parties"][party][0] for party, _ in events["actors"][number]] == ["Turkey"]
    assert [data["countries"][country] for _, country in events["recipients"][number]] == [["IRN", "Iran"]]
    assert data["places"][events["place"][number]][0] == "Iran"
    reports = data["reports"]
    (told,) = [at for at, event in enumerate(reports["event"]) if event == number]
    assert data["documents"][reports["document"][told]][0] == "Allies"


def test_evidence_marks_the_words_by_offsets_into_the_document(database: Path) -> None:
    data, evidence = report_data(database)
    number = data["reports"]["event"].index(data["events"]["event_id"].index("e" * 12))
    document = evidence["documents"][data["reports"]["document"][number]]
    told = document["reports"][number]
    marked = {(evidence["parts"][part], document["text"][start:end]) for part, start, end in told["spans"]}
    assert document["text"] == ALLIES
    assert document["text"][slice(*told["at"])] == "Iran and Turkey, allies, met in Ankara on May 2, 2018."
    assert marked == {("actor", "Iran"), ("actor", "Turkey"), ("trigger", "met"), ("time", "May 2, 2018")}


def test_a_rift_is_told_with_its_evidence(database: Path) -> None:
    data, _ = report_data(database)
    (rift,) = (rift for rift in data["rifts"] if rift["kind"] == "rift")
    assert (rift["a"], rift["b"]) == ("Iran", "Turkey")
    parts = {piece["part"]: piece for piece in rift["pieces"]}
    assert parts["baseline"]["words"] == ALLIES[:23]
    assert data["events"]["event_id"][parts["turn"]["event"]] in ("f" * 12, "a" * 12)


def test_what_the_last_release_changed_is_told_by_event(tmp_path: Path) -> None:
    made = {"run_id": "2" * 16, "reason": "document"}
    rows = [
        a(Run, run_id="2" * 16, release=2),
        a(Change, change_id="1" * 16, event_id="f" * 16, kind="came", **made),
        a(
            Change,
            change_id="2" * 16,
            event_id="e" * 16,
            kind="changed",
            field="mode",
            before=None,
            after="visit",
            **made,
        ),
        a(Change, change_id="3" * 16, event_id="0" * 16, kind="went", **made),
        a(Change, change_id="4" * 16, event_id="a" * 16, kind="came", **made | {"run_id": "1" * 16}),
    ]
    data, _ = report_data(warehouse_of(tmp_path, [*small_rows(), *rows]))
    number = data["events"]["event_id"].index
    assert data["changes"] == {
        "counts": [["came", "document", 1], ["changed", "document", 1], ["went", "document", 1]],
        "events": [
            [number("f" * 12), "came", "document", []],
            [number("e" * 12), "changed", "document", [("mode", None, "visit")]],
        ],
    }


def test_a_report_keeps_what_it_says_itself(database: Path) -> None:
    data, evidence = report_data(database)
    reports = data["reports"]
    number = reports["event"].index(data["events"]["event_id"].index("e" * 12))
    assert reports["codes"]["event_type"][reports["event_type"][number]] == "CONSULT"
    assert reports["first_on"][number] == reports["last_on"][number] == (DAY - date(1970, 1, 1)).days
    assert evidence["documents"][reports["document"][number]]["reports"][number]["time"][2] is False


def test_victims_and_accounts_are_no_sides(tmp_path: Path) -> None:
    crowd = [
        row.model_copy(update={"kind": "people", "country": None, "name": "#Iran"})
        if isinstance(row, Entity) and row.name == "Iran"
        else row
        for row in small_rows()
    ]
    data, _ = report_data(warehouse_of(tmp_path, crowd))
    assert {name: standing for name, *_, standing in data["parties"]} == {"#Iran": 0, "Turkey": 2}


def test_documents_that_do_not_fit_are_left_out_and_counted(database: Path) -> None:
    data, evidence = report_data(
        database, Limits(evidence_bytes=len(HOSTILE.encode()) + len("word") + BYTES_PER_REPORT)
    )
    assert [document["text"] for document in evidence["documents"].values()] == [HOSTILE]
    assert (data["sample"]["documents_with_evidence"], data["sample"]["documents"]) == (1, 2)
    assert (data["sample"]["with_evidence"], data["sample"]["events"]) == (1, 3)


def test_a_huge_document_does_not_push_the_others_out(tmp_path: Path) -> None:
    rows = [
        row.model_copy(update={"text": row.text + " " * LARGEST_DOCUMENT})
        if isinstance(row, Document) and row.text == HOSTILE
        else row
        for row in small_rows()
    ]
    _, evidence = report_data(warehouse_of(tmp_path, rows))
    assert [document["text"] for document in evidence["documents"].values()] == [ALLIES]


def test_of_too_many_events_the_page_holds_a_sample_by_key(database: Path) -> None:
    data, evidence = report_data(database, Limits(events=2))
    assert sorted(data["events"]["event_id"]) == ["a" * 12, "e" * 12]
    assert (data["sample"]["events"], data["sample"]["all_events"]) == (2, 3)
    assert data["sample"]["with_evidence"] == sum(len(one["reports"]) for one in evidence["documents"].values()) == 2


def test_a_party_without_a_name_is_told_by_country_and_sector_and_in_the_words_of_the_text(tmp_path: Path) -> None:
    nameless = [
        row.model_copy(update={"entity_id": None, "sector": "MIL"}) if hasattr(row, "role") else row
        for row in small_rows()
    ]
    data, _ = report_data(warehouse_of(tmp_path, nameless))
    assert {name for name, *_ in data["parties"]} == {"unnamed (Iran, military)", "unnamed (Turkey, military)"}
    (number,) = (at for at, key in enumerate(data["events"]["event_id"]) if key == "f" * 12)
    assert [words for _, _, words in data["events"]["actors"][number]] == ["Turkey"]


@pytest.mark.parametrize(
    ("name", "side_id", "expected"),
    [("Iran", "IRN", "Iran"), ("IRN:CVL", "IRN:CVL", "Iran (people)"), (None, ":MIL", "unnamed (military)")],
)
def test_a_side_is_told_in_words(name: str | None, side_id: str, expected: str) -> None:
    assert side_name(name, side_id, {"IRN": "Iran"}) == expected


def test_a_country_with_several_states_of_documents_has_the_name_of_the_lists(tmp_path: Path) -> None:
    other = a(Entity, entity_id="state.other", name="A part of it", kind="state", country="TUR")
    data, _ = report_data(warehouse_of(tmp_path, [*small_rows(), other]))
    assert ["IRN", "Iran"] in data["countries"]
    assert ["TUR", "A part of it"] not in data["countries"]


def test_a_warehouse_without_events_gives_empty_columns(tmp_path: Path) -> None:
    data, evidence = report_data(warehouse_of(tmp_path, [a(Run)]))
    assert data["events"]["event_id"] == []
    assert evidence["documents"] == {}


def test_a_release_of_another_version_is_refused_with_its_name(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "old.duckdb") as connection:
        connection.execute(f"create table {Event.table} (event_id varchar)")
    with pytest.raises(QueryInvalid, match=r"old\.duckdb: made by another version; build it anew"):
        report_data(tmp_path / "old.duckdb")
