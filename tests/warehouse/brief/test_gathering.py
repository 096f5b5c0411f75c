"""Tests of what a brief tells: events that came, rifts of new documents, reversals, levels, and where it begins."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.rows import a, current
from tests.warehouse.brief.small import FIRST, SECOND, came, two_releases
from tests.warehouse.report.small import DAY, event, small_rows, warehouse_of
from transforms.row import Row
from transforms.tables import Change, Document, Entity, EventAlias, Place, Run, Source
from warehouse.brief.gathering import Since, SinceInvalid, gather_brief
from warehouse.brief.unusual import chance

MADE = {"run_id": SECOND, "reason": "withdrawal"}


def test_events_and_rifts_of_new_documents_alone_are_new(tmp_path: Path) -> None:
    brief = gather_brief(two_releases(tmp_path, [came("a" * 16, 1)]))
    assert (brief.release, brief.since) == (2, Since(1, date(2018, 5, 3), None))
    assert (brief.new_events, brief.new_documents) == (1, 1)
    assert [(row["event_id"], row["who"], row["event_type"], row["whom"]) for row in brief.events] == [
        ("a" * 16, "Iran", "ACCUSE", "Turkey")
    ]
    assert brief.rifts == []  # an older document tells a turn of it, and why the two stand together


def versions_of_small() -> list[Row]:
    rows = small_rows()
    return [*rows, *(current(row) for row in rows if isinstance(row, Document))]


def test_everything_is_new_in_a_first_release_and_merged_by_document(tmp_path: Path) -> None:
    brief = gather_brief(warehouse_of(tmp_path, versions_of_small()))
    assert (brief.since, brief.new_events) == (Since(0, None, None), 3)
    assert [(row["event_type"], row["others"]) for row in brief.events] == [("ACCUSE", 0), ("CONSULT", 1)]
    assert {row["kind"] for row in brief.rifts} == {"rift"}


def test_what_was_told_before_is_reversed_in_one_line_each(tmp_path: Path) -> None:
    changes: list[Row] = [
        a(Change, change_id="1" * 16, event_id="7" * 16, kind="went", document_id="6" * 16, **MADE),
        a(Change, change_id="2" * 16, event_id="8" * 16, kind="went", document_id="6" * 16, **MADE),
        a(Change, change_id="3" * 16, event_id="9" * 16, kind="went", **MADE),
        a(EventAlias, alias_id="9" * 16, event_id="f" * 16, run_id=SECOND),
        a(
            Change,
            change_id="4" * 16,
            event_id="e" * 16,
            kind="changed",
            field="factuality",
            before="planned",
            after="actual",
            **MADE,
        ),
        a(Change, change_id="5" * 16, event_id="e" * 16, kind="changed", field="score", before="1", after="2", **MADE),
        a(Change, change_id="6" * 16, event_id="f" * 16, kind="went", **MADE | {"run_id": FIRST}),
    ]
    brief = gather_brief(two_releases(tmp_path, changes))
    assert [(row["reversal"], row["event_ids"], row["now_id"]) for row in brief.reversals] == [
        ("merged", ["9" * 16], "f" * 16),
        ("factuality", ["e" * 16], "e" * 16),
        ("withdrawn", ["7" * 16, "8" * 16], "7" * 16),
    ]


def test_nothing_is_new_since_the_last_release_itself(tmp_path: Path) -> None:
    database = two_releases(tmp_path, [came("a" * 16, 1)])
    assert gather_brief(database, "2").is_empty
    assert gather_brief(database, "2018-05-02").new_documents == 2
    assert gather_brief(database, "2018-05-03").is_empty


def test_a_wrong_beginning_is_told_with_what_there_is(tmp_path: Path) -> None:
    database = two_releases(tmp_path, [])
    with pytest.raises(SinceInvalid, match=r"--since 7: release 2 was not built on it; there are 1, 2$"):
        gather_brief(database, "7")
    with pytest.raises(SinceInvalid, match=r"--since May: neither a release nor a day; write one of 1, 2 or a day as"):
        gather_brief(database, "May")


def test_a_place_is_above_its_usual_level_against_the_weeks_before(tmp_path: Path) -> None:
    rows: list[Row] = [
        a(Run, run_id=FIRST),
        a(Source, source_id="wire", name="Wire"),
        a(Entity, entity_id="state.irn", name="Iran", kind="state", country="IRN"),
        a(Entity, entity_id="state.tur", name="Turkey", kind="state", country="TUR"),
        a(Place, place_id="1", name="Mosul", latitude=36.3, longitude=43.1, country="IRQ"),
    ]
    told = [(0, number) for number in range(9)] + [(week, 0) for week in range(1, 6)]
    for at, (week, _) in enumerate(told):
        key, on = f"{at:016x}", DAY - timedelta(weeks=week)
        text = f"Turkey bombed Iran on May 2, 2018 near hill {at}."
        rows.append(
            a(Document, document_id=key, source_id="wire", text=text, published_first_on=on, published_last_on=on)
        )
        days = {"occurred_first_on": on, "occurred_last_on": on, "event_type": "ASSAULT", "quad_class": 4}
        rows += event(key, key, text, 0, "bombed", ["Turkey"], ["Iran"], **days)
    levels = gather_brief(warehouse_of(tmp_path, rows)).levels
    assert levels is not None
    assert (levels.first_on, levels.last_on, levels.windows, levels.compared) == (date(2018, 4, 26), DAY, 5, 3)
    assert [(row.kind, row.subject, row.events, row.usual) for row in levels.above] == [
        ("actor", "Iran", 9, 1.0),
        ("actor", "Turkey", 9, 1.0),
        ("place", "Mosul", 9, 1.0),
    ]
    assert len(levels.above[0].quoted) == 3


def test_a_week_alone_is_no_history(tmp_path: Path) -> None:
    levels = gather_brief(warehouse_of(tmp_path, [*dated_small()])).levels
    assert levels is not None
    assert (levels.windows, levels.is_enough, levels.above) == (0, False, [])


def dated_small() -> list[Row]:
    return [
        row.model_copy(update={"published_last_on": DAY}) if isinstance(row, Document) else row
        for row in versions_of_small()
    ]


@pytest.mark.parametrize(
    ("now", "before", "windows", "expected"),
    [
        (3, 0, 12, (1 / 13) ** 3),
        (0, 5, 12, 1.0),
        (2, 1, 1, 0.5),
        (1, 1, 3, 1 - (3 / 4) ** 2),
    ],
)
def test_the_chance_of_so_many_is_binomial(now: int, before: int, windows: int, expected: float) -> None:
    assert chance(now, before, windows) == pytest.approx(expected)
