"""Tables of a terminal: rows in; as a table out where it fits the screen, else as a block of lines for each row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from transforms.control_characters import printable

GAP = 2  # spaces between columns
READABLE = 16  # letters; a narrower column cuts sentences into single words
RULE = 24  # letters of the line above a block
MOST_LINES = 6  # of a cell; a longer text reads better in a block


@dataclass(frozen=True)
class Cells:
    """An answer as words: each value on one line, with the columns that are numbers."""

    columns: tuple[str, ...]
    rows: list[list[str]]
    numeric: frozenset[int]
    """Places of the columns that hold numbers alone."""

    @classmethod
    def of(cls, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> "Cells":
        """Return the words of an answer."""
        numeric = frozenset(at for at in range(len(columns)) if _is_numeric([row[at] for row in rows]))
        return cls(tuple(map(line, columns)), [[line(value) for value in row] for row in rows], numeric)

    def only(self, places: Sequence[int]) -> "Cells":
        """Return some of the columns."""
        numeric = frozenset(new for new, old in enumerate(places) if old in self.numeric)
        return Cells(
            tuple(self.columns[at] for at in places), [[row[at] for at in places] for row in self.rows], numeric
        )

    @cached_property
    def widest(self) -> list[int]:
        """The width of the widest cell of each column, its name included."""
        return [max(map(cell_len, (name, *(row[at] for row in self.rows)))) for at, name in enumerate(self.columns)]


def line(value: Any) -> str:
    """Return a value on one line that is harmless to a terminal; null is nothing."""
    return "" if value is None else " ".join(printable(str(value)).split())


def _is_numeric(values: Sequence[Any]) -> bool:
    held = [value for value in values if value is not None]
    return bool(held) and all(isinstance(value, int | float | Decimal) and value is not True for value in held)


def fits(cells: Cells, width: int) -> bool:
    """Whether the columns can be read beside each other on a screen."""
    widths = [least(name, wide) for name, wide in zip(cells.columns, cells.widest, strict=True)]
    return sum(widths) + GAP * (len(widths) - 1) <= width


def least(name: str, widest: int) -> int:
    """Return the least width at which a column can be read: its name on one line, a long text on few."""
    return max(cell_len(name), min(widest, max(READABLE, -(-widest // MOST_LINES))))


def columns_that_fit(cells: Cells, width: int, first: Sequence[str] = ()) -> Cells:
    """Return the columns for a reader who named none: as many of some names as can be read, without names of all.

    Keys, and columns without a value, come in last.
    """
    names = cells.columns
    order = [names.index(name) for name in first] or list(range(len(names)))
    chosen = list[int]()

    def comes_last(at: int) -> tuple[bool, bool]:
        return not any(row[at] for row in cells.rows), names[at].endswith("_id")

    for at in sorted(order, key=comes_last):
        if fits(cells.only([*chosen, at]), width):
            chosen.append(at)
    return cells.only(sorted(chosen, key=order.index))


def shared(cells: Cells, width: int) -> list[int]:
    """Return a width for each column: what it needs at least, and of what is left the same for each that wants more."""
    widest = cells.widest
    widths = [least(name, wide) for name, wide in zip(cells.columns, widest, strict=True)]
    spare = width - sum(widths) - GAP * (len(widths) - 1)
    wanting = sorted(range(len(widths)), key=lambda at: widest[at] - widths[at])
    for others, at in zip(range(len(widths), 0, -1), wanting, strict=True):
        more = min(widest[at] - widths[at], spare // others)
        widths[at] += more
        spare -= more
    return widths


def table(cells: Cells, width: int) -> Table:
    """Return the cells as a table that is no wider than the screen; long ones are wrapped."""
    drawn = Table(box=None, header_style="bold", pad_edge=False, padding=(0, GAP, 0, 0))
    for at, (name, wide) in enumerate(zip(cells.columns, shared(cells, width), strict=True)):
        drawn.add_column(Text(name), width=wide, overflow="fold", justify="right" if at in cells.numeric else "left")
    for row in cells.rows:
        drawn.add_row(*map(Text, row))
    return drawn


def blocks(cells: Cells) -> RenderableType:
    """Return the cells as a block for each row, a line for each column."""
    return Group(*_blocks(cells))


def _blocks(cells: Cells) -> Iterator[RenderableType]:
    names = max(map(cell_len, cells.columns), default=0)
    for number, row in enumerate(cells.rows, start=1):
        yield Text(f"── row {number} ".ljust(RULE, "─"), style="dim")
        drawn = Table.grid(padding=(0, GAP, 0, 0))
        drawn.add_column(width=names, style="bold")
        drawn.add_column(overflow="fold")
        for name, value in zip(cells.columns, row, strict=True):
            drawn.add_row(Text(name), Text(value))
        yield drawn
