"""Derived relations: the events of all documents in, who stands with whom or fights whom over the years out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from math import sqrt

from transforms.identifiers import key
from transforms.tables import Event, Participant, Relation

ENOUGH = 5  # incidents; fewer are an episode and not a relation
MONTHS = 2  # in which they must lie; what one month shows may be one affair
ONE_SIDED = 0.8  # share of them of one kind; between allies one incident in five may be a quarrel
COOPERATION, MATERIAL_CONFLICT = (1, 2), 4  # quad classes
SURE = 1.96  # standard deviations of the lower bound of that share, for 95 in 100 (E. B. Wilson, 1927)


@dataclass
class History:
    """The incidents between two entities: the days and the quad class of each."""

    quads: dict[str, int] = field(default_factory=dict)
    days: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)


def derive_relations(events: Sequence[Event], participants: Iterable[Participant]) -> list[Relation]:
    """Return the relations that the actual events between two entities show over time, sorted by key.

    Mostly cooperation is `allied_with`; mostly conflict is `fights` where most of it is material, else `hostile_to`.
    """
    sides: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"actor": set(), "recipient": set()})
    for one in participants:
        if one.entity_id:
            sides[one.event_id][one.role].add(one.entity_id)
    histories: dict[tuple[str, str], History] = defaultdict(History)
    for event in events:
        if event.factuality == "actual" and event.incident_id:
            here = sides[event.event_id]
            others = here["actor"] if event.is_mutual else here["recipient"]
            for pair in {(min(two), max(two)) for two in product(here["actor"], others) if two[0] != two[1]}:
                histories[pair].quads[event.incident_id] = event.quad_class
                histories[pair].days[event.incident_id] = (event.occurred_first_on, event.occurred_last_on)
    rows = (_relation(*pair, history) for pair, history in histories.items())
    return sorted((row for row in rows if row), key=lambda row: row.relation_id)


def _relation(one: str, other: str, history: History) -> Relation | None:
    """Return what a history shows; None where it is short or of both kinds."""
    quads = list(history.quads.values())
    firsts = [first for first, _ in history.days.values() if first]
    lasts = [last for _, last in history.days.values() if last]
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
