"""Makes a warehouse of any size without reading a document: `python -m benchmarks.made_warehouse FOLDER`.

For measuring what comes after reading: the views, the report, the export. The same arguments give the same tables.
With `--report FILE` it writes the report too and prints how large it is and what it cost.
"""

import argparse
import csv
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from random import Random

import pycountry

from benchmarks.made_documents import Made, make_document
from transforms.identifiers import key
from transforms.row import OneOf, Row
from transforms.tables import (
    Assertion,
    Document,
    Entity,
    Event,
    Finding,
    Incident,
    Participant,
    Place,
    Rejection,
    Relation,
    RemovedSpan,
    Run,
    Source,
)
from warehouse.database import build_database
from warehouse.parquet import write_rows
from warehouse.releases import DATABASE, Release, Warehouse
from warehouse.report.page import write_report

MIDDLES = Path(__file__).parent.parent / "transforms" / "places" / "data" / "countries.csv"
PER_DOCUMENT = 12  # events of one document; our seeds have 15
COUNTRIES, PLACES_EACH, SOURCES, RELATIONS = 70, 9, 12, 40
PRECISIONS = ("city",) * 8 + ("district", "near", "exact", "province", "province", "region")
DEGREES = 1.5  # how far made towns lie from the middle of their country
PER_BAD_FILE = 50  # documents for every file that could not be read


def countries() -> list[tuple[str, str, float, float]]:
    """Return code, name and middle of some countries."""
    found = list(all_countries())
    Random(COUNTRIES).shuffle(found)
    return found[:COUNTRIES]


def all_countries() -> Iterator[tuple[str, str, float, float]]:
    """Yield code, name and middle of the countries that have a short name."""
    with MIDDLES.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            found = pycountry.countries.get(alpha_3=line["iso"])
            if found and "," not in found.name:
                yield line["iso"], found.name, float(line["latitude"]), float(line["longitude"])


def make_actors(made: Made) -> None:
    """Make the entities: per country a state and a person who acts for it, and here and there who is against it."""
    kinds = (("state", "GOV", ""), ("person", "GOV", "Minister of "), ("armed_group", "REB", "Front of "))
    for number, (iso, name, _, _) in enumerate(countries()):
        for kind, sector, before in kinds if number % 3 == 0 else kinds[:2]:
            entity_id = f"{kind}.{iso.lower()}"
            made.add(
                Entity(entity_id=entity_id, name=before + name, kind=kind, country=iso, sector=sector, origin="lexicon")
            )


def make_places(made: Made) -> None:
    """Make the places: every country, then towns and provinces around its middle."""
    chance = made.chance
    for number, (iso, name, latitude, longitude) in product(range(PLACES_EACH), countries()):
        precision = chance.choice(PRECISIONS) if number else "country"
        north, east = (chance.uniform(-DEGREES, DEGREES) if number else 0 for _ in range(2))
        made.add(
            Place(
                place_id=f"made.{iso.lower()}.{number}",
                name=f"{name} {precision} {number}" if number else name,
                kind="town" if number else "country",
                latitude=max(-85.0, min(85.0, latitude + north)),
                longitude=max(-180.0, min(180.0, longitude + east)),
                country=iso,
                admin1=None,
                feature_class="A" if precision in ("country", "province") else "P",
                precision=precision,
                note=None,
            )
        )


def make_sources(made: Made) -> None:
    """Make the sources, one kind after the other."""
    one_of = next(column.mark(OneOf) for column in Source.columns() if column.name == "kind")
    assert one_of
    for number in range(SOURCES):
        made.add(
            Source(
                source_id=f"source_{number}",
                name=f"Made Source {number}",
                kind=one_of.codes[number % len(one_of.codes)],
                country=None,
                language="en",
                url=None,
                licence=None,
            )
        )


def make_incidents(made: Made) -> None:
    """Make the incidents of the events made so far, each with its assertions."""
    members: dict[str, list[Event]] = {}
    publishers = {document.document_id: document.source_id for document in made.of(Document)}
    names = {entity.entity_id: entity.name for entity in made.of(Entity)}
    sides = {(row.event_id, row.role): names[row.entity_id or ""] for row in made.of(Participant)}
    for event in made.of(Event):
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
                occurred_first_on=min(event.occurred_first_on or date.max for event in events),
                occurred_last_on=max(event.occurred_last_on or date.min for event in events),
                place_id=first.place_id,
                reports=len(events),
                independent_sources=len({publishers[event.document_id] for event in events}),
                has_rival_claims=False,
            )
        )
        for event in events:
            assertion_id = key(incident_id, event.event_id)
            made.add(
                Assertion(assertion_id=assertion_id, incident_id=incident_id, event_id=event.event_id, stance="asserts")
            )


def make_relations(made: Made) -> None:
    """Make statements that two states stand together, so that conflict between them is a rift."""
    found = [entity for entity in made.of(Entity) if entity.kind == "state"]
    for number, document in enumerate(made.of(Document)[:RELATIONS]):
        made.add(
            Relation(
                relation_id=key("relation", number),
                subject_id=found[number % len(found)].entity_id,
                predicate="allied_with",
                object_id=found[(number * 7 + 1) % len(found)].entity_id,
                subject_mention_id=None,
                object_mention_id=None,
                factuality="actual",
                valid_first_on=None,
                valid_last_on=None,
                document_id=document.document_id,
                evidence_start=0,
                evidence_end=len(document.title or ""),
                basis="stated",
                confidence=0.8,
            )
        )


def make_history(made: Made, events: int) -> None:
    """Make what a run leaves behind: removed captions, files that could not be read, a finding, the run."""
    documents = made.of(Document)
    for number, document in enumerate(documents[::PER_BAD_FILE]):
        detail = f"made/bad_{number}.txt: no text; a document needs at least one sentence"
        made.add(
            RemovedSpan(
                removed_span_id=key("removed", number),
                document_id=document.document_id,
                reason="caption",
                text_start=0,
                words="A made caption",
            )
        )
        made.add(
            Rejection(rejection_id=key("bad", number), path=f"made/bad_{number}.txt", reason="empty", detail=detail)
        )
    run_id, at = key("run"), datetime(2026, 1, 1, tzinfo=UTC)
    made.add(
        Finding(finding_id=key("finding"), run_id=run_id, name="events", expectation="A made one.", found="3 rows")
    )
    rejections = len(made.of(Rejection))
    made.add(
        Run(
            run_id=run_id,
            release=1,
            started_at=at,
            ended_at=at,
            version="0",
            engine="made",
            files=len(documents) + rejections,
            documents=len(documents),
            documents_read=len(documents),
            rejections=rejections,
            events=events,
            seconds=0.0,
        )
    )


def make_rows(events: int) -> dict[type[Row], list[Row]]:
    """Return the rows of a warehouse with so many events, by table."""
    made = Made(Random(8))
    make_sources(made)
    make_actors(made)
    make_places(made)
    for number in range(-(-events // PER_DOCUMENT)):
        make_document(made, number, SOURCES, min(PER_DOCUMENT, events - number * PER_DOCUMENT))
    make_incidents(made)
    make_relations(made)
    make_history(made, events)
    return made.rows


def make_warehouse(root: Path, events: int) -> Release:
    """Publish a made warehouse with so many events; return its release."""
    warehouse = Warehouse(root)
    staged = warehouse.stage(key("made", events))
    write_rows(staged, make_rows(events))
    build_database(staged, staged / DATABASE)
    return warehouse.publish(staged)


def main() -> None:
    """Make the warehouse that the arguments ask for, and its report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--report", type=Path)
    arguments = parser.parse_args()
    release = make_warehouse(arguments.folder, arguments.events)
    print(release.folder)
    if arguments.report:
        wall, processor = time.perf_counter(), time.process_time()
        size = write_report(release.database, arguments.report).stat().st_size
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        print(f"{arguments.report}: {size / 1e6:.1f} MB in {wall:.1f} s ({processor:.1f} s of processor)")


if __name__ == "__main__":
    main()
