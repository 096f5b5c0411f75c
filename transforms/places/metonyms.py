"""Takes the name of a place in its sentence, tells whether it stands for the place or for who governs it.

"Moscow rejected the plan" and "talks with Damascus" name governments, "in Moscow" and "bombed Syria" name places. Only
states, their parts and capitals have a government that is named so.
"""

from functools import cache

from transforms.places.gazetteer import Spot, read_rows
from transforms.places.toponym_resolution import capitals
from transforms.syntax import Tree

GOVERNING = {"country", "division", "region", "disputed", "continent", "historic"}
"""Kinds of place whose name may stand for a government; a capital's may too."""
ACTS = {"nsubj", "nsubj:outer", "csubj", "obl:agent", "iobj", "obj", "nsubj:pass"}
STRUCK = {"obj", "nsubj:pass"}


@cache
def prepositions() -> dict[str, str]:
    """Return what each preposition before the name of a state tells: the place, or who governs it."""
    return {row["preposition"]: row["tells"] for row in read_rows("prepositions.csv")}


def is_government(tree: Tree, head: int, spot: Spot) -> bool:
    """Whether a name of a state or capital stands for who governs it: it acts, or is acted with."""
    if spot.kind not in GOVERNING and spot.place_id not in capitals():
        return False
    at = head
    for _ in range(len(tree.reading.tokens)):
        if tree.token(at).relation != "conj":
            break
        at = tree.token(at).head
    meanings = [prepositions()[marker] for marker in tree.markers(head) or tree.markers(at) if marker in prepositions()]
    if meanings:
        return meanings[0] == "government"
    if tree.markers(at):
        return False
    token = tree.token(at)
    if token.relation in STRUCK and tree.lemma(token.head) in place_verbs():
        return False
    if token.relation == "nmod:poss":
        return tree.lemma(token.head) not in place_nouns()
    return token.relation in ACTS


@cache
def place_verbs() -> frozenset[str]:
    """Return the verbs whose object is a place, though it be a state: "visited Syria", "bombed Syria"."""
    return frozenset(row["verb"] for row in read_rows("place_verbs.csv"))


@cache
def place_nouns() -> frozenset[str]:
    """Return the nouns of which a state's name says where they are: "Syria's north"."""
    return frozenset(row["noun"] for row in read_rows("place_nouns.csv"))
