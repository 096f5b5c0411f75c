"""Attribution: reports and quotes in, who tells each report out; events and their reports in, rival claims out.

A report that is told inside a statement is its speaker's. A speaker who is a participant, speaks for one or
governs one is a party, not an independent source.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transforms.identifiers import key
from transforms.tables import (
    Assertion,
    Document,
    Entity,
    Event,
    EventReport,
    Mention,
    Quote,
    QuoteSpan,
    Report,
    ReportParticipant,
    StoryDocument,
)

NAMELESS = frozenset({"unnamed", "people"})
"""Kinds of entities that are nobody in particular, such as "an official" and "activists"."""
ARMS_OF_STATE = frozenset({"GOV", "MIL", "COP", "SPY"})
"""Sectors that speak for each other within a country: a ministry for its army."""
PARTIES = frozenset({"actor", "recipient"})
DENIES = "denies"
INFERS = "shows"
TITLE = re.compile(r"[ \u00a0]*(?:(?:'s|’s) )?(?:[a-z][\w-]* ){0,3}")
"""What stands between a body and the name of who speaks for it: "the ministry's chief spokesman Lee"."""


@dataclass(frozen=True)
class Telling:
    """The statements of a document, ready to be asked who tells what."""

    document: Document
    quotes: Mapping[str, Quote]
    spans: tuple[QuoteSpan, ...]
    """Pieces of statements that may hold reports, by start."""
    mentions: Mapping[str, Mention]
    kinds: Mapping[str, str]


def attribute_reports(
    document: Document,
    reports: Sequence[Report],
    participants: Iterable[ReportParticipant],
    quotes: Iterable[Quote],
    spans: Iterable[QuoteSpan],
    mentions: Iterable[Mention],
    entities: Iterable[Entity],
) -> list[Report]:
    """Return the reports of a document, each with the statement that tells it and who asserts it."""
    told = {quote.quote_id: quote for quote in quotes if _tells_reports(quote)}
    telling = Telling(
        document,
        told,
        tuple(sorted((span for span in spans if span.quote_id in told), key=lambda span: span.span_start)),
        {mention.mention_id: mention for mention in mentions},
        {entity.entity_id: entity.kind for entity in entities},
    )
    sides: dict[str, list[ReportParticipant]] = defaultdict(list)
    for participant in participants:
        sides[participant.report_id].append(participant)
    innermost, beside = _innermost(telling, reports), _bodies_of_speakers(telling)
    return [
        report.model_copy(
            update={
                "quote_id": quote.quote_id if quote else None,
                "asserted_by": _voice(telling, quote, sides[report.report_id], beside) if quote else "document",
            }
        )
        for report in reports
        for quote in (innermost.get(report.report_id),)
    ]


def _tells_reports(quote: Quote) -> bool:
    """Whether a statement is somebody's; what "the withdrawal shows" is the document's own inference."""
    return quote.is_statement and not (quote.act == INFERS and quote.speaker_id is None)


def _innermost(telling: Telling, reports: Iterable[Report]) -> dict[str, Quote]:
    """Return the shortest statement in one of whose pieces each trigger lies; the others tell themselves."""
    found: dict[str, Quote] = {}
    waiting, open_spans, spans = 0, list[QuoteSpan](), telling.spans
    for report in sorted(reports, key=lambda report: report.trigger_start):
        while waiting < len(spans) and spans[waiting].span_start <= report.trigger_start:
            open_spans.append(spans[waiting])
            waiting += 1
        open_spans = [span for span in open_spans if span.span_end > report.trigger_start]
        holding = [span for span in open_spans if span.span_end >= report.trigger_end]
        if holding:
            best = min(holding, key=lambda span: (span.span_end - span.span_start, span.quote_id))
            found[report.report_id] = telling.quotes[best.quote_id]
    return found


def _bodies_of_speakers(telling: Telling) -> dict[str, set[str]]:
    """Return, by statement, the entities that its speaker's words name: those for whom he speaks."""
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in telling.mentions.values():
        named[mention.sentence_id].append(mention)
    found: dict[str, set[str]] = {}
    for quote in telling.quotes.values():
        speaker = telling.mentions.get(quote.speaker_mention_id or "")
        near = named[speaker.sentence_id] if speaker else []
        found[quote.quote_id] = {
            mention.entity_id
            for mention in near
            if mention.entity_id and _stands_with(telling.document, quote, mention)
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


def _voice(telling: Telling, quote: Quote, sides: Iterable[ReportParticipant], beside: Mapping[str, set[str]]) -> str:
    """Return who asserts a report that a statement tells."""
    speaker = telling.mentions.get(quote.speaker_mention_id or "")
    bodies = {quote.speaker_id, *beside[quote.quote_id]} - {None}
    ordered = sorted(sides, key=lambda one: (one.role, one.position))
    for side in ordered:
        is_same = side.entity_id is not None and side.entity_id in bodies
        if is_same or (speaker is not None and _governs(telling, speaker, side)):
            return side.role
    kind = telling.kinds.get(quote.speaker_id or "", "unnamed")
    return "unnamed" if kind in NAMELESS else "source"


def _governs(telling: Telling, speaker: Mention, side: ReportParticipant) -> bool:
    """Whether a speaker and a side are arms of one state."""
    if speaker.country is None or speaker.country != side.country:
        return False
    is_state = telling.kinds.get(speaker.entity_id or "") == "state" or speaker.sector in ARMS_OF_STATE
    return is_state and (side.sector in ARMS_OF_STATE or telling.kinds.get(side.entity_id or "") == "state")


def find_assertions(
    reports: Iterable[Report],
    participants: Iterable[ReportParticipant],
    quotes: Iterable[Quote],
    events: Iterable[Event],
    links: Iterable[EventReport],
) -> list[Assertion]:
    """Return which reports assert each actual event and which deny it.

    A denied report denies an event of its type whose actors and recipients it shares and whose days it may fall on.
    Who takes part in the event is who its earliest report names.
    """
    denials = {quote.quote_id for quote in quotes if quote.act == DENIES}
    named, known = _named(participants), {report.report_id: report for report in reports}
    denied: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in known.values():
        if report.factuality == "denied" or (report.quote_id in denials and report.factuality != "actual"):
            for actor in sorted(named.get((report.report_id, "actor"), ())):
                denied[report.event_type, actor].append(report)
    telling: dict[str, list[Report]] = defaultdict(list)
    for link in sorted(links, key=lambda link: link.position):
        telling[link.event_id].append(known[link.report_id])
    found: dict[str, Assertion] = {}
    for event in events:
        if event.factuality != "actual":
            continue
        for report in telling[event.event_id]:
            _add(found, event, report, "denies" if report.quote_id in denials else "asserts")
        earliest = telling[event.event_id][0]
        for actor in named.get((earliest.report_id, "actor"), ()):
            for report in denied[event.event_type, actor]:
                if _may_be_one(event, earliest, report, named):
                    _add(found, event, report, "denies")
    return sorted(found.values(), key=lambda assertion: assertion.assertion_id)


def _add(found: dict[str, Assertion], event: Event, report: Report, stance: str) -> None:
    name = key(event.event_id, report.report_id)
    found[name] = Assertion(assertion_id=name, event_id=event.event_id, report_id=report.report_id, stance=stance)


def _named(participants: Iterable[ReportParticipant]) -> dict[tuple[str, str], frozenset[str]]:
    """Return the known entities of each role, by report and role."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for participant in participants:
        if participant.entity_id:
            found[participant.report_id, participant.role].add(participant.entity_id)
    return {place: frozenset(names) for place, names in found.items()}


def _may_be_one(event: Event, report: Report, denied: Report, named: Mapping[tuple[str, str], frozenset[str]]) -> bool:
    """Whether a denied report may deny an event that another one tells: no recipient and no day speaks against it."""
    recipients, others = (named.get((one.report_id, "recipient"), frozenset()) for one in (report, denied))
    if recipients and others and not recipients & others:
        return False
    first, last = denied.occurred_first_on, denied.occurred_last_on
    if denied.document_id == report.document_id and (first is None or denied.occurred_basis != "stated"):
        return True
    if first is None or last is None or event.occurred_first_on is None or event.occurred_last_on is None:
        return False
    return first <= event.occurred_last_on and event.occurred_first_on <= last


def weigh_events(
    events: Iterable[Event],
    links: Iterable[EventReport],
    assertions: Iterable[Assertion],
    reports: Iterable[Report],
    quotes: Iterable[Quote],
    documents: Iterable[Document],
    copies: Iterable[StoryDocument] = (),
) -> list[Event]:
    """Return the events with the number of their independent sources and whether somebody else denies them.

    `copies` tells which documents tell one story.
    """
    stories = {row.document_id: row.story_id for row in copies}
    known = {report.report_id: report for report in reports}
    sources = {document.document_id: document.source_id for document in documents}
    speakers = {quote.quote_id: quote.speaker_id or quote.speaker or "" for quote in quotes}
    denying: dict[str, dict[str, Report]] = defaultdict(dict)
    for assertion in assertions:
        if assertion.stance == DENIES:
            denying[assertion.event_id][assertion.report_id] = known[assertion.report_id]
    telling: dict[str, list[Report]] = defaultdict(list)
    for link in links:
        if link.report_id not in denying[link.event_id]:
            telling[link.event_id].append(known[link.report_id])
    weighed = []
    for event in events:
        independent = {report.document_id for report in telling[event.event_id] if report.asserted_by not in PARTIES}
        by_source = {sources[document_id] for document_id in independent}
        by_story = {stories.get(document_id, document_id) for document_id in independent}
        tellers, deniers = (
            {_claimant(report, speakers, sources) for report in told}
            for told in (telling[event.event_id], denying[event.event_id].values())
        )
        has_rivals = any(teller != denier for teller in tellers for denier in deniers)
        weighed.append(
            event.model_copy(
                update={"independent_sources": min(len(by_source), len(by_story)), "has_rival_claims": has_rivals}
            )
        )
    return weighed


def _claimant(report: Report, speakers: Mapping[str, str], sources: Mapping[str, str]) -> tuple[str, str]:
    """Return who tells a report: the speaker of its statement, or the source of its document."""
    if report.quote_id:
        return "speaker", speakers.get(report.quote_id, "")
    return "source", sources[report.document_id]
