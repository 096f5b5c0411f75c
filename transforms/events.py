"""Events: readings and mentions in, events and their participants out.

A token fires when a unit of the ontology fits its lemma and its syntax. The unit says where actor and recipient
stand; a slot is filled through passives, control, coordination and relative clauses. What has no actor is no event.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from transforms.identifiers import key
from transforms.language.engine import ENGINE_VERSION
from transforms.language.reading import ROOT, Reading
from transforms.mentions import Spotted
from transforms.ontology import Unit, load_ontology
from transforms.syntax import CLAUSES, INDIRECT_OBJECTS, MODIFIERS, OBLIQUES, Tree
from transforms.tables import Document, Event, Participant, Sentence, Time

FACTUALITY = Path(__file__).parent / "lexicons" / "factuality.csv"
REACH = 3  # governors above an event whose words still say whether it happened: "was expected to agree to withdraw"
ENDS_A_CLAIM = {"conj", "parataxis", "acl:relcl", "advcl", "nsubj", "nsubj:pass", "root"}
"""Relations through which the clause above does not say whether the event below happened."""
GROUND = {"place", "facility"}
ALONE = 0.8  # factor of confidence for an event without recipient: one-sided readings are wrong more often


@dataclass(frozen=True)
class Coded:
    """The events of a sentence and those who take part in them."""

    events: tuple[Event, ...]
    participants: tuple[Participant, ...]


def code_events(
    document: Document, sentence: Sentence, reading: Reading, mentions: Sequence[Spotted], times: Sequence[Time]
) -> Coded:
    """Return the events that a sentence reports, each with at least one actor."""
    tree, events, participants = Tree(reading), [], list[Participant]()
    for position, unit in sorted(fired(tree).items()):
        actors, recipients = sides(tree, position, unit, mentions)
        if not actors or (load_ontology().types[unit.event_type].is_recipient_required and not recipients):
            continue
        event = _event(document, sentence, tree, position, unit, times, is_alone=not recipients and not unit.reciprocal)
        events.append(event)
        participants += _participants(event, "actor", actors)
        participants += _participants(event, "recipient", recipients)
    return Coded(tuple(events), tuple(participants))


def fired(tree: Tree) -> dict[int, Unit]:
    """Return the unit that speaks for each token which names an event; a light verb silences its object."""
    units = load_ontology().units_by_lemma
    found: dict[int, Unit] = {}
    for position in range(len(tree.reading.tokens)):
        fitting = (unit for unit in units.get(tree.lemma(position), ()) if fits(tree, position, unit))
        if unit := next(fitting, None):  # they come in falling precedence
            found[position] = unit
    silenced = {at for position, unit in found.items() if unit.objects for at in tree.undergoers(position)}
    return {position: unit for position, unit in found.items() if position not in silenced}


def fits(tree: Tree, position: int, unit: Unit) -> bool:
    """Whether a token and its syntax meet the conditions of a unit."""
    token = tree.token(position)
    if unit.is_phrase:
        return all(
            position + offset < len(tree.reading.tokens)
            and word in {tree.lemma(position + offset), tree.word(position + offset)}
            for offset, word in enumerate(unit.words)
        )
    if token.pos != unit.pos or (token.pos == "NOUN" and token.relation in MODIFIERS):
        return False
    particles = [tree.lemma(at) for at in tree.children(position, {"compound:prt"})]
    if (unit.particle not in particles) if unit.particle else particles:
        return False
    return (
        meets(unit.objects, unit.not_objects, tree, tree.undergoers(position))
        and meets(unit.subjects, unit.not_subjects, tree, tree.doers(position))
        and meets(unit.modifiers, unit.not_modifiers, tree, tree.children(position, MODIFIERS))
        and (not unit.complements or bool(unit.complements & complements(tree, position)))
        and meets(unit.contents, frozenset(), tree, contents(tree, position))
    )


def meets(wanted: frozenset[str], unwanted: frozenset[str], tree: Tree, positions: Sequence[int]) -> bool:
    """Whether one of these tokens has a wanted lemma, where any is wanted, and none has an unwanted one."""
    if not wanted and not unwanted:
        return True
    lemmas = {tree.lemma(at) for position in positions for at in tree.coordinated(position)}
    return (not wanted or bool(wanted & lemmas)) and not unwanted & lemmas


def complements(tree: Tree, position: int) -> set[str]:
    """Return what introduces the obliques and clauses of a token: prepositions, `to`, and `that` for finite clauses."""
    found = {marker for at in tree.children(position, OBLIQUES | CLAUSES) for marker in tree.markers(at)}
    return found | ({"that"} if tree.children(position, {"ccomp"}) else set())


def contents(tree: Tree, position: int) -> list[int]:
    """Return the heads of the obliques and clauses of a token: what was vowed, asked or refused."""
    return tree.children(position, OBLIQUES | CLAUSES)


def mode_of(tree: Tree, position: int, unit: Unit) -> str | None:
    """Return the mode that a unit gives, else the one whose content stands in the object or complement."""
    if unit.mode:
        return unit.mode
    said = {tree.lemma(at) for at in (*tree.undergoers(position), *contents(tree, position))}
    modes = load_ontology().types[unit.event_type].modes
    return next((name for name, mode in modes.items() if said & set(mode.content)), None)


def sides(
    tree: Tree, position: int, unit: Unit, mentions: Sequence[Spotted]
) -> tuple[tuple[Spotted, ...], tuple[Spotted, ...]]:
    """Return the actors and the recipients of an event; of a reciprocal one all are actors."""
    seats = [position]
    if unit.objects:  # a light verb: its object has slots too, "launched an attack on"
        seats += [at for at in tree.undergoers(position) if tree.lemma(at) in unit.objects]
    if unit.reciprocal:
        every = dict.fromkeys(chain.from_iterable(filled(tree, seats, (slot,), mentions) for slot in unit.actor))
        return tuple(every), ()
    actors = filled(tree, seats, unit.actor, mentions)
    others = (spotted for spotted in mentions if spotted not in actors)
    return actors, filled(tree, seats, unit.recipient, tuple(others))


def filled(tree: Tree, seats: Sequence[int], slots: Sequence[str], mentions: Sequence[Spotted]) -> tuple[Spotted, ...]:
    """Return the mentions in the first of the slots that holds any, coordinated ones in the order of the text."""
    for slot in slots:
        heads = dict.fromkeys(
            at for seat in seats for found in stands_in(tree, seat, slot) for at in tree.coordinated(found)
        )
        if found := tuple(dict.fromkeys(chain.from_iterable(mentions_at(tree, at, mentions) for at in heads))):
            return found
    return ()


def stands_in(tree: Tree, position: int, slot: str) -> list[int]:
    """Return the tokens that stand in a slot of a token: a grammatical function, or a preposition."""
    if slot == "subject":
        return tree.doers(position)
    if slot == "object":
        return tree.undergoers(position)
    if slot == "clause_subject":
        return [subject for at in tree.children(position, {"ccomp", "xcomp"}) for subject in tree.doers(at)]
    functions = {"indirect_object": INDIRECT_OBJECTS, "possessor": {"nmod:poss"}, "modifier": MODIFIERS}
    if slot in functions:
        return tree.children(position, functions[slot])
    return [at for at in tree.children(position, OBLIQUES) if slot in tree.markers(at)]


def mentions_at(tree: Tree, position: int, mentions: Sequence[Spotted]) -> list[Spotted]:
    """Return the mentions that a filler is, several in "Iraqi and Afghan fighters"; else the actors inside it.

    Of "Iran's decision" it gives Iran, and of "Hezbollah positions" Hezbollah: ground is not who was struck.
    """
    if exact := [spotted for spotted in mentions if spotted.head == position and not is_ground(spotted)]:
        return exact
    near = set(tree.children(position, MODIFIERS | {"nmod:poss", "nmod", "appos"}))
    inside = (spotted for spotted in mentions if spotted.head in near and not is_ground(spotted))
    return [spotted for spotted in inside if spotted.mention.country]


def is_ground(spotted: Spotted) -> bool:
    """Whether a mention is a place or a building without a name, which neither acts nor is acted upon."""
    return spotted.mention.kind == "nominal" and spotted.entity is not None and spotted.entity.kind in GROUND


def factuality(tree: Tree, position: int) -> str:
    """Return whether an event happened, as the words around its trigger say; the nearest cue decides."""
    cues, seen, at = _cues(), set[int](), position
    for _ in range(REACH + 1):
        seen.add(at)
        for below in tree.children(at, {"aux", "advmod", "det", "mark", "case"}):
            if said := cues.get((tree.lemma(below), "below")) or cues.get((tree.word(below), "below")):
                return said
        token = tree.token(at)
        at = token.head
        if at == ROOT or at in seen or token.relation in ENDS_A_CLAIM:
            return "actual"
        if said := cues.get((tree.lemma(at), "above")):
            return said
    return "actual"


@cache
def _cues() -> dict[tuple[str, str], str]:
    """Return the words that say whether an event happened, by lemma and by where they stand to it."""
    with FACTUALITY.open(encoding="utf-8", newline="") as file:
        return {(row["lemma"], row["place"]): row["factuality"] for row in csv.DictReader(file)}


def time_of(sentence: Sentence, tree: Tree, position: int, times: Sequence[Time]) -> Time | None:
    """Return the dated time expression that stands in the clause of a trigger, not in one above or below it."""
    starts = {token.start + sentence.sentence_start: at for at, token in enumerate(tree.reading.tokens)}
    for time in times:
        if time.first_on and time.last_on and tree.clause(starts[time.time_start]) == tree.clause(position):
            return time
    return None


def _event(
    document: Document,
    sentence: Sentence,
    tree: Tree,
    position: int,
    unit: Unit,
    times: Sequence[Time],
    *,
    is_alone: bool,
) -> Event:
    """Return the row of an event."""
    kind, mode = load_ontology().types[unit.event_type], mode_of(tree, position, unit)
    last = position + len(unit.words) - 1
    start = sentence.sentence_start + tree.token(position).start
    end = sentence.sentence_start + tree.token(last).end
    when = time_of(sentence, tree, position, times)
    is_dated = document.published_first_on is not None
    return Event(
        event_id=key(document.document_id, start, end, unit.event_type),
        document_id=document.document_id,
        sentence_id=sentence.sentence_id,
        trigger_start=start,
        trigger_end=end,
        trigger=document.text[start:end],
        event_type=unit.event_type,
        mode=mode,
        contexts=list(unit.contexts),
        cameo_root=kind.cameo_root_of(mode),
        quad_class=kind.quad_class,
        score=kind.score_of(mode),
        factuality=factuality(tree, position),
        quote_id=None,
        occurred_first_on=when.first_on if when else document.published_first_on,
        occurred_last_on=when.last_on if when else document.published_last_on,
        occurred_precision=when.granularity if when else "day" if is_dated else None,
        occurred_basis="stated" if when else "publication" if is_dated else "unknown",
        place_id=None,
        place_precision="unknown",
        deaths=None,
        injured=None,
        arrested=None,
        size=None,
        incident_id=None,
        confidence=round(unit.confidence * (ALONE if is_alone else 1), 3),
        engine=ENGINE_VERSION,
        rule=unit.rule,
    )


def _participants(event: Event, role: str, filled: Sequence[Spotted]) -> Iterator[Participant]:
    """Yield the rows of those who fill a role."""
    for position, spotted in enumerate(filled):
        yield Participant(
            participant_id=key(event.event_id, role, position),
            event_id=event.event_id,
            role=role,
            position=position,
            mention_id=spotted.mention.mention_id,
            entity_id=spotted.mention.entity_id,
            country=spotted.mention.country,
            sector=spotted.mention.sector,
            secondary_sector=spotted.mention.secondary_sector,
        )
