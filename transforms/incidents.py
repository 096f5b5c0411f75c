"""Incidents: the actual events of all documents in, what happened once out, with each event pointing to it.

Within a document headline, lead and later recall tell of the same thing: reports of one type belong together when
nothing in them disagrees (neither sides, days, places nor numbers of dead) and something in them is the same (who did
it and to whom, or one of these and the word). Reports of several documents are one incident only when all of type,
actors, recipients and days agree and none of these is unknown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from transforms.extraction import Extraction
from transforms.identifiers import key
from transforms.tables import Document, Entity, Event, Incident, Participant

OFFICIAL = {"GOV", "MIL", "COP", "LEG", "JUD", "SPY"}
"""Sectors in which a state acts: the army of a country and its government did one thing."""
GROUND = {"place", "facility"}
"""Kinds of entities that are where something happened rather than whom it struck."""
STEM = 5  # letters that the forms of a word share: "deployed" and "deployment"
LOOKBACK = 40  # happenings of one type before a report among which it may find its own; more would be slow


@dataclass(frozen=True)
class Side:
    """Who stands on one side of an event."""

    names: frozenset[str]
    """Entities, or countries with sectors where no entity is known."""
    states: frozenset[str]
    """Countries whose state acts or is acted upon."""

    def disagrees(self, other: "Side") -> bool:
        """Whether both sides are told and nobody is on both."""
        return bool(self.names and other.names) and not self.agrees(other)

    def agrees(self, other: "Side") -> bool:
        """Whether somebody is on both."""
        return bool(self.names & other.names or self.states & other.states)


@dataclass(frozen=True)
class Report:
    """An event with its sides."""

    event: Event
    actors: Side
    recipients: Side
    spelt: tuple[tuple[str, ...], tuple[str, ...]]
    """Actors and recipients in the order of the text, as the row of an incident names them."""

    @property
    def stem(self) -> str:
        """What the forms of its trigger share."""
        return max(self.event.trigger.casefold().split(), key=len, default="")[:STEM]


@dataclass
class Happening:
    """Reports of one document that tell of the same thing."""

    reports: list[Report] = field(default_factory=list)

    def takes(self, report: Report) -> bool:
        """Whether a report tells of this, too."""
        return not any(disagree(one, report) for one in self.reports) and any(
            have_in_common(one, report) for one in self.reports
        )


def find_incidents(
    events: Sequence[Event],
    participants: Iterable[Participant],
    documents: Iterable[Document],
    entities: Iterable[Entity],
) -> tuple[list[Event], list[Incident]]:
    """Return the events with their incidents, and the incidents."""
    entities = list(entities)
    names = {entity.entity_id: entity.name for entity in entities}
    sources = {document.document_id: document.source_id for document in documents}
    ground = {entity.entity_id for entity in entities if entity.kind in GROUND}
    actual = [one for one in _reports(events, participants, ground) if one.event.factuality == "actual"]
    told: dict[tuple[object, ...], list[Report]] = {}
    alike: Counter[tuple[object, ...]] = Counter()
    for happening in _happenings(actual):
        agreement = _agreement(happening)
        own = (happening.reports[0].event.document_id, *agreement)
        # Two happenings of one document were told apart there: they are no one incident, however much agrees.
        told.setdefault((alike[own], *agreement), []).extend(happening.reports)
        alike[own] += 1
    incidents, incident_of = [], {}
    for reports in told.values():
        incident = _incident(reports, names, sources)
        incidents.append(incident)
        incident_of.update(dict.fromkeys((one.event.event_id for one in reports), incident.incident_id))
    return [event.model_copy(update={"incident_id": incident_of.get(event.event_id)}) for event in events], incidents


def _reports(events: Iterable[Event], participants: Iterable[Participant], ground: set[str]) -> list[Report]:
    """Return the events with their sides, in the order of documents and texts; ground is on no side."""
    sides: dict[tuple[str, str], list[Participant]] = {}
    for one in sorted(participants, key=lambda one: (one.event_id, one.role, one.position)):
        sides.setdefault((one.event_id, one.role), []).append(one)
    reports = []
    for event in sorted(events, key=lambda event: (event.document_id, event.trigger_start)):
        actors, recipients = (sides.get((event.event_id, role), []) for role in ("actor", "recipient"))
        spelt = (tuple(map(_name, actors)), tuple(map(_name, recipients)))
        reports.append(Report(event, _side(actors, ground), _side(recipients, ground), spelt))
    return reports


def _name(one: Participant) -> str:
    return one.entity_id or "/".join(filter(None, (one.country, one.sector)))


def _side(participants: Sequence[Participant], ground: set[str]) -> Side:
    told = [one for one in participants if one.entity_id not in ground]
    states = {one.country for one in told if one.country and (one.sector is None or one.sector in OFFICIAL)}
    return Side(frozenset(filter(None, map(_name, told))), frozenset(states))


def _happenings(reports: Iterable[Report]) -> Iterator[Happening]:
    """Yield what happened, document by document."""
    document, found = "", dict[str, list[Happening]]()
    for report in reports:
        if report.event.document_id != document:
            yield from (one for same in found.values() for one in same)
            document, found = report.event.document_id, {}
        same_type = found.setdefault(report.event.event_type, [])
        own = next((one for one in reversed(same_type[-LOOKBACK:]) if one.takes(report)), None)
        if own is None:
            own = Happening()
            same_type.append(own)
        own.reports.append(report)
    yield from (one for same in found.values() for one in same)


def disagree(one: Report, other: Report) -> bool:
    """Whether two reports cannot tell of the same thing."""
    return (
        one.actors.disagrees(other.actors)
        or one.recipients.disagrees(other.recipients)
        or _differ(one.event.mode, other.event.mode)
        or _are_elsewhere(one.event, other.event)
        or _differ(one.event.deaths, other.event.deaths)
        or _are_apart(one.event, other.event)
    )


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _are_elsewhere(one: Event, other: Event) -> bool:
    """Whether two events have places of one precision that differ; a town may lie in the country told elsewhere."""
    return one.place_precision == other.place_precision and _differ(one.place_id, other.place_id)


def _are_apart(one: Event, other: Event) -> bool:
    """Whether two events have days of their own that do not meet; the day of publication is nobody's own."""
    if one.occurred_basis != "stated" or other.occurred_basis != "stated":
        return False
    first = max((day for day in (one.occurred_first_on, other.occurred_first_on) if day), default=None)
    last = min((day for day in (one.occurred_last_on, other.occurred_last_on) if day), default=None)
    return first is not None and last is not None and first > last


def have_in_common(one: Report, other: Report) -> bool:
    """Whether two reports that do not disagree have enough in common to tell of the same thing."""
    same_actors, same_recipients = one.actors.agrees(other.actors), one.recipients.agrees(other.recipients)
    same_word = one.stem == other.stem
    if same_actors and same_recipients:
        return True
    if same_actors or same_recipients:
        return same_word
    is_recalled = not (other.actors.names or other.recipients.names)  # "the attack", and nobody named
    return same_word and is_recalled


def _agreement(happening: Happening) -> tuple[object, ...]:
    """Return what two happenings of two documents have in common when they are one incident."""
    first = happening.reports[0].event
    actors = frozenset(name for one in happening.reports for name in one.spelt[0])
    recipients = frozenset(name for one in happening.reports for name in one.spelt[1])
    days = (first.occurred_first_on, first.occurred_last_on)
    is_vague = not actors or "" in actors | recipients or None in days
    return first.event_type, actors, recipients, days, key(first.event_id) if is_vague else None


def _incident(reports: Sequence[Report], names: Mapping[str, str], sources: Mapping[str, str]) -> Incident:
    """Return the row of an incident, from its reports in the order of documents; the fullest names its sides."""
    first = reports[0].event
    actors, recipients = (
        max((one.spelt[side] for one in reports), key=lambda spelt: sum(map(bool, spelt))) for side in (0, 1)
    )
    dated = next((one.event for one in reports if one.event.occurred_basis == "stated"), first)
    placed = next((one.event for one in reports if one.event.place_id), first)
    return Incident(
        incident_id=key("incident", first.event_id),
        event_type=first.event_type,
        actors="; ".join(names.get(one, one) for one in actors),
        recipients="; ".join(names.get(one, one) for one in recipients),
        occurred_first_on=dated.occurred_first_on,
        occurred_last_on=dated.occurred_last_on,
        place_id=placed.place_id,
        reports=len(reports),
        independent_sources=len({sources[one.event.document_id] for one in reports}),
        has_rival_claims=False,
    )


def incidents_of(extractions: Sequence[Extraction]) -> dict[str, str]:
    """Return the incident of each actual event of some documents, by event, without publishing anything."""
    events, _ = find_incidents(
        [event for one in extractions for event in one.events],
        [participant for one in extractions for participant in one.participants],
        [one.document for one in extractions],
        [entity for one in extractions for entity in one.entities],
    )
    return {event.event_id: event.incident_id for event in events if event.incident_id}
