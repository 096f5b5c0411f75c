"""Takes a noun that names a part or a quantity, gives what it is a part of: of "a group of refugees" the refugees."""

import csv
from functools import cache
from pathlib import Path

from transforms.syntax import Tree

PARTITIVES = Path(__file__).parent.parent / "lexicons" / "partitives.csv"
WHOLES = {"of", "from", "to", "in", "worth"}
COUNTED = {"NUM", "SYM"}


def wholes(tree: Tree, position: int) -> list[int]:
    """Return the nouns of which a partitive or a quantity names a part; nothing for any other noun."""
    if tree.lemma(position) not in _partitives() and tree.token(position).pos not in COUNTED:
        return []
    return [at for at in tree.children(position, {"nmod", "obl"}) if WHOLES & set(tree.markers(at))]


@cache
def _partitives() -> frozenset[str]:
    """Return the nouns that name a part or a number of those who are named after them."""
    with PARTITIVES.open(encoding="utf-8", newline="") as file:
        return frozenset(row["lemma"] for row in csv.DictReader(file))
