"""Takes what the documents of a set gave, gives the rows that an analyst would see: reports, and events once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.yardstick.rows import EventRow, Party, Predictions, ReportRow, RowAnswer, RowItem, RowPlace
from benchmarks.yardstick.rows_documents import CleanedDocument
from transforms.entities import match_entities
from transforms.extraction import Extraction
from transforms.linking import link_reports
from transforms.tables import Event, EventParticipant, Place, Report, ReportParticipant

NO_POINT = frozenset({"country", "region", "unknown"})
"""Precisions of a place that is no point on a map, as the views have it."""


@dataclass(frozen=True)
class Resolution:
    """What the documents of a set tell together."""

    reports: Sequence[Report]
    """In the order of the documents and of their texts."""
    events: Mapping[str, Event]
    told: Mapping[str, str]
    """The event of each report, by report_id."""
    parties: Mapping[tuple[str, str], tuple[Party, ...]]
    """By report or event, and role; in the order of the text."""
    places: Mapping[str, Place]

    def fields(self, row: Report | Event, key: str) -> dict[str, object]:
        """Return what reports and events alike tell, as the format of predictions has it."""
        return {
            "event_type": row.event_type,
            "is_actual": row.factuality == "actual",
            "confidence": row.confidence,
            "actors": self.parties.get((key, "actor"), ()),
            "recipients": self.parties.get((key, "recipient"), ()),
            "first": row.occurred_first_on,
            "last": row.occurred_last_on,
            "place": self._place(row),
        }

    def _place(self, row: Report | Event) -> RowPlace | None:
        if row.place_id is None:
            return None
        place, precision = self.places[row.place_id], row.place_precision
        lat, lon = (None, None) if precision in NO_POINT else (place.latitude, place.longitude)
        return RowPlace(names=(place.name,), country=place.country, lat=lat, lon=lon, precision=precision)


def resolve(extractions: Sequence[Extraction]) -> Resolution:
    """Return what documents tell once their entities are matched and their reports linked, as a release has it."""
    entities = {entity.entity_id: entity for extraction in extractions for entity in extraction.entities}
    above = match_entities(entities.values())
    participants = [_renamed(row, above) for extraction in extractions for row in extraction.participants]
    order = {extraction.document.document_id: place for place, extraction in enumerate(extractions)}
    reports = [report for extraction in extractions for report in extraction.reports]
    links = link_reports(
        reports,
        participants,
        [extraction.document for extraction in extractions],
        [entity for name, entity in entities.items() if name not in above],
    )
    return Resolution(
        reports=sorted(reports, key=lambda row: (order[row.document_id], row.trigger_start, row.report_id)),
        events={event.event_id: event for event in links.events},
        told={link.report_id: link.event_id for link in links.reports},
        parties={**_parties(participants, "report_id"), **_parties(links.participants, "event_id")},
        places={place.place_id: place for extraction in extractions for place in extraction.places},
    )


def _renamed(participant: ReportParticipant, above: Mapping[str, str]) -> ReportParticipant:
    return participant.model_copy(update={"entity_id": above.get(participant.entity_id or "", participant.entity_id)})


def _parties(
    participants: Iterable[ReportParticipant | EventParticipant], key: str
) -> dict[tuple[str, str], tuple[Party, ...]]:
    """Return who fills each role, by the column that names the report or the event."""
    filling: dict[tuple[str, str], list[Party]] = defaultdict(list)
    for row in sorted(participants, key=lambda row: row.position):
        filling[getattr(row, key), row.role].append(Party(country=row.country, sector=row.sector))
    return {role: tuple(parties) for role, parties in filling.items()}


def answer_rows(
    items: Sequence[RowItem], documents: Mapping[str, CleanedDocument], extractions: Sequence[Extraction]
) -> Predictions:
    """Return the reports of each text and the events that they tell.

    `documents` holds the document of each text by the text's id; a text that the pipeline rejects has no report.
    """
    resolution = resolve(extractions)
    texts = {cleaned.document.document_id: name for name, cleaned in documents.items()}
    # The scorer breaks ties by the name of an event, which is where its first report stands: a hash would let chance
    # decide, anew with every change of what is hashed.
    names: dict[str, str] = {}
    rows: dict[str, list[ReportRow]] = defaultdict(list)
    for report in resolution.reports:
        text = texts[report.document_id]
        span = documents[text].original(report.trigger_start, report.trigger_end)
        name = names.setdefault(resolution.told[report.report_id], f"{text}-{span.start}")
        told = {"incident": name, **resolution.fields(report, report.report_id)}
        rows[text].append(ReportRow.model_validate({"start": span.start, "end": span.end, **told}))
    return Predictions(
        [RowAnswer(id=item.id, rows=tuple(rows[item.id])) for item in items],
        [
            EventRow.model_validate({"incident": name, **resolution.fields(resolution.events[event_id], event_id)})
            for event_id, name in names.items()
        ],
    )
