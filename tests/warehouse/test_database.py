"""Tests of the DuckDB file: what a disk that does not take it looks like to the caller."""

from pathlib import Path

import pytest

from tests.rows import a
from transforms.tables import TABLES
from warehouse.database import DatabaseNotWritten, build_database
from warehouse.parquet import write_rows


def test_a_place_that_cannot_be_written_is_an_error_of_the_disk(tmp_path: Path) -> None:
    write_rows(tmp_path, {row: [a(row)] for row in TABLES})
    with pytest.raises(DatabaseNotWritten):
        build_database(tmp_path, tmp_path / "no_such_folder" / "entente.duckdb")
