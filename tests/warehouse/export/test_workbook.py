"""Tests of the workbook, read back with openpyxl."""

from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.built import TITLE, number
from tests.warehouse.export.conftest import Export, resource
from warehouse.export.table_formats import FOR_ANALYSTS
from warehouse.export.workbook import CHARACTERS, ROWS, TooManyRows, fitting, refuse_too_many, write_workbook


def test_a_workbook_has_a_sheet_for_every_view_and_one_that_says_what_columns_mean(exported: Export) -> None:
    book = openpyxl.load_workbook(exported("xlsx") / "entente.xlsx")
    assert book.sheetnames == ["codebook", *FOR_ANALYSTS]
    meanings = {row[:2]: row[2:] for row in book["codebook"].iter_rows(values_only=True)}
    assert meanings["map", "latitude"] == ("DOUBLE", "Degrees north, WGS 84.")
    assert book.properties.created == datetime(2024, 3, 6, 1)


def test_values_are_numbers_days_and_truths_and_what_is_missing_is_empty(exported: Export) -> None:
    sheet = openpyxl.load_workbook(exported("xlsx", "events") / "entente.xlsx")["events"]
    header, *rows = sheet.iter_rows(values_only=True)
    events = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    names = ("event_type", "occurred_first_on", "deaths", "has_rival_claims", "score", "contexts")
    assert [events[number(121)][name] for name in names] == [
        "ASSAULT", datetime(2024, 3, 5), 9, False, -5, "military; terrorism",
    ]  # fmt: skip
    assert events[number(124)]["occurred_first_on"] is None
    assert events[number(122)]["deaths"] is None


def test_a_formula_is_text_and_marked_as_text_for_good(exported: Export) -> None:
    sheet = openpyxl.load_workbook(exported("xlsx", "documents") / "entente.xlsx")["documents"]
    (title,) = (cell for cell in sheet[2] if cell.value == TITLE)
    assert (title.data_type, title.quotePrefix) == ("s", True)


def test_what_a_cell_cannot_hold_is_written_as_text_or_marked(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    query = """select date '1871-01-18' as day, 9007199254740993 as number,
        'a' || chr(27) || 'b' as text, 'inf'::double as ratio"""
    things = resource(query, day="DATE", number="BIGINT", text="VARCHAR", ratio="DOUBLE")
    (written,) = write_workbook(connection, [things], tmp_path)
    sheet = openpyxl.load_workbook(written.files[0])["things"]
    assert [cell.value for cell in sheet[2]] == ["1871-01-18", "9007199254740993", "a\ufffdb", "inf"]


@pytest.mark.parametrize(
    ("text", "cut"),
    [("a" * CHARACTERS, "a" * CHARACTERS), ("a" * (CHARACTERS + 1), "a" * (CHARACTERS - 1) + "…"),
     ("𝄞" * CHARACTERS, "𝄞" * (CHARACTERS // 2) + "…")],
    ids=["as long as a cell", "longer", "of two units each"],
)  # fmt: skip
def test_a_text_longer_than_a_cell_ends_in_an_ellipsis(text: str, cut: str) -> None:
    assert fitting(text) == cut


def test_a_table_of_more_rows_than_a_sheet_is_refused_with_a_remedy() -> None:
    refuse_too_many({"events": ROWS - 1})
    with pytest.raises(
        TooManyRows, match=r"sentences: 1,048,576 rows, .* 1,048,575 under its header; name .* --tables, or"
    ):
        refuse_too_many({"events": 5, "sentences": ROWS})
