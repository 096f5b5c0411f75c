"""Takes names that no gazetteer knows in their sentences, gives what each is said to lie in as its place.

"Enbek, a village in Almaty region", "the village of Enbek, Kazakhstan", "Enbek in the Almaty region": a reader who does
not know Enbek knows where it is, as exactly as that. The name means the same wherever else the document has it.
"""

from collections.abc import Iterator, Sequence

from transforms.places.candidates import Candidate, coarser
from transforms.places.keys import key_of
from transforms.places.resolving import Name, Resolution
from transforms.syntax import Tree

Occurrence = tuple[Name, Tree | None, int]
"""A name, the reading of its sentence, and the token there on which its words depend."""
HOLDS = {"in", "of", "within", "at", "near", "outside"}
"""Prepositions after a name, or after its description, before what holds it."""
AFTER = 12  # tokens after a name within which what holds it is named
PARTS = {"nmod", "appos", "conj", "compound", "flat", "nmod:desc", "obl", "parataxis", "list"}
SHARE = 0.8  # of the confidence of what holds a place is left for the place


def settle_unknown(
    occurrences: Sequence[Occurrence], resolutions: Sequence[Resolution | None]
) -> list[Resolution | None]:
    """Return the places of names, of those without one that in which their sentence says they lie, wherever they stand."""
    told: dict[str, Resolution] = {}
    for at, ((name, tree, head), resolution) in enumerate(zip(occurrences, resolutions, strict=True)):
        key = key_of(name.words)
        if resolution is None and tree is not None and key not in told:
            around = _around(at, occurrences, resolutions)
            if holder := next((found for other, found in around if _holds(tree, head, other)), None):
                told[key] = _inside(holder)
    return [
        resolution or told.get(key_of(name.words))
        for (name, _, _), resolution in zip(occurrences, resolutions, strict=True)
    ]


def _around(
    at: int, occurrences: Sequence[Occurrence], resolutions: Sequence[Resolution | None]
) -> Iterator[tuple[int, Resolution]]:
    """Yield the heads and places of the names that stand shortly after a name in its sentence."""
    _, tree, head = occurrences[at]
    for place in range(at + 1, len(occurrences)):
        _, other_tree, other = occurrences[place]
        if other_tree is not tree or other - head > AFTER:
            return
        found = resolutions[place]
        if found is not None and not found.candidate.is_adjective:
            yield other, found


def _holds(tree: Tree, head: int, other: int) -> bool:
    """Whether a name that stands after another says what the other lies in."""
    at, is_told = other, False
    for _ in range(4):
        token = tree.token(at)
        if token.relation not in PARTS:
            return False
        is_told = is_told or token.relation == "appos" or bool(HOLDS & set(tree.markers(at)))
        if token.head == head:
            return is_told
        at = token.head
        if at < 0:
            return False
    return False


def _inside(holder: Resolution) -> Resolution:
    told = f"said to lie in {holder.spot.name}"
    candidate = Candidate(holder.spot, 0.0, coarser("near", holder.candidate.precision), told)
    return Resolution(candidate, round(SHARE * holder.confidence, 3), f"{told}; no gazetteer knows the name")
