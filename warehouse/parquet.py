"""Tables as Parquet files: a folder of files for each table, one file where one writer makes it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.row import Row

R = TypeVar("R", bound=Row)

WHOLE = "all.parquet"
"""Name of the file that holds all rows of a table."""
ROWS_PER_GROUP = 100_000  # what one thread of DuckDB takes at a time


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table; the folder of the file must be there."""
    pq.write_table(table, path, compression="zstd", row_group_size=ROWS_PER_GROUP, store_schema=True)


def write_rows(folder: Path, rows: Mapping[type[Row], Iterable[Row]]) -> None:
    """Write the rows of several tables, each as the one file of the folder named for its table."""
    for row, members in rows.items():
        path = folder / row.table / WHOLE
        path.parent.mkdir(parents=True, exist_ok=True)
        write_table(row.to_arrow(members), path)


def read_table(folder: Path, row: type[Row]) -> pa.Table:
    """Return one table of a release by key, however its rows lie in files."""
    return pq.read_table(folder / row.table, schema=row.arrow_schema()).sort_by(row.key())


def read_rows(folder: Path, row: type[R]) -> list[R]:
    """Return the rows of one table of a release by key."""
    return row.from_arrow(read_table(folder, row))
