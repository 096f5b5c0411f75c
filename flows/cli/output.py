"""Output: lines for a person, JSON for a program."""

import json
from collections.abc import Iterable
from typing import Any

from transforms.control_characters import printable, printable_json


def print_lines(lines: Iterable[str]) -> None:
    """Print lines to standard output, without what a name or a word in them could steer a terminal by."""
    for line in lines:
        print(printable(line))  # noqa: T201


def print_json(value: Any) -> None:
    """Print a value as JSON; days and instants in ISO 8601, and what could steer a terminal as escapes."""
    print(printable_json(json.dumps(value, indent=2, ensure_ascii=False, default=str)))  # noqa: T201
