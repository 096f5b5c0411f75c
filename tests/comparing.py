"""Comparing releases: the tables that depend on documents and code alone, and in what those of two releases differ."""

from pathlib import Path
from typing import Any

from transforms.tables import HISTORY, TABLES
from warehouse.parquet import read_table

STANDING = tuple(row for row in TABLES if row not in HISTORY)
"""Tables that do not depend on the path of builds."""
SHOWN = 3  # rows of each side that a failing test shows


def differences(folder: Path, other: Path) -> dict[str, tuple[list[Any], list[Any]]]:
    """Return, by table, the first rows that only the one and only the other release has; empty when all are the same."""
    found = {}
    for row in STANDING:
        ours, theirs = read_table(folder, row), read_table(other, row)
        if not ours.equals(theirs):
            rows, others = ours.to_pylist(), theirs.to_pylist()
            only = [held for held in rows if held not in others], [held for held in others if held not in rows]
            found[row.table] = only[0][:SHOWN], only[1][:SHOWN]
    return found
