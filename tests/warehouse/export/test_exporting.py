"""Tests of the export: what each layout holds, in types that every tool reads, and what stays out of it."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from tests.built import LONG, TEXT, TITLE, build_release, number
from tests.finding import each
from transforms.ontology import load_ontology
from transforms.row import HoldsWords, SpanOf
from transforms.tables import SECTORS, TABLES
from warehouse.asking import opened
from warehouse.export.contents import ARROW, records, resources, text_columns, year_columns
from warehouse.export.exporting import LAYOUTS, TableUnknown, export
from warehouse.export.writing import write_parquet
from warehouse.view import VIEWS, View

FLAT_TYPES = set(ARROW.values())
WORDS_IN_A_ROW = 8  # of a document are its text and no name


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_release(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def bi(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(database, tmp_path_factory.mktemp("bi") / "out").folder


def sheets(path: Path) -> str:
    """Return all that stands in a workbook."""
    rows = (row for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(row) for row in rows)


READERS: dict[str, Callable[[Path], str]] = {
    ".parquet": lambda path: pd.read_parquet(path).to_csv(),
    ".dta": lambda path: pd.read_stata(path).to_csv(),
    ".sav": lambda path: pyreadstat.read_sav(path)[0].to_csv(),
    ".xlsx": sheets,
}


def described(folder: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text())
    return package


def test_every_table_and_view_is_there_in_flat_types_that_every_tool_reads(bi: Path) -> None:
    names = {row.table for row in TABLES} | {view.name for view in VIEWS if not view.parameters}
    assert {path.stem for path in bi.glob("*.parquet")} == names
    for path in each(bi.glob("*.parquet")):
        schema = pq.read_schema(path)
        assert {field.type for field in schema} <= FLAT_TYPES, path.name
        assert all(field.metadata[b"description"] for field in each(schema)), path.name
        assert (
            pq.read_metadata(path).row_group(0).column(0).compression == "ZSTD"
            if pq.read_table(path).num_rows
            else True
        )


def test_a_list_is_joined(bi: Path) -> None:
    events = pd.read_parquet(bi / "events.parquet").set_index("event_id")
    assert events.loc[number(121), "contexts"] == "military; terrorism"


def test_instants_are_in_utc(bi: Path) -> None:
    assert pq.read_schema(bi / "runs.parquet").field("ended_at").type == pa.timestamp("us", tz="UTC")


def test_the_export_reads_as_the_release_does(bi: Path, database: Path) -> None:
    with duckdb.connect(database, read_only=True) as connection:
        for name in ("reports", "events", "events_flat", "timeline", "coverage", "quality"):
            told = connection.execute(f"select count(*) from {name}").fetchall()
            assert connection.execute(f"select count(*) from '{bi / name}.parquet'").fetchall() == told
            assert [(len(pd.read_parquet(bi / f"{name}.parquet")),)] == told


def test_the_descriptor_states_types_keys_references_and_codes(bi: Path) -> None:
    package = described(bi)
    (events,) = (one for one in package["resources"] if one["name"] == "events")
    fields = {field["name"]: field for field in events["schema"]["fields"]}
    assert (events["path"], events["schema"]["primaryKey"]) == ("events.parquet", "event_id")
    assert fields["confidence"]["constraints"] == {"required": True, "minimum": 0, "maximum": 1}
    assert "denied" in fields["factuality"]["constraints"]["enum"]
    assert re.match(fields["event_type"]["constraints"]["pattern"], "ASSAULT")  # own knowledge may add types
    assert fields["occurred_first_on"]["type"] == "date"
    place = {"fields": "place_id", "reference": {"resource": "places", "fields": "place_id"}}
    assert place in events["schema"]["foreignKeys"]
    assert all(field["description"] for one in each(package["resources"]) for field in one["schema"]["fields"])
    assert "| deaths | BIGINT | People killed" in (bi / "CODEBOOK.md").read_text()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_file_of_the_descriptor_is_there(layout: str, database: Path, tmp_path: Path) -> None:
    written = export(database, tmp_path / "out", layout)
    for one in each(described(written.folder)["resources"]):
        assert (written.folder / one["path"]).is_file()
    assert written.files == sum(1 for _ in written.folder.iterdir())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_release_gives_the_same_bytes(layout: str, database: Path, tmp_path: Path) -> None:
    one, other = (export(database, tmp_path / name, layout).folder for name in ("one", "other"))
    assert {p.name: p.read_bytes() for p in one.iterdir()} == {p.name: p.read_bytes() for p in other.iterdir()}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_without_text_no_file_holds_eight_words_of_a_document_in_a_row(
    layout: str, database: Path, tmp_path: Path
) -> None:
    folder = export(database, tmp_path / "out", layout, with_text=False).folder
    words = re.findall(r"\w+", TEXT)
    runs = {" ".join(words[at : at + WORDS_IN_A_ROW]) for at in range(len(words) - WORDS_IN_A_ROW + 1)}
    for path in each(folder.iterdir()):
        told = READERS.get(path.suffix, Path.read_text)(path)
        plain = " ".join(re.findall(r"\w+", told))
        assert not [run for run in runs if run in plain], path.name


def test_every_column_that_holds_words_of_a_document_is_kept_or_left_out_on_purpose() -> None:
    spans = {(row.table, column.name) for row in TABLES for column in row.columns() if column.mark(SpanOf)}
    marked = {(row.table, column.name) for row in TABLES for column in row.columns() if column.mark(HoldsWords)}
    assert spans <= marked
    kept = {(table, column) for table, column in marked if column not in text_columns()[table]}
    assert kept == {
        *(("documents", "byline"), ("documents", "dateline"), ("entity_names", "alias"), ("toponyms", "toponym")),
        *(("toponyms", "reason"), ("quotes", "cue"), ("reports", "trigger"), ("reports", "cues")),
    }


def test_a_view_leaves_out_what_the_table_does_from_which_it_takes_a_column() -> None:
    words = {"title", "text", "quote", "sentence", "speaker", "addressee", "statement", "claimant", "evidence", "words"}
    missing = {view.name: sorted((words & view.columns.keys()) - view.words) for view in VIEWS if not view.parameters}
    assert {view: columns for view, columns in missing.items() if columns} == {}


def test_a_view_names_only_columns_that_it_has() -> None:
    named = {view.name: {*view.words, *([view.years] if view.years else [])} - view.columns.keys() for view in VIEWS}
    assert {view: columns for view, columns in named.items() if columns} == {}


def test_a_view_says_in_its_header_what_an_export_makes_of_it(tmp_path: Path) -> None:
    file = tmp_path / "told.sql"
    file.write_text(
        "-- What is told.\n--\n-- without text lacks words, title\n-- cut into years by told_on\n--\n"
        "-- words: The words.\n-- title: The headline.\n-- told_on: The day.\nselect 1"
    )
    view = View.read(file)
    assert view.words == {"words", "title"}
    assert view.years == "told_on"
    assert list(view.columns) == ["words", "title", "told_on"]


def test_a_large_table_is_cut_into_years_and_reads_as_one(database: Path, tmp_path: Path) -> None:
    with opened(database) as connection:
        (events,) = (resource for resource in resources(connection, with_text=True) if resource.name == "events")
        written = write_parquet(connection, events, tmp_path, large=1)
    parts = sorted(path.relative_to(tmp_path).as_posix() for path in written.files)
    assert parts == ["events/year=2024/part-0.parquet", "events/year=__HIVE_DEFAULT_PARTITION__/part-0.parquet"]
    every = f"read_parquet('{tmp_path}/events/*/*', hive_partitioning = true)"
    counts = duckdb.sql(f"select year, count(*) from {every} group by year order by year").fetchall()
    assert counts == [(2024, 4), (None, 1)]


def test_the_days_by_which_tables_are_cut_exist(database: Path) -> None:
    with opened(database) as connection:
        there = {
            (resource.name, field.name): field.type
            for resource in resources(connection, with_text=False)
            for field in resource.fields
        }
    assert {there[pair] for pair in year_columns().items()} == {"DATE"}


def test_a_formula_in_a_headline_is_text_in_csv(database: Path, tmp_path: Path) -> None:
    folder = export(database, tmp_path / "out", "csv").folder
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["title"] == f"'{TITLE}"


def test_only_the_tables_that_are_named_are_written(database: Path, tmp_path: Path) -> None:
    written = export(database, tmp_path / "out", "csv", ("events", "map", "events"))
    assert {path.name for path in written.folder.glob("*.csv")} == {"events.csv", "map.csv"}


@pytest.mark.parametrize(
    ("layout", "table", "message"),
    [("xlsx", "evnets", "no table or view is named 'evnets'"), ("gdelt", "events", "gdelt has tables of its own")],
)
def test_a_table_that_there_is_not_is_refused(
    layout: str, table: str, message: str, database: Path, tmp_path: Path
) -> None:
    with pytest.raises(TableUnknown, match=message):
        export(database, tmp_path / "out", layout, (table,))
    assert not (tmp_path / "out").exists()


def gdelt(database: Path, folder: Path) -> dict[str, list[str]]:
    lines = (export(database, folder, "gdelt").folder / "events.export.CSV").read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[28] + line.split("\t")[51]: line.split("\t") for line in lines}


def test_gdelt_has_61_columns_and_one_row_per_event(database: Path, tmp_path: Path) -> None:
    found = gdelt(database, tmp_path / "out")
    assert {len(cells) for cells in found.values()} == {61}
    assert sorted(found) == ["04", "14", "181", "194"]  # root codes and types of place
    strike = found["194"]
    assert strike[1:7] == ["20240305", "202403", "2024", "2024.1781", "TURMIL", "TURKEY"]
    assert strike[15:18] == ["SYRCVL", "SYRIAN CIVILIANS", "SYR"]
    assert strike[26:30] == ["190", "190", "19", "4"]
    assert strike[31:34] == ["1", "1", "1"]  # reports, independent sources, documents
    assert strike[51:58] == ["4", "Aleppo, Aleppo, Syria", "SY", "", "", "36.2", "37.16"]
    assert strike[59:] == ["20240306010000", "https://wire.example/1"]


def test_gdelt_has_no_point_for_a_country_and_no_day_that_is_unknown(database: Path, tmp_path: Path) -> None:
    found = gdelt(database, tmp_path / "out")
    assert found["181"][51:58] == ["1", "Syria", "SY", "", "", "", ""]
    assert found["04"][1:5] == ["", "", "", ""]


def test_acled_has_its_columns_and_counts_what_acled_counts(database: Path, tmp_path: Path) -> None:
    with (export(database, tmp_path / "out", "acled-csv").folder / "acled.csv").open(encoding="utf-8") as stream:
        rows = {row["sub_event_type"]: row for row in csv.DictReader(stream)}
    assert sorted(rows) == ["Air/drone strike", "Attack", "Peaceful protest"]
    strike, attack, march = rows["Air/drone strike"], rows["Attack"], rows["Peaceful protest"]
    assert len(strike) == 31
    assert (strike["event_id_cnty"], strike["iso"], strike["country"]) == (f"SYR{number(121)}", "760", "Syria")
    assert (strike["inter1"], strike["inter2"]) == ("External/Other forces", "Civilians")
    assert (strike["interaction"], strike["civilian_targeting"]) == (
        "Civilians-External/Other forces",
        "Civilian targeting",
    )
    assert (strike["fatalities"], strike["geo_precision"], strike["notes"]) == ("9", "1", f"{LONG}.")
    assert (attack["fatalities"], attack["latitude"], attack["location"]) == ("", "", "")
    assert (march["inter1"], march["time_precision"], march["tags"]) == ("Protesters", "2", "crowd size=500")


def test_plover_has_its_fields_and_a_record_for_each_actual_event(database: Path, tmp_path: Path) -> None:
    lines = (export(database, tmp_path / "out", "plover-jsonl").folder / "plover.jsonl").read_bytes().splitlines()
    found = {record["id"]: record for record in map(json.loads, lines)}
    assert sorted(found) == [number(one) for one in (121, 122, 123, 124)]
    strike = found[number(121)]
    assert (strike["event"], strike["mode"], strike["context"]) == (["ASSAULT"], "aerial", ["military", "terrorism"])
    assert (strike["date"], strike["size"]["dead"]) == ("2024-03-05", 9)
    assert (strike["actor"][0]["code"], strike["actor"][0]["sector"]) == ("TUR", ["MIL"])
    assert (strike["event_loc"]["geonameid"], strike["event_loc"]["resolution"]) == ("170063", 4)
    assert (found[number(122)]["event_loc"]["lat"], found[number(124)]["date"]) == (None, None)


def test_the_crosswalk_to_acled_has_every_type_and_mode_once_for_each_target() -> None:
    told = [(row["event_type"], row["mode"], row["target"]) for row in records("acled_types")]
    pairs = {(kind.event_type, mode) for kind in load_ontology().types.values() for mode in (None, *kind.modes)}
    assert len(told) == len(set(told))
    assert {pair[:2] for pair in told} == pairs
    assert [row for row in records("acled_types") if not row["acled_event_type"] and not row["note"]] == []


def test_the_crosswalks_of_actors_have_every_sector() -> None:
    assert {row["code"] for row in records("cameo_actors") if row["kind"] == "sector"} == set(SECTORS)
    assert {row["sector"] for row in records("acled_actors")} <= set(SECTORS)


def test_fips_codes_are_one_for_each_country() -> None:
    codes = [row["country"] for row in records("fips")]
    assert len(codes) == len(set(codes))
    assert {row["country"]: row["fips"] for row in records("fips")}["RUS"] == "RS"
