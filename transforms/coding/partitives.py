"""Takes a noun that names a part or a quantity, gives what it is a part of: of "a group of refugees" the refugees."""

from functools import cache
from typing import NamedTuple

from transforms.loading import Csv
from transforms.syntax import Tree

WHOLES = {"of", "from", "to", "in", "worth"}
COUNTED = {"NUM", "SYM"}


class PartitiveRow(NamedTuple):
    """A noun that names a part or a number of those who are named after it."""

    lemma: str
    note: str | None


PARTITIVES = Csv("partitives.csv", PartitiveRow, key=("lemma",))


def wholes(tree: Tree, position: int) -> list[int]:
    """Return the nouns of which a partitive or a quantity names a part; nothing for any other noun."""
    if tree.lemma(position) not in _partitives() and tree.token(position).pos not in COUNTED:
        return []
    return [at for at in tree.children(position, {"nmod", "obl"}) if WHOLES & set(tree.markers(at))]


@cache
def _partitives() -> frozenset[str]:
    """Return the nouns that name a part or a number of those who are named after them."""
    return frozenset(row.lemma for row in PARTITIVES.rows())
