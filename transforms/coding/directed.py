"""Takes the events of a sentence, gives them with those whom a judgement of a deed is directed at.

Who condemns a murder condemns who did it, and not who suffered it; who condemns it has not done it either. Nobody does
something to himself.
"""

from collections.abc import Container, Sequence
from dataclasses import replace

from transforms.coding.candidates import Candidate
from transforms.coding.parties import load_parties
from transforms.coding.slots import SYNTAX, fitting
from transforms.language.reading import ROOT
from transforms.mentions import Spotted
from transforms.syntax import OBLIQUES, Tree

DEED = "deed"
"""What told whom a judgement is directed at, where the doer of the deed that it judges did."""
JUDGED = {"obj", "nsubj:pass", "obl", "nmod", "obl:agent"}
"""Relations of a deed to the word that judges it."""
SUFFERED = {"against", "on", "at", "in", "toward", "towards", "upon"}
"""Prepositions before who suffers what a noun says: "violence against villagers"."""


def directed(tree: Tree, candidates: Sequence[Candidate], mentions: Sequence[Spotted]) -> list[Candidate]:
    """Return the events, judgements of a deed directed at its doers and never done by who judges it."""
    judging = load_parties().judging
    judges = {at: one for one in candidates if one.event_type in judging for at in (one.position, *one.objects)}
    done = [_suffered(tree, _undone(tree, one, judges), mentions) for one in candidates]
    return [_at_doers(tree, one, done) if one.event_type in judging else one for one in done]


def _undone(tree: Tree, one: Candidate, judges: dict[int, Candidate]) -> Candidate:
    """Return a deed without those as its actors who judge it: "Spain condemned the murder"."""
    judge = judges.get(tree.token(one.position).head)
    if judge is None or judge is one or not one.is_noun or tree.token(one.position).relation not in JUDGED:
        return one
    owners = tree.children(one.position, {"nmod:poss"})
    actors = tuple(who for who in one.actors if who not in judge.actors or who.head in owners)
    return replace(one, actors=actors, actors_by=one.actors_by if actors else "")


def _suffered(tree: Tree, one: Candidate, mentions: Sequence[Spotted]) -> Candidate:
    """Return a deed done to whoever is told to survive it: "survived an attack", "held the town against attacks"."""
    token, words = tree.token(one.position), load_parties()
    if not one.is_noun or token.head == ROOT or one.event_type not in words.deeds:
        return one
    is_object = token.relation == "obj" and tree.lemma(token.head) in words.suffering
    is_against = token.relation in OBLIQUES and "against" in tree.markers(one.position)
    if not is_object and not (is_against and tree.lemma(token.head) in words.withstanding):
        return one
    struck = dict.fromkeys(who for at in tree.doers(token.head) for who in fitting(tree, at, mentions))
    actors = tuple(who for who in one.actors if who not in struck)
    recipients = tuple(struck) if is_object or not one.recipients else one.recipients
    return replace(one, actors=actors, recipients=recipients, recipients_by=one.recipients_by or SYNTAX)


def _at_doers(tree: Tree, one: Candidate, others: Sequence[Candidate]) -> Candidate:
    """Return a judgement with the doers of the deed that it judges as recipients, and not those who suffered it."""
    places = (one.position, *one.objects)
    below = [at for place in places for at in tree.children(place, JUDGED)]
    objects = {at for place in places for at in tree.undergoers(place)}
    faced = [who for who in one.recipients if who.head in objects]
    if faced:  # "condemned Iran for the attack"
        return replace(one, recipients=tuple(faced)) if _is_deed(tree, below, others, one) else one
    deeds = [other for other in others if other is not one and _is_judged(tree, other, below)]
    if deeds:
        doers = dict.fromkeys(who for deed in deeds for who in deed.actors if who not in one.actors)
        return replace(one, recipients=tuple(doers), recipients_by=DEED if doers else "")
    recipients = tuple(who for who in one.recipients if not _suffers(tree, who, below))
    return replace(one, recipients=recipients, recipients_by=one.recipients_by if recipients else "")


def _is_deed(tree: Tree, below: Sequence[int], others: Sequence[Candidate], one: Candidate) -> bool:
    return any(other is not one and _is_judged(tree, other, below) for other in others)


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


def without_selves(one: Candidate) -> Candidate:
    """Return an event without the actors themselves among its recipients: "a charge Cairo rejected"."""
    names = {who.mention.entity_id for who in one.actors} - {None}
    recipients = tuple(who for who in one.recipients if who not in one.actors and who.mention.entity_id not in names)
    return one if recipients == one.recipients else replace(one, recipients=recipients)
