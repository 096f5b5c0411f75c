"""Task `rows`: whole events of whole documents, every field of a row at once, and each thing that happened once.

The formats alone: a line of gold is a document with its happenings, a line of predictions a document with the reports
shown of it, or an event that reports of one or several documents tell. `rows_documents.py` makes the documents,
`rows_answering.py` the predictions, `rows_judging.py` compares one row with one happening, `rows_scoring.py` counts.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from evaluation.gold import Answer, Day, Item, Part, Span, checked, records

Codes = Annotated[tuple[str, ...], BeforeValidator(lambda codes: codes or ())]
"""Accepted values, best first; empty where the gold asserts none."""


class AcceptedParty(Part):
    """A party of a happening, with the codes that are right for it."""

    country: Codes = ()
    sector: Codes = ()
    optional: bool = False
    """Whether a row may leave it out."""


class AcceptedPlace(Part):
    """Where a happening took place: its names, its countries and, unless it is a whole country, a point."""

    names: tuple[str, ...]
    country: Codes = ()
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None


class GoldMention(Span):
    """Words of a document that name a happening."""

    doc: str


class Happening(Part):
    """One thing that happened, or would, with all mentions in the documents of its story."""

    id: str
    types: tuple[str, ...]
    tier: Literal["core", "background"]
    factuality: str
    actors: tuple[AcceptedParty, ...] = ()
    recipients: tuple[AcceptedParty, ...] = ()
    mutual: bool = False
    """Whether its actors do it to each other, so that it does not matter on which side a row tells them."""
    first: Day = None
    last: Day = None
    place: AcceptedPlace | None = None
    mentions: tuple[GoldMention, ...] = ()

    @property
    def is_actual(self) -> bool:
        """Whether it did happen."""
        return self.factuality == "actual"

    @property
    def is_asked(self) -> bool:
        """Whether recall counts it: it did happen, and any careful coder would code it."""
        return self.is_actual and self.tier == "core"


class RowItem(Item):
    """Gold: the happenings that a document tells; those of its story stand with each of their documents."""

    story: str | None = None
    happenings: tuple[Happening, ...]


class Party(Part):
    """A party as a row codes it."""

    country: str | None = None
    sector: str | None = None


class RowPlace(Part):
    """A place as a row tells it; a country or a region has no point."""

    names: tuple[str, ...] = ()
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None


class EventRow(Part):
    """What a row tells of an event: a line of predictions when it has a name and no document."""

    event: str | None = Field(None, alias="incident")
    event_type: str
    is_actual: bool = True
    confidence: float = 0.0
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    first: Day = None
    last: Day = None
    place: RowPlace | None = None


class ReportRow(EventRow, Span):
    """What one sentence tells of an event; the span is that of its trigger."""


class RowAnswer(Answer):
    """The reports found in a document."""

    rows: tuple[ReportRow, ...] = ()


@dataclass(frozen=True)
class Predictions:
    """Everything that is answered for a set."""

    reports: Sequence[RowAnswer]
    """By document, in the order of the set."""
    events: Sequence[EventRow]
    """What all reports of each event tell together; where one is lacking its surest report stands for it."""


def write_predictions(path: Path, predictions: Predictions) -> None:
    """Write a line for each document, in the order of the set, then one for each event."""
    lines = (line.model_dump(mode="json", by_alias=True) for line in (*predictions.reports, *predictions.events))
    path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")


def read_predictions(path: Path) -> Predictions:
    """Return the predictions of a file; raise GoldInvalid for what is not right."""
    reports: list[RowAnswer] = []
    events: list[EventRow] = []
    for place, record in records(path):
        if isinstance(record, dict) and "rows" in record:
            reports.append(checked(record, RowAnswer, place))
        else:
            events.append(checked(record, EventRow, place))
    return Predictions(reports, events)
