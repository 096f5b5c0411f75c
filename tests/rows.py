"""Rows for tests: a test names the columns it is about, `a` fills the others."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import pyarrow as pa

from transforms.row import Column, OneOf, Row
from transforms.tables import (
    Document,
    DocumentVersion,
    Event,
    EventParticipant,
    EventReport,
    Report,
    ReportParticipant,
)

R = TypeVar("R", bound=Row)

FILLERS: dict[pa.DataType, Any] = {
    pa.string(): "word",
    pa.int64(): 1,
    pa.float64(): 0.5,
    pa.bool_(): False,
    pa.date32(): date(2018, 6, 8),
    pa.timestamp("us", tz="UTC"): datetime(2018, 6, 8, 12, tzinfo=UTC),
}
PATTERNED = {"cameo_root": "04", "source_id": "a_source", "language": "en"}


def a(row: type[R], **about: Any) -> R:
    """Return a valid row with the given values; columns that may be null are null."""
    return row(**{column.name: filler(column) for column in row.columns() if column.name not in about} | about)


def filler(column: Column) -> Any:
    """Return a value that the column takes."""
    if column.nullable:
        return None
    if column.is_list:
        return []
    if one_of := column.mark(OneOf):
        return one_of.codes[0]
    if column.name in PATTERNED:
        return PATTERNED[column.name]
    if column.name.endswith(("_id", "_hash")):
        return "0" * 16
    if column.name.endswith("_start"):
        return 0
    return FILLERS[column.type]


def by_table(rows: Iterable[Row]) -> dict[type[Row], list[Row]]:
    """Return rows of several tables by their table."""
    found: dict[type[Row], list[Row]] = {}
    for row in rows:
        found.setdefault(type(row), []).append(row)
    return found


def told_by(report: Report, participants: Iterable[ReportParticipant] = (), **about: Any) -> list[Row]:
    """Return the rows of an event that one report tells: the event as the report has it, its key too, unless said."""
    event_id = about.get("event_id", report.report_id)
    same = {column.name for column in Event.columns()} & {column.name for column in Report.columns()}
    event = a(Event, **report.model_dump(include=same) | {"event_id": event_id} | about)
    own = {column.name for column in EventParticipant.columns()} - {"event_participant_id", "event_id"}
    taken = [
        EventParticipant(
            event_participant_id=participant.report_participant_id,
            event_id=event_id,
            **participant.model_dump(include=own),
        )
        for participant in participants
    ]
    return [event, EventReport(report_id=report.report_id, event_id=event_id, position=0), *taken]


def current(document: Document) -> DocumentVersion:
    """Return the version of a document that stands in the release."""
    same = {column.name for column in DocumentVersion.columns()} - {"text"}
    about = {"version": 1, "is_current": True} | document.model_dump(include=same)
    return a(DocumentVersion, **about)
