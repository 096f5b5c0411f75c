"""Tests of differences between releases: rows of two releases in, what differs and why out.

Release 1 has a strike, a visit, a speech and a march. Until release 3 an earlier report gave the strike another id, its
dead were counted twice, the visit merged into it, the speech went with its document, and a treaty came.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.rows import a, current, told_by
from transforms.row import Row
from transforms.tables import (
    TABLES,
    Change,
    Document,
    DocumentVersion,
    EventAlias,
    Report,
    Run,
    Sentence,
    Source,
    Tombstone,
)
from warehouse.database import build_database
from warehouse.differences import Differences, ReleaseIncomparable, Why, differences, two_releases
from warehouse.manifest import Manifest, files_of, write_manifest
from warehouse.parquet import write_rows
from warehouse.releases import DATABASE, Release, ReleaseUnknown, Warehouse

DAY, LATER = date(2024, 3, 4), date(2024, 3, 9)
TEXT = "Jets struck Homs."


def number(value: int) -> str:
    return f"{value:016x}"


STRIKE, STRIKE_NOW, VISIT, SPEECH, MARCH, TREATY = (number(value) for value in range(0xA1, 0xA7))
WIRE, POST, SPOKEN, WIRE_AGAIN = (number(value) for value in range(1, 5))


def document(key: str, path: str, title: str) -> Document:
    return a(Document, document_id=key, source_id="a_source", path=path, text=TEXT, title=title)


WAS = document(WIRE, "wire/strike.md", "Strike")
AGAIN = document(WIRE_AGAIN, "wire/strike.md", "Strike, corrected")
NEW = document(POST, "post/treaty.md", "Treaty")
SAID = document(SPOKEN, "wire/speech.md", "Speech")


def event(key: str, kind: str, held: str, day: date | None = DAY, **about: Any) -> list[Row]:
    days = {"occurred_first_on": day, "occurred_last_on": day}
    told = a(Report, report_id=key, document_id=held, sentence_id=number(9), event_type=kind, **days, **about)
    return [told, *told_by(told)]


def run(release: int) -> Run:
    return a(Run, run_id=number(100 + release), release=release)


def change(at: int, release: int, event_id: str, kind: str, reason: str, field: str | None = None, **about: Any) -> Row:
    told = {"run_id": number(100 + release), "event_id": event_id, "kind": kind, "reason": reason, "field": field}
    return a(Change, change_id=number(at), **told, **about)


def shared(held: str) -> list[Row]:
    sentence = a(Sentence, sentence_id=number(9), document_id=held, sentence_start=0, sentence_end=len(TEXT))
    return [a(Source, source_id="a_source", name="A Source"), sentence]


FIRST: list[Row] = [
    *(run(1), *shared(WIRE), WAS, SAID, current(WAS), current(SAID)),
    *event(STRIKE, "ASSAULT", WIRE, deaths=2),
    *event(VISIT, "CONSULT", WIRE),
    *event(SPEECH, "ACCUSE", SPOKEN, None),
    *event(MARCH, "PROTEST", WIRE, LATER),
]
THIRD: list[Row] = [
    *(run(1), run(2), run(3), *shared(WIRE_AGAIN), AGAIN, NEW, current(NEW)),
    a(DocumentVersion, **current(AGAIN).model_dump() | {"version": 2, "supersedes_id": WIRE, "address": "wire"}),
    a(DocumentVersion, **current(WAS).model_dump() | {"is_current": False, "text": TEXT, "address": "wire"}),
    *event(STRIKE_NOW, "ASSAULT", WIRE_AGAIN, deaths=4),
    *event(MARCH, "PROTEST", WIRE_AGAIN, LATER),
    *event(TREATY, "AGREE", POST, LATER),
    a(EventAlias, alias_id=STRIKE, event_id=STRIKE_NOW, reason="earlier_report", run_id=number(102)),
    a(EventAlias, alias_id=VISIT, event_id=STRIKE_NOW, reason="merged", run_id=number(103)),
    a(Tombstone, document_id=SPOKEN, path="wire/speech.md", reason="withdrawn", run_id=number(103)),
    change(1, 2, STRIKE, "changed", "document", "deaths", before="2", after="3", document_id=POST),
    change(2, 3, STRIKE_NOW, "changed", "version", "deaths", before="3", after="4", document_id=WIRE_AGAIN),
    change(3, 2, MARCH, "changed", "correction", "deaths", before=None, after="7"),
    change(4, 3, MARCH, "changed", "correction", "deaths", before="7", after=None),
    change(5, 3, SPEECH, "went", "withdrawal", document_id=SPOKEN),
    change(6, 2, TREATY, "came", "document", document_id=POST),
    change(7, 2, number(0xFF), "came", "document", document_id=POST),
    change(8, 3, number(0xFF), "went", "code"),
]


def published(root: Path, release: int, rows: Iterable[Row]) -> Release:
    """Write a release; return it."""
    run_id = number(100 + release)
    folder = root / "releases" / f"{release:04d}-{run_id}"
    folder.mkdir(parents=True)
    held = list(rows)
    write_rows(folder, {row: [member for member in held if type(member) is row] for row in TABLES})
    build_database(folder, folder / DATABASE)
    made_at = datetime(2024, 3, 10, tzinfo=UTC)
    write_manifest(folder, Manifest(release, run_id, made_at, "0.2.0", {}, files_of(folder)))
    return Release(folder, release, run_id)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("warehouse")


@pytest.fixture(scope="module")
def releases(root: Path) -> tuple[Release, Release]:
    return published(root, 1, FIRST), published(root, 3, THIRD)


@pytest.fixture(scope="module")
def found(releases: tuple[Release, Release]) -> Differences:
    return differences(*releases)


def test_changes_of_several_runs_add_up_by_event(found: Differences) -> None:
    told = [(event.kind, event.event_id, event.formerly, event.into, event.why.reason) for event in found.events]
    assert told == [
        ("changed", STRIKE_NOW, STRIKE, None, "version"),
        ("merged", VISIT, None, STRIKE_NOW, "version"),
        ("came", TREATY, None, None, "document"),
        ("went", SPEECH, None, None, "withdrawal"),
    ]
    kinds = {"changed": {"version": 1}, "merged": {"version": 1}, "came": {"document": 1}, "went": {"withdrawal": 1}}
    assert found.counts == kinds
    assert not found.is_compared


def test_a_field_has_its_first_value_and_its_last_and_why(found: Differences) -> None:
    (field,) = found.events[0].fields
    assert (field.field, field.before, field.after) == ("deaths", "2", "4")
    assert field.why == Why("version", WIRE_AGAIN, "wire/strike.md", "Strike, corrected")


def test_a_document_came_went_or_has_a_new_version(found: Differences) -> None:
    assert [(document.kind, document.path, document.detail) for document in found.documents] == [
        ("came", "post/treaty.md", None),
        ("went", "wire/speech.md", "withdrawn"),
        ("version", "wire/strike.md", WIRE),
    ]


def test_a_limit_shows_less_and_counts_all(releases: tuple[Release, Release], found: Differences) -> None:
    fewer = differences(*releases, limit=1)
    assert (len(fewer.events), len(fewer.documents), fewer.counts) == (1, 1, found.counts)


def test_a_release_that_is_no_ancestor_is_compared(releases: tuple[Release, Release]) -> None:
    first, third = releases
    found = differences(third, first)
    assert found.is_compared
    assert [(event.kind, event.event_id, event.formerly, event.why.reason) for event in found.events] == [
        ("changed", STRIKE, STRIKE_NOW, None),
        ("came", VISIT, None, None),
        ("went", TREATY, None, None),
        ("came", SPEECH, None, None),
    ]
    assert [(field.field, field.before, field.after) for field in found.events[0].fields] == [("deaths", "4", "2")]


def test_a_release_does_not_differ_from_itself(releases: tuple[Release, Release]) -> None:
    found = differences(releases[1], releases[1])
    assert (found.counts, found.events, found.documents, found.is_compared) == ({}, [], [], False)


def test_a_release_of_before_reports_is_not_compared(tmp_path: Path, releases: tuple[Release, Release]) -> None:
    with pytest.raises(ReleaseIncomparable, match="release 1 counts what sentences tell"):
        differences(Release(tmp_path, 1, number(1)), releases[1])


def test_the_release_before_is_the_one_on_which_it_was_built(root: Path, releases: tuple[Release, Release]) -> None:
    with pytest.raises(ReleaseUnknown, match="release 2: there is none; whole ones are 1, 3"):
        two_releases(Warehouse(root), None, 3)
    with pytest.raises(ReleaseUnknown, match="release 1 is built on no other"):
        two_releases(Warehouse(root), None, 1)
    assert [release.number for release in two_releases(Warehouse(root), 1, 3)] == [1, 3]


def test_changes_flat_tells_changes_in_words(releases: tuple[Release, Release]) -> None:
    columns = "release, kind, event_id, event_type, field, before, after, reason, path, title"
    with duckdb.connect(releases[1].database, read_only=True) as connection:
        told = connection.sql(f"select {columns} from changes_flat order by change_id").fetchall()
    assert told[:2] == [
        (2, "changed", STRIKE_NOW, "ASSAULT", "deaths", "2", "3", "document", "post/treaty.md", "Treaty"),
        (3, "changed", STRIKE_NOW, "ASSAULT", "deaths", "3", "4", "version", "wire/strike.md", "Strike, corrected"),
    ]
    assert told[4] == (3, "went", SPEECH, None, None, None, None, "withdrawal", "wire/speech.md", None)
