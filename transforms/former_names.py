"""Former names: tables and columns of before reports, as corrections of that time still name them, with those of now.

`former_columns.csv` has a line for each; `*` is any other column of the table. What has no table of now is gone. A
correction of `events` in a column that both reports and events have is told apart later, by its key
(see `transforms/corpus/former_keys.py`).
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "former_columns.csv"
ANY = "*"


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
    with FILE.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream, strict=True))
    names = [(Named(line["table"], line["column"]), Named(line["table_now"], line["column_now"])) for line in lines]
    return {before: now if now.table else None for before, now in names}


def is_former(named: Named) -> bool:
    """Return whether a column is one of before, by its name alone."""
    return named in former_columns() or Named(named.table, ANY) in former_columns()


def now_of(named: Named) -> Named | None:
    """Return the column of now for one of before, None when it is gone."""
    if named in former_columns():
        return former_columns()[named]
    now = former_columns()[Named(named.table, ANY)]
    return Named(now.table, named.column) if now else None
