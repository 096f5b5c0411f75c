"""Cells of CSV and of tab-separated files, safe to open in a spreadsheet."""

import re
from datetime import UTC, date, datetime
from typing import Any

from transforms.control_characters import without_controls

# A spreadsheet takes a cell that begins so for a formula, and a formula may run programs or reach a network. The last
# four are the full-width forms, which some of them read likewise.
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
RETURN = re.compile(r"\r\n?")  # a lone one stands unquoted in what Python writes, and ends a row for who reads it
BREAKS = re.compile(r"[\t\r\n]+")


def cell(value: Any) -> str:
    """Return a value as a cell of CSV: days in ISO 8601, an apostrophe before what looks like a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return neutral(str(value)) if isinstance(value, (list, dict)) else str(value)


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, with plain line breaks; a number stays as it is.

    In the place of a control character, which whoever shows the file on a terminal would obey, stands a mark.
    """
    text = without_controls(RETURN.sub("\n", text))
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def tabbed(value: Any) -> str:
    """Return a value as a cell of a file with tabs, which has no way to quote: tabs and line breaks become spaces."""
    return BREAKS.sub(" ", cell(BREAKS.sub(" ", value).strip() if isinstance(value, str) else value))
