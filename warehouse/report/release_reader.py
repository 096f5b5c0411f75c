"""Rows of a release for the report: its queries, and their values in the short forms of the page."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

QUERIES = Path(__file__).parent / "queries"
EPOCH = date(1970, 1, 1)

Record = dict[str, Any]


class Reader:
    """Asks the release with the queries of this package."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def ask(self, name: str, **parameters: Any) -> list[Record]:
        """Return the rows of the query of that name."""
        sql = (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
        found = self.connection.execute(sql, parameters or None)
        columns = [column[0] for column in found.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


class Codes:
    """Values met so far, each with the number that stands for it."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self.values: list[Any] = []
        self.numbers: dict[Any, int] = {}
        for value in values:
            self.number(value)

    def number(self, value: Any) -> int | None:
        """Return the number of a value, a new one for a new value; None for None."""
        if value is None:
            return None
        if value not in self.numbers:
            self.numbers[value] = len(self.values)
            self.values.append(value)
        return self.numbers[value]


def numbered(rows: Sequence[Record], column: str) -> dict[str, int]:
    """Return the place of each row among all of them, by its key."""
    return {row[column]: number for number, row in enumerate(rows)}


def days(day: date | None) -> int | None:
    """Return a day as days since the beginning of 1970."""
    return None if day is None else (day - EPOCH).days


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    return value.isoformat() if isinstance(value, date | datetime) else value
