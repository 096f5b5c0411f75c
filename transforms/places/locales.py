"""Takes names that no gazetteer knows in their sentences, gives what each is said to lie in as its place.

"Enbek, a village in Almaty region", "the village of Enbek, Kazakhstan", "Enbek in the Almaty region": a reader who does
not know Enbek knows where it is, as exactly as that. The name means the same wherever else the document has it.
"""

from collections.abc import Iterator, Sequence

from transforms.lexicons.classes import prepositions_of
from transforms.places.keys import key_of
from transforms.places.metonyms import place_nouns
from transforms.places.place_candidates import Candidate, coarser
from transforms.places.toponym_resolution import Name, Resolution
from transforms.syntax import Tree

Occurrence = tuple[Name, Tree | None, int]
"""A name, the reading of its sentence, and the token there on which its words depend."""
HOLDS = prepositions_of("of_a_holder")
"""Prepositions after a name, or after its description, before what holds it."""
AFTER = 12  # tokens after a name within which what holds it is named
BETWEEN = {"DET", "ADJ", "NUM", "ADV"}
"""Parts of speech of what stands between a name and what holds it, beside nouns for places: ", a small town in"."""
SHARE = 0.8  # of the confidence of what holds a place is left for the place


def settle_unknown(
    occurrences: Sequence[Occurrence], resolutions: Sequence[Resolution | None]
) -> list[Resolution | None]:
    """Return the places of names, of those without one that in which a sentence says they lie."""
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
    """Yield the offsets and places of the names that stand shortly after a name in its sentence."""
    name, tree, head = occurrences[at]
    for place in range(at + 1, len(occurrences)):
        other, other_tree, other_head = occurrences[place]
        if other_tree is not tree or other_head - head > AFTER:
            return
        found = resolutions[place]
        if found is not None and not found.candidate.is_adjective:
            yield other.start - name.start, found


def _holds(tree: Tree, head: int, ahead: int) -> bool:
    """Whether what stands so many characters after a name says what it lies in: only a description lies between."""
    is_told = False
    for at in range(head + 1, len(tree.reading.tokens)):
        token = tree.token(at)
        if token.start >= tree.token(head).start + ahead:
            return is_told
        if token.pos == "PUNCT":
            is_told = is_told or tree.word(at) in {",", "("}
            if tree.word(at) not in {",", "(", "-"}:
                return False
        elif token.pos == "ADP":
            is_told = True
            if tree.lemma(at) not in HOLDS:
                return False
        elif token.pos not in BETWEEN and tree.lemma(at) not in place_nouns():
            return False
    return False


def _inside(holder: Resolution) -> Resolution:
    told = f"said to lie in {holder.spot.name}"
    candidate = Candidate(holder.spot, 0.0, coarser("near", holder.candidate.precision), told)
    return Resolution(candidate, round(SHARE * holder.confidence, 3), f"{told}; no gazetteer knows the name")
