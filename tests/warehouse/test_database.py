"""Tests of the DuckDB file: changed by what a run touched it is the file that is made from nothing."""

from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from tests.growing import Growth, Library
from tests.rows import a
from transforms.tables import TABLES, Finding, Run
from warehouse import database
from warehouse.database import build_database, publish_database
from warehouse.parquet import write_rows
from warehouse.releases import DATABASE
from warehouse.view import VIEWS

SHOWN = [row.table for row in TABLES] + [view.name for view in VIEWS if not view.parameters]
"""Tables and views that take no parameters."""


def differences(file: Path, other: Path) -> dict[str, tuple[list[Any], list[Any]]]:
    """Return, by table or view, the rows that only the one and only the other file shows."""
    found = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as ours (read_only)")
        connection.execute(f"attach '{other}' as theirs (read_only)")
        for name in SHOWN:
            rows = {}
            for side in ("ours", "theirs"):
                connection.execute(f"use {side}")
                rows[side] = connection.execute(f"from {name} order by all").fetchall()
            if rows["ours"] != rows["theirs"]:
                only = [row for row in rows["ours"] if row not in rows["theirs"]]
                found[name] = only[:3], [row for row in rows["theirs"] if row not in rows["ours"]][:3]
    return found


def check_updates(growth: Growth, steps: int) -> None:
    """Let a corpus change some times; change the file of each release into that of the next and fill one, too."""
    for step in range(steps):
        before = growth.before
        growth.change()
        staged, _ = growth.step()
        write_rows(staged, {Run: [a(Run, release=step + 1)], Finding: []})
        publish_database(staged, staged / DATABASE, before / DATABASE if before else None)
        build_database(staged, staged / "filled.duckdb")
        assert differences(staged / DATABASE, staged / "filled.duckdb") == {}, f"step {growth.steps}"


def test_a_file_that_is_changed_is_the_one_that_is_filled(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "REBUILD", 10)  # so that no share of touched documents is too large
    check_updates(Growth(library, tmp_path / "warehouse", Random(7)), steps=3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200, 201))
def test_a_file_that_is_changed_often_is_the_one_that_is_filled(
    seed: int, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "REBUILD", 10)
    check_updates(Growth(library, tmp_path / "warehouse", Random(seed)), steps=6)
