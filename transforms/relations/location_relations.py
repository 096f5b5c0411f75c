"""Who is where: a tree and its mentions in, `located_in` out.

"The base in Tartous", "troops fought near Mosul", "Mosul, Iraq", "Syria's Idlib province", "they are in Aleppo",
"the camp where they live", "towns in the north including Zumar".
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from transforms.language.reading import ROOT
from transforms.lexicons.classes import prepositions_of
from transforms.mentions import Spotted
from transforms.relations.ends import (
    ABSENT,
    GROUND,
    WITHIN,
    Heads,
    Stated,
    doers,
    every,
    first_of_list,
    kind_of,
    owners,
)
from transforms.relations.patterns import load_patterns
from transforms.syntax import OBJECTS, OBLIQUES, Tree

OF_PLACES = prepositions_of("between_places")
"""Prepositions between a place and the larger one around it: "the Wadi Barada area of Damascus"."""
DURING = prepositions_of("during")
"""Before an event at a place in which somebody takes part: "was killed in a raid in the city"."""
ATTITUDES = {"hostile_to"}
MOST = 64  # places of a sentence that are looked at; a longer list is no sentence
BESIDE = 0.8  # confidence of a place right after what is there: "the base in Tartous"
STANDING = 0.7  # that who does something somewhere is there: "troops fought in" is surer than "met in"
TAKING_PART = 0.6  # that who takes part in an event somewhere is there


def location_relations(tree: Tree, here: Sequence[Spotted], heads: Heads) -> Iterator[Stated]:
    """Yield who and what is where."""
    grounds = [mention for mention in here if kind_of(mention) in GROUND and mention.mention.entity_id][:MOST]
    yield from _nested(tree, grounds)
    for ground in grounds:
        if ground.mention.kind == "demonym":
            continue
        yield from _where(tree, ground, heads)
        at = first_of_list(tree, ground.head)
        markers = WITHIN & set(tree.markers(at))
        if not markers or (markers == {"at"} and kind_of(ground) == "state"):  # "is aimed at Turkey"
            continue
        # A predicate: "believed to be inside Mosul".
        yield from _located(_first(heads, tree.subjects(at)), ground, BESIDE)
        above = tree.token(at).head
        if above != ROOT and tree.token(at).relation in OBLIQUES:
            beside = (one for one in _first(heads, [above]) if kind_of(one) != "place" or _has_name(tree, one))
            yield from _located(beside, ground, BESIDE)
            yield from _listed_there(tree, heads, above, ground)
            for seats, confidence in _present(tree, heads, above, at):
                others = (one for one in _first(heads, seats) if kind_of(one) not in ABSENT)
                yield from _located(others, ground, confidence)


def _nested(tree: Tree, grounds: Sequence[Spotted]) -> Iterator[Stated]:
    """Yield the places that lie in the next one: "Mosul, Iraq", "Palmyra in Syria", "Syria's Idlib province"."""
    stated_relations = (ground for ground in grounds if ground.mention.kind in {"name", "nominal"})
    for one, other in pairwise(sorted(stated_relations, key=lambda relation: (relation.first, -relation.last))):
        between = [tree.word(at) for at in range(one.last, other.first)]
        if between == [","]:
            is_listed = tree.token(other.head).relation == "conj" or bool(tree.children(other.head, {"conj", "cc"}))
            if other.mention.kind == "name" and kind_of(other) != "facility" and not is_listed:
                yield from _located([one], other, BESIDE)
        elif len(between) == 1 and between[0] in OF_PLACES and kind_of(one) != "state":
            is_name_of = between == ["of"] and not _has_name(tree, one)  # "the city of Mosul" is Mosul
            if not is_name_of:
                yield from _located([one], other, BESIDE)
        elif between in (["'s"], ["\u2019s"]) and kind_of(other) != "state":
            yield from _located([other], one, BESIDE)


def _has_name(tree: Tree, mention: Spotted) -> bool:
    return any(tree.token(at).pos == "PROPN" for at in range(mention.first, mention.last))


def _where(tree: Tree, ground: Spotted, heads: Heads) -> Iterator[Stated]:
    """Yield who does something in a place of which a relative clause tells: "the camp where they live"."""
    for verb in tree.children(ground.head, {"acl:relcl"}):
        places = [one for one in tree.below[verb] if tree.lemma(one) == "where" or WITHIN & set(tree.markers(one))]
        if any(tree.lemma(place) in {"where", "which"} for place in places):
            for seats in _takers(tree, heads, verb, ground.head):
                yield from _located(_first(heads, seats), ground, STANDING)


def _listed_there(tree: Tree, heads: Heads, noun: int, ground: Spotted) -> Iterator[Stated]:
    """Yield the examples of what is in a place: "towns in the north, including Zumar and Rabia"."""
    for first in tree.examples(noun):
        for one in tree.coordinated(first):
            yield from _located(_first(heads, [one]), ground, BESIDE)


def _present(tree: Tree, heads: Heads, at: int, index: int) -> Iterator[tuple[list[int], float]]:
    """Yield who takes part in what a word with a place tells, and in what that is a part of; with the confidence."""
    for seats in _takers(tree, heads, at, index):
        yield seats, STANDING
    token = tree.token(at)
    if token.pos != "NOUN" or at in heads or token.head == ROOT:
        return
    if token.relation in OBLIQUES and DURING & set(tree.markers(at)):
        if token.head in heads:
            yield [token.head], TAKING_PART
        for seats in _takers(tree, heads, token.head, at):
            yield seats, TAKING_PART


def _takers(tree: Tree, heads: Heads, at: int, index: int) -> Iterator[list[int]]:
    """Yield who and what takes part in what a word tells: subjects, objects and, of its nouns, their obliques."""
    verbs = [at]
    if index < at:  # a place before the verb is that of all verbs that follow
        verbs += [child for child in tree.children(at, {"conj"}) if not _has_own_place(tree, child)]
    for verb in verbs:
        seats = [verb, *tree.children(verb, OBJECTS)]
        takers = tree.undergoers(verb)
        if index < verb or not _is_told_from_afar(tree, verb):
            takers = [*doers(tree, verb), *takers]
        takers += [child for seat in seats for child in tree.children(seat, OBLIQUES)]
        if tree.token(verb).pos != "VERB" and verb not in heads:
            takers.append(verb)
        for seat in every(tree, (taker for taker in dict.fromkeys(takers) if taker != index)):
            yield owners(tree, heads, seat)


def _is_told_from_afar(tree: Tree, verb: int) -> bool:
    """Whether a verb says what its subject thinks of something: who condemns an attack in a city is elsewhere."""
    patterns = load_patterns().get((tree.lemma(verb), "VERB"), ())
    return any(pattern.predicate in ATTITUDES for pattern in patterns)


def _has_own_place(tree: Tree, verb: int) -> bool:
    return any(WITHIN & set(tree.markers(child)) for child in tree.children(verb, OBLIQUES))


def _first(heads: Heads, seats: Iterable[int]) -> Iterator[Spotted]:
    """Yield the longest mention at each of some tokens."""
    for seat in seats:
        yield from heads.get(seat, ())[:1]


def _located(held: Iterable[Spotted], ground: Spotted, confidence: float) -> Iterator[Stated]:
    """Yield that some mentions are at a place."""
    for mention in held:
        if mention.mention.entity_id != ground.mention.entity_id and mention.mention.kind != "demonym":
            yield Stated("located_in", mention, ground, ground.head, confidence)
