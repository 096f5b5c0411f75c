"""Tests of the views of claims and statements: rows of a release in, what an analyst reads out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.rows import a, told_by
from transforms.row import Row
from transforms.tables import (
    TABLES,
    Assertion,
    Document,
    Entity,
    Mention,
    Quote,
    QuoteSpan,
    Report,
    ReportParticipant,
    Sentence,
    Source,
)
from warehouse.database import build_database
from warehouse.parquet import write_rows

DAY = date(2018, 6, 4)
TEXT = "Israel struck the port. “We,” the official said, “struck nothing.”"


def number(value: int) -> str:
    return f"{value:016x}"


STRUCK = a(
    Report, report_id=number(1), document_id=number(1), sentence_id=number(1), event_type="ASSAULT",
    factuality="actual", occurred_first_on=DAY, occurred_last_on=DAY,
)  # fmt: skip
ISRAEL = a(
    ReportParticipant, report_id=number(1), document_id=number(1), mention_id=number(2), role="actor",
    entity_id="state.israel",
)  # fmt: skip
DENIED = a(
    Report, report_id=number(2), document_id=number(1), sentence_id=number(2), quote_id=number(1),
    asserted_by="actor", factuality="denied", event_type="ASSAULT",
)  # fmt: skip
ROWS: list[Row] = [
    a(Source, source_id="wire", name="The Wire"),
    a(Document, document_id=number(1), source_id="wire", text=TEXT, title="Port struck", published_first_on=DAY),
    a(Sentence, sentence_id=number(1), document_id=number(1), sentence_start=0, sentence_end=23),
    a(Sentence, sentence_id=number(2), document_id=number(1), sentence_start=24, sentence_end=len(TEXT)),
    a(Entity, entity_id="unnamed.official", name="official", kind="unnamed"),
    a(Entity, entity_id="media.radio", name="Radio One", kind="media"),
    a(Mention, mention_id=number(1), entity_id="unnamed.official", country="ISR", kind="nominal"),
    a(
        Quote, quote_id=number(1), document_id=number(1), sentence_id=number(2), quote_start=24, quote_end=len(TEXT),
        quote=TEXT[24:], kind="direct", act="denies", is_claim=True, cue="said", speaker_mention_id=number(1),
        speaker_id="unnamed.official", speaker="the official", outlet_id="media.radio",
    ),
    a(QuoteSpan, quote_span_id=number(1), quote_id=number(1), document_id=number(1), position=0, span="“We,”"),
    a(
        QuoteSpan, quote_span_id=number(2), quote_id=number(1), document_id=number(1), position=1,
        span="“struck nothing.”",
    ),
    a(Entity, entity_id="state.israel", name="Israel", kind="state"),
    a(Mention, mention_id=number(2), entity_id="state.israel", mention="Israel"),
    STRUCK,
    ISRAEL,
    DENIED,
    *told_by(STRUCK, [ISRAEL], has_rival_claims=True),
    *told_by(DENIED),
    a(Assertion, assertion_id=number(1), event_id=number(1), report_id=number(1), stance="asserts"),
    a(Assertion, assertion_id=number(2), event_id=number(1), report_id=number(2), stance="denies"),
]  # fmt: skip


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder: Path = tmp_path_factory.mktemp("release")
    write_rows(folder, {row: [one for one in ROWS if type(one) is row] for row in TABLES})
    build_database(folder, folder / "entente.duckdb")
    with duckdb.connect(str(folder / "entente.duckdb"), read_only=True) as connection:
        yield connection


def test_rival_claims_stand_side_by_side(release: duckdb.DuckDBPyConnection) -> None:
    columns = "event_type, actors, stance, claimant, asserted_by, is_party, reports, sources, words"
    assert release.sql(f"select {columns} from claims order by stance").fetchall() == [
        ("ASSAULT", "Israel", "asserts", "The Wire", "document", False, 1, "The Wire", "Israel struck the port."),
        ("ASSAULT", "Israel", "denies", "the official", "actor", True, 1, "The Wire", TEXT[24:]),
    ]


def test_a_statement_is_one_readable_row(release: duckdb.DuckDBPyConnection) -> None:
    columns = "speaker, speaker_kind, speaker_country, act, is_claim, statement, outlet, reported_by, reports, title"
    assert release.sql(f"select {columns} from statements").fetchall() == [
        ("the official", "unnamed", "ISR", "denies", True, "“We,” ... “struck nothing.”", "Radio One", None, 1,
         "Port struck"),
    ]  # fmt: skip
