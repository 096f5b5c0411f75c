"""Incidents: the actual events of all documents in, what happened once out, with each event pointing to it.

Events are reports of one incident when type, actors, recipients and days agree; events whose day or actors are
unknown agree with others of their own document only.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from transforms.extraction import Extraction
from transforms.identifiers import key
from transforms.tables import Document, Entity, Event, Incident, Participant

Sides = Mapping[str, tuple[str, ...]]


def find_incidents(
    events: Sequence[Event],
    participants: Iterable[Participant],
    documents: Iterable[Document],
    entities: Iterable[Entity],
) -> tuple[list[Event], list[Incident]]:
    """Return the events with their incidents, and the incidents."""
    names = {entity.entity_id: entity.name for entity in entities}
    sources = {document.document_id: document.source_id for document in documents}
    actors, recipients = _sides(participants)
    reports: dict[tuple[object, ...], list[Event]] = {}
    for event in sorted(events, key=lambda event: (event.document_id, event.trigger_start)):
        if event.factuality == "actual":
            reports.setdefault(_agreement(event, actors, recipients), []).append(event)
    incidents, incident_of = [], {}
    for same in reports.values():
        incident = _incident(same, actors, recipients, names, sources)
        incidents.append(incident)
        incident_of.update(dict.fromkeys((event.event_id for event in same), incident.incident_id))
    return [event.model_copy(update={"incident_id": incident_of.get(event.event_id)}) for event in events], incidents


def _sides(participants: Iterable[Participant]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the actors and the recipients of each event: the entity where known, else country and sector."""
    sides: tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]] = ({}, {})
    for participant in sorted(participants, key=lambda one: (one.event_id, one.role, one.position)):
        side = sides[participant.role == "recipient"]
        name = participant.entity_id or "/".join(filter(None, (participant.country, participant.sector)))
        side[participant.event_id] = (*side.get(participant.event_id, ()), name)
    return sides


def _agreement(event: Event, actors: Sides, recipients: Sides) -> tuple[object, ...]:
    """Return what two reports of one incident have in common."""
    doers, undergoers = actors.get(event.event_id, ()), recipients.get(event.event_id, ())
    is_vague = event.occurred_first_on is None or not all((*doers, *undergoers))
    days: tuple[date | None, date | None] = (event.occurred_first_on, event.occurred_last_on)
    return event.event_type, frozenset(doers), frozenset(undergoers), days, event.document_id if is_vague else None


def _incident(
    reports: Sequence[Event], actors: Sides, recipients: Sides, names: Mapping[str, str], sources: Mapping[str, str]
) -> Incident:
    """Return the row of an incident, from its reports in the order of documents."""
    first = reports[0]
    return Incident(
        incident_id=key("incident", first.event_id),
        event_type=first.event_type,
        actors="; ".join(names.get(one, one) for one in actors.get(first.event_id, ())),
        recipients="; ".join(names.get(one, one) for one in recipients.get(first.event_id, ())),
        occurred_first_on=first.occurred_first_on,
        occurred_last_on=first.occurred_last_on,
        place_id=first.place_id,
        reports=len(reports),
        independent_sources=len({sources[event.document_id] for event in reports}),
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
