"""Printing the answer to a query: as a table for people; as CSV, JSON, Markdown or Parquet for programs."""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from transforms.control_characters import printable, printable_json
from warehouse.asking import Stream
from warehouse.export.cells import cell
from warehouse.export.folder import beside

SHOWN = 10_000  # rows of a table; nobody reads more, and its widths want all of them in memory


class OutputMissing(ValueError):
    """A form of output that is no text wants a file to go to."""


def print_stream(stream: Stream, form: str, out: Path | None) -> None:
    """Print the answer to a query to standard output, or write it into a file, as one of `table` and `FORMS`.

    On a terminal a table that is longer than the screen is paged. Raise `OutputMissing` for Parquet without a file.
    """
    if form == "parquet":
        if out is None:
            raise OutputMissing("Parquet is no text: give the file with --out FILE")
        with beside(out) as place:
            write_parquet(stream, place)
    elif out is not None:
        with beside(out) as place, place.open("w", encoding="utf-8", newline="") as file:
            write(stream, form, file)
    elif form == "table" and sys.stdout.isatty():
        with paged() as console:
            print_table(stream, console)
    else:
        write(stream, form, sys.stdout)


def write(stream: Stream, form: str, file: TextIO) -> None:
    """Write the answer as text in one of the forms."""
    if form == "table":  # as wide as it needs, for there is no screen
        print_table(stream, Console(file=file, width=10_000, highlight=False))
    else:
        FORMS[form](stream, file)


def print_table(stream: Stream, console: Console) -> None:
    """Print a table; of a very long one only the first rows, which it says."""
    table = Table(
        *(escape(printable(column)) for column in stream.columns), box=None, header_style="bold", pad_edge=False
    )
    rows = stream.rows()
    shown = list(islice(rows, SHOWN))
    for row in shown:
        table.add_row(*(escape(printable(text(value))) for value in row))
    console.print(table)
    if next(rows, None) is None:
        console.print(f"({len(shown)} {'row' if len(shown) == 1 else 'rows'})", style="dim")
    else:
        console.print(f"(the first {SHOWN:,} rows; --format csv gives all)", style="dim")


def print_plan(stream: Stream) -> None:
    """Print how DuckDB would go about a query."""
    for _, plan in stream.rows():
        sys.stdout.write(f"{printable(plan)}\n")


@contextmanager
def paged() -> Iterator[Console]:
    """Yield the console of a terminal; what is longer than its screen goes through the reader's pager."""
    console = Console(highlight=False)
    with console.capture() as captured:
        yield console
    printed = captured.get()
    if printed.count("\n") < console.height:
        sys.stdout.write(printed)
    else:
        with console.pager(styles=True):
            console.out(printed, end="", highlight=False)


def write_csv(stream: Stream, file: TextIO) -> None:
    """Write CSV with a header, safe to open in a spreadsheet."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([cell(column) for column in stream.columns])
    for row in stream.rows():
        writer.writerow([cell(value) for value in row])


def write_json(stream: Stream, file: TextIO) -> None:
    """Write a JSON list of one dictionary per row, a row a line."""
    before = "["
    for row in stream.rows():
        record = dict(zip(stream.columns, row, strict=True))
        file.write(f"{before}\n{printable_json(json.dumps(record, ensure_ascii=False, default=str))}")
        before = ","
    file.write("[]\n" if before == "[" else "\n]\n")


def write_markdown(stream: Stream, file: TextIO) -> None:
    """Write a table of Markdown."""
    file.write(f"| {' | '.join(marked(column) for column in stream.columns)} |\n")
    file.write(f"|{'---|' * len(stream.columns)}\n")
    for row in stream.rows():
        file.write(f"| {' | '.join(marked(text(value)) for value in row)} |\n")


FORMS: dict[str, Callable[[Stream, TextIO], None]] = {
    "csv": write_csv,
    "json": write_json,
    "markdown": write_markdown,
}


def write_parquet(stream: Stream, path: Path) -> None:
    """Write a Parquet file."""
    import pyarrow.parquet as pq

    batches = stream.batches()
    first = next(batches)
    with pq.ParquetWriter(path, first.schema, compression="zstd") as writer:
        writer.write_batch(first)
        for batch in batches:
            writer.write_batch(batch)


def text(value: Any) -> str:
    """Return a value as a table shows it; null is nothing."""
    return "" if value is None else str(value)


def marked(words: str) -> str:
    """Return words that stay within one cell of a table of Markdown, and stay words."""
    plain = printable(words).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return " ".join(plain.split())
