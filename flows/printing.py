"""Printing the answer to a query: as a table for people, as CSV or JSON for programs."""

import csv
import json
import sys

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from warehouse.asking import Answer


def print_answer(answer: Answer, output: str) -> None:
    """Print rows to standard output as `table`, `csv` or `json`."""
    {"table": print_table, "csv": print_csv, "json": print_records}[output](answer)


def print_table(answer: Answer) -> None:
    """Print a table as wide as the terminal; into a pipe as wide as it needs."""
    table = Table(*(escape(column) for column in answer.columns), box=None, header_style="bold", pad_edge=False)
    for row in answer.rows:
        table.add_row(*("" if value is None else escape(printable(str(value))) for value in row))
    width = None if sys.stdout.isatty() else 10_000
    console = Console(width=width, highlight=False)
    console.print(table)
    console.print(f"({len(answer.rows)} {'row' if len(answer.rows) == 1 else 'rows'})", style="dim")


def print_csv(answer: Answer) -> None:
    """Print CSV with a header."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)


def print_records(answer: Answer) -> None:
    """Print a JSON list of one dictionary per row."""
    json.dump(answer.records(), sys.stdout, indent=2, ensure_ascii=False, default=str)
    sys.stdout.write("\n")


def printable(text: str) -> str:
    """Return a text without the control characters by which a document could steer a terminal."""
    return "".join(character if character.isprintable() or character in "\n\t" else "�" for character in text)
