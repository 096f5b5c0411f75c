"""Tests of the comparisons: two small releases, and what is told of the second."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from expectations.checking import opened
from expectations.comparisons import ReleaseBefore, compared
from expectations.own_checks import Bounds, Comparison, read_checks
from tests.rows import a, by_table
from transforms.row import Row
from transforms.tables import TABLES, Document, Rejection, Run
from warehouse.parquet import write_rows


def number(value: int) -> str:
    return f"{value:016x}"


def documents(count: int, source: str = "wire", day: date | None = date(2024, 3, 1), start: int = 0) -> list[Row]:
    ids = (number(value) for value in range(start, start + count))
    return [a(Document, document_id=one, source_id=source, published_last_on=day) for one in ids]


def rejections(count: int, source: str = "wire") -> list[Row]:
    return [a(Rejection, rejection_id=number(value), source_id=source) for value in range(count)]


def release(folder: Path, rows: Sequence[Row]) -> Path:
    held = by_table(rows)
    write_rows(folder, {table: held.get(table, []) for table in TABLES})
    return folder


def told(folder: Path, before: Sequence[Row], now: Sequence[Row], measure: str, /, **about: object) -> str | None:
    """Return what a comparison finds in two releases, None for nothing."""
    comparison = Comparison.model_validate(
        {"name": measure, "description": "It stays.", "severity": "warning", "measure": measure, **about}
    )
    first, second = release(folder / "before", before), release(folder / "now", now)
    tables = {row.table: f"from read_parquet('{first / row.table / '*.parquet'}')" for row in TABLES}
    with opened(second, None) as connection:
        found = list(compared(connection, second, ReleaseBefore(first, tables), [comparison]))
    return found[0].found if found else None


LOSS = {"ratio": Bounds(min=0.9)}


def test_a_table_that_loses_rows_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, documents(10), documents(5), "rows", **LOSS) == "documents 10 -> 5"


def test_a_table_that_loses_all_rows_counts_none(tmp_path: Path) -> None:
    assert told(tmp_path, documents(10), [], "rows", **LOSS) == "documents 10 -> 0"


def test_a_table_that_loses_few_rows_is_as_expected(tmp_path: Path) -> None:
    assert told(tmp_path, documents(10), documents(9), "rows", **LOSS) is None


def test_what_rests_on_few_rows_is_left_alone(tmp_path: Path) -> None:
    assert told(tmp_path, documents(10), documents(5), "rows", min_rows=11, **LOSS) is None


def test_each_source_is_compared_and_a_new_one_is_not(tmp_path: Path) -> None:
    before = [*documents(4), *documents(6, "post", start=4)]
    now = [*documents(8), *documents(2, "new", start=8)]
    assert told(tmp_path, before, now, "rows_by_source", **LOSS) == "documents of post 6 -> 0"


def test_a_column_with_more_nulls_is_told(tmp_path: Path) -> None:
    before, now = documents(10), [*documents(5), *documents(5, day=None, start=5)]
    found = told(tmp_path, before, now, "nulls", difference={"max": 0.1})
    assert found == "documents.published_last_on 0 -> 0.5"


def test_a_source_of_which_more_is_rejected_is_told(tmp_path: Path) -> None:
    before, now = [*documents(9), *rejections(1)], [*documents(5), *rejections(5)]
    found = told(tmp_path, before, now, "rejections_by_source", difference={"max": 0.1})
    assert found == "wire 0.1 -> 0.5"


@pytest.mark.parametrize(
    ("newest", "found"),
    [(date(2024, 3, 1), "wire 1 -> 31"), (date(2024, 3, 20), None), (date(1998, 3, 1), None)],
    ids=["silent", "fresh", "archive"],
)
def test_a_source_that_lives_and_falls_silent_is_told(newest: date, found: str | None, tmp_path: Path) -> None:
    first = a(Run, run_id=number(1), started_at=datetime(2024, 3, 2, tzinfo=UTC))
    second = a(Run, run_id=number(2), release=2, started_at=datetime(2024, 4, 1, tzinfo=UTC))
    before = [first, *documents(1, day=min(newest, date(2024, 3, 1)))]
    now = [first, second, *documents(1, day=newest)]
    bounds = {"before": {"max": 60}, "now": {"max": 14}}
    assert told(tmp_path, before, now, "newest_document_by_source", **bounds) == found


def test_a_comparison_of_a_user_takes_the_place_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "desk.yaml"
    file.write_text(
        "comparisons:\n- {name: rows, description: None is lost., measure: rows, ratio: {min: 1}, severity: critical}\n"
    )
    ours, own = ({one.name: one for one in read_checks(files).comparisons} for files in ([], [file]))
    assert own.keys() == ours.keys()
    assert (ours["rows"].severity, own["rows"].severity, own["rows"].min_rows) == ("warning", "critical", 0)
