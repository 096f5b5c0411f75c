"""Takes a word that may name an event, gives what speaks for and against each type that is proposed for it.

What is told of the word alone, such as its tense or its article, speaks for any type or for none; the trigger patterns,
the classifier and the lemma speak of a type. Evidence is named in plain words: `choosing.py` weighs it, and the file of
weights names it.
"""

import math
from collections.abc import Iterator

from transforms.coding.cues import AHEAD
from transforms.coding.proposals import Proposal
from transforms.language.reading import Trigger
from transforms.ontology import Unit
from transforms.syntax import OBJECTS, PASSIVE_SUBJECTS, SUBJECTS, Tree

SUREST = 0.99  # probability beyond which nobody is believed; its logarithm would drown the others
LEAST = 0.003  # probability of a type below which the classifier says no less of it
NAMING = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})
"""Parts of speech that name events; all others are alike."""
DETERMINERS = frozenset({"the", "a", "this", "no", "that"})
PRONOUNS = frozenset({"i", "we", "you", "it", "they", "he", "she", "that", "which", "who"})
PERFECT = frozenset({"has", "have", "'ve", "’ve", "had", "having"})


def told_of_word(tree: Tree, proposal: Proposal) -> list[str]:
    """Return what the syntax of a word says for or against an event of any type."""
    at = proposal.position
    token = tree.token(at)
    kind = token.pos if token.pos in NAMING else "other"
    found = [
        f"part of speech {kind}",
        f"relation {token.relation}",
        f"relation {token.relation} of {kind}",
    ]
    return [*found, *(_told_of_verb(tree, at) if kind == "VERB" else _told_of_noun(tree, at))]


def _told_of_verb(tree: Tree, at: int) -> Iterator[str]:
    subjects = tree.children(at, SUBJECTS | PASSIVE_SUBJECTS)
    yield f"tense {tense(tree, at)}"
    yield "object" if tree.children(at, OBJECTS) else "no object"
    yield "subject" if subjects else "no subject"
    yield from (f"clause {relation}" for relation in ("ccomp", "xcomp") if tree.children(at, {relation}))
    if subjects and tree.word(subjects[0]) in PRONOUNS:
        yield f"subject {tree.word(subjects[0])}"


def _told_of_noun(tree: Tree, at: int) -> Iterator[str]:
    yield f"determiner {_determiner(tree, at)}"
    yield "adjective" if tree.children(at, {"amod"}) else "no adjective"
    yield "compound" if tree.children(at, {"compound"}) else "no compound"
    yield from (f"after {marker}" for marker in tree.markers(at)[:1])


def _determiner(tree: Tree, at: int) -> str:
    """Return the article of a noun, or what stands for one."""
    if tree.children(at, {"nmod:poss"}):
        return "possessor"
    words = [tree.lemma(one) for one in tree.children(at, {"det"})]
    if words:
        return words[0] if words[0] in DETERMINERS else "other"
    return "number" if tree.children(at, {"nummod"}) else "none"


def tense(tree: Tree, at: int) -> str:
    """Return the form of a verb with its auxiliaries: `past`, `perfect`, `passive`, `infinitive` and so on."""
    auxiliaries = [tree.word(one) for one in tree.children(at, {"aux", "aux:pass"})]
    word = tree.word(at)
    if "to" in tree.markers(at):
        return "infinitive"
    if AHEAD & set(auxiliaries) or "might" in auxiliaries:
        return "modal"
    if PERFECT & set(auxiliaries):
        return "perfect"
    if tree.is_passive(at):
        return "passive" if auxiliaries else "participle"
    if word.endswith("ing"):
        return "progressive" if auxiliaries else "gerund"
    if auxiliaries:
        return "auxiliary"
    if word == tree.lemma(at):
        return "base"
    return "present" if word.endswith("s") else "past"


def told_of_type(tree: Tree, proposal: Proposal, event_type: str) -> Iterator[tuple[str, float]]:
    """Yield what speaks for or against an event of one type, with its strength."""
    token = tree.token(proposal.position)
    kind = token.pos if token.pos in NAMING else "other"
    yield "event", 1.0
    yield f"type {event_type}", 1.0
    yield f"type {event_type} of {kind}", 1.0
    yield from _told_by_classifier(proposal.trigger, event_type)
    yield from _told_by_patterns(proposal, event_type)
    for at in (proposal.position, *proposal.objects[:1]):
        lemma = tree.joined(at) or tree.lemma(at)
        yield f"lemma {lemma}", 1.0
        yield f"lemma {lemma} {event_type}", 1.0


def _told_by_classifier(trigger: Trigger | None, event_type: str) -> Iterator[tuple[str, float]]:
    if trigger is None:
        yield "not marked", 1.0
        return
    yield "marked as event", logit(trigger.probability)
    share = max(trigger.types.get(event_type, 0.0), LEAST) / max(trigger.probability, 1 - SUREST)
    yield "marked as type", math.log(share)
    yield ("likeliest marked" if trigger.event_type == event_type else "another marked"), 1.0


def _told_by_patterns(proposal: Proposal, event_type: str) -> Iterator[tuple[str, float]]:
    unit = proposal.patterns.get(event_type)
    if unit is None:
        yield "no pattern", 1.0
        if proposal.patterns:
            first = next(iter(proposal.patterns.values()))
            yield f"pattern of another type, {_conditions(first)}", 1.0
        yield "marked alone", logit(proposal.trigger.probability) if proposal.trigger else 0.0
        return
    yield "pattern", 1.0
    yield "pattern's confidence", logit(unit.confidence)
    yield f"pattern {unit.rule}", 1.0
    yield f"pattern, {_conditions(unit)}", 1.0
    if unit is next(iter(proposal.patterns.values())):
        yield "first pattern", 1.0
    if unit.is_phrase:
        yield "pattern of a phrase", 1.0
    if proposal.trigger is None:
        yield "pattern alone", 1.0
    elif proposal.trigger.event_type == event_type:
        yield "pattern and classifier agree", 1.0


def _conditions(unit: Unit) -> str:
    """Return how much a pattern asks for beside its word."""
    return f"{min(len(unit.conditions), 2)} conditions"


def logit(probability: float) -> float:
    """Return the logarithm of the odds of a probability, bounded."""
    bounded = min(max(probability, 1 - SUREST), SUREST)
    return math.log(bounded / (1 - bounded))
