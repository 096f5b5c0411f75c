"""Takes the events of a sentence, gives them with those whom a judgement of a deed is directed at.

Who condemns a murder condemns who did it, and not who suffered it; who condemns it has not done it either. Nobody does
something to himself.
"""

from collections.abc import Container, Sequence
from dataclasses import replace

from transforms.coding.event_candidates import Candidate
from transforms.coding.participant_words import load_participant_words
from transforms.coding.slots import fitting
from transforms.coding.strategies import DEED, NOTHING, SUFFERER
from transforms.language.reading import ROOT
from transforms.mentions import Spotted
from transforms.syntax import OBLIQUES, Tree

JUDGED = {"obj", "nsubj:pass", "obl", "nmod", "obl:agent"}
"""Relations of a deed to the word that judges it."""
SUFFERED = {"against", "on", "at", "in", "toward", "towards", "upon"}
"""Prepositions before who suffers what a noun says: "violence against villagers"."""


def directed(tree: Tree, candidates: Sequence[Candidate], mentions: Sequence[Spotted]) -> list[Candidate]:
    """Return the events, judgements of a deed directed at its doers and never done by who judges it."""
    judging = load_participant_words().judging
    judges = {
        at: candidate
        for candidate in candidates
        if candidate.event_type in judging
        for at in (candidate.position, *candidate.objects)
    }
    done = [_suffered(tree, _undone(tree, candidate, judges), mentions) for candidate in candidates]
    return [_at_doers(tree, one, done) if one.event_type in judging else one for one in done]


def _undone(tree: Tree, candidate: Candidate, judges: dict[int, Candidate]) -> Candidate:
    """Return a deed without those as its actors who judge it: "Spain condemned the murder"."""
    judge = judges.get(tree.token(candidate.position).head)
    if (
        judge is None
        or judge is candidate
        or not candidate.is_noun
        or tree.token(candidate.position).relation not in JUDGED
    ):
        return candidate
    owners = tree.children(candidate.position, {"nmod:poss"})
    actors = tuple(who for who in candidate.actors if who not in judge.actors or who.head in owners)
    return replace(candidate, actors=actors, actors_by=candidate.actors_by if actors else NOTHING)


def _suffered(tree: Tree, candidate: Candidate, mentions: Sequence[Spotted]) -> Candidate:
    """Return a deed done to whoever is told to survive it: "survived an attack", "held the town against attacks"."""
    token, words = tree.token(candidate.position), load_participant_words()
    if not candidate.is_noun or token.head == ROOT or candidate.event_type not in words.suffering.event_types:
        return candidate
    is_object = token.relation == "obj" and tree.lemma(token.head) in words.suffering.verbs
    is_against = token.relation in OBLIQUES and "against" in tree.markers(candidate.position)
    if not is_object and not (is_against and tree.lemma(token.head) in words.suffering.against):
        return candidate
    struck = dict.fromkeys(who for at in tree.doers(token.head) for who in fitting(tree, at, mentions))
    actors = tuple(who for who in candidate.actors if who not in struck)
    kept = replace(candidate, actors=actors)
    is_told = candidate.recipients and not is_object
    return kept if is_told else replace(kept, recipients=tuple(struck), recipients_by=SUFFERER)


def _at_doers(tree: Tree, candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    """Return a judgement with the doers of the deed that it judges as recipients, and not those who suffered it."""
    places = (candidate.position, *candidate.objects)
    below = [at for place in places for at in tree.children(place, JUDGED)]
    objects = {at for place in places for at in tree.undergoers(place)}
    faced = [who for who in candidate.recipients if who.head in objects]
    if faced:  # "condemned Iran for the attack"
        return replace(candidate, recipients=tuple(faced)) if _is_deed(tree, below, others, candidate) else candidate
    deeds = [other for other in others if other is not candidate and _is_judged(tree, other, below)]
    if deeds:
        doers = dict.fromkeys(who for deed in deeds for who in deed.actors if who not in candidate.actors)
        return replace(candidate, recipients=tuple(doers), recipients_by=DEED if doers else NOTHING)
    recipients = tuple(who for who in candidate.recipients if not _suffers(tree, who, below))
    return replace(candidate, recipients=recipients, recipients_by=candidate.recipients_by if recipients else NOTHING)


def _is_deed(tree: Tree, below: Sequence[int], others: Sequence[Candidate], candidate: Candidate) -> bool:
    return any(other is not candidate and _is_judged(tree, other, below) for other in others)


def _is_judged(tree: Tree, deed: Candidate, below: Container[int]) -> bool:
    """Whether a deed is what is judged, or what a clause tells of it: "deplored the blasts which killed scores"."""
    token = tree.token(deed.position)
    is_told = token.relation in {"acl:relcl", "acl"} and token.head in below and not deed.is_noun
    return deed.position in below or is_told


def _suffers(tree: Tree, who: Spotted, below: Container[int]) -> bool:
    """Whether somebody stands inside what is judged as who suffers it."""
    token = tree.token(who.head)
    is_inside = token.relation in OBLIQUES and token.head in below
    return is_inside and bool(SUFFERED & set(tree.markers(who.head)))


def without_selves(candidate: Candidate) -> Candidate:
    """Return an event without the actors themselves among its recipients: "a charge Cairo rejected"."""
    names = {who.mention.entity_id for who in candidate.actors} - {None}
    recipients = tuple(
        who for who in candidate.recipients if who not in candidate.actors and who.mention.entity_id not in names
    )
    return candidate if recipients == candidate.recipients else replace(candidate, recipients=recipients)
