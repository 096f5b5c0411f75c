"""Tests of the whole pipeline: what a user gets, and that a run which fails or dies changes nothing."""

import dataclasses
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from expectations.findings import ExpectationsNotMet
from flows import pipeline
from flows.code_versions import code_of
from flows.extractions import Extracted
from flows.pipeline import ReadNow, Stages, Summary, Survey, read_batches, resolve_release, run
from flows.reading_pool import Readers
from tests.comparing import differences
from tests.small_seeds import write_small_seeds
from transforms.documents.batches import Batch
from transforms.tables import Change, Event, Run, Sentence, Tombstone
from warehouse import database
from warehouse.parquet import read_rows, write_rows
from warehouse.parts import Parts
from warehouse.releases import Warehouse
from warehouse.storage import WarehouseLocked
from warehouse.view import VIEWS

ROOT = Path(__file__).parent.parent
FILES = 3
TREATY = "Germany and Poland signed a border treaty in Warsaw.\n"
UNCHECKED = Stages(validate=lambda *_: 0)
"""For tests of what stands in the tables: checks have tests of their own, and take seconds."""


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_seeds(tmp_path_factory.mktemp("seeds"))


@pytest.fixture(scope="module")
def built(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("warehouse")
    run(seeds, root)
    return root


def published(root: Path) -> Path:
    return Warehouse(root).published().folder


def answer(root: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(Warehouse(root).published().database, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_pipeline_ends_in_a_database_with_a_comment_on_everything(built: Path) -> None:
    assert (
        answer(built, "select table_name, column_name from duckdb_columns() where not internal and comment is null")
        == []
    )
    flat = "select distinct event_type, actor_countries, recipient_countries from events_flat order by all"
    events = answer(built, flat)
    assert ("CONSULT", "EGY; FRA", None) in events
    assert any(kind == "ASSAULT" and actor == "TUR" for kind, actor, _ in events)


def test_every_file_is_a_document_or_a_rejection(built: Path) -> None:
    texts = "select path from documents union all select path || ': ' || reason from rejections order by all"
    assert answer(built, texts) == [("wire/empty.txt: empty",), ("wire/strike.md",), ("wire/talks.txt",)]


def test_a_second_run_reads_nothing_and_publishes_nothing(seeds: Path, built: Path) -> None:
    before = Warehouse(built).published()
    summary = run(seeds, built)
    assert (summary.is_unchanged, summary.documents_read) == (True, 0)
    assert Warehouse(built).published() == before


def test_the_same_seeds_give_the_same_rows(seeds: Path, built: Path, tmp_path: Path) -> None:
    run(seeds, tmp_path, stages=UNCHECKED)
    assert differences(published(built), published(tmp_path)) == {}


def test_reading_all_again_gives_the_same_rows(seeds: Path, built: Path, tmp_path: Path) -> None:
    run(seeds, tmp_path, stages=UNCHECKED)
    summary = run(seeds, tmp_path, force=True, stages=UNCHECKED)
    assert (summary.documents_read, summary.release) == (2, 2)
    assert differences(published(built), published(tmp_path)) == {}


def test_the_order_of_reading_changes_nothing(seeds: Path, built: Path, tmp_path: Path) -> None:
    for name in ("wire/talks.txt", "wire/strike.md", "wire/empty.txt"):
        (tmp_path / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / name).write_bytes((seeds / name).read_bytes())
        (tmp_path / "seeds" / "wire" / "source.yaml").write_bytes((seeds / "wire" / "source.yaml").read_bytes())
        run(tmp_path / "seeds", tmp_path / "warehouse", stages=UNCHECKED)
    assert differences(published(built), published(tmp_path / "warehouse")) == {}


def test_a_new_document_is_read_alone(tmp_path: Path) -> None:
    own, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    run(own, root, stages=UNCHECKED)
    (own / "wire" / "late.txt").write_text(TREATY, encoding="utf-8")
    summary = run(own, root)
    assert (summary.documents, summary.documents_read, summary.release) == (3, 1, 2)
    changes = read_rows(published(root), Change)
    assert {(change.kind, change.reason) for change in changes} == {("came", "document")}
    late = answer(root, "select document_id from documents where path = 'wire/late.txt'")
    assert {(change.document_id,) for change in changes} == set(late)


def test_a_part_that_was_damaged_is_read_again(seeds: Path, built: Path, tmp_path: Path) -> None:
    own, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    run(own, root, stages=UNCHECKED)
    (part,) = Parts(Warehouse(root).storage).whole()
    part.file(Sentence).unlink()  # releases link it, too, so its bytes are theirs
    part.file(Sentence).write_bytes(b"")
    assert run(own, root, stages=UNCHECKED).is_unchanged
    (own / "wire" / "late.txt").write_text(TREATY, encoding="utf-8")
    summary = run(own, root, stages=UNCHECKED)
    assert (summary.documents, summary.documents_read, summary.release) == (3, 3, 2)
    (own / "wire" / "late.txt").unlink()
    run(own, root, stages=UNCHECKED)
    assert differences(published(built), published(root)) == {}


def test_a_document_that_was_another_one_only_while_it_was_read_is_read_by_the_next_run(tmp_path: Path) -> None:
    own, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    path = own / "wire" / "talks.txt"
    text = path.read_text(encoding="utf-8")

    def read_another(batches: Iterable[Batch], root: Path, readers: Readers) -> Iterator[tuple[int, Extracted]]:
        path.write_text(TREATY, encoding="utf-8")
        yield from read_batches(batches, root, readers)
        path.write_text(text, encoding="utf-8")

    run(own, root, stages=dataclasses.replace(UNCHECKED, read=read_another))
    assert answer(root, "select path from rejections where reason = 'changed'") == [("wire/talks.txt",)]
    assert run(own, root, stages=UNCHECKED).documents_read == 1
    assert answer(root, "select path from documents where path like '%talks.txt'") == [("wire/talks.txt",)]


def test_a_second_run_at_the_same_time_is_refused(seeds: Path, built: Path) -> None:
    with Warehouse(built).lock(), pytest.raises(WarehouseLocked, match="another run is under way"):
        run(seeds, built)


def test_tables_that_fail_their_checks_are_not_published(tmp_path: Path) -> None:
    own = write_small_seeds(tmp_path / "seeds")
    run(own, tmp_path / "warehouse", stages=UNCHECKED)
    before = Warehouse(tmp_path / "warehouse").published()

    def resolve_badly(surveyed: Survey, warehouse: Warehouse, started_at: datetime, read: ReadNow) -> Path:
        staged = resolve_release(surveyed, warehouse, started_at, read)
        first, *others = read_rows(staged, Sentence)
        for linked in (staged / Sentence.table).iterdir():
            linked.unlink()
        write_rows(staged, {Sentence: [first.model_copy(update={"sentence_end": 10**6}), *others]})
        return staged

    with pytest.raises(ExpectationsNotMet, match="No sentence ends after its document does"):
        run(own, tmp_path / "warehouse", force=True, stages=dataclasses.replace(Stages(), resolve=resolve_badly))
    assert Warehouse(tmp_path / "warehouse").published() == before


@pytest.mark.slow
def test_a_run_killed_at_any_stage_changes_nothing_and_the_next_completes(tmp_path: Path) -> None:
    own, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    run(own, root, stages=UNCHECKED)
    before = Warehouse(root).published()
    files = bytes_of(before.folder)
    (own / "wire" / "late.txt").write_text(TREATY, encoding="utf-8")
    for stage in ("survey:", "read:", "resolve:", "validate:", "publish:"):
        kill_when_told(stage, own, root)
        assert (Warehouse(root).published(), bytes_of(before.folder)) == (before, files), stage
    summary = run(own, root)
    assert (summary.documents, summary.release) == (3, 2)
    assert sorted(held.release for held in read_rows(published(root), Run)) == [1, 2]
    run(own, tmp_path / "anew", stages=UNCHECKED)
    assert differences(published(tmp_path / "anew"), published(root)) == {}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def kill_when_told(stage: str, seeds: Path, root: Path) -> None:
    """Start a run as a user would and kill it, as `kill -9` does, at the moment it tells of a stage."""
    folders = ["--seeds", str(seeds), "--warehouse", str(root)]
    command = [sys.executable, "-m", "flows.cli", "build", "--no-prefect", *folders]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith(stage):
                process.send_signal(signal.SIGKILL)
                break
        process.stderr.read()
        assert process.wait() == -signal.SIGKILL


@pytest.mark.slow
def test_the_flow_gives_what_the_pipeline_gives(
    seeds: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.testing.utilities import prefect_test_harness

    from flows.build import build
    from flows.reading_processes import Work

    def done(work: Work) -> Extracted:
        threads.add(threading.current_thread())
        return read_here(work)

    threads, read_here = set[threading.Thread](), Work.done
    monkeypatch.setattr(Work, "done", done)
    with prefect_test_harness(server_startup_timeout=120):
        summary = build(seeds, tmp_path, workers=1, return_state=True).result()
    assert isinstance(summary, Summary)
    assert (summary.files, summary.documents, summary.rejections, summary.release) == (FILES, 2, 1, 1)
    assert differences(published(built), published(tmp_path)) == {}
    assert threads == {threading.main_thread()}  # where alone a document that takes too long can be interrupted


@pytest.mark.slow
def test_several_processes_give_what_one_gives(seeds: Path, built: Path, tmp_path: Path) -> None:
    summary = run(seeds, tmp_path, workers=2, stages=UNCHECKED)
    assert summary.documents_read == 2
    assert differences(published(built), published(tmp_path)) == {}


def test_a_document_that_was_changed_supersedes_what_an_earlier_release_held(tmp_path: Path) -> None:
    own, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    run(own, root, stages=UNCHECKED)
    talks = own / "wire" / "talks.txt"
    talks.write_text(talks.read_text(encoding="utf-8").replace("condemned", "welcomed"), encoding="utf-8")
    run(own, root, stages=UNCHECKED)
    versions = "select version, is_current, supersedes_id is null, text like '%condemned%' from document_versions"
    texts = answer(root, f"{versions} where path = 'wire/talks.txt' order by version")
    assert texts == [(1, False, True, True), (2, True, False, None)]
    assert answer(root, "select event_type from reports where trigger in ('condemned', 'welcomed')") == [("SUPPORT",)]
    assert answer(root, "select count(*) from documents where path = 'wire/talks.txt'") == [(1,)]
    assert answer(root, "select distinct reason from changes") == [("version",)]
    assert read_rows(published(root), Tombstone) == []
    run(own, tmp_path / "anew", stages=UNCHECKED)
    assert differences(published(tmp_path / "anew"), published(root)) == {}


def test_a_document_that_was_withdrawn_leaves_a_tombstone_and_its_events_go(seeds: Path, tmp_path: Path) -> None:
    own, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    run(own, root, stages=UNCHECKED)
    ((strike,),) = answer(root, "select document_id from documents where path = 'wire/strike.md'")
    texts = answer(root, f"select report_id from reports where document_id = '{strike}'")
    (own / "wire" / "strike.md").unlink()
    summary = run(own, root)
    assert (summary.documents, summary.documents_read) == (1, 0)
    assert [(row.document_id, row.path, row.reason, row.is_forgotten, row.reports) for row in tombstones(root)] == [
        (strike, "wire/strike.md", "withdrawn", False, len(texts))
    ]
    changes = read_rows(published(root), Change)
    assert {(change.kind, change.reason, change.document_id) for change in changes} == {("went", "withdrawal", strike)}
    assert not {change.event_id for change in changes} & {event.event_id for event in read_rows(published(root), Event)}
    (own / "wire" / "strike.md").write_bytes((seeds / "wire" / "strike.md").read_bytes())
    run(own, root, stages=UNCHECKED)
    assert tombstones(root) == []
    assert {
        (change.kind, change.reason) for change in read_rows(published(root), Change) if is_of_last(change, root)
    } == {("came", "document")}


def test_what_went_is_told_though_no_record_of_its_part_stands_any_more(tmp_path: Path) -> None:
    own, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    run(own, root, stages=UNCHECKED)
    late = own / "wire" / "late.txt"
    late.write_text(TREATY, encoding="utf-8")
    run(own, root, stages=UNCHECKED)
    late.write_text(TREATY.replace("signed", "rejected"), encoding="utf-8")
    run(own, root, stages=UNCHECKED)
    assert {change.reason for change in read_rows(published(root), Change) if is_of_last(change, root)} == {"version"}
    assert answer(root, "select count(*) from document_versions where not is_current and text is not null") == [(1,)]
    late.unlink()
    run(own, root, stages=UNCHECKED)
    assert [row.path for row in tombstones(root)] == ["wire/late.txt"]
    texts = {(row.kind, row.reason) for row in read_rows(published(root), Change) if is_of_last(row, root)}
    assert texts == {("went", "withdrawal")}


def test_another_version_of_our_code_tells_only_of_what_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    run(own, root, stages=UNCHECKED)
    monkeypatch.setattr(
        pipeline, "code_of", lambda stage, parsed=None: code_of(stage, parsed) if stage == "extract" else "another"
    )
    summary = run(own, root, stages=UNCHECKED)
    assert (summary.documents_read, summary.release) == (0, 2)
    assert read_rows(published(root), Change) == []
    monkeypatch.undo()
    (own / "wire" / "strike.md").unlink()
    run(own, root, stages=UNCHECKED)
    assert {(change.kind, change.reason) for change in read_rows(published(root), Change)} == {("went", "withdrawal")}
    assert [row.path for row in tombstones(root)] == ["wire/strike.md"]


def test_another_version_of_a_view_is_in_the_next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    run(own, root, stages=UNCHECKED)
    others = [dataclasses.replace(view, description="Another description.") for view in VIEWS]
    monkeypatch.setattr(database, "VIEWS", others)
    monkeypatch.setattr(
        pipeline, "code_of", lambda stage, parsed=None: "another" if stage == "publish" else code_of(stage, parsed)
    )
    assert run(own, root, stages=UNCHECKED).documents_read == 0
    assert answer(root, "select distinct comment from duckdb_views() where not internal") == [("Another description.",)]


def tombstones(root: Path) -> Sequence[Tombstone]:
    return read_rows(published(root), Tombstone)


def is_of_last(change: Change, root: Path) -> bool:
    return change.run_id == Warehouse(root).published().run_id


LINES = '{"text": "%s", "title": "%s", "url": "https://wire.example/%s"}\n'


def test_a_record_that_was_changed_is_read_alone(tmp_path: Path) -> None:
    own, root = tmp_path / "seeds", tmp_path / "warehouse"
    (own / "lines").mkdir(parents=True)
    (own / "lines" / "source.yaml").write_text("name: A Wire\nkind: wire\nlanguage: en\n", encoding="utf-8")
    texts = [
        "Germany signed a treaty with Poland in the morning.",
        "France protested in the streets of the capital.",
        "Turkish troops attacked Kurdish rebels.",
    ]
    lines = [LINES % (text, f"Title {index}", index) for index, text in enumerate(texts)]
    (own / "lines" / "news.jsonl").write_text("".join(lines), encoding="utf-8")
    assert run(own, root, stages=UNCHECKED).documents_read == 3
    lines[1] = lines[1].replace("protested", "condemned the attack")
    (own / "lines" / "news.jsonl").write_text("".join(lines), encoding="utf-8")
    summary = run(own, root, stages=UNCHECKED)
    assert (summary.documents, summary.documents_read, summary.release) == (3, 1, 2)
    assert answer(root, "select count(*) from document_versions where not is_current") == [(1,)]
    run(own, tmp_path / "anew", stages=UNCHECKED)
    assert differences(published(tmp_path / "anew"), published(root)) == {}
