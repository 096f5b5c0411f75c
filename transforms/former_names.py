"""Former names: tables and columns of before reports, as corrections of that time still name them, with those of now.

`former_columns.csv` has a line for each; `*` is any other column of the table. What has no table of now is gone. A
correction of `events` in a column that both reports and events have is told apart later, by its key
(see `transforms/corpus/former_keys.py`).
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from transforms.loading import Csv

ANY = "*"


class FormerRow(NamedTuple):
    """A column of before, and where it is now; nowhere where it is gone."""

    table: str
    column: str
    table_now: str | None
    column_now: str | None
    why: str


FORMER_COLUMNS = Csv("former_columns.csv", FormerRow, key=("table", "column"), folder=Path(__file__).parent)


@dataclass(frozen=True)
class Named:
    """A column by its table and its name."""

    table: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


@cache
def former_columns() -> dict[Named, Named | None]:
    """Return the columns of before with those of now, None for one that is gone."""
    return {
        Named(row.table, row.column): Named(row.table_now, row.column_now or "") if row.table_now else None
        for row in FORMER_COLUMNS.rows()
    }


def is_former(named: Named) -> bool:
    """Return whether a column is one of before, by its name alone."""
    return named in former_columns() or Named(named.table, ANY) in former_columns()


def now_of(named: Named) -> Named | None:
    """Return the column of now for one of before, None when it is gone."""
    if named in former_columns():
        return former_columns()[named]
    now = former_columns()[Named(named.table, ANY)]
    return Named(now.table, named.column) if now else None
