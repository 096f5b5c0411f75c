"""The codebook: every table, column and view of the warehouse in one page, written from what declares them."""

from collections.abc import Iterator
from pathlib import Path

from transforms.row import Column, Key, OneOf, References, Row
from transforms.tables import TABLES
from warehouse.view import VIEWS, View

CODEBOOK = Path(__file__).parent.parent / "CODEBOOK.md"


def codebook() -> str:
    """Return the text of `CODEBOOK.md`."""
    head = [
        "# Codebook",
        "",
        "Every table and view of the warehouse. Written from `transforms/tables.py` and `warehouse/views/` by",
        "`python -m warehouse.codebook`; the same words stand as comments in the DuckDB file and in the Parquet files.",
        "",
        *contents(),
    ]
    pages = [*(table_page(row) for row in TABLES), *(view_page(view) for view in VIEWS)]
    return "\n".join([*head, *(line for page in pages for line in page)])


def contents() -> Iterator[str]:
    """Yield the lines that list the tables and views."""
    yield "Tables: " + ", ".join(f"[{row.table}](#{row.table})" for row in TABLES) + "."
    yield ""
    yield "Views: " + ", ".join(f"[{view.name}](#{view.name})" for view in VIEWS) + "."
    yield ""


def table_page(row: type[Row]) -> Iterator[str]:
    """Yield the lines about one table."""
    yield from (f"## {row.table}", "", row.description(), "", "| column | type | null | meaning |", "|---|---|---|---|")
    for column in row.columns():
        null = "yes" if column.nullable else ""
        yield f"| {column.name} | {column.type} | {null} | {column.description}{notes(column)} |"
    yield ""


def notes(column: Column) -> str:
    """Return what the marks of a column add to its description."""
    key = " Key of the table." if column.mark(Key) else ""
    reference = f" Key of [{mark.table}](#{mark.table})." if (mark := column.mark(References)) else ""
    codes = codes_of(one_of) if (one_of := column.mark(OneOf)) else ""
    return key + reference + codes


def codes_of(one_of: OneOf) -> str:
    """Return the sentence that tells the codes of a column."""
    own = ", or one that own knowledge adds" if one_of.own else ""
    return f" One of {', '.join(f'`{code}`' for code in one_of.codes)}{own}."


def view_page(view: View) -> Iterator[str]:
    """Yield the lines about one view."""
    yield from (f"## {view.name}", "", f"View. {view.description}", "", "| column | meaning |", "|---|---|")
    yield from (f"| {name} | {meaning} |" for name, meaning in view.columns.items())
    yield ""


if __name__ == "__main__":
    CODEBOOK.write_text(codebook(), encoding="utf-8")
