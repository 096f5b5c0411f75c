"""Output: lines for a person, JSON for a program."""

import json
from collections.abc import Iterable
from typing import Any

from flows.settings import LOG_FORMAT, Setting, SettingsInvalid, choose


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
    for line in lines:
        tell(line, "warning", style="yellow")


def tell(line: str, level: str, *, style: str | None = None) -> None:
    """Say something on standard error, in the form that the settings choose."""
    from rich.console import Console

    from flows.progress import log
    from transforms.control_characters import printable

    if is_chosen(LOG_FORMAT, "json"):
        log(line, level)
        return
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    console.print(f"entente: {printable(line)}", style=style)


def is_chosen(setting: Setting[str], value: str) -> bool:
    """Whether a setting has a value; where the settings are what is wrong, it has its default."""
    try:
        return choose(setting).value == value
    except SettingsInvalid:
        return setting.default == value
