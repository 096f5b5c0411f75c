"""Takes the events of a sentence, gives them with the sides that they tell of each other.

One thing is often told by two words: a bombing kills, a bomber strikes, students march to demand something of the king.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.coding.candidates import Candidate
from transforms.coding.parties import load_parties
from transforms.coding.slots import is_ground
from transforms.language.reading import ROOT
from transforms.mentions import Spotted
from transforms.syntax import OBLIQUES, Tree

WITHIN = {"in", "by", "during", "through", "with", "of"}
"""Prepositions between a verb and the event in which it happens: "killed in an attack"."""

AIMED = {"advcl", "xcomp", "acl", "obl", "nmod", "obj", "conj"}
"""Relations from what somebody wants up to what he does for it."""

SHARED = "shared"
"""What told who fills a role, where another word for the same thing or what it aims at did."""
STEPS = 3  # such relations in a row: "began a hunger strike in protest against ..."
PLACES = {"place", "state"}


def shared(tree: Tree, candidates: Sequence[Candidate], mentions: Sequence[Spotted]) -> list[Candidate]:
    """Return the events with the sides that another word for the same thing, or what they aim at, tells."""
    doers = {one.head: one for one in mentions if one.mention.kind == "nominal" and not is_ground(one)}
    acting = [_by_agent(one, doers) for one in candidates]
    places = {one.position: one for one in acting}
    kept = [one for one in acting if not (one.position in doers and one.is_noun and _verb_of(tree, one, places))]
    paired = [_of_the_same(tree, one, places) for one in kept]
    return [_aimed(tree, one, paired) for one in paired]


def _by_agent(one: Candidate, doers: dict[int, Spotted]) -> Candidate:
    """Return an event that the noun for its doer names, a suicide bomber, with the doer as actor."""
    doer = doers.get(one.position)
    is_told = doer is not None and one.is_noun and not one.actors
    return replace(one, actors=(doer,), actors_by=SHARED) if doer and is_told else one


def _verb_of(tree: Tree, one: Candidate, places: dict[int, Candidate]) -> Candidate | None:
    """Return the event of the same type that the doer of which an event is named does: bombers who killed."""
    verb = places.get(tree.token(one.position).head)
    is_same = verb is not None and verb.event_type == one.event_type and one.position in tree.doers(verb.position)
    return verb if is_same else None


def _of_the_same(tree: Tree, one: Candidate, places: dict[int, Candidate]) -> Candidate:
    """Return an event with the sides that it lacks from the other word for the same thing: a bombing that killed."""
    for other in _others(tree, one, places):
        others = [spotted for spotted in other.recipients if spotted not in one.actors]
        if all(_is_place(spotted) for spotted in one.recipients) and others:
            one = replace(one, recipients=tuple(others), recipients_by=SHARED)
        if not one.actors:
            actors = tuple(spotted for spotted in other.actors if spotted not in one.recipients)
            one = replace(one, actors=actors, actors_by=SHARED)
    return one


def _others(tree: Tree, one: Candidate, places: dict[int, Candidate]) -> Iterator[Candidate]:
    """Yield the events of the same type of which an event is the subject or the occasion, and those that are its."""
    for other in places.values():
        noun, verb = (one, other) if one.is_noun else (other, one)
        if other.position == one.position or other.event_type != one.event_type or verb.is_noun or not noun.is_noun:
            continue
        token = tree.token(noun.position)
        is_occasion = token.relation in OBLIQUES and bool(WITHIN & set(tree.markers(noun.position)))
        is_subject = token.relation in {"nsubj", "nsubj:outer"} and not tree.is_passive(verb.position)
        if token.head == verb.position and (is_occasion or is_subject):
            yield other


def _is_place(spotted: Spotted) -> bool:
    """Whether a mention is a place or a state, where something happened rather than to whom."""
    return is_ground(spotted) or (spotted.entity is not None and spotted.entity.kind in PLACES)


def _aimed(tree: Tree, one: Candidate, others: Sequence[Candidate]) -> Candidate:
    """Return an event without recipients with those of what it is meant to bring about."""
    types = load_parties().aims.get(one.event_type, ())
    if not types or any(spotted.mention.country or not _is_place(spotted) for spotted in one.recipients):
        return one
    for other in others:
        theirs = tuple(spotted for spotted in other.recipients if spotted not in one.actors)
        if theirs and other.event_type in types and _leads_up(tree, other.position, one):
            return replace(one, recipients=theirs, recipients_by=SHARED)
    return one


def _leads_up(tree: Tree, position: int, one: Candidate) -> bool:
    """Whether a token hangs under an event as what it is for."""
    own = {one.position, *one.objects}
    for _ in range(STEPS):
        token = tree.token(position)
        if token.head == ROOT or token.relation not in AIMED:
            return False
        position = token.head
        if position in own:
            return True
    return False
