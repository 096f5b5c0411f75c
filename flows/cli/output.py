"""Output: lines for a person, JSON for a program."""

import json
from collections.abc import Iterable
from typing import Any


def print_lines(lines: Iterable[str]) -> None:
    """Print lines to standard output, without what a name or a word in them could steer a terminal by."""
    from transforms.control_characters import printable

    for line in lines:
        print(printable(line))  # noqa: T201


def print_json(value: Any) -> None:
    """Print a value as JSON; days and instants in ISO 8601, and what could steer a terminal as escapes."""
    from transforms.control_characters import printable_json

    print(printable_json(json.dumps(value, indent=2, ensure_ascii=False, default=str)))  # noqa: T201


def warn(lines: Iterable[str]) -> None:
    """Say on standard error what did not go well though nothing failed, on a terminal in amber."""
    from rich.console import Console

    from transforms.control_characters import printable

    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    for line in lines:
        console.print(f"entente: {printable(line)}", style="yellow")
