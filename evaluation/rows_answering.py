"""Takes what the documents of a set gave, gives the rows that an analyst would see: reports, and events once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.rows import EventRow, Party, Predictions, ReportRow, RowAnswer, RowItem, RowPlace
from evaluation.rows_documents import CleanedDocument
from transforms.corpus.in_memory import resolve_in_memory
from transforms.extraction import Extraction, rows_of
from transforms.tables import Event, EventParticipant, EventReport, Place, Report, ReportParticipant

Participating = ReportParticipant | EventParticipant
ACTUAL = "actual"
NO_POINT = frozenset({"country", "region", "unknown"})
"""Precisions of a place that is no point on a map, as the views have it."""


@dataclass(frozen=True)
class Resolution:
    """What the documents of a set tell together."""

    reports: Sequence[Report]
    """In the order of their documents and texts."""
    event_of: Mapping[str, str]
    """The actual event that each report tells."""
    events: Mapping[str, Event]
    participants: Mapping[tuple[str, str], Sequence[Participating]]
    """By report or event and role, in their order."""
    places: Mapping[str, Place]

    def parties(self, key: str, role: str) -> tuple[Party, ...]:
        """Return who fills a role of a report or an event."""
        filling = self.participants.get((key, role), ())
        return tuple(Party(country=member.country, sector=member.sector) for member in filling)

    def place(self, row: Report | Event) -> RowPlace | None:
        """Return where a report or an event says that it happened; null when it does not."""
        if row.place_id is None:
            return None
        place, precision = self.places[row.place_id], row.place_precision
        point = (None, None) if precision in NO_POINT else (place.latitude, place.longitude)
        return RowPlace(names=(place.name,), country=place.country, lat=point[0], lon=point[1], precision=precision)


def resolve(extractions: Sequence[Extraction]) -> Resolution:
    """Return what documents tell once their entities are matched and their reports joined, as a release has it."""
    corpus = resolve_in_memory(rows_of(extractions))
    events = {event.event_id: event for event in corpus.rows(Event)}
    # A report that is not actual is shown as a row of its own, and is no event that happened.
    event_of = {
        link.report_id: link.event_id for link in corpus.rows(EventReport) if events[link.event_id].factuality == ACTUAL
    }
    filling: dict[tuple[str, str], list[Participating]] = defaultdict(list)
    for participant in sorted(corpus.rows(ReportParticipant), key=lambda row: row.position):
        filling[participant.report_id, participant.role].append(participant)
    for member in sorted(corpus.rows(EventParticipant), key=lambda row: row.position):
        filling[member.event_id, member.role].append(member)
    places = {place.place_id: place for extraction in extractions for place in extraction.places}
    order = {extraction.document.document_id: position for position, extraction in enumerate(extractions)}
    reports = sorted(corpus.rows(Report), key=lambda row: (order[row.document_id], row.trigger_start, row.report_id))
    return Resolution(reports, event_of, events, filling, places)


def answer_rows(
    items: Sequence[RowItem], documents: Mapping[str, CleanedDocument], extractions: Sequence[Extraction]
) -> Predictions:
    """Return the reports of each text and the events that they tell.

    `documents` holds the document of each text by the text's id, `extractions` what documents gave by theirs; a text
    that the pipeline rejects has no report.
    """
    resolution = resolve(extractions)
    texts = {cleaned.document.document_id: name for name, cleaned in documents.items()}
    names = _names_of_events(resolution, texts, documents)
    rows: dict[str, list[ReportRow]] = defaultdict(list)
    for report in resolution.reports:
        text = texts[report.document_id]
        name = names.get(resolution.event_of.get(report.report_id, ""))
        rows[text].append(_report_row(report, name, documents[text], resolution))
    return Predictions(
        [RowAnswer(id=item.id, rows=tuple(rows[item.id])) for item in items],
        [_event_row(name, resolution.events[event_id], resolution) for event_id, name in names.items()],
    )


def rows_of_document(cleaned: CleanedDocument, extraction: Extraction) -> list[ReportRow]:
    """Return the reports of a document in their order, as it alone tells them."""
    filling: dict[tuple[str, str], list[Participating]] = defaultdict(list)
    for participant in extraction.participants:
        filling[participant.report_id, participant.role].append(participant)
    places = {place.place_id: place for place in extraction.places}
    alone = Resolution(extraction.reports, {}, {}, filling, places)
    return [_report_row(report, None, cleaned, alone) for report in extraction.reports]


def _names_of_events(
    resolution: Resolution, texts: Mapping[str, str], documents: Mapping[str, CleanedDocument]
) -> dict[str, str]:
    """Return a name for each actual event, by its key: where its first report stands.

    The scorer breaks ties by name. A hash would let chance decide them, anew with every change of what is hashed.
    """
    names: dict[str, str] = {}
    for report in resolution.reports:
        if event_id := resolution.event_of.get(report.report_id):
            text = texts[report.document_id]
            start = documents[text].original(report.trigger_start, report.trigger_end).start
            names.setdefault(event_id, f"{text}-{start}")
    return names


def _report_row(report: Report, name: str | None, cleaned: CleanedDocument, resolution: Resolution) -> ReportRow:
    span = cleaned.original(report.trigger_start, report.trigger_end)
    return ReportRow(
        start=span.start,
        end=span.end,
        incident=name,
        event_type=report.event_type,
        is_actual=report.factuality == ACTUAL,
        confidence=report.confidence,
        actors=resolution.parties(report.report_id, "actor"),
        recipients=resolution.parties(report.report_id, "recipient"),
        first=report.occurred_first_on,
        last=report.occurred_last_on,
        place=resolution.place(report),
    )


def _event_row(name: str, event: Event, resolution: Resolution) -> EventRow:
    return EventRow(
        incident=name,
        event_type=event.event_type,
        confidence=event.confidence,
        actors=resolution.parties(event.event_id, "actor"),
        recipients=resolution.parties(event.event_id, "recipient"),
        first=event.occurred_first_on,
        last=event.occurred_last_on,
        place=resolution.place(event),
    )
