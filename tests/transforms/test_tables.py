"""The tables as a reader of them relies on: each column with its type, its codes and its bounds, as is written down.

python -m tests.transforms.test_tables     writes tests/golden/tables.txt anew
"""

from pathlib import Path

from tests.goldens import check, read_lines, write
from transforms.drafts import EXTRACTED, STATE, ConsolidatedEvent, DerivedRelation, OwnEntity
from transforms.row import Row
from transforms.tables import HISTORY, TABLES

GOLDEN = Path(__file__).parents[1] / "golden" / "tables.txt"
DRAFTS: tuple[type[Row], ...] = (*EXTRACTED, *STATE, ConsolidatedEvent, DerivedRelation, OwnEntity)


def declared() -> list[str]:
    """Return a line for each table and for each column of it."""
    rows = list(dict.fromkeys((*TABLES, *DRAFTS)))
    lists = (("TABLES", TABLES), ("HISTORY", HISTORY), ("EXTRACTED", EXTRACTED), ("STATE", STATE))
    return [
        *(f"{name}: {', '.join(row.table for row in held)}" for name, held in lists),
        *(line for row in rows for line in (row.table, *columns(row))),
    ]


def columns(row: type[Row]) -> list[str]:
    """Return a line for each column of a table."""
    lines = []
    for column in row.columns():
        field = row.model_fields[column.name]
        marks = " ".join(map(repr, column.marks))
        default = "" if field.is_required() else f"default {field.default!r}"
        lines.append(
            f"    {column.name} {column.type} {'or null' if column.nullable else ''} {marks} {default}".rstrip()
        )
    return lines


def test_the_tables_are_as_is_written_down() -> None:
    check("tables.txt", read_lines(GOLDEN), declared())


if __name__ == "__main__":
    write(GOLDEN, declared())
