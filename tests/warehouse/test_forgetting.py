"""Tests of forgetting: no byte of a document is left in parts and releases, and what others tell stays."""

import json
import subprocess
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.finding import each
from tests.older import older_warehouse
from tests.rows import a
from transforms.drafts import EXTRACTED, Record
from transforms.row import Row
from transforms.tables import (
    TABLES,
    Assertion,
    Change,
    Document,
    DocumentVersion,
    Entity,
    EntityName,
    Event,
    EventParticipant,
    EventReport,
    Mention,
    Report,
    ReportParticipant,
    Run,
    Sentence,
    Source,
    Tombstone,
)
from warehouse.database import build_database
from warehouse.earlier import read_rows_leniently
from warehouse.forgotten import read_forgotten
from warehouse.manifest import ReleaseTooNew
from warehouse.parquet import write_table
from warehouse.parts import Parts, read_part
from warehouse.purging import forgetting
from warehouse.purging.document_lookup import DocumentUnknown, FolderUnreadable
from warehouse.purging.forgetting import finish_forgetting, forget
from warehouse.purging.rewriting import Rewriter
from warehouse.releases import DATABASE, REPORT, Release, Warehouse

VERSION = "0.2.0"
ON = date(2024, 4, 1)
SECRET = "Quuxville"  # stands in every text of the first document, and nowhere else
NAME = "Ottoline Vexwood"  # whom only the first document names
GONE, STAYS, BESIDE = "a" * 16, "b" * 16, "c" * 16


def number(value: int) -> str:
    """Return a key."""
    return f"{value:016x}"


def told(document_id: str, index: int, words: str, event: int, entity_id: str) -> list[Row]:
    """Return the rows of a document that give one report of an event, with an actor."""
    ids = {"document_id": document_id, "report_id": number(index)}
    return [
        a(Sentence, sentence_id=number(index + 1), document_id=document_id),
        a(Mention, mention_id=number(index + 2), document_id=document_id, mention=words, entity_id=entity_id),
        a(Report, trigger=words, **ids),
        a(ReportParticipant, report_participant_id=number(index + 3), entity_id=entity_id, **ids),
    ]


def document(document_id: str, path: str, text: str) -> list[Row]:
    """Return a document with what came of its record."""
    return [
        a(Document, document_id=document_id, path=path, title=text, text=text, raw_hash=document_id[::-1]),
        a(Record, record_id=document_id, path=path, document_id=document_id, title=text, fingerprint=document_id),
    ]


PARTS: Mapping[str, list[Row]] = {
    "first": [
        *document(GONE, "wire/1.txt", f"Talks in {SECRET}."),
        *document(BESIDE, "wire/3.txt", "No talks."),
        *told(GONE, 10, f"{SECRET} talks", 1, "person.vexwood"),
        *told(GONE, 20, f"{SECRET} raid", 2, "person.shared"),
    ],
    "second": [*document(STAYS, "wire/2.txt", "Talks."), *told(STAYS, 30, "The Envoy", 1, "person.shared")],
}
CORPUS: list[Row] = [
    a(Source, source_id="a_source"),
    a(Run, run_id=number(1)),
    a(DocumentVersion, document_id=GONE, title=f"Talks in {SECRET}.", version=1, is_current=True),
    a(DocumentVersion, document_id=STAYS, version=1, supersedes_id=GONE, path="wire/2.txt"),
    a(Entity, entity_id="person.vexwood", name=NAME, origin="text"),
    a(Entity, entity_id="person.shared", name=f"Envoy of {SECRET}", origin="text"),
    a(EntityName, entity_name_id=number(91), entity_id="person.vexwood", alias=NAME, origin="text"),
    a(EntityName, entity_name_id=number(92), entity_id="person.shared", alias=f"{SECRET} Envoy", origin="text"),
    a(EntityName, entity_name_id=number(93), entity_id="person.shared", alias="Envoy", origin="text"),
    a(Event, event_id=number(1), report_id=number(10), reports=2, documents=2),
    a(Event, event_id=number(2), report_id=number(20), reports=1, documents=1),
    a(EventReport, event_id=number(1), report_id=number(10), position=0),
    a(EventReport, event_id=number(1), report_id=number(30), position=1),
    a(EventReport, event_id=number(2), report_id=number(20), position=0),
    *(
        a(
            EventParticipant,
            event_participant_id=number(place),
            event_id=number(event),
            report_participant_id=number(of),
        )
        for place, event, of in ((101, 1, 13), (102, 1, 33), (103, 2, 23))
    ),
    a(Assertion, assertion_id=number(111), event_id=number(1), report_id=number(10)),
    a(Assertion, assertion_id=number(112), event_id=number(1), report_id=number(30)),
    a(Change, change_id=number(121), event_id=number(1), kind="came", field="actors", after=NAME),
]


def by_table(rows: Iterable[Row]) -> dict[type[Row], list[Row]]:
    found: dict[type[Row], list[Row]] = {}
    for row in rows:
        found.setdefault(type(row), []).append(row)
    return found


def publish(warehouse: Warehouse, run: str, parts: Collection[str]) -> Release:
    """Publish a release that links these parts and has corpus tables of its own."""
    staged = warehouse.stage(run * 16)
    shelf, linked = Parts(warehouse.storage), [row for row in EXTRACTED if row in TABLES]
    for name in parts:
        part = shelf.write(name, by_table(PARTS[name]))
        for row in linked:
            source = part.file(row).relative_to(warehouse.root).as_posix()
            warehouse.storage.link(f"staging/{staged.name}/{row.table}/{name}.parquet", source)
    own = by_table(CORPUS)
    for row in TABLES:
        if row not in linked or row in own:
            (staged / row.table).mkdir(exist_ok=True)
            write_table(row.to_arrow(own.get(row, [])), staged / row.table / "all.parquet")
    (staged / "state").mkdir()
    (staged / "state" / "made_from.json").write_text("{}", encoding="utf-8")
    build_database(staged, staged / DATABASE)
    (staged / REPORT).write_text(f"Talks in {SECRET}.", encoding="utf-8")
    return warehouse.publish(staged, VERSION, {}, parts)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a warehouse of two releases, both of which hold two documents."""
    warehouse = Warehouse(tmp_path_factory.mktemp("built") / "w")
    for run in "cd":
        publish(warehouse, run, PARTS)
    return warehouse.root


@pytest.fixture
def warehouse(built: Path, tmp_path: Path) -> Warehouse:
    """Give a copy of that warehouse, whose files have as many names as there."""
    subprocess.run(["cp", "-a", built, tmp_path], check=True)
    return Warehouse(tmp_path / "w")


def words_in(root: Path) -> str:
    """Return everything that can be read in the files below a folder, tables as their values."""
    words = []
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        words.append(path.read_bytes().decode("latin-1"))
        if path.suffix == ".parquet":
            words.append(str(pq.read_table(path).to_pylist()))
        if path.suffix == ".duckdb":
            with duckdb.connect(path, read_only=True) as connection:
                tables = connection.execute("select table_name from duckdb_tables()").fetchall()
                words += [str(connection.execute(f"from {table}").fetchall()) for (table,) in tables]
    return "\n".join(words)


def test_no_byte_of_a_forgotten_document_is_left(warehouse: Warehouse) -> None:
    assert {SECRET in words_in(warehouse.root), NAME in words_in(warehouse.root)} == {True}
    purge = forget(warehouse, "wire/1.txt", "a court order", ON, VERSION)
    assert (purge.releases, [gone.document_id for gone in purge.documents]) == ((1, 2), [GONE])
    assert {SECRET in words_in(warehouse.root), NAME in words_in(warehouse.root)} == {False}


def test_what_other_documents_tell_stays(warehouse: Warehouse) -> None:
    forget(warehouse, GONE, "a court order", ON, VERSION)
    for release in each(warehouse.releases()):
        folder = release.folder
        assert [row.document_id for row in read_rows_leniently(folder, Document)] == [BESIDE, STAYS]
        (event,) = read_rows_leniently(folder, Event)
        assert (event.event_id, event.report_id, event.reports, event.documents) == (number(1), number(30), 1, 1)
        assert [row.report_id for row in read_rows_leniently(folder, EventReport)] == [number(30)]
        assert [row.event_participant_id for row in read_rows_leniently(folder, EventParticipant)] == [number(102)]
        assert [row.assertion_id for row in read_rows_leniently(folder, Assertion)] == [number(112)]
        assert [(row.entity_id, row.name) for row in read_rows_leniently(folder, Entity)] == [
            ("person.shared", "The Envoy")
        ]
        assert [row.alias for row in read_rows_leniently(folder, EntityName)] == ["Envoy"]
        assert [(row.document_id, row.supersedes_id) for row in read_rows_leniently(folder, DocumentVersion)] == [
            (STAYS, None)
        ]
        assert read_rows_leniently(folder, Change) == []
        with duckdb.connect(release.database, read_only=True) as connection:
            assert connection.execute("select event_id, reports from events").fetchall() == [(number(1), 1)]


def test_a_tombstone_stays_and_the_list_says_what_to_leave_out(warehouse: Warehouse) -> None:
    forget(warehouse, "wire/1.txt", "a court order", ON, VERSION)
    for release in each(warehouse.releases()):
        (stone,) = read_rows_leniently(release.folder, Tombstone)
        assert (stone.document_id, stone.reason, stone.is_forgotten, stone.reports) == (GONE, "a court order", True, 2)
        with duckdb.connect(release.database, read_only=True) as connection:
            assert connection.execute("select document_id from tombstones").fetchall() == [(GONE,)]
    forgotten = read_forgotten(warehouse.root)[GONE]
    assert (forgotten.is_purged, forgotten.raw_hash, forgotten.path) == (True, GONE[::-1], "wire/1.txt")
    rejection = forgotten.rejection("wire/1.txt")
    assert (rejection.reason, rejection.detail) == (
        "forgotten",
        "wire/1.txt: forgotten on 2024-04-01: a court order; remove it from the seeds",
    )


def test_parts_and_releases_are_whole_afterwards_and_share_their_files(warehouse: Warehouse) -> None:
    forget(warehouse, "wire/1.txt", "a court order", ON, VERSION)
    part = read_part(warehouse.parts / "first")
    assert part is not None
    assert part.documents == 1
    for release in each(warehouse.releases()):
        assert release.state() == "complete"
        assert (release.folder / "reports" / "first.parquet").samefile(part.folder / "reports.parquet")
        assert (release.folder / "reports" / "first.parquet").stat().st_mode & 0o222 == 0
        assert not (release.folder / "state" / "made_from.json").exists()  # so that the next build trusts no table
        manifest = release.manifest()
        assert manifest is not None
        assert manifest.forgotten == (GONE,)


def test_a_part_of_which_nothing_is_left_is_removed(warehouse: Warehouse) -> None:
    forget(warehouse, "wire/2.txt", "a court order", ON, VERSION)
    assert warehouse.storage.children("parts") == ("first",)  # or its records would be taken for read
    assert {release.state() for release in warehouse.releases()} == {"complete"}


def test_a_release_of_another_version_loses_the_document_too(warehouse: Warehouse) -> None:
    forget(warehouse, "wire/1.txt", "a court order", ON, "0.3.0")
    assert {SECRET in words_in(warehouse.root), NAME in words_in(warehouse.root)} == {False}
    with duckdb.connect(warehouse.published().database, read_only=True) as connection:
        assert connection.execute("select event_id, report_id from events").fetchall() == [(number(1), number(30))]
        assert connection.execute("select document_id from tombstones").fetchall() == [(GONE,)]
        silent = "select table_name from duckdb_columns() where not internal and comment is null"
        assert connection.execute(silent).fetchall() == []


@pytest.mark.slow
@pytest.mark.parametrize("files", [0, 6, 12, 18])
def test_a_run_that_dies_on_its_way_is_completed(
    warehouse: Warehouse, files: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite, left = Rewriter.rewrite, iter(range(files))

    def die_later(self: Rewriter, planned: object) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        rewrite(self, planned)  # type: ignore[arg-type]

    monkeypatch.setattr(Rewriter, "rewrite", die_later)
    with pytest.raises(KeyboardInterrupt):
        forget(warehouse, "wire/1.txt", "a court order", ON, VERSION)
    monkeypatch.undo()
    assert [document.document_id for document in finish_forgetting(warehouse, VERSION).documents] == [GONE]
    assert {SECRET in words_in(warehouse.root), NAME in words_in(warehouse.root)} == {False}
    assert {release.state() for release in warehouse.releases()} == {"complete"}
    assert finish_forgetting(warehouse, VERSION).documents == ()
    assert [row.reports for row in read_rows_leniently(warehouse.published().folder, Event)] == [1]


def test_a_run_that_dies_before_the_database_is_completed(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(forgetting, "remake", die)
    with pytest.raises(KeyboardInterrupt):
        forget(warehouse, "wire/1.txt", "a court order", ON, VERSION)
    monkeypatch.undo()
    forget(warehouse, "wire/1.txt", "a court order", ON, VERSION)
    assert SECRET not in words_in(warehouse.root)
    assert {release.state() for release in warehouse.releases()} == {"complete"}


def test_forgetting_twice_changes_nothing(warehouse: Warehouse) -> None:
    forget(warehouse, "wire/1.txt", "a court order", ON, VERSION)
    before = read_forgotten(warehouse.root)
    assert forget(warehouse, GONE, "a court order", ON, VERSION).releases == (1, 2)  # whose tombstones are made anew
    assert read_forgotten(warehouse.root) == before
    assert len(read_rows_leniently(warehouse.published().folder, Tombstone)) == 1


def test_a_name_that_means_no_document_or_several_is_told(warehouse: Warehouse) -> None:
    with pytest.raises(DocumentUnknown, match=r"no document 'wire/9\.txt'; give its path"):
        forget(warehouse, "wire/9.txt", "a court order", ON, VERSION)
    with pytest.raises(DocumentUnknown, match="no document 'aaa'"):  # too short for a key
        forget(warehouse, "aaa", "a court order", ON, VERSION)
    assert forget(warehouse, "aaaa", "a court order", ON, VERSION).documents[0].document_id == GONE


def test_a_damaged_file_of_a_release_is_named_and_a_damaged_part_removed(warehouse: Warehouse) -> None:
    for folder in (warehouse.parts / "second", warehouse.published().folder / "reports"):
        file = folder / ("reports.parquet" if folder.parent == warehouse.parts else "second.parquet")
        file.unlink()
        file.write_bytes(b"PAR1")
    with pytest.raises(FolderUnreadable, match=r"0002-d+: .*; restore or remove it, then forget the document again"):
        forget(warehouse, "wire/1.txt", "a court order", ON, VERSION)
    warehouse.storage.remove(warehouse.published().name)
    assert forget(warehouse, "wire/1.txt", "a court order", ON, VERSION).releases == (1,)
    assert warehouse.storage.children("parts") == ("first",)
    assert SECRET not in words_in(warehouse.root)


def test_a_release_of_a_newer_version_stops_it_before_anything_is_changed(warehouse: Warehouse) -> None:
    manifest = warehouse.published().folder / "release.json"
    newer = json.loads(manifest.read_text()) | {"format": 3}
    manifest.unlink()
    manifest.write_text(json.dumps(newer), encoding="utf-8")
    with pytest.raises(ReleaseTooNew):
        forget(warehouse, "wire/1.txt", "a court order", ON, VERSION)
    assert read_forgotten(warehouse.root) == {}


def test_a_release_of_before_loses_the_document_too(tmp_path: Path) -> None:
    _, root = older_warehouse(tmp_path, "0.1.0")
    purge = forget(Warehouse(root), "wire/second.md", "a court order", ON, VERSION)
    assert (purge.releases, purge.documents[0].reports) == ((2,), 3)
    words = words_in(root)
    assert ("Three fighters were killed" in words, "Iraq protested" in words) == (False, True)
    folder = Warehouse(root).published().folder
    with duckdb.connect() as connection:
        for table in ("events", "incidents"):
            (parquet,) = connection.execute(f"select count(*) from '{folder / table}.parquet'").fetchall()
            assert parquet == ({"events": 8, "incidents": 7}[table],)


def test_all_versions_at_a_path_are_forgotten(tmp_path: Path) -> None:
    _, root = older_warehouse(tmp_path, "0.1.0")
    assert len(forget(Warehouse(root), "wire/talks.txt", "a court order", ON, VERSION).documents) == 2
    assert "Sisi on Monday" not in words_in(root)
