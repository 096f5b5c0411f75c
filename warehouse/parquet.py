"""Tables as Parquet files: one file per table in a folder, the same bytes for the same rows."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.row import Row

R = TypeVar("R", bound=Row)

ROWS_PER_GROUP = 100_000  # what one thread of DuckDB takes at a time


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table; the folder of the file must be there."""
    pq.write_table(table, path, compression="zstd", row_group_size=ROWS_PER_GROUP, store_schema=True)


def write_rows(folder: Path, rows: Mapping[type[Row], Iterable[Row]]) -> None:
    """Write the rows of several tables, each to the file named for its table."""
    for row, members in rows.items():
        write_table(row.to_arrow(members), parquet_of(folder, row))


def read_table(folder: Path, row: type[Row]) -> pa.Table:
    """Return one table of a folder."""
    return pq.read_table(parquet_of(folder, row), schema=row.arrow_schema())


def read_rows(folder: Path, row: type[R]) -> list[R]:
    """Return the rows of one table of a folder."""
    return row.from_arrow(read_table(folder, row))


def parquet_of(folder: Path, row: type[Row]) -> Path:
    """Return the path of the file that holds a table."""
    return folder / f"{row.table}.parquet"
