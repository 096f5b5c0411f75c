"""A loop over what was found, which fails where nothing was."""

from collections.abc import Iterable
from typing import TypeVar

Found = TypeVar("Found")


def each(found: Iterable[Found]) -> list[Found]:
    """Return what was found, for a test that claims something of each of it; fail when there is nothing."""
    every = list(found)
    assert every, "nothing was found of which the test could claim anything"
    return every
