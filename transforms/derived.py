"""Derived relations: the events of all documents in, who stands with whom or fights whom over the years out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from math import sqrt

from transforms.identifiers import key
from transforms.tables import Event, EventParticipant, Relation

ENOUGH = 5  # events; fewer are an episode and not a relation
MONTHS = 2  # in which they must lie; what one month shows may be one affair
ONE_SIDED = 0.8  # share of them of one kind; between allies one event in five may be a quarrel
COOPERATION, MATERIAL_CONFLICT = (1, 2), 4  # quad classes
SURE = 1.96  # standard deviations of the lower bound of that share, for 95 in 100 (E. B. Wilson, 1927)


@dataclass
class History:
    """The events between two entities: the quad class and the days of each."""

    quads: list[int] = field(default_factory=list)
    days: list[tuple[date | None, date | None]] = field(default_factory=list)


def derive_relations(events: Iterable[Event], participants: Iterable[EventParticipant]) -> list[Relation]:
    """Return the relations that the actual events between two entities show over time, sorted by key.

    Mostly cooperation is `allied_with`; mostly conflict is `fights` where most of it is material, else `hostile_to`.
    """
    named: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"actor": set(), "recipient": set()})
    for participant in participants:
        if participant.entity_id:
            named[participant.event_id][participant.role].add(participant.entity_id)
    histories: dict[tuple[str, str], History] = defaultdict(History)
    for event in events:
        if event.factuality == "actual":
            here = named[event.event_id]
            others = here["actor"] if event.is_mutual else here["recipient"]
            for pair in {(min(two), max(two)) for two in product(here["actor"], others) if two[0] != two[1]}:
                histories[pair].quads.append(event.quad_class)
                histories[pair].days.append((event.occurred_first_on, event.occurred_last_on))
    rows = (_relation(*pair, history) for pair, history in histories.items())
    return sorted((row for row in rows if row), key=lambda row: row.relation_id)


def _relation(one: str, other: str, history: History) -> Relation | None:
    """Return what a history shows; None where it is short or of both kinds."""
    quads = history.quads
    firsts = [first for first, _ in history.days if first]
    lasts = [last for _, last in history.days if last]
    if len(quads) < ENOUGH or len({(day.year, day.month) for day in firsts}) < MONTHS:
        return None
    friendly = sum(quad in COOPERATION for quad in quads)
    most = max(friendly, len(quads) - friendly)
    if most / len(quads) < ONE_SIDED:
        return None
    material = sum(quad == MATERIAL_CONFLICT for quad in quads)
    predicate = "allied_with" if most == friendly else "fights" if 2 * material > len(quads) else "hostile_to"
    return Relation(
        relation_id=key("derived", one, predicate, other),
        subject_id=one,
        predicate=predicate,
        object_id=other,
        subject_mention_id=None,
        object_mention_id=None,
        factuality="actual",
        valid_first_on=min(firsts),
        valid_last_on=max(lasts, default=None),
        document_id=None,
        evidence_start=None,
        evidence_end=None,
        basis="derived",
        confidence=round(_at_least(most, len(quads)), 3),
    )


def _at_least(hits: int, tries: int) -> float:
    """Return the lower end of Wilson's interval for a share."""
    share, spread = hits / tries, SURE**2 / tries
    half = SURE * sqrt((share * (1 - share) + spread / 4) / tries)
    return (share + spread / 2 - half) / (1 + spread)
