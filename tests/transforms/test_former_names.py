"""Former names: what a correction of before names is known, or known to be gone, and stops no run."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.finding import each
from tests.older import KEPT
from transforms.corrections import CORRECTED, GIVEN, read_corrections
from transforms.former_names import ANY, Named, former_columns, is_former, now_of
from transforms.tables import Correction

HISTORY_BEFORE = {"runs", "findings", "corrections"}
REST = "for the sake of the test,Ana Lopes,2024-03-07"


def read(folder: Path, *rows: str) -> list[Correction]:
    lines = [",".join(GIVEN), *(f"{row},{REST}" for row in rows)]
    (folder / "corrections.csv").write_text("\n".join(lines), encoding="utf-8")
    return list(read_corrections(folder))


def columns_of(row_table: str) -> set[str]:
    return {column.name for column in CORRECTED[row_table].columns()}


def test_every_column_of_before_is_one_of_now_or_known_as_a_former_one() -> None:
    unknown = [
        f"{file.stem}.{name}"
        for file in sorted((KEPT / "0.1.0" / "release").glob("*.parquet"))
        for name in pq.read_schema(file).names
        if file.stem not in HISTORY_BEFORE and not is_former(Named(file.stem, name))
        if file.stem not in CORRECTED or name not in columns_of(file.stem)
    ]
    assert unknown == []


def test_former_names_lead_to_columns_of_now() -> None:
    for named, now in each(former_columns().items()):
        assert now is None or (now.column in {ANY, *columns_of(now.table)}), named
    assert now_of(Named("participants", "country")) == Named("report_participants", "country")
    assert now_of(Named("incidents", "actors")) is None


def test_a_correction_of_before_names_the_table_of_now_and_says_so(tmp_path: Path) -> None:
    rows = read(tmp_path, "participants,c535ff9fe86119e8,country,TUR,IRQ", "events,f9cf6e25440d705b,deaths,4,3")
    assert {(row.target_table, row.target_column, row.written_for, row.state) for row in rows} == {
        ("report_participants", "country", "participants.country", "no_such_row"),
        ("events", "deaths", None, "no_such_row"),
    }


@pytest.mark.parametrize("row", ["incidents,fe714079db89ee7e,actors,x,y", "participants,c535ff9fe86119e8,side,x,y"])
def test_a_column_that_is_gone_stops_nothing(row: str, tmp_path: Path) -> None:
    (correction,) = read(tmp_path, row)
    table, _, column, *_ = row.split(",")
    assert (correction.state, correction.written_for) == ("no_such_column", f"{table}.{column}")


def test_a_correction_of_now_overrules_one_of_before(tmp_path: Path) -> None:
    now, before = (
        "report_participants,c535ff9fe86119e8,country,TUR,IRQ",
        "participants,c535ff9fe86119e8,country,SYR,IRQ",
    )
    for rows in ((now, before), (before, now)):
        (correction,) = read(tmp_path, *rows)
        assert (correction.value, correction.written_for) == ("TUR", None)
