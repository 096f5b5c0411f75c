"""What the report shows, as one value of plain lists and dictionaries: rows of the release, columns by columns.

Takes the DuckDB file of a release and reads only from it. A column of codes becomes numbers into a list of codes,
which keeps a page of 50,000 events small and quick to filter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from transforms.ontology import load_ontology
from transforms.tables import Event, Report
from warehouse.asking import CLOSED, QueryInvalid
from warehouse.report.event_columns import KEY_LENGTH, country_names, event_columns, report_columns, side_name
from warehouse.report.evidence import evidence
from warehouse.report.release_reader import Reader, Record, days, numbered, plain

MOST_EVENTS = 20_000  # with them a page stays under 10 MB and takes a few seconds; of more it shows a sample
MOST_EVIDENCE = 6_000_000  # bytes of documents and spans, about three quarters of the page
MOST_REPORTS = 40  # of one event
MOST_RIFTS, MOST_PIECES = 60, 8  # nobody reads more; the views have all
MOST_REJECTIONS = 300
MOST_WORDS = 600  # characters of a quoted sentence


@dataclass(frozen=True)
class Limits:
    """How much a page may hold."""

    events: int = MOST_EVENTS
    evidence_bytes: int = MOST_EVIDENCE


def report_data(database: Path, limits: Limits | None = None) -> tuple[Record, Record]:
    """Return what the charts of the report need, and apart from it the evidence, which a page reads when asked."""
    limits = limits or Limits()
    with duckdb.connect(database, read_only=True, config=CLOSED) as connection:
        try:
            return gathered(Reader(connection), limits)
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise QueryInvalid(f"{database}: made by another version; build it anew for a report ({error})") from error


def gathered(reader: Reader, limits: Limits) -> tuple[Record, Record]:
    """Return both parts of the report."""
    (sample,) = reader.ask("sample", most_events=limits.events)
    last_id = sample["last_id"] or ""
    rows = reader.ask("events", last_id=last_id)
    numbers = numbered(rows, "event_id")
    reports = reader.ask("reports", last_id=last_id, most_reports=MOST_REPORTS)
    report_numbers = numbered(reports, "report_id")
    rifts = rift_stories(reader, numbers, report_numbers)
    first_ids = sorted({piece["document_id"] for rift in rifts for piece in rift["pieces"] if piece["document_id"]})
    documents = reader.ask("documents", last_id=last_id, first_ids=first_ids)
    document_numbers = numbered(documents, "document_id")
    sources, stories = reader.ask("sources"), reader.ask("stories")
    found = evidence(reader.ask, report_numbers, document_numbers, last_id, first_ids, limits.evidence_bytes)
    for rift in rifts:
        for piece in rift["pieces"]:
            piece["document"] = document_numbers.get(piece.pop("document_id"))
    carried = {row["event_id"] for row in reports if document_numbers[row["document_id"]] in found["documents"]}
    data = {
        "sample": {
            "all_events": sample["all_events"],
            "events": len(rows),
            "with_evidence": len(carried),
            "documents": len(documents),
            "documents_with_evidence": len(found["documents"]),
            "key_length": KEY_LENGTH,
        },
        "types": event_types(),
        "meanings": {column.name: column.description for row in (Report, Event) for column in row.columns()},
        "sources": [[row["name"], row["kind"], row["country"], row["documents"]] for row in sources],
        "stories": [[row["title"], row["documents"]] for row in stories],
        "documents": document_rows(documents, numbered(sources, "source_id"), numbered(stories, "story_id")),
        **event_columns(reader, rows, numbers, last_id),
        "reports": report_columns(reports, numbers, document_numbers),
        "rifts": rifts,
        "changes": changes(reader, numbers),
        **told_of_release(reader),
    }
    return data, found


def told_of_release(reader: Reader) -> Record:
    """Return what the page says of the release as a whole: its run, what was read, checked and rejected."""
    (run,) = reader.ask("run") or [{}]
    return {
        "run": {name: plain(value) for name, value in run.items()},
        **{name: [list(row.values()) for row in reader.ask(name)] for name in ("quality", "coverage", "findings")},
        "rejections": [list(row.values()) for row in reader.ask("rejections", most_rejections=MOST_REJECTIONS)],
    }


def document_rows(
    documents: Sequence[Record], source_numbers: Mapping[str, int], story_numbers: Mapping[str, int]
) -> list[list[Any]]:
    """Return what the report shows of each document, in the order in which its page reads it."""
    return [
        [
            row["title"],
            source_numbers[row["source_id"]],
            days(row["published_first_on"]),
            days(row["published_last_on"]),
            row["published_basis"],
            row["copies"],
            row["independent_sources"],
            story_numbers.get(row["story_id"]),
        ]
        for row in documents
    ]


def changes(reader: Reader, numbers: Mapping[str, int]) -> Record:
    """Return how the release differs from the one before it: sums by reason, and the events of the page that differ.

    A change of an event is its number, its kind, its reason and per field the values before and after.
    """
    rows = [row for row in reader.ask("changes") if row["event_id"] in numbers]
    return {
        "counts": [list(row.values()) for row in reader.ask("change_counts")],
        "events": [
            [
                numbers[row["event_id"]],
                row["kind"],
                row["reason"],
                list(zip(*(row[name] or () for name in ("fields", "before", "after")), strict=True)),
            ]
            for row in rows
        ],
    }


def rift_stories(reader: Reader, numbers: Mapping[str, int], report_numbers: Mapping[str, int]) -> list[Record]:
    """Return the strongest rifts, each with the pieces of evidence on which it rests."""
    rifts = reader.ask("rifts", most_rifts=MOST_RIFTS)
    if not rifts:
        return []
    pieces: dict[str, list[Record]] = {rift["rift_id"]: [] for rift in rifts}
    for row in reader.ask("rift_pieces", rift_ids=list(pieces), most_pieces=MOST_PIECES):
        words = row["words"]
        pieces[row["rift_id"]].append(
            {
                "part": row["part"],
                "force": row["force"],
                "weight": row["weight"],
                "on": days(row["occurred_on"]),
                "event": numbers.get(row["event_id"]),
                "report": report_numbers.get(row["report_id"]),
                "document_id": row["document_id"],
                "words": words if words is None or len(words) <= MOST_WORDS else words[:MOST_WORDS] + " ...",
                "of": row["all_pieces"],
            }
        )
    sides = {rift[side] for rift in rifts for side in ("a_id", "b_id")}
    states = dict(country_names(sorted({side.partition(":")[0] for side in sides}), reader.ask("countries")))
    return [
        {name: plain(value) for name, value in rift.items() if not name.endswith("_on")}
        | {side: side_name(rift[side], rift[f"{side}_id"], states) for side in ("a", "b")}
        | {"first_on": days(rift["first_on"]), "last_on": days(rift["last_on"]), "pieces": pieces[rift["rift_id"]]}
        for rift in rifts
    ]


def event_types() -> Record:
    """Return what every event type and mode means, by the ontology."""
    return {
        name: [kind.definition, kind.quad_class, {mode: known_as.definition for mode, known_as in kind.modes.items()}]
        for name, kind in load_ontology().types.items()
    }
