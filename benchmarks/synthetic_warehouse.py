"""Makes a warehouse of any size without reading a document: `python -m benchmarks.synthetic_warehouse FOLDER`.

For measuring what comes after reading: the views, the report, the export. The same arguments give the same tables.
With `--report FILE` it writes the report too and prints how large it is and what it cost.
"""

import argparse
import csv
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from random import Random

import pycountry

from benchmarks.synthetic_documents import SyntheticRows, make_document
from transforms.identifiers import key
from transforms.row import OneOf, Row
from transforms.tables import (
    Assertion,
    Document,
    DocumentVersion,
    Entity,
    Event,
    EventParticipant,
    EventReport,
    Finding,
    Place,
    Rejection,
    Relation,
    RemovedSpan,
    Report,
    ReportParticipant,
    Run,
    Source,
)
from warehouse.database import build_database
from warehouse.parquet import write_rows
from warehouse.releases import DATABASE, Release, Warehouse
from warehouse.report.page import write_report

MIDDLES = Path(__file__).parent.parent / "transforms" / "places" / "data" / "countries.csv"
PER_DOCUMENT = 12  # reports of one document; our seeds have 15
COUNTRIES, PLACES_EACH, SOURCES, RELATIONS = 70, 9, 12, 40
PRECISIONS = ("city",) * 8 + ("district", "near", "exact", "province", "province", "region")
DEGREES = 1.5  # how far synthetic towns lie from the middle of their country
VERSION = "0"  # of Entente; none has made it
PER_BAD_FILE = 50  # documents for every file that could not be read


OF_EVENTS = {column.name for column in EventParticipant.columns()} - {"event_participant_id", "event_id"}
"""Columns of a participant of an event that one of a report has, too."""


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


def make_actors(synthetic: SyntheticRows) -> None:
    """Make the entities: per country a state and a person who acts for it, and here and there who is against it."""
    kinds = (("state", "GOV", ""), ("person", "GOV", "Minister of "), ("armed_group", "REB", "Front of "))
    for number, (iso, name, _, _) in enumerate(countries()):
        for kind, sector, before in kinds if number % 3 == 0 else kinds[:2]:
            entity_id = f"{kind}.{iso.lower()}"
            synthetic.add(
                Entity(entity_id=entity_id, name=before + name, kind=kind, country=iso, sector=sector, origin="lexicon")
            )


def make_places(synthetic: SyntheticRows) -> None:
    """Make the places: every country, then towns and provinces around its middle."""
    chance = synthetic.chance
    for number, (iso, name, latitude, longitude) in product(range(PLACES_EACH), countries()):
        precision = chance.choice(PRECISIONS) if number else "country"
        north, east = (chance.uniform(-DEGREES, DEGREES) if number else 0 for _ in range(2))
        synthetic.add(
            Place(
                place_id=f"synthetic.{iso.lower()}.{number}",
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


def make_sources(synthetic: SyntheticRows) -> None:
    """Make the sources, one kind after the other."""
    one_of = next(column.mark(OneOf) for column in Source.columns() if column.name == "kind")
    assert one_of
    for number in range(SOURCES):
        synthetic.add(
            Source(
                source_id=f"source_{number}",
                name=f"Synthetic Source {number}",
                kind=one_of.codes[number % len(one_of.codes)],
                country=None,
                language="en",
                url=None,
                licence=None,
            )
        )


def make_events(synthetic: SyntheticRows) -> None:
    """Make the events of the reports made so far: what is told of two actors in one month happened once."""
    entities: dict[str, dict[str, str | None]] = {}
    filled: dict[str, list[ReportParticipant]] = {}
    for participant in synthetic.of(ReportParticipant):
        filled.setdefault(participant.report_id, []).append(participant)
        entities.setdefault(participant.report_id, {})[participant.role] = participant.entity_id
    documents = {document.document_id: document for document in synthetic.of(Document)}
    together: dict[str, list[Report]] = {}
    for report in synthetic.of(Report):
        same = (*sorted(entities[report.report_id].items()), report.event_type, f"{report.occurred_last_on:%Y-%m}")
        name = key("event", *map(str, same)) if report.factuality == "actual" else key("event", report.report_id)
        together.setdefault(name, []).append(report)
    for event_id, reports in together.items():
        synthetic.add(event_row(event_id, reports, documents))
        for position, report in enumerate(reports):
            synthetic.add(EventReport(report_id=report.report_id, event_id=event_id, position=position))
            if report.factuality == "actual":
                assertion_id = key(event_id, report.report_id)
                synthetic.add(
                    Assertion(
                        assertion_id=assertion_id, event_id=event_id, report_id=report.report_id, stance="asserts"
                    )
                )
        for participant in filled[reports[0].report_id]:
            taken = participant.model_dump(include=OF_EVENTS)
            event_participant_id = key(event_id, participant.role, participant.position)
            synthetic.add(EventParticipant(event_participant_id=event_participant_id, event_id=event_id, **taken))


def event_row(event_id: str, reports: Sequence[Report], documents: Mapping[str, Document]) -> Event:
    """Return the event that some reports tell, as the first of them has it."""
    held = [documents[report.document_id] for report in reports]
    published = [document.published_first_on for document in held if document.published_first_on]
    columns = {column.name for column in Event.columns()} & {column.name for column in Report.columns()}
    return Event(
        **reports[0].model_dump(include=columns)
        | {
            "event_id": event_id,
            "reports": len(reports),
            "documents": len({document.document_id for document in held}),
            "independent_sources": len({document.source_id for document in held}),
            "has_rival_claims": False,
            "first_published_on": min(published),
            "last_published_on": max(published),
        }
    )


def make_relations(synthetic: SyntheticRows) -> None:
    """Make statements that two states stand together, so that conflict between them is a rift."""
    found = [entity for entity in synthetic.of(Entity) if entity.kind == "state"]
    for number, document in enumerate(synthetic.of(Document)[:RELATIONS]):
        synthetic.add(
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


def make_history(synthetic: SyntheticRows, reports: int) -> None:
    """Make what a run leaves behind: removed captions, files that could not be read, versions, a finding, the run."""
    run_id = key("run")
    for number, document in enumerate(synthetic.of(Document)[::PER_BAD_FILE]):
        make_removal_and_rejection(synthetic, number, document)
    for document in synthetic.of(Document):
        columns = {column.name for column in DocumentVersion.columns()} - {"text"}
        known = document.model_dump(include=columns)
        synthetic.add(
            DocumentVersion(**known, version=1, supersedes_id=None, is_current=True, text=None, run_id=run_id)
        )
    synthetic.add(
        Finding(finding_id=key("finding"), run_id=run_id, name="events", expectation="A made one.", found="3 rows")
    )
    synthetic.add(run_row(synthetic, run_id, reports))


def make_removal_and_rejection(synthetic: SyntheticRows, number: int, document: Document) -> None:
    """Make a caption that was removed from a document, and a file that could not be read."""
    path = f"synthetic/bad_{number}.txt"
    synthetic.add(
        RemovedSpan(
            removed_span_id=key("removed", number),
            document_id=document.document_id,
            reason="caption",
            text_start=0,
            words="A made caption",
        )
    )
    synthetic.add(
        Rejection(
            rejection_id=key("bad", number),
            path=path,
            source_id=None,
            reason="empty",
            detail=f"{path}: no text; a document needs at least one sentence",
        )
    )


def run_row(synthetic: SyntheticRows, run_id: str, reports: int) -> Run:
    """Return the row of the run that made all this."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    documents, rejections = len(synthetic.of(Document)), len(synthetic.of(Rejection))
    return Run(
        run_id=run_id,
        release=1,
        started_at=at,
        ended_at=at,
        version="0",
        engine="made",
        files=documents + rejections,
        documents=documents,
        documents_read=documents,
        rejections=rejections,
        reports=reports,
        events=len(synthetic.of(Event)),
        seconds=0.0,
        knowledge=[],
    )


def make_rows(reports: int) -> dict[type[Row], list[Row]]:
    """Return the rows of a warehouse with so many reports, by table."""
    synthetic = SyntheticRows(Random(8))
    make_sources(synthetic)
    make_actors(synthetic)
    make_places(synthetic)
    for number in range(-(-reports // PER_DOCUMENT)):
        make_document(synthetic, number, SOURCES, min(PER_DOCUMENT, reports - number * PER_DOCUMENT))
    make_events(synthetic)
    make_relations(synthetic)
    make_history(synthetic, reports)
    return synthetic.rows


def make_warehouse(root: Path, reports: int) -> Release:
    """Publish a made warehouse with so many reports; return its release."""
    warehouse = Warehouse(root)
    staged = warehouse.stage(key("made", reports))
    rows = make_rows(reports)
    write_rows(staged, rows)
    build_database(staged, staged / DATABASE)
    return warehouse.publish(staged, VERSION, {row.table: len(members) for row, members in rows.items()})


def main() -> None:
    """Make the warehouse that the arguments ask for, and its report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=50_000)
    parser.add_argument("--report", type=Path)
    arguments = parser.parse_args()
    release = make_warehouse(arguments.folder, arguments.reports)
    print(release.folder)
    if arguments.report:
        wall, processor = time.perf_counter(), time.process_time()
        size = write_report(release.database, arguments.report).stat().st_size
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        print(f"{arguments.report}: {size / 1e6:.1f} MB in {wall:.1f} s ({processor:.1f} s of processor)")


if __name__ == "__main__":
    main()
