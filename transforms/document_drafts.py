"""Drafts of mentions, reports and participants: what is known of them after each stage of reading a document.

Takes what is known and what a stage has found, gives the draft that the next stage asks for. The row of a table is made
of the last draft once, and is validated there: of mentions in `transforms/extraction.py`, of reports and participants
in `transforms/chains/filling.py`. Attributes are named for the columns and mean what `transforms/tables.py` says.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """Something of which more is known after each stage."""

    @classmethod
    def of(cls, known: object, **found: Any) -> Self:
        """Return the draft of what is known already and of what was found.

        Raises AttributeError for what neither tells, and TypeError for what no draft of this kind has.
        """
        inherited = {field.name: getattr(known, field.name) for field in fields(cls) if field.name not in found}
        return cls(**inherited, **found)

    def columns(self) -> dict[str, Any]:
        """Return what is known, by the name of its column."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, kw_only=True, slots=True)
class MentionDraft(Draft):
    """Words that refer, with whom they mean: as its sentence tells it, as the map corrects it, or part by part."""

    mention_id: str
    document_id: str
    sentence_id: str
    mention_start: int
    mention_end: int
    mention: str
    kind: str
    entity_id: str | None
    country: str | None
    sector: str | None
    secondary_sector: str | None
    confidence: float


@dataclass(frozen=True, kw_only=True, slots=True)
class CodedReport(Draft):
    """What the words of a sentence tell of an event."""

    report_id: str
    document_id: str
    sentence_id: str
    trigger_start: int
    trigger_end: int
    trigger: str
    event_type: str
    mode: str | None
    contexts: list[str]
    cameo_root: str
    quad_class: int
    score: float
    factuality: str
    certainty: str
    cues: list[str]
    is_mutual: bool
    deaths: int | None
    injured: int | None
    arrested: int | None
    size: int | None
    confidence: float
    engine: str
    rule: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedReport(CodedReport):
    """A coded report with its days."""

    occurred_first_on: date | None
    occurred_last_on: date | None
    occurred_precision: str | None
    occurred_basis: str
    time_id: str | None
    confidence_when: float
    """How sure the choice of days is; the row tells what the finished report as a whole makes of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AttributedReport(DatedReport):
    """A dated report with who asserts it."""

    quote_id: str | None
    asserted_by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedReport(AttributedReport):
    """An attributed report with its place."""

    place_id: str | None
    place_precision: str
    place_basis: str
    confidence_where: float
    """How sure the choice of a place is, likewise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WeighedReport(PlacedReport):
    """A placed report whose confidence counts what its document is about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CodedParticipant(Draft):
    """Who fills a role in a report; its country and sectors are those that its mention tells."""

    report_participant_id: str
    report_id: str
    document_id: str
    role: str
    position: int
    mention_id: str
    entity_id: str | None
    basis: str
    country: str | None
    sector: str | None
    secondary_sector: str | None
    confidence: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class SettledParticipant(CodedParticipant):
    """A participant whose country is that of its mention or, where no word tells one, that of the whole document."""

    country_basis: str | None
