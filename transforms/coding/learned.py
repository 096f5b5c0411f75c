"""Takes what the ontology's patterns and what the learned classifiers say of a sentence, gives what may be its events.

The two vote. Where both mark a word they mostly agree; where they do not the surer one gives the type. A word that only
the classifiers mark is an event from `MARKED` on. Who takes part is told by syntax where a pattern spoke, and by the
classifiers where it leaves a role empty or no pattern spoke.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from transforms.coding.event_candidates import Candidate
from transforms.coding.factuality import Fact, fact_of
from transforms.coding.factuality_cues import is_cue
from transforms.coding.participant_words import load_participant_words
from transforms.coding.rulings import load_rulings
from transforms.coding.sharing import shared
from transforms.coding.slots import Filled, fitting, is_ground, is_sited
from transforms.coding.strategies import CLASSIFIER, NOTHING, SYNTAX
from transforms.language.reading import Trigger
from transforms.mentions import Spotted
from transforms.ontology import load_ontology
from transforms.syntax import INDIRECT_OBJECTS, OBJECTS, Tree

MARKED = 0.5  # probability from which a word that no pattern knows is taken for an event; less loses more than it finds
HEARD = 0.5  # probability from which a role of the classifiers is believed where syntax says nothing
HEARD_MODE = 0.5  # probability from which a mode of the classifiers is believed; "militants attacked a base" tells none
HEARD_CONTEXT = 0.4  # probability from which a context of the classifiers is believed
BELIEVED = 0.6  # probability from which the classifiers' factuality is believed against a sentence without cues
OVERRULING = 0.3  # by how much the classifiers must be surer of another type than the pattern is of its own


def vote(
    tree: Tree, lexical: Sequence[Candidate], excluded: Mapping[int, frozenset[str]], mentions: Sequence[Spotted]
) -> list[Candidate]:
    """Return what may be an event by either classifier, in the order of the text.

    `excluded` tells the types that the ontology rules out at a token, whatever the classifiers say. A type that the
    ontology has not is not heard; of one that the heads never saw they have nothing to say, neither for it nor against
    it.
    """
    known = load_ontology().types
    heard = {
        trigger.token: trigger
        for trigger in tree.reading.triggers
        if trigger.event_type in known
        and trigger.event_type not in excluded.get(trigger.token, ())
        and not is_cue(tree, trigger.token)
        and not (tree.joined(trigger.token) and tree.token(trigger.token).pos in {"VERB", "ADJ"})
    }
    joined, taken = [], set[int]()
    for candidate in lexical:
        places = (*range(candidate.position, candidate.last), *candidate.objects)
        marked = [heard[at] for at in places if at in heard and not candidate.is_by_modal]
        taken.update(places)
        joined.append(_joined(tree, candidate, marked, mentions))
    alone = (trigger for at, trigger in heard.items() if at not in taken and trigger.probability >= MARKED)
    every = sorted((*joined, *(_marked(tree, one, mentions) for one in alone)), key=lambda one: one.position)
    return shared(tree, every, mentions)


def _joined(tree: Tree, candidate: Candidate, marked: Sequence[Trigger], mentions: Sequence[Spotted]) -> Candidate:
    """Return a pattern's candidate with what the classifiers say of its words."""
    if not marked:
        return candidate
    trigger = max(marked, key=lambda each: (each.probability, -each.token))
    other = trigger.event_type
    filled = _filled(tree, candidate, trigger, mentions)
    agreed = trigger.types.get(candidate.event_type)
    if agreed is None:
        return filled
    if other != candidate.event_type and trigger.types[other] > candidate.pattern + OVERRULING:
        return replace(_marked(tree, trigger, mentions), pattern=0.0)
    return replace(
        filled,
        model=agreed,
        mode=candidate.mode or (_mode(trigger, candidate.event_type) if agreed >= MARKED else None),
        contexts=tuple(dict.fromkeys((*candidate.contexts, *_contexts(trigger))))
        if agreed >= MARKED
        else candidate.contexts,
        rule=candidate.rule if agreed < MARKED else f"lexicon+model:{candidate.rule.removeprefix('lexicon:')}",
    )


def _filled(tree: Tree, candidate: Candidate, trigger: Trigger, mentions: Sequence[Spotted]) -> Candidate:
    """Return a pattern's candidate with the participants that syntax left empty from the classifier."""
    if not candidate.actors and (actors := _participants_in(tree, trigger, "actor", mentions, candidate.recipients)):
        candidate = replace(candidate, actors=actors, actors_by=CLASSIFIER)
    is_asked = not candidate.recipients and not candidate.is_mutual
    if is_asked and (recipients := _participants_in(tree, trigger, "recipient", mentions, candidate.actors)):
        candidate = replace(candidate, recipients=recipients, recipients_by=CLASSIFIER)
    return candidate


def _marked(tree: Tree, trigger: Trigger, mentions: Sequence[Spotted]) -> Candidate:
    """Return what the classifiers alone say of an event."""
    event_type = trigger.event_type
    actors_by, actors = _told(tree, trigger, "actor", mentions, ())
    recipients_by, recipients = _told(tree, trigger, "recipient", mentions, actors)
    if not actors_by:
        actors_by, actors = _by_syntax(tree.doers(trigger.token), tree, mentions, recipients)
    if not recipients_by and event_type in load_participant_words().suffered:
        recipients_by, recipients = _by_syntax(tree.undergoers(trigger.token), tree, mentions, actors)
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
        fact=_fact(tree, trigger),
        pattern=0.0,
        model=trigger.types[event_type],
        rule=f"model:{event_type}",
        actors_by=actors_by,
        recipients_by=recipients_by,
    )


def _told(tree: Tree, trigger: Trigger, role: str, mentions: Sequence[Spotted], others: Sequence[Spotted]) -> Filled:
    """Return who fills a role by the classifier."""
    found = _participants_in(tree, trigger, role, mentions, others)
    return (CLASSIFIER, found) if found else (NOTHING, ())


def _by_syntax(heads: Sequence[int], tree: Tree, mentions: Sequence[Spotted], others: Sequence[Spotted]) -> Filled:
    """Return who the phrases with these heads are, places, buildings and the others left out."""
    found = (who for head in heads for who in fitting(tree, head, mentions))
    solid = tuple(dict.fromkeys(who for who in found if not is_ground(who) and who not in others))
    return (SYNTAX, solid) if solid else (NOTHING, ())


def _fact(tree: Tree, trigger: Trigger) -> Fact:
    """Return what cues and classifiers say of whether an event happened; cues go first."""
    fact = fact_of(tree, trigger.token)
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


def _participants_in(
    tree: Tree, trigger: Trigger, role: str, mentions: Sequence[Spotted], others: Sequence[Spotted]
) -> tuple[Spotted, ...]:
    """Return the mentions in the spans of a role, those left out that stand in the other role."""
    spans = [part for part in trigger.participants if part.role == role and part.probability >= HEARD]
    if role == "actor" and (doers := _controllers(tree, trigger.token)):
        spans = [span for span in spans if any(span.first <= at < span.last for at in doers)]
    found = (spotted for span in spans for spotted in _inside(tree, span.first, span.last, mentions))
    solid = (spotted for spotted in found if role == "actor" or not is_sited(tree, spotted))
    return tuple(dict.fromkeys(spotted for spotted in solid if spotted not in others))


def _controllers(tree: Tree, position: int) -> list[int]:
    """Return who does what an infinitive says by the verb above it: of "prompted the force to leave" the force."""
    token = tree.token(position)
    return tree.children(token.head, OBJECTS | INDIRECT_OBJECTS) if token.relation == "xcomp" else []


def _inside(tree: Tree, first: int, last: int, mentions: Sequence[Spotted]) -> Iterator[Spotted]:
    """Yield the mentions that a span is: those at its head, else those inside it."""
    yield from fitting(tree, tree.head_of(first, last), mentions)
