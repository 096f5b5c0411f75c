"""Attribution: events and quotes in, who tells each event out; incidents and their events in, rival claims out.

An event that is told inside a statement is its speaker's. A speaker who is a side of the event, speaks for it or
governs it is a party, not an independent source.
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
    Incident,
    Mention,
    Participant,
    Quote,
    QuoteSpan,
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
    """Pieces of statements that may tell events, by start."""
    mentions: Mapping[str, Mention]
    kinds: Mapping[str, str]


def attribute_events(
    document: Document,
    events: Sequence[Event],
    participants: Iterable[Participant],
    quotes: Iterable[Quote],
    spans: Iterable[QuoteSpan],
    mentions: Iterable[Mention],
    entities: Iterable[Entity],
) -> list[Event]:
    """Return the events of a document, each with the statement that tells it and who asserts it."""
    told = {quote.quote_id: quote for quote in quotes if _tells_events(quote)}
    telling = Telling(
        document,
        told,
        tuple(sorted((span for span in spans if span.quote_id in told), key=lambda span: span.span_start)),
        {mention.mention_id: mention for mention in mentions},
        {entity.entity_id: entity.kind for entity in entities},
    )
    sides: dict[str, list[Participant]] = defaultdict(list)
    for participant in participants:
        sides[participant.event_id].append(participant)
    innermost, beside = _innermost(telling, events), _bodies_of_speakers(telling)
    return [
        event.model_copy(
            update={
                "quote_id": quote.quote_id if quote else None,
                "asserted_by": _voice(telling, quote, sides[event.event_id], beside) if quote else "document",
            }
        )
        for event in events
        for quote in (innermost.get(event.event_id),)
    ]


def _tells_events(quote: Quote) -> bool:
    """Whether a statement is somebody's; what "the withdrawal shows" is the document's own inference."""
    return quote.is_statement and not (quote.act == INFERS and quote.speaker_id is None)


def _innermost(telling: Telling, events: Iterable[Event]) -> dict[str, Quote]:
    """Return the shortest statement in one of whose pieces each trigger lies; the others tell themselves."""
    found: dict[str, Quote] = {}
    waiting, open_spans, spans = 0, list[QuoteSpan](), telling.spans
    for event in sorted(events, key=lambda event: event.trigger_start):
        while waiting < len(spans) and spans[waiting].span_start <= event.trigger_start:
            open_spans.append(spans[waiting])
            waiting += 1
        open_spans = [span for span in open_spans if span.span_end > event.trigger_start]
        holding = [span for span in open_spans if span.span_end >= event.trigger_end]
        if holding:
            best = min(holding, key=lambda span: (span.span_end - span.span_start, span.quote_id))
            found[event.event_id] = telling.quotes[best.quote_id]
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


def _voice(telling: Telling, quote: Quote, sides: Iterable[Participant], beside: Mapping[str, set[str]]) -> str:
    """Return who asserts an event that a statement tells."""
    speaker = telling.mentions.get(quote.speaker_mention_id or "")
    bodies = {quote.speaker_id, *beside[quote.quote_id]} - {None}
    ordered = sorted(sides, key=lambda one: (one.role, one.position))
    for side in ordered:
        is_same = side.entity_id is not None and side.entity_id in bodies
        if is_same or (speaker is not None and _governs(telling, speaker, side)):
            return side.role
    kind = telling.kinds.get(quote.speaker_id or "", "unnamed")
    return "unnamed" if kind in NAMELESS else "source"


def _governs(telling: Telling, speaker: Mention, side: Participant) -> bool:
    """Whether a speaker and a side are arms of one state."""
    if speaker.country is None or speaker.country != side.country:
        return False
    is_state = telling.kinds.get(speaker.entity_id or "") == "state" or speaker.sector in ARMS_OF_STATE
    return is_state and (side.sector in ARMS_OF_STATE or telling.kinds.get(side.entity_id or "") == "state")


def find_assertions(
    events: Sequence[Event], participants: Iterable[Participant], quotes: Iterable[Quote], incidents: Iterable[Incident]
) -> list[Assertion]:
    """Return which events assert each incident and which deny it.

    A denied event denies an incident of its type whose actors and recipients it shares and whose days it may fall on.
    """
    denials = {quote.quote_id for quote in quotes if quote.act == DENIES}
    sides = _sides(participants)
    reports: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.incident_id:
            reports[event.incident_id].append(event)
    denied: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.factuality == "denied" or (event.quote_id in denials and not event.incident_id):
            for actor in sorted(sides.get((event.event_id, "actor"), ())):
                denied[event.event_type, actor].append(event)
    found: dict[str, Assertion] = {}
    for incident in incidents:
        for event in reports[incident.incident_id]:
            stance = "denies" if event.quote_id in denials else "asserts"
            _add(found, incident, event, stance)
        first = reports[incident.incident_id][0] if reports[incident.incident_id] else None
        actors = sides.get((first.event_id, "actor"), ()) if first else ()
        for event in {one.event_id: one for actor in actors for one in denied[incident.event_type, actor]}.values():
            if first and _may_be_one(incident, first, event, sides):
                _add(found, incident, event, "denies")
    return list(found.values())


def _add(found: dict[str, Assertion], incident: Incident, event: Event, stance: str) -> None:
    name = key(incident.incident_id, event.event_id)
    found[name] = Assertion(assertion_id=name, incident_id=incident.incident_id, event_id=event.event_id, stance=stance)


def _sides(participants: Iterable[Participant]) -> dict[tuple[str, str], frozenset[str]]:
    """Return the known entities of each side, by event and role."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in participants:
        if one.entity_id:
            found[one.event_id, one.role].add(one.entity_id)
    return {place: frozenset(names) for place, names in found.items()}


def _may_be_one(
    incident: Incident, report: Event, denied: Event, sides: Mapping[tuple[str, str], frozenset[str]]
) -> bool:
    """Whether a denied event may be the one that an incident is: no recipient and no day speaks against it."""
    undergoers, others = (sides.get((event.event_id, "recipient"), frozenset()) for event in (report, denied))
    if undergoers and others and not undergoers & others:
        return False
    first, last = denied.occurred_first_on, denied.occurred_last_on
    if denied.document_id == report.document_id and (first is None or denied.occurred_basis != "stated"):
        return True
    if first is None or last is None or incident.occurred_first_on is None or incident.occurred_last_on is None:
        return False
    return first <= incident.occurred_last_on and incident.occurred_first_on <= last


def weigh_incidents(
    incidents: Iterable[Incident],
    assertions: Iterable[Assertion],
    events: Iterable[Event],
    quotes: Iterable[Quote],
    documents: Iterable[Document],
) -> list[Incident]:
    """Return the incidents with the number of their independent sources and whether somebody else denies them."""
    known, told_in = {event.event_id: event for event in events}, {one.document_id: one for one in documents}
    speakers = {quote.quote_id: quote.speaker_id or quote.speaker or "" for quote in quotes}
    stances: dict[str, dict[str, list[Event]]] = defaultdict(lambda: {"asserts": [], "denies": []})
    for one in assertions:
        stances[one.incident_id][one.stance].append(known[one.event_id])
    weighed = []
    for incident in incidents:
        asserting, denying = stances[incident.incident_id]["asserts"], stances[incident.incident_id]["denies"]
        independent = [told_in[event.document_id] for event in asserting if event.asserted_by not in PARTIES]
        by_source = {document.source_id for document in independent}
        by_story = {document.story_id or document.document_id for document in independent}
        asserters, deniers = ({_claimant(event, speakers, told_in) for event in told} for told in (asserting, denying))
        has_rivals = any(one != other for one in asserters for other in deniers)
        weighed.append(
            incident.model_copy(
                update={
                    "independent_sources": min(len(by_source), len(by_story)),
                    "has_rival_claims": has_rivals,
                }
            )
        )
    return weighed


def _claimant(event: Event, speakers: Mapping[str, str], documents: Mapping[str, Document]) -> tuple[str, str]:
    """Return who asserts an event: the speaker of its statement, or the source of its document."""
    if event.quote_id:
        return "speaker", speakers.get(event.quote_id, "")
    return "source", documents[event.document_id].source_id
