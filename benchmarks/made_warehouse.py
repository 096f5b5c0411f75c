"""Makes a warehouse of any size without reading a document: `python -m benchmarks.made_warehouse FOLDER --events 50000`.

For measuring what comes after reading: the views, the report, the export. Its sentences are put together from names
of countries and of event types, so that every span stands in its text; nobody did any of it. The same arguments give
the same tables.
"""

import argparse
import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import get_args

import pycountry

from transforms.identifiers import key
from transforms.ontology import load_ontology
from transforms.row import Row
from transforms.tables import (
    TABLES,
    Assertion,
    Document,
    Entity,
    EntityKind,
    Event,
    Finding,
    Incident,
    Magnitude,
    Mention,
    Participant,
    Place,
    Quote,
    QuoteSpan,
    Rejection,
    Relation,
    RemovedSpan,
    Run,
    Sentence,
    Source,
    SourceKind,
    Time,
    Toponym,
)
from warehouse.database import build_database
from warehouse.parquet import write_rows
from warehouse.releases import DATABASE, Release, Warehouse

COUNTRIES = Path(__file__).parent.parent / "transforms" / "places" / "data" / "countries.csv"
PER_DOCUMENT = 12  # events of one document; our seeds have 15
COUNTRIES_MADE, PLACES_EACH = 70, 9
FIRST_DAY, DAYS = date(2015, 1, 1), 3650
PRECISIONS = ("city",) * 8 + ("district", "near", "exact", "province", "province", "region")
FACTUALITIES = ("actual",) * 17 + ("denied", "planned", "hypothetical", "demanded", "threatened")
SAID, ON, NEAR = "said", "on", "near"


@dataclass
class Made:
    """The rows made so far, by table."""

    chance: Random
    rows: dict[type[Row], list[Row]] = field(default_factory=lambda: {row: [] for row in TABLES})

    def add(self, row: Row) -> None:
        """Keep a row."""
        self.rows[type(row)].append(row)

    def often(self, members: list[Row]) -> Row:
        """Return one of some rows, the first ones far more often, as a few actors fill most news."""
        return members[int(len(members) * self.chance.random() ** 2.5)]


def states(many: int) -> list[tuple[str, str, float, float]]:
    """Return code, name and middle of some countries."""
    found = list(all_states())
    Random(many).shuffle(found)
    return found[:many]


def all_states() -> Iterator[tuple[str, str, float, float]]:
    """Yield code, name and middle of the countries that have a short name."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            found = pycountry.countries.get(alpha_3=line["iso"])
            if found and "," not in found.name:
                yield line["iso"], found.name, float(line["latitude"]), float(line["longitude"])


def make_actors(made: Made, many: int) -> None:
    """Make the entities: a state and three who act for it or against it per country."""
    kinds = [("state", "GOV", ""), ("person", "GOV", "Minister of "), ("armed_group", "REB", "Front of ")]
    for place, (iso, name, _, _) in enumerate(states(many)):
        for kind, sector, before in kinds if place % 3 == 0 else kinds[:2]:
            entity_id = f"{kind}.{iso.lower()}"
            made.add(
                Entity(
                    entity_id=entity_id, name=before + name, kind=kind, country=iso, sector=sector, origin="lexicon"
                )
            )


def make_places(made: Made, many: int, each: int) -> None:
    """Make the places: every country, and some towns and a province around its middle."""
    for number, (iso, name, latitude, longitude) in product(range(each), states(many)):
        precision = "country" if number == 0 else PRECISIONS[made.chance.randrange(len(PRECISIONS))]
        made.add(
            Place(
                place_id=f"made.{iso.lower()}.{number}",
                name=name if precision == "country" else f"{name} {precision} {number}",
                kind="country" if precision == "country" else "town",
                latitude=max(-85.0, min(85.0, latitude + (number and made.chance.uniform(-1.5, 1.5)))),
                longitude=max(-180.0, min(180.0, longitude + (number and made.chance.uniform(-1.5, 1.5)))),
                country=iso,
                admin1=None,
                feature_class="A" if precision in ("country", "province") else "P",
                precision=precision,
                note=None,
            )
        )


@dataclass
class Page:
    """A document in the making: its text grows sentence by sentence."""

    document_id: str
    published_on: date
    text: str
    sentences: int = 0

    def span(self, words: str, before: str = " ") -> tuple[int, int]:
        """Append some words; return where they stand."""
        self.text += before + words
        return len(self.text) - len(words), len(self.text)


def make_document(made: Made, number: int, sources: int, events: int) -> None:
    """Make a document with so many events."""
    document_id = key("document", number)
    share = number * 0.618 % 1  # spread over the days, then drawn together into waves, as news comes
    published_on = FIRST_DAY + timedelta(days=int(DAYS * (share + 0.02 * math.sin(25 * share))))
    page = Page(document_id, published_on, f"Made document {number}")
    add_sentence(made, page, 0, "headline")
    page.text += "\n"
    for _ in range(events):
        make_event(made, page)
    made.add(
        Document(
            document_id=document_id,
            source_id=f"source_{number % sources}",
            path=f"made/{number}.txt",
            address=f"made/{number}.txt",
            url=None,
            title=f"Made document {number}",
            deck=None,
            byline=None,
            dateline=None,
            published_first_on=published_on,
            published_last_on=published_on,
            published_basis="metadata",
            modified_at=None,
            language="en",
            text=page.text,
            raw_hash=document_id,
            version=1,
            supersedes_id=None,
            is_current=True,
            story_id=None,
            run_id=key("run"),
        )
    )


def add_sentence(made: Made, page: Page, start: int, kind: str = "body") -> str:
    """Make the sentence from an offset to the end of the text so far; return its key."""
    sentence_id = key("sentence", page.document_id, start)
    made.add(
        Sentence(
            sentence_id=sentence_id,
            document_id=page.document_id,
            position=page.sentences,
            sentence_start=start,
            sentence_end=len(page.text),
            kind=kind,
        )
    )
    page.sentences += 1
    return sentence_id


def make_event(made: Made, page: Page) -> None:
    """Make a sentence with one event: "A began to agree with B near P on 2 May 2018, C said."."""
    chance = made.chance
    actor, recipient, speaker = (made.often(made.rows[Entity]) for _ in range(3))
    place = made.often(made.rows[Place])
    kind = chance.choice(list(load_ontology().types.values()))
    mode = chance.choice([None, *kind.modes])
    page.text += "\n" if page.sentences % 4 == 1 else ""
    actor_at = page.span(actor.name)
    start = actor_at[0]
    trigger_at = page.span(kind.event_type.lower(), " began to ")
    recipient_at = page.span(recipient.name)
    place_at = page.span(place.name, f" {NEAR} ")
    occurred_on = page.published_on - timedelta(days=chance.choice([0, 1, 1, 2, 5]))
    vague = chance.random() < 0.1
    first_on, last_on = (occurred_on.replace(day=1), occurred_on) if vague else (occurred_on, occurred_on)
    time_at = page.span(f"{occurred_on:%B %Y}" if vague else f"{occurred_on:%B} {occurred_on.day}, {occurred_on.year}", f" {ON} ")
    is_said = chance.random() < 0.4
    speaker_at = page.span(speaker.name, ", ") if is_said else (0, 0)
    cue_at = page.span(SAID) if is_said else (0, 0)
    page.text += "."
    sentence_id = add_sentence(made, page, start)
    here = {"document_id": page.document_id, "sentence_id": sentence_id}
    event_id = key("event", page.document_id, trigger_at[0])
    mentions = {}
    for part, entity, span in (("actor", actor, actor_at), ("recipient", recipient, recipient_at)):
        mentions[part] = mention(made, here, entity, span, page.text)
        made.add(
            Participant(
                participant_id=key(event_id, part),
                event_id=event_id,
                role=part,
                position=0,
                mention_id=mentions[part],
                entity_id=entity.entity_id,
                country=entity.country,
                sector=entity.sector,
                secondary_sector=None,
            )
        )
    quote_id = quote(made, here, speaker, (start, time_at[1]), speaker_at, cue_at, page.text) if is_said else None
    time_id = key("time", page.document_id, time_at[0])
    made.add(
        Time(
            time_id=time_id,
            **here,
            time_start=time_at[0],
            time_end=time_at[1],
            time=page.text[slice(*time_at)],
            kind="DATE",
            value=first_on.isoformat(),
            mod=None,
            first_on=first_on,
            last_on=last_on,
            granularity="month" if vague else "day",
            anchor="none",
            anchor_time_id=None,
            reason="made",
        )
    )
    made.add(
        Toponym(
            toponym_id=key("toponym", page.document_id, place_at[0]),
            **here,
            toponym_start=place_at[0],
            toponym_end=place_at[1],
            toponym=place.name,
            stands_for="place",
            place_id=place.place_id,
            precision=place.precision,
            confidence=0.9,
            reason="made",
        )
    )
    factuality = chance.choice(FACTUALITIES)
    is_actual, is_placed = factuality == "actual", chance.random() < 0.6
    incident_id = key("incident", actor.entity_id, kind.event_type, recipient.entity_id, f"{occurred_on:%Y-%m}")
    asserted_by = "document" if not is_said else chance.choice(["source", "unnamed", "source"])
    if is_said and speaker.entity_id in (actor.entity_id, recipient.entity_id):
        asserted_by = "actor" if speaker is actor else "recipient"
    deaths = chance.randint(1, 60) if kind.quad_class == 4 and chance.random() < 0.3 else None
    if deaths is not None:
        made.add(
            Magnitude(
                magnitude_id=key(event_id, "deaths"),
                event_id=event_id,
                document_id=page.document_id,
                kind="deaths",
                words_start=trigger_at[0],
                words_end=trigger_at[1],
                words=page.text[slice(*trigger_at)],
                lowest=deaths,
                highest=deaths,
                is_approximate=False,
            )
        )
    made.add(
        Event(
            event_id=event_id,
            **here,
            trigger_start=trigger_at[0],
            trigger_end=trigger_at[1],
            trigger=page.text[slice(*trigger_at)],
            event_type=kind.event_type,
            mode=mode,
            contexts=[],
            cues=[],
            cameo_root=kind.cameo_root,
            quad_class=kind.quad_class,
            score=kind.score,
            factuality=factuality,
            certainty=chance.choice(["certain", "certain", "probable"]),
            quote_id=quote_id,
            asserted_by=asserted_by,
            occurred_first_on=first_on,
            occurred_last_on=last_on,
            occurred_precision="month" if vague else "day",
            occurred_basis="stated",
            time_id=time_id,
            place_id=place.place_id if is_placed else None,
            place_precision=place.precision if is_placed else "unknown",
            place_basis="stated" if is_placed else "none",
            deaths=deaths,
            injured=None,
            arrested=None,
            size=None,
            incident_id=incident_id if is_actual else None,
            confidence=round(chance.triangular(0.2, 0.98, 0.75), 2),
            engine="made",
            rule=f"made:{kind.event_type}",
        )
    )


def mention(made: Made, here: dict[str, str], entity: Row, span: tuple[int, int], text: str) -> str:
    """Make a mention of an entity; return its key."""
    mention_id = key("mention", here["document_id"], *span)
    made.add(
        Mention(
            mention_id=mention_id,
            **here,
            mention_start=span[0],
            mention_end=span[1],
            mention=text[slice(*span)],
            kind="name",
            entity_id=entity.entity_id,
            country=entity.country,
            sector=entity.sector,
            secondary_sector=None,
            confidence=0.9,
        )
    )
    return mention_id


def quote(
    made: Made,
    here: dict[str, str],
    speaker: Row,
    content: tuple[int, int],
    speaker_at: tuple[int, int],
    cue_at: tuple[int, int],
    text: str,
) -> str:
    """Make a statement with its one piece; return its key."""
    quote_id = key("quote", here["document_id"], *content)
    made.add(
        Quote(
            quote_id=quote_id,
            **here,
            quote_start=content[0],
            quote_end=content[1],
            quote=text[slice(*content)],
            kind="indirect",
            act="says",
            is_claim=True,
            is_statement=True,
            cue_start=cue_at[0],
            cue_end=cue_at[1],
            cue=text[slice(*cue_at)],
            speaker_mention_id=mention(made, here, speaker, speaker_at, text),
            speaker_id=speaker.entity_id,
            speaker_start=speaker_at[0],
            speaker_end=speaker_at[1],
            speaker=text[slice(*speaker_at)],
            addressee_id=None,
            addressee=None,
            outlet_id=None,
            within_id=None,
            is_negated=False,
            is_hedged=False,
        )
    )
    made.add(
        QuoteSpan(
            quote_span_id=key(quote_id, 0),
            quote_id=quote_id,
            document_id=here["document_id"],
            position=0,
            span_start=content[0],
            span_end=content[1],
            span=text[slice(*content)],
        )
    )
    return quote_id


def make_incidents(made: Made) -> None:
    """Make the incidents of the events made so far, each with the assertions of it."""
    members: dict[str, list[Event]] = {}
    publishers = {document.document_id: document.source_id for document in made.rows[Document]}
    names = {entity.entity_id: entity.name for entity in made.rows[Entity]}
    sides = {(row.event_id, row.role): names[row.entity_id] for row in made.rows[Participant]}
    for event in made.rows[Event]:
        if event.incident_id:
            members.setdefault(event.incident_id, []).append(event)
    for incident_id, events in members.items():
        first = events[0]
        made.add(
            Incident(
                incident_id=incident_id,
                event_type=first.event_type,
                actors=sides[first.event_id, "actor"],
                recipients=sides[first.event_id, "recipient"],
                occurred_first_on=min(event.occurred_first_on for event in events),
                occurred_last_on=max(event.occurred_last_on for event in events),
                place_id=first.place_id,
                reports=len(events),
                independent_sources=len({publishers[event.document_id] for event in events}),
                has_rival_claims=False,
            )
        )
        for event in events:
            made.add(
                Assertion(
                    assertion_id=key(incident_id, event.event_id),
                    incident_id=incident_id,
                    event_id=event.event_id,
                    stance="asserts",
                )
            )


def make_relations(made: Made, many: int) -> None:
    """Make statements that two states stand together, so that conflict between them is a rift."""
    found = [entity for entity in made.rows[Entity] if entity.kind == "state"]
    for number in range(many):
        one, other = found[number % len(found)], found[(number * 7 + 1) % len(found)]
        document = made.rows[Document][number]
        made.add(
            Relation(
                relation_id=key("relation", number),
                subject_id=one.entity_id,
                predicate="allied_with",
                object_id=other.entity_id,
                subject_mention_id=None,
                object_mention_id=None,
                factuality="actual",
                valid_first_on=None,
                valid_last_on=None,
                document_id=document.document_id,
                evidence_start=0,
                evidence_end=min(80, len(document.text)),
                basis="stated",
                confidence=0.8,
            )
        )


def make_rows(events: int, sources: int = 12) -> dict[type[Row], list[Row]]:
    """Return the rows of a warehouse with so many events, by table."""
    made = Made(Random(8))
    kinds = get_args(SourceKind)[1].codes
    assert get_args(EntityKind)
    for number in range(sources):
        made.add(
            Source(
                source_id=f"source_{number}",
                name=f"Made Source {number}",
                kind=kinds[number % len(kinds)],
                country=None,
                language="en",
                url=None,
                licence=None,
            )
        )
    make_actors(made, COUNTRIES_MADE)
    make_places(made, COUNTRIES_MADE, PLACES_EACH)
    documents = -(-events // PER_DOCUMENT)
    for number in range(documents):
        make_document(made, number, sources, min(PER_DOCUMENT, events - number * PER_DOCUMENT))
    make_incidents(made)
    make_relations(made, min(40, documents))
    for number in range(documents // 50):
        document_id = made.rows[Document][number].document_id
        made.add(
            RemovedSpan(
                removed_span_id=key("removed", number),
                document_id=document_id,
                reason="caption",
                text_start=0,
                words="A made caption",
            )
        )
        made.add(Rejection(rejection_id=key("no", number), path=f"made/bad_{number}.txt", reason="empty", detail="made: no text"))
    made.add(Finding(finding_id=key("finding"), run_id=key("run"), name="events", expectation="A made one.", found="3 rows"))
    at = datetime(2026, 1, 1, tzinfo=UTC)
    made.add(
        Run(
            run_id=key("run"),
            release=1,
            started_at=at,
            ended_at=at,
            version="0",
            engine="made",
            files=documents + len(made.rows[Rejection]),
            documents=documents,
            documents_read=documents,
            rejections=len(made.rows[Rejection]),
            events=events,
            seconds=0.0,
        )
    )
    return made.rows


def make_warehouse(root: Path, events: int) -> Release:
    """Publish a made warehouse with so many events; return its release."""
    warehouse = Warehouse(root)
    staged = warehouse.stage(key("made", events))
    write_rows(staged, make_rows(events))
    build_database(staged, staged / DATABASE)
    return warehouse.publish(staged)


def main() -> None:
    """Make the warehouse that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, default=50_000)
    arguments = parser.parse_args()
    print(make_warehouse(arguments.folder, arguments.events).folder)


if __name__ == "__main__":
    main()
