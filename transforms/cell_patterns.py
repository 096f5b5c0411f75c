"""The language of cells that hold a regular expression, in which `{part}` may stand for a pattern that has a name."""

import re
from collections.abc import Callable, Collection

from transforms.loading import Grammar

PART = re.compile(r"\{([a-z_]+)\}")
EXPRESSION = "a regular expression of Python"


def no_parts() -> Collection[str]:
    """Return the parts that there are where patterns share none."""
    return ()


def regular_expression(parts: Callable[[], Collection[str]] = no_parts, named: str | None = None) -> Grammar:
    """Return the language of regular expressions with some parts; `named` says where the parts are named."""

    def read(cell: str) -> str:
        known = parts()
        if unknown := next((name for name in PART.findall(cell) if name not in known), None):
            right = f"use one of {', '.join(sorted(known))}" if known else "no part has a name here"
            raise ValueError(f"names {{{unknown}}}, which there is not; {right}")
        try:
            re.compile(PART.sub("x", cell))
        except re.error as error:
            raise ValueError(f"is no regular expression: {error}; write one of Python's") from None
        return cell

    return Grammar(read, f"{EXPRESSION}; `{{part}}` stands for one of {named}" if named else EXPRESSION)
