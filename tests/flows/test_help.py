"""The help of every command is as is written down: what there is to choose, and what holds where nothing is chosen.

python -m tests.flows.test_help     writes tests/golden/help.txt anew
"""

import io
import tomllib
from pathlib import Path

import pytest
from rich.console import Console

from flows.cli import app, run
from tests.goldens import check, read_lines, write

GOLDEN = Path(__file__).parents[1] / "golden" / "help.txt"


def told() -> list[str]:
    """Return the lines of the help of the app and of each command."""
    names = ["", *sorted(name for name in app.resolved_commands() if not name.startswith("-"))]
    return [line for name in names for line in (f"entente {name}".strip(), *lines_of(name.split()), "")]


def lines_of(command: list[str]) -> list[str]:
    """Return the help of a command as a wide terminal without colours shows it."""
    shown = io.StringIO()
    app.help_print(command, console=Console(file=shown, width=150, force_terminal=False, color_system=None))
    return [line.rstrip() for line in shown.getvalue().splitlines()]


def test_the_help_of_every_command_is_as_is_written_down() -> None:
    check("help.txt", read_lines(GOLDEN), told())


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    stated = tomllib.loads((GOLDEN.parents[2] / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"{stated}\n"


if __name__ == "__main__":
    write(GOLDEN, told())
