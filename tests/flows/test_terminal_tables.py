"""Tests of tables on a terminal: what fits beside each other, what is left out, and when a row becomes a block."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from flows import query_output
from flows.terminal_tables import Cells, blocks, columns_that_fit, fits, table

SENTENCE = "Turkish warplanes bombed Kurdish rebels in northern Iraq on Tuesday, the army said."


def lines(drawn: RenderableType, width: int) -> list[str]:
    shown = io.StringIO()
    Console(file=shown, width=width, highlight=False).print(drawn)
    return [line.rstrip() for line in shown.getvalue().splitlines()]


def test_a_table_wraps_the_longest_column_and_puts_numbers_to_the_right() -> None:
    cells = Cells.of(["actors", "deaths", "sentence"], [["Turkey", 4, SENTENCE], [None, 12, "Iraq\nprotested."]])
    assert lines(table(cells, 50), 50) == [
        "actors  deaths  sentence",
        "Turkey       4  Turkish warplanes bombed Kurdish",
        "                rebels in northern Iraq on",
        "                Tuesday, the army said.",
        "            12  Iraq protested.",
    ]


def test_a_block_has_a_line_for_each_column() -> None:
    cells = Cells.of(["deaths", "sentence"], [[4, SENTENCE], [None, "Iraq protested."]])
    assert lines(blocks(cells), 60) == [
        "── row 1 ───────────────",
        "deaths    4",
        "sentence  Turkish warplanes bombed Kurdish rebels in",
        "          northern Iraq on Tuesday, the army said.",
        "── row 2 ───────────────",
        "deaths",
        "sentence  Iraq protested.",
    ]


def test_a_long_text_fits_where_it_is_a_few_lines_and_no_name_is_broken() -> None:
    assert fits(Cells.of(["sentence"], [[SENTENCE]]), 16)
    assert not fits(Cells.of(["sentence"], [[10 * SENTENCE]]), 80)
    assert not fits(Cells.of(["independent_sources"], [[1]]), 18)


def test_columns_that_nobody_named_come_in_by_their_rank_and_keys_last() -> None:
    cells = Cells.of(["event_id", "mode", "actors", "deaths"], [["8f3a0c11d2e4b596", None, "Turkey", 4]])
    assert columns_that_fit(cells, 19).columns == ("actors", "deaths")
    assert columns_that_fit(cells, 34).columns == ("event_id", "actors", "deaths")
    assert columns_that_fit(cells, 80, ("deaths", "actors")).columns == ("deaths", "actors")


WORDS = st.text("ab 字\t", max_size=200)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=4), st.integers(40, 200))
def test_no_line_is_wider_than_the_screen(rows: list[list[str]], width: int) -> None:
    cells = Cells.of(["actors", "deaths", "sentence"], rows)
    drawn = table(cells, width) if fits(cells, width) else blocks(cells)
    console = Console(width=width, file=io.StringIO())
    assert all(sum(segment.cell_length for segment in line) <= width for line in console.render_lines(drawn, pad=False))


def test_a_pager_gets_no_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    given_to_pager: list[str] = []
    monkeypatch.setattr("pydoc.pager", given_to_pager.append)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("LINES", "2")
    cells = Cells.of(["deaths"], [[4], [12]])
    with query_output.paged() as console:
        console.print(table(cells, 80))
    assert [re.sub(" +", " ", line).strip() for line in given_to_pager[0].splitlines()] == ["deaths", "4", "12"]
