"""Takes what the ontology's trigger patterns and the learned classifier say of a sentence, gives its possible events.

Which type a word names, if any, is weighed by `choosing.py`. Who takes part is told by syntax where a pattern spoke,
and by the classifier where it leaves a side empty or no pattern spoke.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.coding.candidates import Candidate
from transforms.coding.choosing import Choice, choose
from transforms.coding.factuality import Fact, fact_of
from transforms.coding.proposals import Proposal
from transforms.coding.rulings import load_rulings
from transforms.coding.sharing import shared
from transforms.coding.slots import fitting, sides
from transforms.coding.units import mode_of, span_end
from transforms.language.reading import Trigger
from transforms.mentions import Spotted
from transforms.ontology import Unit, load_ontology
from transforms.syntax import INDIRECT_OBJECTS, OBJECTS, Tree

LEAST_LIKELY = 0.1  # probability of the likeliest type below which a word is no event
MARKED = 0.5  # probability of a type from which the classifier is believed in mode, contexts and rule
HEARD = 0.5  # probability from which a role of the classifier is believed where syntax says nothing
HEARD_MODE = 0.5  # probability from which a mode of the classifier is believed; "militants attacked a base" tells none
HEARD_CONTEXT = 0.4  # probability from which a context of the classifier is believed
BELIEVED = 0.6  # probability from which the classifier's factuality is believed against a sentence without cues


def possible(tree: Tree, proposals: Sequence[Proposal], mentions: Sequence[Spotted]) -> list[Candidate]:
    """Return what may be an event, in the order of the text, each with the sides that the others tell of it."""
    found = (_candidate(tree, proposal, mentions) for proposal in proposals)
    return shared(tree, [one for one in found if one.probability >= LEAST_LIKELY], mentions)


def _candidate(tree: Tree, proposal: Proposal, mentions: Sequence[Spotted]) -> Candidate:
    """Return what a word most likely names: as the pattern of that type tells it, else as the classifier does."""
    fact = fact_of(tree, proposal.position)
    choice = choose(tree, proposal)
    unit = proposal.patterns.get(choice.event_type)
    if unit is None:
        assert proposal.trigger is not None  # no other type is proposed
        return _marked(tree, proposal.trigger, choice, fact, mentions)
    coded = _coded(tree, proposal, unit, choice, fact, mentions)
    return _joined(tree, coded, proposal.trigger, mentions) if proposal.trigger else coded


def _coded(
    tree: Tree, proposal: Proposal, unit: Unit, choice: Choice, fact: Fact, mentions: Sequence[Spotted]
) -> Candidate:
    """Return what a trigger pattern says of an event."""
    position = proposal.position
    actors, recipients = sides(tree, position, unit, mentions)
    return Candidate(
        position=position,
        last=span_end(tree, position, unit),
        objects=proposal.objects,
        event_type=unit.event_type,
        mode=mode_of(tree, position, unit),
        contexts=unit.contexts,
        actors=actors,
        recipients=recipients,
        is_mutual=unit.reciprocal and len(actors) > 1,
        is_noun=unit.pos == "NOUN",
        fact=fact,
        unit=unit.confidence,
        model=0.0,
        probability=choice.probability,
        rule=f"lexicon:{unit.rule}",
    )


def _joined(tree: Tree, one: Candidate, trigger: Trigger, mentions: Sequence[Spotted]) -> Candidate:
    """Return the candidate of a pattern with what the classifier says of its words."""
    agreed = trigger.types.get(one.event_type, 0.0)
    is_heard = agreed >= MARKED
    return replace(
        one,
        model=agreed,
        mode=one.mode or (_mode(trigger, one.event_type) if is_heard else None),
        contexts=tuple(dict.fromkeys((*one.contexts, *_contexts(trigger)))) if is_heard else one.contexts,
        actors=one.actors or _side(tree, trigger, "actor", mentions, one.recipients),
        recipients=one.recipients or (() if one.is_mutual else _side(tree, trigger, "recipient", mentions, one.actors)),
        rule=f"lexicon+model:{one.rule.removeprefix('lexicon:')}" if is_heard else one.rule,
    )


def _marked(tree: Tree, trigger: Trigger, choice: Choice, fact: Fact, mentions: Sequence[Spotted]) -> Candidate:
    """Return what the classifier alone says of an event."""
    event_type = choice.event_type
    actors = _side(tree, trigger, "actor", mentions, ())
    recipients = _side(tree, trigger, "recipient", mentions, actors)
    return Candidate(
        position=trigger.token,
        last=trigger.token + 1,
        objects=(),
        event_type=event_type,
        mode=_mode(trigger, event_type),
        contexts=_contexts(trigger),
        actors=actors,
        recipients=recipients,
        is_mutual=len(actors) > 1 and not recipients and event_type in load_rulings().mutual,
        is_noun=tree.token(trigger.token).pos != "VERB",
        fact=_fact(fact, trigger),
        unit=0.0,
        model=trigger.types[event_type],
        probability=choice.probability,
        rule=f"model:{event_type}",
    )


def _fact(fact: Fact, trigger: Trigger) -> Fact:
    """Return what cues and classifier say of whether an event happened; cues go first."""
    likeliest = max(trigger.factuality, key=trigger.factuality.__getitem__)
    if fact.factuality == "actual" and trigger.factuality[likeliest] >= BELIEVED:
        return replace(fact, factuality=likeliest)
    return fact


def _mode(trigger: Trigger, event_type: str) -> str | None:
    """Return the mode of a type that is likelier than all else together; None where there is none."""
    modes = load_ontology().types[event_type].modes
    found = max(modes, key=lambda mode: trigger.modes.get(mode, 0.0), default=None)
    return found if found and trigger.modes.get(found, 0.0) >= HEARD_MODE else None


def _contexts(trigger: Trigger) -> tuple[str, ...]:
    return tuple(sorted(name for name, probability in trigger.contexts.items() if probability >= HEARD_CONTEXT))


def _side(
    tree: Tree, trigger: Trigger, role: str, mentions: Sequence[Spotted], others: Sequence[Spotted]
) -> tuple[Spotted, ...]:
    """Return the mentions in the spans of a role, those left out that stand on the other side."""
    spans = [part for part in trigger.participants if part.role == role and part.probability >= HEARD]
    if role == "actor" and (doers := _controllers(tree, trigger.token)):
        spans = [span for span in spans if any(span.first <= at < span.last for at in doers)]
    found = (spotted for span in spans for spotted in _inside(tree, span.first, span.last, mentions))
    return tuple(dict.fromkeys(spotted for spotted in found if spotted not in others))


def _controllers(tree: Tree, position: int) -> list[int]:
    """Return who does what an infinitive says by the verb above it: of "prompted the force to leave" the force."""
    token = tree.token(position)
    return tree.children(token.head, OBJECTS | INDIRECT_OBJECTS) if token.relation == "xcomp" else []


def _inside(tree: Tree, first: int, last: int, mentions: Sequence[Spotted]) -> Iterator[Spotted]:
    """Yield the mentions that a span is: those at its head, else those inside it."""
    yield from fitting(tree, tree.head_of(first, last), mentions)
