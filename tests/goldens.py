"""Golden text: what code of ours gives, as lines that were written down, compared with what it gives now."""

from collections.abc import Iterable, Sequence
from difflib import unified_diff
from pathlib import Path

TOLD = 12  # lines of a difference that a failure shows: one change of a line takes three, and the first is the cause


def read_lines(path: Path) -> list[str]:
    """Return the lines that were written down in a file."""
    return path.read_text(encoding="utf-8").splitlines()


def check(name: str, before: Sequence[str], now: Sequence[str], around: int = 0) -> None:
    """Fail with the first lines that differ, each with so many around it, where something else was written down."""
    differing = list(unified_diff(before, now, "written down", "found now", lineterm="", n=around))[:TOLD]
    assert not differing, "\n".join(["", f"tests/golden/{name}", *differing])


def write(path: Path, lines: Iterable[str]) -> None:
    """Write lines down."""
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
