"""Tests of the comparison with ACLED, GDELT and UCDP: what is the same event, and what is said where it is not.

The release has a strike of Turkey on Aleppo and one somewhere in Syria, both on 5 March 2024, and a protest of 5 to 9
March whose place is not known.
"""

import csv
from pathlib import Path

import pytest

from tests.built import build_release, number
from tests.finding import each
from transforms.ontology import load_ontology
from transforms.tables import SECTORS
from warehouse.comparison.listing import write_rows
from warehouse.comparison.matching import OURS, THEIRS, Compared, compare
from warehouse.comparison.reading import DatasetUnknown, compared_types, records
from warehouse.export.contents import records as export_records
from warehouse.export.exporting import export

ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,iso,country,admin1,"
    "location,latitude,longitude,geo_precision"
)
STRIKE = (
    "SYR1,2024-03-05,1,Explosions/Remote violence,Air/drone strike,Military Forces of Turkey (2016-),"
    "External/Other forces,Civilians (Syria),Civilians,760,Syria,Aleppo,Aleppo,36.2,37.16,1"
)
UCDP = (
    "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,country,"
    "date_start,date_end"
)
SHELLING = (
    "7,3,Government of Turkey,Civilians,1,Aleppo town,Aleppo,36.2,37.16,Syria,"
    "2024-03-04 00:00:00.000,2024-03-06 00:00:00.000"
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_release(tmp_path_factory.mktemp("release"))


def theirs(database: Path, folder: Path, *lines: str) -> list[Compared]:
    """Return what becomes of the events of a file of these lines."""
    file = folder / "given.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [row for row in compare(database, file).rows if row.side == THEIRS]


def gdelt(columns: int, **cells: str) -> str:
    """Return a line of GDELT with so many columns."""
    version = "in_2" if columns == 61 else "in_1"
    placed = {row["column"]: row[version] for row in records("gdelt_columns")}
    line = [""] * columns
    for name, cell in cells.items():
        line[int(placed[name] or 0) - 1] = cell
    return "\t".join(line)


def test_a_strike_on_one_day_in_one_town_by_one_party_is_one_event(database: Path, tmp_path: Path) -> None:
    (row,) = theirs(database, tmp_path, ACLED, STRIKE)
    assert (row.has, row.other_id, row.differs, row.kind) == (True, number(121), "", "Air/drone strike")


@pytest.mark.parametrize(("layout", "file"), [("acled-csv", "acled.csv"), ("gdelt", "events.export.CSV")])
def test_a_release_has_every_event_of_its_own_export_that_has_a_day(
    layout: str, file: str, database: Path, tmp_path: Path
) -> None:
    folder = export(database, tmp_path / "out", layout).folder
    found = [row for row in compare(database, folder / file).rows if row.side == THEIRS]
    assert len(found) == 3
    assert [row for row in found if not row.has] == []


def test_a_strike_between_two_bounds_of_ucdp_is_that_of_a_day_within(database: Path, tmp_path: Path) -> None:
    (row,) = theirs(database, tmp_path, UCDP, SHELLING)
    assert (row.has, row.other_id) == (True, number(121))


@pytest.mark.parametrize("columns", [57, 58, 61])
def test_a_line_of_either_version_of_gdelt_is_read(columns: int, database: Path, tmp_path: Path) -> None:
    line = gdelt(
        columns, GLOBALEVENTID="1", SQLDATE="20240305", Actor1Name="TURKEY", Actor1CountryCode="TUR",
        Actor1Type1Code="MIL", Actor2Name="SYRIAN", Actor2CountryCode="SYR",
        Actor2Type1Code="CVL", EventCode="195", ActionGeo_Type="4",
        ActionGeo_FullName="Aleppo, Halab, Syria", ActionGeo_CountryCode="SY", ActionGeo_Lat="36.2",
        ActionGeo_Long="37.16",
    )  # fmt: skip
    (row,) = theirs(database, tmp_path, line)
    assert (row.has, row.other_id, row.kind) == (True, number(121), "195")


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (("2024-03-05", "2024-03-08"), "day"),
        (("2024-03-05", "2023-01-08"), "day"),
        (("Air/drone strike", "Arrests"), "type"),
        (("760,Syria,Aleppo,Aleppo,36.2,37.16", "768,Togo,Maritime,Lome,6.13,1.22"), "place"),
        (("Military Forces of Turkey (2016-),External/Other forces,Civilians (Syria)", "Bandits (Togo),4,"), "parties"),
        (("-05,1,Explosions/Remote violence,Air/drone strike", "-08,1,Strategic developments,Arrests"), "day; type"),
    ],
    ids=["days later", "a year before", "another type", "another country", "other parties", "later, another type"],
)  # fmt: skip
def test_what_does_not_meet_is_said(change: tuple[str, str], differs: str, database: Path, tmp_path: Path) -> None:
    (row,) = theirs(database, tmp_path, ACLED, STRIKE.replace(*change))
    assert (row.has, row.differs) == (False, differs)


@pytest.mark.parametrize(
    ("precision", "has"), [("1", False), ("2", True)], ids=["the day is known", "the week is known"]
)
def test_a_day_of_which_acled_knows_the_week_is_a_week(
    precision: str, has: bool, database: Path, tmp_path: Path
) -> None:
    (row,) = theirs(database, tmp_path, ACLED, STRIKE.replace("2024-03-05,1", f"2024-03-08,{precision}"))
    assert row.has is has


def test_a_country_without_a_point_holds_its_towns(database: Path, tmp_path: Path) -> None:
    line = gdelt(
        61, GLOBALEVENTID="1", SQLDATE="20240305", EventCode="195", ActionGeo_Type="1", ActionGeo_FullName="Syria",
        ActionGeo_CountryCode="SY",
    )  # fmt: skip
    (row,) = theirs(database, tmp_path, line)
    assert (row.has, row.other_id) == (True, number(121))


def test_ours_are_compared_where_they_count_such_events_and_the_rest_is_counted(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "ged.csv"
    file.write_text(f"{UCDP}\n{SHELLING}\n")
    found = compare(database, file)
    ours = {row.event_id: (row.has, row.other_id) for row in found.rows if row.side == OURS}
    assert ours == {number(121): (True, "7"), number(122): (True, "7")}  # one is in Aleppo, one somewhere in Syria
    assert found.not_compared == 1  # the protest; UCDP counts none
    assert found.counts() == {THEIRS: {"both": 1}, OURS: {"both": 2}}


def test_a_comparison_is_a_row_for_each_event_of_either_side(database: Path, tmp_path: Path) -> None:
    (tmp_path / "ged.csv").write_text(f"{UCDP}\n{SHELLING.replace('7,3', '=1+1,3')}\n")
    write_rows(compare(database, tmp_path / "ged.csv"), tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["side"], row["event_id"], row["has"]) for row in rows] == [
        ("theirs", "'=1+1", "true"), ("ours", number(121), "true"), ("ours", number(122), "true"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["a,b", "1,2"], "no file that we know"),
        ([UCDP, SHELLING.replace("2024-03-04", "4 March")], "not as files of ucdp are"),
    ],
    ids=["another file", "a day that is none"],
)  # fmt: skip
def test_a_file_that_we_cannot_read_is_refused_in_a_sentence(
    lines: list[str], message: str, database: Path, tmp_path: Path
) -> None:
    with pytest.raises(DatasetUnknown, match=message):
        theirs(database, tmp_path, *lines)


@pytest.mark.parametrize("dataset", ["acled", "gdelt", "ucdp"])
def test_every_type_that_they_may_be_is_one_of_ours(dataset: str) -> None:
    assert compared_types(dataset) <= set(load_ontology().types)


def test_a_type_that_ours_is_exported_as_may_be_ours_when_it_is_read() -> None:
    may_be = {
        row["type"]: (row["event_types"] or "").split() for row in records("their_types") if row["dataset"] == "acled"
    }
    exported = [(row["event_type"], row["acled_sub_event_type"]) for row in export_records("acled_types")]
    pairs = [(ours, theirs) for ours, theirs in exported if theirs]
    assert len(pairs) > 20
    assert [(ours, theirs) for ours, theirs in pairs if ours not in may_be[theirs]] == []


def test_every_sector_of_their_actors_is_one_of_ours() -> None:
    for row in each(records("their_actors")):
        assert row["sector"] in SECTORS
