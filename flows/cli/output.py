"""Output: lines for a person, JSON for a program."""

import json
from collections.abc import Iterable
from typing import Any


def print_lines(lines: Iterable[str]) -> None:
    """Print lines to standard output."""
    for line in lines:
        print(line)  # noqa: T201


def print_json(value: Any) -> None:
    """Print a value as JSON; days and instants in ISO 8601."""
    print_lines([json.dumps(value, indent=2, ensure_ascii=False, default=str)])
