"""Tests of the views of events and reports: rows of a release in, what an analyst reads out.

Two sources tell of one strike, the later one with a number and by name; a third report denies another one.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.rows import a, current, told_by
from transforms.row import Row
from transforms.tables import (
    TABLES,
    Document,
    DocumentVersion,
    Entity,
    EventAlias,
    EventReport,
    Magnitude,
    Mention,
    Place,
    Report,
    ReportParticipant,
    Sentence,
    Source,
)
from warehouse.asking import EventUnknown, explain
from warehouse.database import build_database
from warehouse.parquet import write_rows

DAY, NEXT = date(2018, 6, 4), date(2018, 6, 5)
FIRST, SECOND = "Jets struck Homs.", "Israel struck Homs and killed nine. Israel denied that it shelled Syria."


def number(value: int) -> str:
    return f"{value:016x}"


def document(at: int, source: str, text: str, day: date) -> Document:
    return a(
        Document, document_id=number(at), source_id=source, path=f"{source}/{at}.txt", text=text, title=f"Title {at}",
        published_first_on=day, published_last_on=day,
    )  # fmt: skip


def report(at: int, held: int, text: str, trigger: str, **about: Any) -> Report:
    start = text.index(trigger)
    span = {"trigger_start": start, "trigger_end": start + len(trigger), "trigger": trigger}
    coded = {"event_type": "ASSAULT", "quad_class": 4, "score": -9.0, "factuality": "actual"}
    days = {"occurred_first_on": DAY, "occurred_last_on": DAY}
    return a(
        Report, report_id=number(at), document_id=number(held), sentence_id=number(at), **coded | span | days | about
    )


def taking_part(at: int, told: Report, role: str, words: str, entity_id: str | None, text: str) -> list[Row]:
    start = text.index(words)
    span = {"mention_start": start, "mention_end": start + len(words), "mention": words}
    country = {"state.israel": "ISR", "state.syria": "SYR"}.get(entity_id or "")
    who = {"entity_id": entity_id, "country": country, "sector": "MIL" if role == "actor" else None}
    return [
        a(Mention, mention_id=number(at), document_id=told.document_id, sentence_id=told.sentence_id, **span, **who),
        a(ReportParticipant, report_participant_id=number(at), report_id=told.report_id, mention_id=number(at),
          document_id=told.document_id, role=role, position=0, **who),
    ]  # fmt: skip


PLACED = {"place_id": "169577", "place_precision": "city", "place_basis": "stated"}
EARLIER = report(1, 1, FIRST, "struck", confidence=0.5, **PLACED)
SUREST = report(2, 2, SECOND, "struck", confidence=0.9, deaths=9, asserted_by="source")
DENIED = report(3, 2, SECOND, "shelled", factuality="denied", confidence=0.6)
JETS = taking_part(11, EARLIER, "actor", "Jets", None, FIRST)
ISRAEL = taking_part(12, SUREST, "actor", "Israel", "state.israel", SECOND)
SYRIA = taking_part(13, DENIED, "recipient", "Syria", "state.syria", SECOND)
STRIKE, DENIAL = number(21), number(23)
DOCUMENTS = [document(1, "wire", FIRST, DAY), document(2, "paper", SECOND, NEXT)]
ROWS: list[Row] = [
    a(Source, source_id="wire", name="The Wire"),
    a(Source, source_id="paper", name="The Paper"),
    *DOCUMENTS,
    *map(current, DOCUMENTS),
    a(DocumentVersion, document_id=number(9), source_id="wire", path="wire/1.txt", version=1, text="Jets."),
    a(Sentence, sentence_id=number(1), document_id=number(1), sentence_start=0, sentence_end=len(FIRST)),
    a(Sentence, sentence_id=number(2), document_id=number(2), sentence_start=0, sentence_end=35),
    a(Sentence, sentence_id=number(3), document_id=number(2), sentence_start=36, sentence_end=len(SECOND)),
    a(Entity, entity_id="state.israel", name="Israel", kind="state", country="ISR"),
    a(Entity, entity_id="state.syria", name="Syria", kind="state", country="SYR"),
    a(Place, place_id="169577", name="Homs", country="SYR", latitude=34.7, longitude=36.7, precision="city"),
    *(EARLIER, SUREST, DENIED, *JETS, *ISRAEL, *SYRIA),
    a(Magnitude, report_id=number(2), document_id=number(2), kind="deaths", words="nine", words_start=30,
      words_end=34, lowest=9, highest=9),
    *told_by(SUREST, ISRAEL[1:], event_id=STRIKE, reports=2, documents=2, independent_sources=2,  # type: ignore[arg-type]
             first_published_on=DAY, last_published_on=NEXT, **PLACED),
    a(EventReport, report_id=number(1), event_id=STRIKE, position=1),
    *told_by(DENIED, SYRIA[1:], event_id=DENIAL),  # type: ignore[arg-type]
    a(EventAlias, alias_id=number(255), event_id=STRIKE),
]  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("release")
    write_rows(folder, {row: [one for one in ROWS if type(one) is row] for row in TABLES})
    build_database(folder, folder / "entente.duckdb")
    return folder / "entente.duckdb"


@pytest.fixture
def release(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def test_events_flat_has_an_event_once_with_the_sentence_of_its_surest_report(release: Any) -> None:
    columns = "event_id, actors, recipients, place, deaths, reports, documents, source, sentence, report_id"
    assert release.sql(f"select {columns} from events_flat order by event_id").fetchall() == [
        (STRIKE, "Israel", None, "Homs", 9, 2, 2, "The Paper", "Israel struck Homs and killed nine.", number(2)),
        (DENIAL, None, "Syria", None, None, 1, 1, "The Paper", "Israel denied that it shelled Syria.", number(3)),
    ]


def test_reports_flat_has_every_report_with_its_event(release: Any) -> None:
    columns = "report_id, event_id, actors, deaths, source, trigger, published_first_on"
    assert release.sql(f"select {columns} from reports_flat order by report_id").fetchall() == [
        (number(1), STRIKE, "Jets", None, "The Wire", "struck", DAY),
        (number(2), STRIKE, "Israel", 9, "The Paper", "struck", NEXT),
        (number(3), DENIAL, None, None, "The Paper", "shelled", NEXT),
    ]


def test_evidence_has_the_words_of_every_report_of_an_event(release: Any) -> None:
    found = release.sql(
        f"select report_id, part, words, document_id from evidence where event_id = '{STRIKE}' order by all"
    ).fetchall()
    assert found == [
        (number(1), "actor", "Jets", number(1)),
        (number(1), "trigger", "struck", number(1)),
        (number(2), "actor", "Israel", number(2)),
        (number(2), "deaths", "nine", number(2)),
        (number(2), "trigger", "struck", number(2)),
    ]


def test_timeline_has_what_happened_once_with_the_names_of_its_sources(release: Any) -> None:
    columns = "event_id, occurred_first_on, days, actors, place, reports, sources, confidence"
    assert release.sql(f"select {columns} from timeline").fetchall() == [
        (STRIKE, DAY, 1, "Israel", "Homs", 2, "The Paper; The Wire", 0.9)
    ]


def test_the_map_has_a_point_for_each_event_and_not_for_each_report(release: Any) -> None:
    assert release.sql("select event_id, place, latitude from map").fetchall() == [(STRIKE, "Homs", 34.7)]


def test_parties_and_profiles_count_events(release: Any) -> None:
    parties = release.sql("select event_id, role, party from parties where level = 'entity' order by all").fetchall()
    assert parties == [(STRIKE, "actor", "Israel"), (DENIAL, "recipient", "Syria")]
    profile = "select as_actor, as_actor_material_conflict from actor_profile where entity_id = 'state.israel'"
    assert release.sql(profile).fetchall() == [(1, 1)]


def test_coverage_counts_reports_and_tells_superseded_versions(release: Any) -> None:
    columns = "path, state, sentences, sentences_coded, reports, reports_actual"
    assert release.sql(f"select {columns} from coverage order by path, state").fetchall() == [
        ("paper/2.txt", "coded", 2, 2, 2, 1),
        ("wire/1.txt", "coded", 1, 1, 1, 1),
        ("wire/1.txt", "superseded", 0, 0, 0, 0),
    ]


def test_quality_tells_reports_from_events(release: Any) -> None:
    counts = release.sql(
        "select measure, detail, count from quality where measure in ('reports', 'events', 'documents superseded')"
        " order by measure, detail"
    ).fetchall()
    assert counts == [
        ("documents superseded", None, 1),
        ("events", "actual", 1),
        ("events", "denied", 1),
        ("reports", "actual", 2),
        ("reports", "denied", 1),
    ]


@pytest.mark.parametrize("key", [STRIKE, number(255), number(1)])
def test_an_event_is_explained_by_its_key_an_old_one_or_that_of_a_report(key: str, database: Path) -> None:
    event = explain(database, key)
    assert (event["event_id"], event["reports"][0]["report_id"]) == (STRIKE, number(2))
    assert [report["report_id"] for report in event["reports"]] == [number(2), number(1)]
    assert [span["words"] for span in event["reports"][1]["evidence"]] == ["Jets", "struck"]
    assert [one["lowest"] for one in event["reports"][0]["magnitudes"]] == [9]


def test_a_key_that_begins_several_events_or_none_is_refused(database: Path) -> None:
    with pytest.raises(EventUnknown, match="more than one event begins with '0000'"):
        explain(database, "0000")
    with pytest.raises(EventUnknown, match="no event 'ffff'"):
        explain(database, "ffff")
