"""Failures as a person reads them: what the disk refuses is no bug of ours, whoever of the libraries words it."""

from pathlib import Path

import duckdb
import pytest

from flows.cli.failures import code_for, message
from flows.cli.interface import Exit
from tests.rows import a
from transforms.tables import TABLES
from warehouse.database import build_database
from warehouse.parquet import write_rows

SPILL = """set memory_limit = '20MB'; set temp_directory = '{}'; set max_temp_directory_size = '1KB';
create table t as select md5(i::varchar) from range(2_000_000) as numbers(i)"""
AS_IT_WAS = "; the published warehouse is as it was"


def test_what_duckdb_cannot_write_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(duckdb.IOException) as failed:
        duckdb.sql(f"copy (select 1) to '{tmp_path}/nowhere/a.parquet'")
    assert code_for(failed.value) is Exit.USAGE
    told = message(failed.value)
    assert told.startswith("the disk is full or refuses: IO Error: Cannot open file")
    assert told.endswith(AS_IT_WAS)


def test_a_disk_without_space_to_spill_is_told_in_one_sentence(tmp_path: Path) -> None:
    with duckdb.connect() as connection, pytest.raises(duckdb.OutOfMemoryException) as failed:
        connection.execute(SPILL.format(tmp_path))
    assert code_for(failed.value) is Exit.USAGE
    assert "\n" not in message(failed.value)


def test_the_duckdb_file_in_a_place_that_cannot_be_written_is_a_failure_of_the_disk(tmp_path: Path) -> None:
    write_rows(tmp_path, {row: [a(row)] for row in TABLES})
    with pytest.raises(duckdb.Error) as failed:
        build_database(tmp_path, tmp_path / "no_such_folder" / "entente.duckdb")
    assert code_for(failed.value) is Exit.USAGE


def test_a_query_of_ours_that_duckdb_refuses_is_a_bug_of_ours() -> None:
    with pytest.raises(duckdb.CatalogException) as failed:
        duckdb.sql("from nothing_of_this_name")
    assert code_for(failed.value) is Exit.INTERNAL
