"""A small release with an event of every sort that exports and pages want, made of rows, without reading a text."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.rows import a, current, told_by
from transforms.row import Row
from transforms.tables import (
    TABLES,
    Assertion,
    Document,
    Entity,
    Mention,
    Place,
    Quote,
    Rejection,
    Report,
    ReportParticipant,
    Run,
    Sentence,
    Source,
)
from warehouse.database import build_database
from warehouse.parquet import write_rows
from warehouse.releases import DATABASE

LONG = "Warplanes of the neighbouring kingdom struck a market in the border town on Tuesday killing nine people there"
TITLE = "=HYPERLINK market struck in the border town as talks stall once more again"
TEXT = f"{TITLE}\n\n{LONG}. Crowds marched in the capital."


def number(value: int) -> str:
    """Return a key."""
    return f"{value:016x}"


RUN, DOCUMENT = number(1), number(2)
DAY = date(2024, 3, 5)


def event(index: int, kind: str, mode: str | None, quad: int, **about: Any) -> list[Row]:
    """Return an event with its report and its participants: Turkey towards Syrian civilians, unless said."""
    recipient = about.pop("recipient", ("people.syria", "SYR", "CVL"))
    days = {"occurred_first_on": DAY, "occurred_last_on": DAY} | {
        k: about[k] for k in about if k.startswith("occurred_")
    }
    fixed = {"report_id": number(index), "document_id": DOCUMENT, "sentence_id": number(10), "event_type": kind}
    coded = {"mode": mode, "quad_class": quad, "score": -5.0, "factuality": "actual", "confidence": 0.8}
    spans = {"trigger_start": 0, "trigger_end": 4, "trigger": TEXT[:4]}
    report = a(Report, **(fixed | coded | spans | days | about))
    mentions, participants = [], []
    for at, (role, (entity, country, sector)) in enumerate(
        (("actor", ("state.turkey", "TUR", "MIL")), ("recipient", recipient))
    ):
        key = number(index * 10 + at)
        span = {"mention_start": 0, "mention_end": 5, "mention": TEXT[:5]}
        who = {"entity_id": entity, "country": country, "sector": sector}
        mentions.append(a(Mention, mention_id=key, document_id=DOCUMENT, sentence_id=number(10), **span, **who))
        about_it = {"report_id": number(index), "document_id": DOCUMENT, "role": role, "mention_id": key, "position": 0}
        participants.append(a(ReportParticipant, report_participant_id=key, **about_it, **who))
    rows = [report, *mentions, *participants, *told_by(report, participants, event_id=number(index + 100))]
    if report.factuality == "actual":
        asserted = {"event_id": number(index + 100), "report_id": number(index), "stance": "asserts"}
        rows.append(a(Assertion, assertion_id=number(index), **asserted))
    return rows


@cache
def rows() -> tuple[Row, ...]:
    """Return the rows of the release."""
    at = {"started_at": datetime(2024, 3, 6, tzinfo=UTC), "ended_at": datetime(2024, 3, 6, 1, tzinfo=UTC)}
    body = TEXT.index(LONG)
    document = a(
        Document, document_id=DOCUMENT, source_id="a_source", text=TEXT, title=TITLE, url="https://wire.example/1",
        published_first_on=DAY, published_last_on=DAY, path="wire/1.txt",
    )  # fmt: skip
    return (
        a(Run, run_id=RUN, release=1, version="0.1.0", **at),
        a(Source, source_id="a_source", name="A Wire"),
        document,
        current(document).model_copy(update={"run_id": RUN}),
        a(Sentence, sentence_id=number(9), document_id=DOCUMENT, position=0, sentence_start=0, sentence_end=len(TITLE),
          kind="headline"),
        a(Sentence, sentence_id=number(10), document_id=DOCUMENT, position=1, sentence_start=body,
          sentence_end=body + len(LONG) + 1, kind="body"),
        a(Rejection, path="wire/empty.txt", reason="empty"),
        a(Entity, entity_id="state.turkey", name="Turkey", kind="state", country="TUR"),
        a(Entity, entity_id="people.syria", name="Syrian civilians", kind="people", country="SYR"),
        a(Entity, entity_id="state.russia", name="Russia", kind="state", country="RUS"),
        a(Place, place_id="170063", name="Aleppo", country="SYR", admin1="Aleppo", latitude=36.2, longitude=37.16,
          precision="city", feature_class="P"),
        a(Place, place_id="163843", name="Syria", country="SYR", latitude=35.0, longitude=38.0, precision="country"),
        a(Quote, quote_id=number(50), document_id=DOCUMENT, sentence_id=number(10), quote_start=body,
          quote_end=body + len(LONG), quote=LONG, cue_start=0, cue_end=4, cue=TEXT[:4]),
        *event(21, "ASSAULT", "aerial", 4, place_id="170063", place_precision="city", place_basis="stated", deaths=9,
               cameo_root="19", contexts=["military", "terrorism"], cues=["struck"]),
        *event(22, "ASSAULT", None, 4, place_id="163843", place_precision="country", place_basis="focus",
               cameo_root="18"),
        *event(23, "PROTEST", "demo", 4, occurred_last_on=date(2024, 3, 9), size=500, cameo_root="14"),
        *event(24, "CONSULT", "visit", 1, recipient=("state.russia", "RUS", "GOV"), occurred_first_on=None,
               occurred_last_on=None, cameo_root="04", score=4.0),
        *event(25, "AID", None, 2, factuality="planned", cameo_root="07"),
    )  # fmt: skip


def build_release(folder: Path, written: Iterable[Row] | None = None) -> Path:
    """Write the release, or one of other rows, into a folder; return its DuckDB file."""
    by_table: dict[type[Row], list[Row]] = {row: [] for row in TABLES}
    for row in rows() if written is None else written:
        by_table[type(row)].append(row)
    write_rows(folder, by_table)
    build_database(folder, folder / DATABASE)
    return folder / DATABASE
