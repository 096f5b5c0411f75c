"""Tests of dyads, alliances and rifts: rows of a release in, what the views and macros show out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.rows import a, told_by
from transforms.row import Row
from transforms.tables import TABLES, Document, Entity, Mention, Relation, Report, ReportParticipant, Sentence, Source
from warehouse.database import build_database
from warehouse.parquet import write_rows

RUSSIA, TURKEY, GREECE = "state.russia", "state.turkey", "state.greece"
COUNTRY = {RUSSIA: "RUS", TURKEY: "TUR", GREECE: "GRC"}
TEXT = "Word. " * 40
QUAD = {"AGREE": 1, "AID": 2, "ACCUSE": 3, "ASSAULT": 4, "RETREAT": 2}


def number(value: int) -> str:
    return f"{value:016x}"


def document(day: date) -> Document:
    return a(Document, document_id=number(day.toordinal()), text=TEXT, published_first_on=day, published_last_on=day)


def event(index: int, kind: str, actor: str, recipient: str, day: date, **about: Any) -> list[Row]:
    """Return an event of a day between two states, with its report, sentence and participants."""
    name, held = number(index), number(day.toordinal())
    about = {"factuality": "actual", "confidence": 0.9, "quad_class": QUAD[kind], "score": 0.0} | about
    participants = [
        a(ReportParticipant, report_participant_id=number(index * 10 + at), report_id=name, document_id=held, role=role,
          entity_id=who, country=COUNTRY[who], sector="GOV", mention_id=number(index * 10 + at))
        for at, (role, who) in enumerate((("actor", actor), ("recipient", recipient)))
    ]  # fmt: skip
    mentions = [
        a(Mention, mention_id=one.mention_id, entity_id=one.entity_id, country=one.country, sector="GOV",
          document_id=held, sentence_id=name)
        for one in participants
    ]  # fmt: skip
    report = a(
        Report, report_id=name, document_id=held, sentence_id=name, event_type=kind, occurred_first_on=day,
        occurred_last_on=day, **about,
    )  # fmt: skip
    sentence = a(Sentence, sentence_id=name, document_id=held, sentence_start=index % 30, sentence_end=index % 30 + 4)
    return [report, sentence, *participants, *mentions, *told_by(report, participants)]


def stated(index: int, predicate: str, subject: str, other: str, day: date, factuality: str = "actual") -> Relation:
    return a(
        Relation, relation_id=number(index), predicate=predicate, subject_id=subject, object_id=other,
        factuality=factuality, document_id=number(day.toordinal()), evidence_start=0, evidence_end=4, confidence=0.9,
        basis="stated",
    )  # fmt: skip


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Any]:
    """Give a function that opens the database of some rows."""
    connections: list[duckdb.DuckDBPyConnection] = []

    def open_rows(*rows: Row) -> duckdb.DuckDBPyConnection:
        states = [a(Entity, entity_id=one, name=one[6:].title(), kind="state", country=COUNTRY[one]) for one in COUNTRY]
        held = sorted({row.document_id for row in rows if isinstance(row, Report | Relation) and row.document_id})
        documents = [document(date.fromordinal(int(one, 16))) for one in held]
        every = [a(Source), *states, *documents, *rows]
        folder = tmp_path / f"release-{len(connections)}"
        folder.mkdir()
        write_rows(folder, {table: [row for row in every if type(row) is table] for table in TABLES})
        build_database(folder, folder / "entente.duckdb")
        connections.append(duckdb.connect(str(folder / "entente.duckdb"), read_only=True))
        return connections[-1]

    yield open_rows
    for connection in connections:
        connection.close()


DAY = date(2020, 3, 10)


def test_an_event_of_each_side_is_a_dyad_in_its_month(opened: Any) -> None:
    db = opened(*event(1, "ACCUSE", RUSSIA, TURKEY, DAY), *event(2, "AID", TURKEY, RUSSIA, date(2020, 4, 2)))
    found = db.sql(
        "select source_id, target_id, month, verbal_conflict, material_cooperation, events from dyads_monthly "
        "where level = 'country' order by month"
    ).fetchall()
    assert found == [("RUS", "TUR", date(2020, 3, 1), 1, 0, 1), ("TUR", "RUS", date(2020, 4, 1), 0, 1, 1)]


def test_an_event_below_the_threshold_or_not_actual_is_in_no_dyad(opened: Any) -> None:
    db = opened(
        *event(1, "ACCUSE", RUSSIA, TURKEY, DAY, confidence=0.25),
        *event(2, "ACCUSE", RUSSIA, TURKEY, DAY, factuality="denied"),
    )
    assert db.sql("select count(*) from dyads_monthly").fetchall() == [(0,)]
    counted = "select count(*) from dyads_monthly_at(least_confidence := 0.2) where level = 'side'"
    assert db.sql(counted).fetchall() == [(1,)]


def test_conflict_between_allies_is_a_rift_with_its_baseline_and_its_way_back(opened: Any) -> None:
    db = opened(
        stated(100, "allied_with", RUSSIA, TURKEY, date(2020, 3, 1)),
        *event(1, "ASSAULT", RUSSIA, TURKEY, DAY),
        *event(2, "AGREE", TURKEY, RUSSIA, date(2020, 3, 20)),
        stated(101, "at_odds_with", RUSSIA, TURKEY, DAY, "denied"),
    )
    (row,) = db.sql("select kind, a, b, first_on, turns, material, strength from rifts").fetchall()
    # T = 0.9 for the assault, C = 0.45 for the denial: 0.9 / (0.9 + 0.45 + 1).
    assert row == ("rift", "Russia", "Turkey", DAY, 1, 1, 0.38)
    parts = db.sql("select part, count(*) from rift_evidence group by part order by part").fetchall()
    assert parts == [("baseline", 1), ("counter", 1), ("reversal", 1), ("turn", 1)]


def test_conflict_between_enemies_is_no_rift_but_their_agreement_is_a_thaw(opened: Any) -> None:
    db = opened(
        stated(100, "hostile_to", GREECE, TURKEY, DAY),
        *event(1, "ACCUSE", GREECE, TURKEY, DAY),
        *event(2, "AGREE", TURKEY, GREECE, date(2020, 3, 12)),
    )
    assert db.sql("select kind, a, b from rifts").fetchall() == [("thaw", "Greece", "Turkey")]


def test_a_rift_that_one_document_alone_tells_is_for_those_who_ask_for_it(opened: Any) -> None:
    db = opened(stated(100, "allied_with", RUSSIA, TURKEY, DAY), *event(1, "ASSAULT", RUSSIA, TURKEY, DAY))
    assert db.sql("select count(*) from rifts").fetchall() == [(0,)]
    asked = "select kind, independent_documents from rifts_at(least_documents := 1)"
    assert db.sql(asked).fetchall() == [("rift", 1)]


def test_years_of_cooperation_are_a_baseline_without_a_word_of_alliance(opened: Any) -> None:
    years = [row for at in range(5) for row in event(10 + at, "AID", RUSSIA, TURKEY, date(2019, 6 + at, 1))]
    db = opened(*years, *event(1, "ASSAULT", TURKEY, RUSSIA, DAY))
    assert db.sql("select kind, first_on from rifts where kind = 'rift'").fetchall() == [("rift", DAY)]


def test_a_long_quiet_parts_two_rifts(opened: Any) -> None:
    db = opened(
        stated(100, "allied_with", RUSSIA, TURKEY, date(2020, 1, 1)),
        *event(1, "ACCUSE", RUSSIA, TURKEY, DAY),
        *event(2, "ACCUSE", RUSSIA, TURKEY, date(2020, 3, 20)),
        *event(3, "ACCUSE", RUSSIA, TURKEY, date(2020, 9, 1)),
    )
    spans = db.sql("select first_on, last_on, turns from rifts order by first_on").fetchall()
    assert spans == [(DAY, date(2020, 3, 20), 2), (date(2020, 9, 1), date(2020, 9, 1), 1)]


def test_two_who_back_the_same_third_have_a_common_cause(opened: Any) -> None:
    db = opened(stated(100, "backs", RUSSIA, GREECE, DAY), stated(101, "backs", TURKEY, GREECE, DAY))
    pairs = db.sql("select a, b, stance, common_causes from alliances order by a, b").fetchall()
    assert ("Russia", "Turkey", "cooperative", 1) in pairs


def test_a_country_has_the_name_of_its_state_that_is_mentioned_most(opened: Any) -> None:
    old = a(Entity, entity_id="state.ottoman-empire", name="Ottoman Empire", kind="state", country="TUR")
    db = opened(old, *event(1, "ACCUSE", RUSSIA, TURKEY, DAY))
    assert db.sql("select name from country_names where country = 'TUR'").fetchall() == [("Turkey",)]
