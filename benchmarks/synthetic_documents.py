"""Synthetic documents: sentences of names of countries and event types, with all the rows that they give.

Used by `synthetic_warehouse.py`; every span stands in its text, and nobody did any of it.
"""

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar, cast

from transforms.documents.bare_documents import bare_document
from transforms.identifiers import key
from transforms.ontology import load_ontology
from transforms.row import Row
from transforms.tables import (
    TABLES,
    Entity,
    Magnitude,
    Mention,
    Place,
    Quote,
    QuoteSpan,
    Report,
    ReportParticipant,
    Sentence,
    Time,
    Toponym,
)

FIRST_DAY, DAYS = date(2015, 1, 1), 3650
FACTUALITIES = ("actual",) * 17 + ("denied", "planned", "hypothetical", "demanded", "threatened")
PER_PARAGRAPH = 4
VAGUE, SAID, PLACED, COUNTED = 0.1, 0.4, 0.6, 0.3  # shares of the reports

R = TypeVar("R", bound=Row)
Span = tuple[int, int]


@dataclass
class SyntheticRows:
    """The rows so far, by table."""

    chance: Random
    rows: dict[type[Row], list[Row]] = field(default_factory=lambda: {row: [] for row in TABLES})

    def add(self, row: Row) -> None:
        """Keep a row."""
        self.rows[type(row)].append(row)

    def of(self, row: type[R]) -> list[R]:
        """Return the rows of one table."""
        return cast(list[R], self.rows[row])

    def often(self, row: type[R]) -> R:
        """Return one row of a table, the first ones far more often, as a few actors fill most news."""
        members = self.of(row)
        return members[int(len(members) * self.chance.random() ** 2.5)]


@dataclass
class Page:
    """A document in the making: its text grows sentence by sentence."""

    document_id: str
    published_on: date
    text: str
    sentences: int = 0

    def span(self, words: str, before: str = " ") -> Span:
        """Append some words; return where they stand."""
        self.text += before + words
        return len(self.text) - len(words), len(self.text)


@dataclass(frozen=True)
class SyntheticEvent:
    """A sentence of a page with one event in it, and where its words stand."""

    actor: Entity
    recipient: Entity
    speaker: Entity | None
    place: Place
    event_type: str
    days: tuple[date, date]
    spans: dict[str, Span]
    here: dict[str, str]
    """Keys of the document and of the sentence."""

    @property
    def report_id(self) -> str:
        """Key of the report."""
        return key("report", self.here["document_id"], self.spans["trigger"][0])


def make_document(synthetic: SyntheticRows, number: int, sources: int, reports: int) -> None:
    """Make a document with so many reports."""
    share = number * 0.618 % 1  # spread over the days, then drawn together into waves, as news comes
    published_on = FIRST_DAY + timedelta(days=int(DAYS * (share + 0.02 * math.sin(25 * share))))
    page = Page(key("document", number), published_on, f"Synthetic document {number}")
    add_sentence(synthetic, page, 0, "headline")
    page.text += "\n"
    for _ in range(reports):
        event = add_event(synthetic, page)
        add_report(synthetic, event, page.text)
    source, path = f"source_{number % sources}", f"synthetic/{number}.txt"
    stated = {"title": f"Synthetic document {number}", "raw_hash": page.document_id}
    synthetic.add(bare_document(page.text, page.document_id, source, path, published_on, **stated))


def add_sentence(synthetic: SyntheticRows, page: Page, start: int, kind: str = "body") -> str:
    """Make the sentence from an offset to the end of the text so far; return its key."""
    sentence_id = key("sentence", page.document_id, start)
    synthetic.add(
        Sentence(
            sentence_id=sentence_id,
            document_id=page.document_id,
            position=page.sentences,
            sentence_start=start,
            sentence_end=len(page.text),
            kind=kind,
            published_on=None,
        )
    )
    page.sentences += 1
    return sentence_id


def add_event(synthetic: SyntheticRows, page: Page) -> SyntheticEvent:
    """Append a sentence such as "A began to agree B near P on May 2, 2018, C said."; return it."""
    chance = synthetic.chance
    actor, recipient, speaker, place = (*(synthetic.often(Entity) for _ in range(3)), synthetic.often(Place))
    event_type = chance.choice(list(load_ontology().types))
    last_on = page.published_on - timedelta(days=chance.choice([0, 1, 1, 2, 5]))
    first_on = last_on.replace(day=1) if chance.random() < VAGUE else last_on
    day = f"{last_on:%B %Y}" if first_on != last_on else f"{last_on:%B} {last_on.day}, {last_on.year}"
    page.text += "\n" if page.sentences % PER_PARAGRAPH == 1 else ""
    spans = {
        "actor": page.span(actor.name),
        "trigger": page.span(event_type.lower(), " began to "),
        "recipient": page.span(recipient.name),
        "place": page.span(place.name, " near "),
        "time": page.span(day, " on "),
    }
    is_said = chance.random() < SAID
    if is_said:
        spans |= {"speaker": page.span(speaker.name, ", "), "cue": page.span("said")}
    page.text += "."
    sentence_id = add_sentence(synthetic, page, spans["actor"][0])
    here = {"document_id": page.document_id, "sentence_id": sentence_id}
    return SyntheticEvent(
        actor, recipient, speaker if is_said else None, place, event_type, (first_on, last_on), spans, here
    )


def add_report(synthetic: SyntheticRows, event: SyntheticEvent, text: str) -> None:
    """Make the rows of one report."""
    quote_id = add_quote(synthetic, event, text) if event.speaker else None
    for role, entity in (("actor", event.actor), ("recipient", event.recipient)):
        synthetic.add(
            ReportParticipant(
                report_participant_id=key(event.report_id, role),
                report_id=event.report_id,
                document_id=event.here["document_id"],
                role=role,
                position=0,
                mention_id=add_mention(synthetic, event, entity, role, text),
                entity_id=entity.entity_id,
                country=entity.country,
                sector=entity.sector,
                secondary_sector=None,
            )
        )
    add_time(synthetic, event, text)
    add_toponym(synthetic, event)
    report = report_row(synthetic.chance, event, text, quote_id)
    synthetic.add(report)
    if report.deaths is not None:
        synthetic.add(
            Magnitude(
                magnitude_id=key(event.report_id, "deaths"),
                report_id=event.report_id,
                document_id=event.here["document_id"],
                kind="deaths",
                words_start=report.trigger_start,
                words_end=report.trigger_end,
                words=report.trigger,
                lowest=report.deaths,
                highest=report.deaths,
                is_approximate=False,
            )
        )


def report_row(chance: Random, event: SyntheticEvent, text: str, quote_id: str | None) -> Report:
    """Return the report that a sentence holds."""
    kind = load_ontology().types[event.event_type]
    (first_on, last_on), (start, end) = event.days, event.spans["trigger"]
    factuality, is_placed = chance.choice(FACTUALITIES), chance.random() < PLACED
    values: dict[str, Any] = {column.name: None for column in Report.columns() if column.nullable}
    values |= {column.name: [] for column in Report.columns() if column.is_list}
    return Report(
        **values
        | event.here
        | {
            "report_id": event.report_id,
            "is_mutual": False,
            "trigger_start": start,
            "trigger_end": end,
            "trigger": text[start:end],
            "event_type": event.event_type,
            "mode": chance.choice([None, *kind.modes]),
            "cameo_root": kind.cameo_root,
            "quad_class": kind.quad_class,
            "score": kind.score,
            "factuality": factuality,
            "certainty": chance.choice(["certain", "certain", "probable"]),
            "quote_id": quote_id,
            "asserted_by": asserted_by(chance, event),
            "occurred_first_on": first_on,
            "occurred_last_on": last_on,
            "occurred_precision": "day" if first_on == last_on else "month",
            "occurred_basis": "stated",
            "time_id": key("time", event.here["document_id"], event.spans["time"][0]),
            "place_id": event.place.place_id if is_placed else None,
            "place_precision": event.place.precision if is_placed else "unknown",
            "place_basis": "stated" if is_placed else "none",
            "deaths": chance.randint(1, 60) if kind.quad_class == 4 and chance.random() < COUNTED else None,
            "confidence": round(chance.triangular(0.2, 0.98, 0.75), 2),
            "engine": "made",
            "rule": f"made:{event.event_type}",
        }
    )


def asserted_by(chance: Random, event: SyntheticEvent) -> str:
    """Return who tells it."""
    if event.speaker is None:
        return "document"
    if event.speaker.entity_id == event.actor.entity_id:
        return "actor"
    if event.speaker.entity_id == event.recipient.entity_id:
        return "recipient"
    return chance.choice(["source", "source", "unnamed"])


def add_mention(synthetic: SyntheticRows, event: SyntheticEvent, entity: Entity, part: str, text: str) -> str:
    """Make the mention of an entity; return its key."""
    start, end = event.spans[part]
    mention_id = key("mention", event.here["document_id"], start, end)
    synthetic.add(
        Mention(
            **event.here,
            mention_id=mention_id,
            mention_start=start,
            mention_end=end,
            mention=text[start:end],
            kind="name",
            entity_id=entity.entity_id,
            country=entity.country,
            sector=entity.sector,
            secondary_sector=None,
            confidence=0.9,
        )
    )
    return mention_id


def add_time(synthetic: SyntheticRows, event: SyntheticEvent, text: str) -> None:
    """Make the time expression."""
    (first_on, last_on), (start, end) = event.days, event.spans["time"]
    synthetic.add(
        Time(
            **event.here,
            time_id=key("time", event.here["document_id"], start),
            time_start=start,
            time_end=end,
            time=text[start:end],
            kind="DATE",
            value=first_on.isoformat(),
            mod=None,
            first_on=first_on,
            last_on=last_on,
            granularity="day" if first_on == last_on else "month",
            anchor="none",
            anchor_time_id=None,
            reason="made",
        )
    )


def add_toponym(synthetic: SyntheticRows, event: SyntheticEvent) -> None:
    """Make the words for the place."""
    start, end = event.spans["place"]
    synthetic.add(
        Toponym(
            **event.here,
            toponym_id=key("toponym", event.here["document_id"], start),
            toponym_start=start,
            toponym_end=end,
            toponym=event.place.name,
            stands_for="place",
            place_id=event.place.place_id,
            precision=event.place.precision,
            confidence=0.9,
            reason="made",
        )
    )


def add_quote(synthetic: SyntheticRows, event: SyntheticEvent, text: str) -> str:
    """Make the statement that holds the event, with its one piece; return its key."""
    assert event.speaker
    start, end = event.spans["actor"][0], event.spans["time"][1]
    (speaker_start, speaker_end), (cue_start, cue_end) = event.spans["speaker"], event.spans["cue"]
    quote_id = key("quote", event.here["document_id"], start, end)
    values: dict[str, Any] = {column.name: None for column in Quote.columns() if column.nullable}
    synthetic.add(
        Quote(
            **values
            | event.here
            | {
                "quote_id": quote_id,
                "quote_start": start,
                "quote_end": end,
                "quote": text[start:end],
                "kind": "indirect",
                "act": "says",
                "is_claim": True,
                "is_statement": True,
                "cue_start": cue_start,
                "cue_end": cue_end,
                "cue": text[cue_start:cue_end],
                "speaker_mention_id": add_mention(synthetic, event, event.speaker, "speaker", text),
                "speaker_id": event.speaker.entity_id,
                "speaker_start": speaker_start,
                "speaker_end": speaker_end,
                "speaker": text[speaker_start:speaker_end],
                "is_negated": False,
                "is_hedged": False,
            }
        )
    )
    synthetic.add(span_row(quote_id, event.here["document_id"], text, start, end))
    return quote_id


def span_row(quote_id: str, document_id: str, text: str, start: int, end: int) -> QuoteSpan:
    """Return the row of the one piece of a statement."""
    return QuoteSpan(
        quote_span_id=key(quote_id, 0),
        quote_id=quote_id,
        document_id=document_id,
        position=0,
        span_start=start,
        span_end=end,
        span=text[start:end],
    )
