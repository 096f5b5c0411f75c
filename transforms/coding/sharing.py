"""Takes the events of a sentence, gives them with the participants that they tell of each other.

One thing is often told by two words: a bombing kills, a bomber strikes, students march to demand something of the king.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.coding.event_candidates import Candidate
from transforms.coding.participant_words import load_participant_words
from transforms.coding.slots import is_ground
from transforms.coding.strategies import AIM, DOER_NOUN, SAME_EVENT
from transforms.language.reading import ROOT
from transforms.mentions import Spotted
from transforms.syntax import OBLIQUES, Tree

WITHIN = {"in", "by", "during", "through", "with", "of"}
"""Prepositions between a verb and the event in which it happens: "killed in an attack"."""

AIMED = {"advcl", "xcomp", "acl", "obl", "nmod", "obj", "conj"}
"""Relations from what somebody wants up to what he does for it."""

STEPS = 3  # such relations in a row: "began a hunger strike in protest against ..."
PLACES = {"place", "state"}


def shared(tree: Tree, candidates: Sequence[Candidate], mentions: Sequence[Spotted]) -> list[Candidate]:
    """Return the events with the participants that another word for the same thing, or what they aim at, tells."""
    doers = {
        mention.head: mention for mention in mentions if mention.mention.kind == "nominal" and not is_ground(mention)
    }
    acting = [_by_agent(candidate, doers) for candidate in candidates]
    places = {one.position: one for one in acting}
    kept = [one for one in acting if not (one.position in doers and one.is_noun and _verb_of(tree, one, places))]
    paired = [_of_the_same(tree, one, places) for one in kept]
    return [_aimed(tree, one, paired) for one in paired]


def _by_agent(candidate: Candidate, doers: dict[int, Spotted]) -> Candidate:
    """Return an event that the noun for its doer names, a suicide bomber, with the doer as actor."""
    doer = doers.get(candidate.position)
    is_told = doer is not None and candidate.is_noun and not candidate.actors
    return replace(candidate, actors=(doer,), actors_by=DOER_NOUN) if doer and is_told else candidate


def _verb_of(tree: Tree, candidate: Candidate, places: dict[int, Candidate]) -> Candidate | None:
    """Return the event of the same type that the doer of which an event is named does: bombers who killed."""
    verb = places.get(tree.token(candidate.position).head)
    is_same = (
        verb is not None and verb.event_type == candidate.event_type and candidate.position in tree.doers(verb.position)
    )
    return verb if is_same else None


def _of_the_same(tree: Tree, candidate: Candidate, places: dict[int, Candidate]) -> Candidate:
    """Return an event with the participants it lacks from the other word for the same thing: a bombing that killed."""
    for other in _others(tree, candidate, places):
        others = [spotted for spotted in other.recipients if spotted not in candidate.actors]
        if all(_is_place(spotted) for spotted in candidate.recipients) and others:
            candidate = replace(candidate, recipients=tuple(others), recipients_by=SAME_EVENT)
        if not candidate.actors:
            actors = tuple(spotted for spotted in other.actors if spotted not in candidate.recipients)
            candidate = replace(candidate, actors=actors, actors_by=SAME_EVENT)
    return candidate


def _others(tree: Tree, candidate: Candidate, places: dict[int, Candidate]) -> Iterator[Candidate]:
    """Yield the events of the same type of which an event is the subject or the occasion, and those that are its."""
    for other in places.values():
        noun, verb = (candidate, other) if candidate.is_noun else (other, candidate)
        if (
            other.position == candidate.position
            or other.event_type != candidate.event_type
            or verb.is_noun
            or not noun.is_noun
        ):
            continue
        token = tree.token(noun.position)
        is_occasion = token.relation in OBLIQUES and bool(WITHIN & set(tree.markers(noun.position)))
        is_subject = token.relation in {"nsubj", "nsubj:outer"} and not tree.is_passive(verb.position)
        if token.head == verb.position and (is_occasion or is_subject):
            yield other


def _is_place(spotted: Spotted) -> bool:
    """Whether a mention is a place or a state, where something happened rather than to whom."""
    return is_ground(spotted) or (spotted.entity is not None and spotted.entity.kind in PLACES)


def _aimed(tree: Tree, candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    """Return an event without recipients with those of what it is meant to bring about."""
    types = load_participant_words().aims.get(candidate.event_type, ())
    if not types or any(spotted.mention.country or not _is_place(spotted) for spotted in candidate.recipients):
        return candidate
    for other in others:
        theirs = tuple(spotted for spotted in other.recipients if spotted not in candidate.actors)
        if theirs and other.event_type in types and _leads_up(tree, other.position, candidate):
            return replace(candidate, recipients=theirs, recipients_by=AIM)
    return candidate


def _leads_up(tree: Tree, position: int, candidate: Candidate) -> bool:
    """Whether a token hangs under an event as what it is for."""
    own = {candidate.position, *candidate.objects}
    for _ in range(STEPS):
        token = tree.token(position)
        if token.head == ROOT or token.relation not in AIMED:
            return False
        position = token.head
        if position in own:
            return True
    return False
