"""Takes a CSV file of the lexicons, gives its rows, each of which knows where it stands; a bad one is refused."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from transforms.lexicons.name_forms import normalise

Value = TypeVar("Value")


class LexiconInvalid(Exception):
    """A row of a lexicon cannot be what it says; the message names file, line, what was found and what is right."""


@dataclass(slots=True)
class Line:
    """A row of a file, which knows where it stands."""

    file: str
    number: int
    cells: Mapping[str, str]

    @property
    def where(self) -> str:
        """Where the row stands, for a message."""
        return f"{self.file}:{self.number}"

    def wrong(self, found: str, right: str) -> LexiconInvalid:
        """Return the refusal of the row: what was found and what would be right."""
        return LexiconInvalid(f"{self.where}: {found}; {right}")

    def text(self, column: str) -> str:
        """Return a cell that must be filled."""
        if value := self.cells[column]:
            return value
        raise self.wrong(f"no {column}", f"every row needs its {column}")

    def optional(self, column: str) -> str | None:
        """Return a cell, null where it is empty."""
        return self.cells[column] or None

    def many(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell between bars."""
        if not (value := self.cells[column]):
            return ()
        parts = tuple(value.split("|"))
        if "" in parts or value != value.strip():
            raise self.wrong(
                f"{column} {value!r} has an empty part", "write one | between two values and none at the ends"
            )
        return parts

    def one_of(self, column: str, codes: Iterable[str]) -> str:
        """Return a cell that must be one of some codes."""
        if (value := self.text(column)) not in codes:
            raise self.wrong(f"{column} {value!r} is unknown", f"use one of {', '.join(codes)}")
        return value

    def maybe_one_of(self, column: str, codes: Iterable[str]) -> str | None:
        """Return a cell that is empty or one of some codes."""
        return self.one_of(column, codes) if self.cells[column] else None

    def days(self) -> tuple[date | None, date | None]:
        """Return the first and last day; a year alone is all its days."""
        first, last = self._day("valid_first_on", "-01-01"), self._day("valid_last_on", "-12-31")
        if first and last and last < first:
            raise self.wrong(
                f"valid_last_on {last} is before valid_first_on {first}", "the end is the later of the two"
            )
        return first, last

    def _day(self, column: str, rest: str) -> date | None:
        if not (value := self.cells[column]):
            return None
        try:
            return date.fromisoformat(value + rest if len(value) == 4 else value)
        except ValueError:
            raise self.wrong(f"{column} {value!r} is no day", "write YYYY or YYYY-MM-DD") from None


def rows_of(folder: Path, file: str, columns: tuple[str, ...]) -> Iterator[Line]:
    """Give the rows of a file, each checked to have its columns and a source."""
    shown = f"transforms/lexicons/{file}"
    try:
        stream = (folder / file).open(encoding="utf-8", newline="")
    except FileNotFoundError:
        raise LexiconInvalid(f"{shown}: no such file; write it, or strike its name from the loader") from None
    with stream:
        rows = csv.reader(stream, strict=True)
        try:
            header = tuple(next(rows, ()))
            if header != columns:
                raise LexiconInvalid(
                    f"{shown}:1: columns are {','.join(header)!r}; they should be {','.join(columns)!r}"
                )
            for row in rows:
                line = Line(shown, rows.line_num, dict(zip(columns, row, strict=False)))
                if len(row) != len(columns):
                    raise line.wrong(f"{len(row)} cells", f"a row has {len(columns)}, so quote cells with commas")
                line.text("source")
                yield line
        except (csv.Error, UnicodeDecodeError) as error:
            raise LexiconInvalid(f"{shown}:{rows.line_num + 1}: {error}; a lexicon is a CSV file in UTF-8") from None


def country_of(line: Line, codes: Iterable[str]) -> str | None:
    """Return the country of a row, null where it gives none; refuse one that is unknown."""
    if (code := line.optional("country")) is None or code in codes:
        return code
    raise line.wrong(
        f"country {code!r} is unknown", "use an ISO 3166 code of states.csv or one of pseudo_countries.csv"
    )


def put(line: Line, found: dict[str, Value], name: str, value: Value) -> None:
    """Keep a value under a name that no other row has."""
    if (shared := normalise(name)) in found:
        raise line.wrong(f"{name!r} stands in this file already", "keep one row for it")
    found[shared] = value
