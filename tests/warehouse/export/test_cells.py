"""Tests of cells: what a spreadsheet must not run, and what stays as it is."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.control_characters import without_controls
from warehouse.export.cells import cell, tabbed


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(\"http://x\")", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\tx", "\nx",
        "＝1+1",
    ],
)  # fmt: skip
def test_a_text_that_begins_as_a_formula_gets_an_apostrophe(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-3", "+3.5", "Riyadh", "a=b", "'tis", "", "north-west"])
def test_numbers_and_other_texts_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""), (-3.5, "-3.5"), (-7, "-7"), (True, "true"), (date(2024, 3, 5), "2024-03-05"),
        (datetime(2024, 3, 5, 12, tzinfo=UTC), "2024-03-05T12:00:00Z"),
    ],
)  # fmt: skip
def test_values_are_written_in_one_way(value: object, written: str) -> None:
    assert cell(value) == written


def test_a_lone_carriage_return_does_not_end_a_row() -> None:
    assert cell("\r=1+1") == "'\n=1+1"


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u2028", "\u202e", "\u2066"])
def test_a_control_character_is_a_mark(control: str) -> None:
    assert cell(f"a{control}b") == tabbed(f"a{control}b") == "a�b"


@given(st.text())
def test_no_text_becomes_a_formula_through_csv(text: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerow([cell(text), "x"])
    ((read, _),) = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    plain = without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    assert read in {plain, f"'{plain}"}
    assert read[:1] not in {"=", "@", "\t", "\r", "\n"}


@given(st.text())
def test_a_cell_between_tabs_stays_one_cell_on_one_line(text: str) -> None:
    assert not {"\t", "\n", "\r"} & set(tabbed(text))
