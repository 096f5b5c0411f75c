"""Tests of the whole walk: what a user gets, and that a run which fails or dies changes nothing."""

import dataclasses
import hashlib
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from flows.walk import Stages, Survey, assemble_release, walk

from expectations.findings import ExpectationsNotMet
from tests.small_seeds import write_small_seeds
from transforms.tables import HISTORY, TABLES, Run, Sentence
from warehouse.parquet import parquet_of, read_rows, write_rows
from warehouse.releases import Warehouse, WarehouseLocked

ROOT = Path(__file__).parent.parent
FILES = 3


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_seeds(tmp_path_factory.mktemp("seeds"))


@pytest.fixture(scope="module")
def built(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("warehouse")
    walk(seeds, root)
    return root


def hashes(root: Path) -> dict[str, str]:
    folder = Warehouse(root).published().folder
    return {row.table: hashlib.sha256(parquet_of(folder, row).read_bytes()).hexdigest() for row in TABLES}


def test_the_walk_ends_in_a_database_with_a_comment_on_everything(built: Path) -> None:
    with duckdb.connect(Warehouse(built).published().database, read_only=True) as connection:
        silent = "select table_name, column_name from duckdb_columns() where not internal and comment is null"
        assert connection.execute(silent).fetchall() == []
        flat = "select distinct event_type, actor_countries, recipient_countries from events_flat order by all"
        events = connection.execute(flat).fetchall()
    assert ("CONSULT", "EGY; FRA", None) in events
    assert any(kind == "ASSAULT" and actor == "TUR" for kind, actor, _ in events)


def test_every_file_is_a_document_or_a_rejection(built: Path) -> None:
    with duckdb.connect(Warehouse(built).published().database, read_only=True) as connection:
        told = "select path from documents union all select path || ': ' || reason from rejections order by all"
        assert connection.execute(told).fetchall() == [
            ("wire/empty.txt: empty",),
            ("wire/strike.md",),
            ("wire/talks.txt",),
        ]


def test_a_second_run_reads_nothing_and_publishes_nothing(seeds: Path, built: Path) -> None:
    before = Warehouse(built).published()
    summary = walk(seeds, built)
    assert (summary.is_unchanged, summary.documents_read) == (True, 0)
    assert Warehouse(built).published() == before


def test_the_same_seeds_give_the_same_bytes(seeds: Path, built: Path, tmp_path: Path) -> None:
    walk(seeds, tmp_path)
    first, second = hashes(built), hashes(tmp_path)
    assert {name for name in first if first[name] != second[name]} <= {"runs"}  # which tells when it ran


def test_the_order_of_reading_changes_nothing(seeds: Path, built: Path, tmp_path: Path) -> None:
    for name in ("wire/talks.txt", "wire/strike.md", "wire/empty.txt"):
        (tmp_path / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / name).write_bytes((seeds / name).read_bytes())
        (tmp_path / "seeds" / "wire" / "source.yaml").write_bytes((seeds / "wire" / "source.yaml").read_bytes())
        walk(tmp_path / "seeds", tmp_path / "warehouse")
    first, second = hashes(built), hashes(tmp_path / "warehouse")
    assert {name for name in first if first[name] != second[name]} <= {row.table for row in HISTORY}


def test_a_new_document_is_read_alone(seeds: Path, tmp_path: Path) -> None:
    own = write_small_seeds(tmp_path / "seeds")
    walk(own, tmp_path / "warehouse")
    (own / "wire" / "late.txt").write_text("Germany and Poland signed a border treaty in Warsaw.\n", encoding="utf-8")
    summary = walk(own, tmp_path / "warehouse")
    assert (summary.documents, summary.documents_read, summary.release) == (3, 1, 2)


def test_a_second_run_at_the_same_time_is_refused(seeds: Path, built: Path) -> None:
    with Warehouse(built).lock(), pytest.raises(WarehouseLocked, match="another run is under way"):
        walk(seeds, built)


def test_tables_that_fail_their_checks_are_not_published(tmp_path: Path) -> None:
    own = write_small_seeds(tmp_path / "seeds")
    walk(own, tmp_path / "warehouse")
    before = Warehouse(tmp_path / "warehouse").published()

    def assemble_badly(surveyed: Survey, warehouse: Warehouse, started_at: datetime) -> Path:
        staged = assemble_release(surveyed, warehouse, started_at)
        first, *others = read_rows(staged, Sentence)
        write_rows(staged, {Sentence: [first.model_copy(update={"sentence_end": 10**6}), *others]})
        return staged

    with pytest.raises(ExpectationsNotMet, match="No sentence ends after its document does"):
        walk(own, tmp_path / "warehouse", force=True, stages=dataclasses.replace(Stages(), assemble=assemble_badly))
    assert Warehouse(tmp_path / "warehouse").published() == before


@pytest.mark.slow
def test_a_run_killed_at_any_stage_changes_nothing_and_the_next_completes(tmp_path: Path) -> None:
    own, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    walk(own, root)
    before, tables = Warehouse(root).published(), hashes(root)
    (own / "wire" / "late.txt").write_text("Germany and Poland signed a border treaty in Warsaw.\n", encoding="utf-8")
    for stage in ("survey:", "read:", "assemble:", "check:", "publish:"):
        kill_when_told(stage, own, root)
        assert (Warehouse(root).published(), hashes(root)) == (before, tables), stage
    summary = walk(own, root)
    assert (summary.documents, summary.release) == (3, 2)
    assert [
        run.release for run in sorted(read_rows(Warehouse(root).published().folder, Run), key=lambda run: run.release)
    ] == [1, 2]


def kill_when_told(stage: str, seeds: Path, root: Path) -> None:
    """Start a run as a user would and kill it, as `kill -9` does, at the moment it tells of a stage."""
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "build",
        "--no-prefect",
        "--seeds",
        str(seeds),
        "--warehouse",
        str(root),
    ]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith(stage):
                process.send_signal(signal.SIGKILL)
                break
        process.stderr.read()
        assert process.wait() == -signal.SIGKILL


def test_a_release_that_nobody_was_pointed_to_is_made_anew(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    warehouse.publish(warehouse.stage("a" * 16))
    warehouse.stage("b" * 16).rename(tmp_path / "releases" / f"0002-{'b' * 16}")  # killed before the pointer moved
    release = warehouse.publish(warehouse.stage("c" * 16))
    assert (release.number, warehouse.published()) == (2, release)
    assert sorted(folder.name for folder in warehouse.releases.iterdir()) == [f"0001-{'a' * 16}", f"0002-{'c' * 16}"]


@pytest.mark.slow
def test_the_flow_gives_what_the_walk_gives(seeds: Path, built: Path, tmp_path: Path) -> None:
    from prefect.testing.utilities import prefect_test_harness

    from flows.build import build

    with prefect_test_harness(server_startup_timeout=120):
        summary = build(seeds, tmp_path)
    assert (summary.files, summary.documents, summary.rejections, summary.release) == (FILES, 2, 1, 1)
    first, second = hashes(built), hashes(tmp_path)
    assert {name for name in first if first[name] != second[name]} <= {"runs"}


def test_a_document_that_was_changed_supersedes_what_an_earlier_release_held(tmp_path: Path) -> None:
    own, root = write_small_seeds(tmp_path / "seeds"), tmp_path / "warehouse"
    walk(own, root)
    talks = own / "wire" / "talks.txt"
    talks.write_text(talks.read_text(encoding="utf-8").replace("condemned", "welcomed"), encoding="utf-8")
    walk(own, root)
    with duckdb.connect(Warehouse(root).published().database, read_only=True) as connection:
        versions = "select version, is_current, supersedes_id is null, text like '%condemned%' from document_versions"
        told = connection.execute(f"{versions} where path = 'wire/talks.txt' order by version").fetchall()
        kinds = connection.execute(
            "select event_type from reports where trigger in ('condemned', 'welcomed')"
        ).fetchall()
    assert told == [(1, False, True, True), (2, True, False, None)]
    assert kinds == [("SUPPORT",)]
