"""A small warehouse for tests of the page: two documents, one of them hostile, three events, one rift."""

from datetime import date
from pathlib import Path
from typing import Any

from tests.rows import a, told_by
from transforms.row import Row
from transforms.tables import (
    TABLES,
    Document,
    Entity,
    Mention,
    Place,
    Relation,
    Report,
    ReportParticipant,
    Run,
    Sentence,
    Source,
    Time,
)
from warehouse.database import build_database
from warehouse.parquet import write_rows

DAY = date(2018, 5, 2)
ALLIES = "Iran and Turkey, allies, met in Ankara on May 2, 2018. Turkey bombed Iran."
HOSTILE = (
    '</script><script>document.title = "owned"</script>{{data}} <img src=x onerror="document.title=1"> & \u2028 '
    '\U0001f525 Iran condemned \u202eTurkey\u202c, =HYPERLINK("x") said.'
)


def warehouse_of(folder: Path, rows: list[Row]) -> Path:
    """Build the DuckDB file of some rows; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    write_rows(folder, {table: [row for row in rows if isinstance(row, table)] for table in TABLES})
    build_database(folder, folder / "entente.duckdb")
    return folder / "entente.duckdb"


def small_warehouse(folder: Path) -> Path:
    """Build the small warehouse; return the path of its DuckDB file."""
    return warehouse_of(folder, small_rows())


def small_rows() -> list[Row]:
    """Return the rows of the small warehouse."""
    met = event("e" * 16, "d" * 16, ALLIES, 0, "met", ["Iran", "Turkey"], [])
    bombed = event("f" * 16, "d" * 16, ALLIES, 1, "bombed", ["Turkey"], ["Iran"], event_type="ASSAULT", quad_class=4)
    condemned = event(
        "a" * 16, "b" * 16, HOSTILE, 0, "condemned", ["Iran"], ["Turkey"], event_type="ACCUSE", quad_class=3
    )
    return [
        a(Run, run_id="1" * 16),
        a(Source, source_id="wire", name="A <b>Wire</b>"),
        a(Document, document_id="d" * 16, source_id="wire", title="Allies", text=ALLIES, published_first_on=DAY),
        a(Document, document_id="b" * 16, source_id="wire", title=HOSTILE[:20], text=HOSTILE, published_first_on=DAY),
        a(Entity, entity_id="state.irn", name="Iran", kind="state", country="IRN"),
        a(Entity, entity_id="state.tur", name="Turkey", kind="state", country="TUR"),
        a(Place, place_id="1", name="Ankara", latitude=39.9, longitude=32.9, country="TUR"),
        a(Place, place_id="2", name="Iran", latitude=32.4, longitude=53.7, country="IRN"),
        a(
            Relation,
            relation_id="9" * 16,
            subject_id="state.irn",
            predicate="allied_with",
            object_id="state.tur",
            document_id="d" * 16,
            evidence_start=0,
            evidence_end=23,
            confidence=0.9,
        ),
        *(*met, *bombed, *condemned),
    ]


def event(  # noqa: PLR0913, the columns that a test reads
    event_id: str,
    document_id: str,
    text: str,
    number: int,
    trigger: str,
    actors: list[str],
    recipients: list[str],
    **about: Any,
) -> list[Row]:
    """Return an event with its report, sentence, mentions and participants, found by their words in the text."""
    start = 0 if number == 0 else text.index(". ") + 2
    end = text.index(". ") + 1 if number == 0 and ". " in text else len(text)
    here = {"document_id": document_id, "sentence_id": event_id}
    participants: list[ReportParticipant] = []
    rows: list[Row] = [a(Sentence, sentence_start=start, sentence_end=end, **here)]
    for role, names in (("actor", actors), ("recipient", recipients)):
        for position, name in enumerate(names):
            at = text.index(name, start)
            key = f"{event_id[:14]}{role[0]}{position}".replace("r", "e")
            known = {"entity_id": f"state.{name[:3].lower()}", "country": name[:3].upper()}
            known = {"entity_id": "state.irn", "country": "IRN"} if name == "Iran" else known
            span = {"mention_start": at, "mention_end": at + len(name), "mention": name}
            rows.append(a(Mention, mention_id=key, kind="name", **here, **span, **known))
            told = {"report_id": event_id, "document_id": document_id, "role": role, "position": position}
            participants.append(a(ReportParticipant, report_participant_id=key, mention_id=key, **told, **known))
    at = text.index(trigger)
    is_dated = "May" in text[start:end]
    if is_dated:
        first = text.index("May")
        span = {"time_start": first, "time_end": first + 11, "time": text[first : first + 11]}
        rows.append(a(Time, time_id=event_id, **here, **span))
    values = {
        "event_type": "CONSULT",
        "quad_class": 1,
        "occurred_first_on": DAY,
        "occurred_last_on": DAY,
        "confidence": 0.8,
        "place_id": "1" if is_dated else "2",
        "place_precision": "city" if is_dated else "country",
        "time_id": event_id if is_dated else None,
        "factuality": "actual",
    }
    span = {"trigger_start": at, "trigger_end": at + len(trigger), "trigger": trigger}
    report = a(Report, report_id=event_id, **here, **span, **values | about)
    return [*rows, report, *participants, *told_by(report, participants)]
