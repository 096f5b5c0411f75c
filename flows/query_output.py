"""Printing the answer to a query: as a table for people; as CSV, JSON, Markdown or Parquet for programs."""

import csv
import json
import pydoc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text

from flows.terminal_tables import Cells, blocks, columns_that_fit, fits, table
from transforms.control_characters import printable, printable_json
from transforms.tables import TABLES
from warehouse.asking import Stream
from warehouse.export.cells import cell
from warehouse.export.folder import beside
from warehouse.view import VIEWS

SHOWN = 10_000  # rows of a table; nobody reads more, and its widths want all of them in memory
NAMED = 8  # columns of those that did not fit
NO_SCREEN = 10**9  # letters; what goes into a file or a pipe is not wrapped


class OutputMissing(ValueError):
    """A form of output that is no text wants a file to go to."""


def print_stream(stream: Stream, form: str, out: Path | None) -> None:
    """Print the answer to a query to standard output, or write it into a file, as one of `FORMS` or Parquet.

    On a terminal, tables and blocks are as wide as the screen, and paged where they are longer. Raise `OutputMissing`
    for Parquet without a file.
    """
    if form == "parquet":
        if out is None:
            raise OutputMissing("Parquet is no text: give the file with --out FILE")
        with beside(out) as place:
            write_parquet(stream, place)
    elif out is not None:
        with beside(out) as place, place.open("w", encoding="utf-8", newline="") as file:
            FORMS[form](stream, file)
    elif form in SHOWN_BY and sys.stdout.isatty():
        with paged() as console:
            SHOWN_BY[form](stream, console)
    else:
        FORMS[form](stream, sys.stdout)


def print_table(stream: Stream, console: Console) -> None:
    """Print a table that fits the screen, or a block for each row where it does not.

    Of a whole table or view, whose columns nobody has named, those that do not fit are left out; the last line says so.
    """
    cells, is_all = cells_of(stream)
    first = shown_first().get(stream.columns)
    fitting = cells if first is None or fits(cells, console.width) else columns_that_fit(cells, console.width, first)
    console.print(table(fitting, console.width) if fits(fitting, console.width) else blocks(fitting))
    console.print(f"({counted(cells, is_all=is_all)}{left_out(cells, fitting)})", style="dim", markup=False)


def left_out(cells: Cells, fitting: Cells) -> str:
    """Return which columns did not fit, and what to do; nothing where all did."""
    names = [name for name in cells.columns if name not in fitting.columns]
    if not names:
        return ""
    others = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"; name columns to see others: {', '.join(names[:NAMED])}{others}"


def print_blocks(stream: Stream, console: Console) -> None:
    """Print a block for each row, a line for each column."""
    cells, is_all = cells_of(stream)
    console.print(blocks(cells))
    console.print(f"({counted(cells, is_all=is_all)})", style="dim", markup=False)


def cells_of(stream: Stream) -> tuple[Cells, bool]:
    """Return the first rows of an answer as words, and whether these are all."""
    rows = stream.rows()
    shown = list(islice(rows, SHOWN))
    return Cells.of(stream.columns, shown), next(rows, None) is None


def counted(cells: Cells, *, is_all: bool) -> str:
    """Return in words how many rows are shown."""
    if not is_all:
        return f"the first {SHOWN:,} rows; --format csv gives all"
    return f"{len(cells.rows)} {'row' if len(cells.rows) == 1 else 'rows'}"


@cache
def shown_first() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return for the columns of each table and view which of them go before others on a narrow screen."""
    tables = {tuple(column.name for column in row.columns()): () for row in TABLES}
    return {**tables, **{tuple(view.columns): view.shown_first for view in VIEWS}}


def print_plan(stream: Stream) -> None:
    """Print how DuckDB would go about a query."""
    for _, plan in stream.rows():
        sys.stdout.write(f"{printable(plan)}\n")


@contextmanager
def paged() -> Iterator[Console]:
    """Yield the console of a terminal; what is longer than its screen goes through the reader's pager, without styles.

    Not every pager shows them: `less` prints their codes unless it is told otherwise.
    """
    console = Console(highlight=False)
    with console.capture() as captured:
        yield console
    printed = captured.get()
    if printed.count("\n") < console.height:
        sys.stdout.write(printed)
    else:
        pydoc.pager(Text.from_ansi(printed).plain)


def write_table(stream: Stream, file: TextIO) -> None:
    """Write a table that is as wide as it needs, for there is no screen."""
    print_table(stream, unbounded(file))


def write_blocks(stream: Stream, file: TextIO) -> None:
    """Write a block for each row, whose lines are as long as they need."""
    print_blocks(stream, unbounded(file))


def unbounded(file: TextIO) -> Console:
    """Return a console that writes lines of any length into a file."""
    return Console(file=file, width=NO_SCREEN, highlight=False)


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


SHOWN_BY: dict[str, Callable[[Stream, Console], None]] = {"table": print_table, "blocks": print_blocks}
"""Forms that heed the width of a terminal."""
FORMS: dict[str, Callable[[Stream, TextIO], None]] = {
    "table": write_table,
    "blocks": write_blocks,
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
