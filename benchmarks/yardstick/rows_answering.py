"""Takes what the documents of a set gave, gives the rows that an analyst would see: reports, and events once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.yardstick.rows import EventRow, Party, Predictions, ReportRow, RowAnswer, RowItem, RowPlace
from benchmarks.yardstick.rows_documents import CleanedDocument
from transforms.entities import match_entities
from transforms.extraction import Extraction
from transforms.incidents import find_incidents
from transforms.tables import Entity, Event, Participant, Place

NO_POINT = frozenset({"country", "region", "unknown"})
"""Precisions of a place that is no point on a map, as the views have it."""


@dataclass(frozen=True)
class Resolution:
    """What the documents of a set tell together."""

    events: Sequence[Event]
    """Reports, each with the incident that it tells; in the order of their documents and texts."""
    participants: Mapping[tuple[str, str], Sequence[Participant]]
    """By report and role, in the order of the text."""
    places: Mapping[str, Place]

    def parties(self, event: Event, role: str) -> tuple[Party, ...]:
        """Return who fills a role of a report."""
        filling = self.participants.get((event.event_id, role), ())
        return tuple(Party(country=one.country, sector=one.sector) for one in filling)

    def place(self, event: Event) -> RowPlace | None:
        """Return where a report says that it happened; null when it does not."""
        if event.place_id is None:
            return None
        place, precision = self.places[event.place_id], event.place_precision
        point = (None, None) if precision in NO_POINT else (place.latitude, place.longitude)
        return RowPlace(names=(place.name,), country=place.country, lat=point[0], lon=point[1], precision=precision)


def resolve(extractions: Sequence[Extraction]) -> Resolution:
    """Return what documents tell once their entities are matched and their reports joined, as a release has it."""
    entities = {entity.entity_id: entity for one in extractions for entity in one.entities}
    above = match_entities(entities.values())
    participants = [_renamed(participant, above) for one in extractions for participant in one.participants]
    events, _ = find_incidents(
        [event for one in extractions for event in one.events],
        participants,
        [one.document for one in extractions],
        _kept(entities, above),
    )
    filling: dict[tuple[str, str], list[Participant]] = defaultdict(list)
    for participant in sorted(participants, key=lambda one: one.position):
        filling[participant.event_id, participant.role].append(participant)
    places = {place.place_id: place for one in extractions for place in one.places}
    order = {one.document.document_id: position for position, one in enumerate(extractions)}
    ordered = sorted(events, key=lambda event: (order[event.document_id], event.trigger_start, event.event_id))
    return Resolution(ordered, filling, places)


def _renamed(participant: Participant, above: Mapping[str, str]) -> Participant:
    return participant.model_copy(update={"entity_id": above.get(participant.entity_id or "", participant.entity_id)})


def _kept(entities: Mapping[str, Entity], above: Mapping[str, str]) -> list[Entity]:
    return [entity for name, entity in entities.items() if name not in above]


def answer_rows(
    items: Sequence[RowItem], documents: Mapping[str, CleanedDocument], extractions: Mapping[str, Extraction]
) -> Predictions:
    """Return the reports of each text and the events that they tell.

    `documents` holds the document of each text by the text's id, `extractions` what documents gave by theirs; a text
    that the pipeline rejects has no report.
    """
    resolution = resolve(list(extractions.values()))
    texts = {cleaned.document.document_id: name for name, cleaned in documents.items()}
    names = _names_of_events(resolution, texts, documents)
    rows: dict[str, list[ReportRow]] = defaultdict(list)
    for event in resolution.events:
        text = texts[event.document_id]
        rows[text].append(_report_row(event, names.get(event.incident_id or ""), documents[text], resolution))
    told: dict[str, list[Event]] = defaultdict(list)
    for event in resolution.events:
        if event.incident_id:
            told[names[event.incident_id]].append(event)
    return Predictions(
        [RowAnswer(id=item.id, rows=tuple(rows[item.id])) for item in items],
        [_event_row(name, events, resolution) for name, events in told.items()],
    )


def _names_of_events(
    resolution: Resolution, texts: Mapping[str, str], documents: Mapping[str, CleanedDocument]
) -> dict[str, str]:
    """Return a name for each event, by its key: where its first report stands.

    The scorer breaks ties by name. A hash would let chance decide them, anew with every change of what is hashed.
    """
    names: dict[str, str] = {}
    for event in resolution.events:
        if event.incident_id:
            text = texts[event.document_id]
            start = documents[text].original(event.trigger_start, event.trigger_end).start
            names.setdefault(event.incident_id, f"{text}-{start}")
    return names


def _report_row(event: Event, name: str | None, cleaned: CleanedDocument, resolution: Resolution) -> ReportRow:
    span = cleaned.original(event.trigger_start, event.trigger_end)
    return ReportRow(
        start=span.start,
        end=span.end,
        incident=name,
        event_type=event.event_type,
        is_actual=event.factuality == "actual",
        confidence=event.confidence,
        actors=resolution.parties(event, "actor"),
        recipients=resolution.parties(event, "recipient"),
        first=event.occurred_first_on,
        last=event.occurred_last_on,
        place=resolution.place(event),
    )


def _event_row(name: str, reports: Sequence[Event], resolution: Resolution) -> EventRow:
    """Return what the reports of an event tell: the fullest names its parties, the first that states it its days."""
    first = reports[0]
    sides = {role: max((resolution.parties(one, role) for one in reports), key=len) for role in ("actor", "recipient")}
    dated = next((one for one in reports if one.occurred_basis == "stated"), first)
    placed = next((one for one in reports if one.place_id), first)
    return EventRow(
        incident=name,
        event_type=first.event_type,
        confidence=max(one.confidence for one in reports),
        actors=sides["actor"],
        recipients=sides["recipient"],
        first=dated.occurred_first_on,
        last=dated.occurred_last_on,
        place=resolution.place(placed),
    )
