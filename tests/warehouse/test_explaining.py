"""Tests of explaining an event by the words on which it rests: rows of a release in, the event in words out.

Two sources tell of one strike, the later one with a number and by name; a third report denies another one.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.rows import a, current, told_by
from transforms.row import Row
from transforms.tables import (
    TABLES,
    Document,
    DocumentVersion,
    Entity,
    EventAlias,
    EventPart,
    EventReport,
    Magnitude,
    Mention,
    NumberClaim,
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
          document_id=told.document_id, role=role, position=0, basis="syntax", **who),
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
    a(EventPart, event_id=DENIAL, part_of_id=STRIKE, reason="accusation", report_id=number(3),
      whole_report_id=number(2)),
    a(NumberClaim, report_id=number(2), event_id=STRIKE, kind="deaths", lowest=9, highest=9, standing="standing",
      is_latest=True),
    *told_by(DENIED, SYRIA[1:], event_id=DENIAL),  # type: ignore[arg-type]
    a(EventAlias, alias_id=number(255), event_id=STRIKE),
]  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("release")
    write_rows(folder, {row: [one for one in ROWS if type(one) is row] for row in TABLES})
    build_database(folder, folder / "entente.duckdb")
    return folder / "entente.duckdb"


@pytest.mark.parametrize("key", [STRIKE, number(255), number(1)])
def test_an_event_is_explained_by_its_key_an_old_one_or_that_of_a_report(key: str, database: Path) -> None:
    event = explain(database, key)
    assert (event["event_id"], event["reports"][0]["report_id"]) == (STRIKE, number(2))
    assert [report["report_id"] for report in event["reports"]] == [number(2), number(1)]
    assert [span["words"] for span in event["reports"][1]["evidence"]] == ["Jets", "struck"]
    assert [one["lowest"] for one in event["reports"][0]["magnitudes"]] == [9]
    assert event["part_of"] == []
    assert [(part["event_id"], part["reason"], part["trigger"]) for part in event["parts"]] == [
        (DENIAL, "accusation", "shelled")
    ]
    told = {field["field"]: (field["value"], field["words"], field["basis"]) for field in event["fields"]}
    assert told["actor"] == ("Israel", "Israel", "syntax")
    assert told["deaths"] == ("9", "nine", "sentence")
    assert told["place"] == ("Homs", None, "stated")
    assert [(number["lowest_by"], number["latest"]) for number in event["numbers"]] == [("The Paper", 9)]


def test_a_key_that_begins_several_events_or_none_is_refused(database: Path) -> None:
    with pytest.raises(EventUnknown, match="more than one event begins with '0000'"):
        explain(database, "0000")
    with pytest.raises(EventUnknown, match="no event 'ffff'"):
        explain(database, "ffff")
