"""Tests of earlier releases: what older versions published is read with the columns of now."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, ClassVar

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.older import older_warehouse
from tests.rows import a
from transforms.row import Key, Row
from transforms.tables import TABLES, Document, DocumentVersion, Run
from warehouse.earlier import ReleaseUnreadable, earlier_tables, is_of_before, read_rows_leniently
from warehouse.parquet import write_rows
from warehouse.releases import Warehouse


class Dispatch(Row):
    """A message. One row per message."""

    table: ClassVar[str] = "dispatches"

    dispatch_id: Annotated[str, Key()]
    """Key."""

    tone: str = "plain"
    """A column with a default."""

    sent_at: datetime | None
    """A column that may be null."""

    topics: list[str]
    """A list."""


class Countersigned(Dispatch):
    """A message of a later version, whose new column nothing fills."""

    signature: str
    """A required column."""


def release_of(folder: Path, table: pa.Table) -> Path:
    (folder / "dispatches").mkdir(parents=True)
    pq.write_table(table, folder / "dispatches" / "it's one.parquet")
    return folder


def test_a_new_column_has_its_default_and_one_that_is_gone_is_ignored(tmp_path: Path) -> None:
    older = pa.table({"postmark": ["CAI"], "dispatch_id": ["1"]})
    (found,) = read_rows_leniently(release_of(tmp_path, older), Dispatch)
    assert found == Dispatch(dispatch_id="1", tone="plain", sent_at=None, topics=[])


def test_a_table_of_many_files_is_read_as_one_and_one_that_is_not_there_is_empty(tmp_path: Path) -> None:
    row = Dispatch(dispatch_id="1", sent_at=datetime(2024, 3, 4, 12, tzinfo=UTC), topics=["talks"])
    release_of(tmp_path, Dispatch.to_arrow([row]))
    pq.write_table(Dispatch.to_arrow([row]), tmp_path / "dispatches" / "b.parquet")
    assert read_rows_leniently(tmp_path, Dispatch) == [row, row]
    assert read_rows_leniently(tmp_path / "nowhere", Dispatch) == []


def test_a_required_column_that_nothing_fills_is_named(tmp_path: Path) -> None:
    release_of(tmp_path, pa.table({"dispatch_id": ["1"]}))
    with pytest.raises(
        ReleaseUnreadable, match="its dispatches have no signature, and nothing says what stands for it"
    ):
        read_rows_leniently(tmp_path, Countersigned)


def test_every_table_of_now_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_rows(tmp_path, {row: [a(row)] for row in TABLES})
    assert set(earlier_tables(tmp_path)) == set(TABLES)
    for row in TABLES:
        assert read_rows_leniently(tmp_path, row) == [a(row)]


def test_of_a_release_of_before_the_documents_their_versions_and_runs_are_taken(tmp_path: Path) -> None:
    _, root = older_warehouse(tmp_path, "0.1.0")
    folder = Warehouse(root).published().folder
    assert is_of_before(folder)
    tables = earlier_tables(folder)
    assert set(tables) == {Document, DocumentVersion, Run}
    with duckdb.connect() as connection:
        current = f"select path, text like '%welcomed%' from ({tables[Document]}) order by path"
        assert connection.execute(current).fetchall() == [
            ("wire/second.md", False),
            ("wire/strike.md", False),
            ("wire/talks.txt", True),
        ]
        versions = (
            "select version, is_current, supersedes_id is null, text like '%condemned%' "
            f"from ({tables[DocumentVersion]}) where path = 'wire/talks.txt' order by version"
        )
        assert connection.execute(versions).fetchall() == [(1, False, True, True), (2, True, False, None)]
        runs = f"select release, documents, reports, events from ({tables[Run]}) order by release"
        assert connection.execute(runs).fetchall() == [(1, 3, 11, None), (2, 4, 11, None)]
    assert read_rows_leniently(folder, Run)[0].version == "0.1.0"
