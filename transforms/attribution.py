"""Attribution: reports and quotes in, who tells each report out; events and their reports in, rival claims out.

A report that is told inside a statement is its speaker's. A speaker who is a participant, speaks for one or
governs one is a party, not an independent source.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transforms.document_drafts import AttributedReport, CodedParticipant, DatedReport
from transforms.lexicons.classes import sectors_of
from transforms.tables import Document, Entity, Mention, Quote, QuoteSpan

NAMELESS = frozenset({"unnamed", "people"})
"""Kinds of entities that are nobody in particular, such as "an official" and "activists"."""
ARMS_OF_STATE = sectors_of("arm_of_state")
"""Sectors that speak for each other within a country: a ministry for its army."""
PARTIES = frozenset({"actor", "recipient"})
DENIES = "denies"
INFERS = "shows"
TITLE = re.compile(r"[ \u00a0]*(?:(?:'s|’s) )?(?:[a-z][\w-]* ){0,3}")
"""What stands between a body and the name of who speaks for it: "the ministry's chief spokesman Lee"."""


@dataclass(frozen=True)
class Statements:
    """The statements of a document, ready to be asked who tells what."""

    document: Document
    quotes: Mapping[str, Quote]
    spans: tuple[QuoteSpan, ...]
    """Pieces of statements that may hold reports, by start."""
    mentions: Mapping[str, Mention]
    kinds: Mapping[str, str]


def attribute_reports(  # noqa: PLR0913, the tables of a document
    document: Document,
    reports: Sequence[DatedReport],
    participants: Iterable[CodedParticipant],
    quotes: Iterable[Quote],
    spans: Iterable[QuoteSpan],
    mentions: Iterable[Mention],
    entities: Iterable[Entity],
) -> list[AttributedReport]:
    """Return the reports of a document, each with the statement that tells it and who asserts it."""
    reporting = {quote.quote_id: quote for quote in quotes if _is_reporting(quote)}
    statements = Statements(
        document,
        reporting,
        tuple(sorted((span for span in spans if span.quote_id in reporting), key=lambda span: span.span_start)),
        {mention.mention_id: mention for mention in mentions},
        {entity.entity_id: entity.kind for entity in entities},
    )
    of_report: dict[str, list[CodedParticipant]] = defaultdict(list)
    for participant in participants:
        of_report[participant.report_id].append(participant)
    innermost, beside = _innermost(statements, reports), _bodies_of_speakers(statements)
    return [
        AttributedReport.of(
            report,
            quote_id=quote.quote_id if quote else None,
            asserted_by=_asserted_by(statements, quote, of_report[report.report_id], beside) if quote else "document",
        )
        for report in reports
        for quote in (innermost.get(report.report_id),)
    ]


def _is_reporting(quote: Quote) -> bool:
    """Whether a statement is somebody's; what "the withdrawal shows" is the document's own inference."""
    return quote.is_statement and not (quote.act == INFERS and quote.speaker_id is None)


def _innermost(statements: Statements, reports: Iterable[DatedReport]) -> dict[str, Quote]:
    """Return the shortest statement in one of whose pieces each trigger lies; the others stand outside statements."""
    found: dict[str, Quote] = {}
    waiting, open_spans, spans = 0, list[QuoteSpan](), statements.spans
    for report in sorted(reports, key=lambda report: report.trigger_start):
        while waiting < len(spans) and spans[waiting].span_start <= report.trigger_start:
            open_spans.append(spans[waiting])
            waiting += 1
        open_spans = [span for span in open_spans if span.span_end > report.trigger_start]
        holding = [span for span in open_spans if span.span_end >= report.trigger_end]
        if holding:
            best = min(holding, key=lambda span: (span.span_end - span.span_start, span.quote_id))
            found[report.report_id] = statements.quotes[best.quote_id]
    return found


def _bodies_of_speakers(statements: Statements) -> dict[str, set[str]]:
    """Return, by statement, the entities that its speaker's words name: those for whom he speaks."""
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in statements.mentions.values():
        named[mention.sentence_id].append(mention)
    found: dict[str, set[str]] = {}
    for quote in statements.quotes.values():
        speaker = statements.mentions.get(quote.speaker_mention_id or "")
        near = named[speaker.sentence_id] if speaker else []
        found[quote.quote_id] = {
            mention.entity_id
            for mention in near
            if mention.entity_id and _stands_with(statements.document, quote, mention)
        }
    return found


def _stands_with(document: Document, quote: Quote, mention: Mention) -> bool:
    """Whether a mention stands in the words for a speaker, or right before them with only a title between."""
    if quote.speaker_start is None or quote.speaker_end is None:
        return False
    if quote.speaker_start <= mention.mention_start and mention.mention_end <= quote.speaker_end:
        return True
    if mention.mention_end > quote.speaker_start:
        return False
    return bool(TITLE.fullmatch(document.text[mention.mention_end : quote.speaker_start]))


def _asserted_by(
    statements: Statements, quote: Quote, participants: Iterable[CodedParticipant], beside: Mapping[str, set[str]]
) -> str:
    """Return who asserts a report that a statement tells."""
    speaker = statements.mentions.get(quote.speaker_mention_id or "")
    bodies = {quote.speaker_id, *beside[quote.quote_id]} - {None}
    ordered = sorted(participants, key=lambda one: (one.role, one.position))
    for participant in ordered:
        is_same = participant.entity_id is not None and participant.entity_id in bodies
        if is_same or (speaker is not None and _governs(statements, speaker, participant)):
            return participant.role
    kind = statements.kinds.get(quote.speaker_id or "", "unnamed")
    return "unnamed" if kind in NAMELESS else "source"


def _governs(statements: Statements, speaker: Mention, participant: CodedParticipant) -> bool:
    """Whether a speaker and a participant are arms of one state."""
    if speaker.country is None or speaker.country != participant.country:
        return False
    is_state = statements.kinds.get(speaker.entity_id or "") == "state" or speaker.sector in ARMS_OF_STATE
    return is_state and (
        participant.sector in ARMS_OF_STATE or statements.kinds.get(participant.entity_id or "") == "state"
    )
