"""Tests of releases: none is ever lost, no number is given twice, and a pointer that is lost is set right."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from warehouse.listing import bytes_used, list_releases
from warehouse.manifest import MANIFEST, ReleaseTooNew, read_manifest, write_manifest
from warehouse.pruning import prune
from warehouse.releases import DATABASE, Release, ReleaseUnknown, Warehouse, WarehouseMissing

NOBODY = 65534  # a user without rights, since root may write what is read-only


def publish(warehouse: Warehouse, run: str, *parts: str) -> Release:
    """Publish a release that holds a file of its own and links the files of some parts."""
    staged = warehouse.stage(run * 16)
    (staged / DATABASE).write_text(f"tables of {run}", encoding="utf-8")
    for part in parts:
        made = warehouse.root / "made"
        made.mkdir()
        (made / "reports.parquet").write_text(f"reports of {part}", encoding="utf-8")
        if not warehouse.storage.put_if_absent(f"parts/{part}", made):
            shutil.rmtree(made)
        warehouse.storage.link(f"staging/{run * 16}/reports/{part}.parquet", f"parts/{part}/reports.parquet")
    return warehouse.publish(staged, "0.2.0", {"documents": len(parts), "reports": 3, "events": 2}, parts)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Give a warehouse of three releases."""
    warehouse = Warehouse(tmp_path / "w")
    for run, parts in (("a", ["p"]), ("b", ["p", "q"]), ("c", ["q"])):
        publish(warehouse, run, *parts)
    return warehouse


def numbers(warehouse: Warehouse) -> list[int]:
    return [release.number for release in warehouse.releases()]


def test_a_published_release_is_what_readers_see_and_says_what_it_is(warehouse: Warehouse) -> None:
    release = warehouse.published()
    manifest = release.manifest()
    assert manifest is not None
    assert (release.number, release.run_id, release.state()) == (3, "c" * 16, "complete")
    assert (manifest.parts, manifest.rows["events"], manifest.version) == (("q",), 2, "0.2.0")
    assert manifest.files == {DATABASE: 11, "reports/q.parquet": 12}


@pytest.mark.parametrize("harm", ["missing", "dangling", "outside", "a file", "a folder"])
def test_a_pointer_that_leads_to_no_release_is_set_to_the_newest_whole_one(warehouse: Warehouse, harm: str) -> None:
    current = warehouse.root / "current"
    current.unlink()
    if harm == "dangling":
        current.symlink_to("releases/0009-" + "9" * 16)
    elif harm == "outside":
        current.symlink_to(warehouse.root.parent)
    elif harm == "a file":
        current.write_text("releases/3", encoding="utf-8")
    elif harm == "a folder":
        current.mkdir()
    with pytest.raises(WarehouseMissing, match="`entente rollback 3` lets it lead to the newest whole one"):
        warehouse.published()
    told = warehouse.repair()
    assert told is not None
    assert told.startswith("current led to no release; it leads to the newest whole one now, release 3")
    assert warehouse.published().number == 3
    assert warehouse.repair() is None
    assert numbers(warehouse) == [1, 2, 3]
    assert publish(warehouse, "d").number == 4


def test_a_copy_of_a_release_in_the_place_of_the_pointer_is_kept(warehouse: Warehouse) -> None:
    current = warehouse.root / "current"
    release = warehouse.published().folder
    current.unlink()
    shutil.copytree(release, current)
    assert warehouse.repair() == (
        "current led to no release; it leads to the newest whole one now, release 3; "
        "what stood there is now current.aside-1"
    )
    assert (warehouse.root / "current.aside-1" / DATABASE).read_text() == "tables of c"


def test_a_release_whose_only_copy_stands_in_the_place_of_the_pointer_takes_its_place_again(
    warehouse: Warehouse,
) -> None:
    folder = warehouse.published().folder
    (warehouse.root / "current").unlink()
    folder.rename(warehouse.root / "current")
    assert (warehouse.repair() or "").endswith(f"release 3; what stood there is now releases/{folder.name}")
    assert warehouse.published().folder == folder


def test_a_half_copied_release_is_never_pointed_to_and_never_removed(warehouse: Warehouse) -> None:
    half = warehouse.root / "releases" / ("0004-" + "d" * 16)
    shutil.copytree(warehouse.published().folder, half)  # its manifest is that of another release
    assert Release(half, 4, "d" * 16).state() == "damaged"
    (half / MANIFEST).unlink()
    cut = warehouse.published().folder / "reports" / "q.parquet"
    cut.unlink()
    cut.write_text("repo", encoding="utf-8")
    assert warehouse.repair() == (
        "current led to release 3, which is damaged; it leads to the newest whole one now, release 2"
    )
    assert publish(warehouse, "e").number == 5
    assert numbers(warehouse) == [1, 2, 3, 4, 5]
    with pytest.raises(ReleaseUnknown, match="release 4: it is damaged; whole ones are 1, 2, 5"):
        warehouse.rollback(4)


def test_a_warehouse_without_any_whole_release_begins_anew_and_removes_none(warehouse: Warehouse) -> None:
    for release in warehouse.releases():
        (release.folder / DATABASE).unlink()
    assert warehouse.repair() == "current led to release 3, which is damaged, and no release is whole"
    assert warehouse.repair() is None
    with pytest.raises(WarehouseMissing, match="no published warehouse here"):
        warehouse.published()
    assert publish(warehouse, "d").number == 4
    assert numbers(warehouse) == [1, 2, 3, 4]


def test_numbers_only_grow_after_a_rollback(warehouse: Warehouse) -> None:
    assert warehouse.rollback(1).run_id == "a" * 16
    assert warehouse.published().number == 1
    assert publish(warehouse, "d").number == 4
    assert numbers(warehouse) == [1, 2, 3, 4]


def test_a_number_is_known_by_the_manifest_of_a_renamed_folder(warehouse: Warehouse) -> None:
    folder = warehouse.published().folder
    warehouse.rollback(2)
    folder.rename(warehouse.root / "kept for the paper")
    assert warehouse.next_number() == 4


def test_a_run_that_dies_before_the_pointer_moves_loses_nothing(warehouse: Warehouse) -> None:
    publish(warehouse, "d")
    warehouse.rollback(3)  # as if the pointer had not moved
    assert publish(warehouse, "d").number == 5
    assert numbers(warehouse) == [1, 2, 3, 4, 5]


def test_a_clock_set_back_changes_no_order(warehouse: Warehouse) -> None:
    release = warehouse.published()
    manifest = read_manifest(release.folder)
    assert manifest is not None
    future = datetime.now(UTC) + timedelta(days=900)
    write_manifest(release.folder, type(manifest)(**{**vars(manifest), "made_at": future}))
    assert publish(warehouse, "d").number == 4
    (warehouse.root / "current").unlink()
    warehouse.repair()
    assert warehouse.published().number == 4


def test_a_release_of_a_newer_program_is_refused_by_name(warehouse: Warehouse) -> None:
    folder = warehouse.published().folder
    record = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({"format": 3, "version": "4.1.0", "shape": record}), encoding="utf-8")
    for act in (warehouse.published, warehouse.repair, lambda: warehouse.rollback(3)):
        with pytest.raises(ReleaseTooNew, match=r"in format 3; .* so use Entente 4\.1\.0 or later"):
            act()
    assert [listed.state for listed in list_releases(warehouse)] == ["complete", "complete", "too_new"]
    assert warehouse.rollback(2).number == 2
    assert prune(warehouse, 1).parts == 0  # who knows which parts the newer one needs
    assert publish(warehouse, "d").number == 4


def test_the_list_counts_a_file_once_however_many_names_it_has(warehouse: Warehouse) -> None:
    listed = list_releases(warehouse)
    assert [(one.number, one.documents, one.bytes, one.own_bytes, one.is_current) for one in listed] == [
        (1, 1, 23, 11 + manifest_size(warehouse, 1), False),
        (2, 2, 35, 11 + manifest_size(warehouse, 2), False),
        (3, 1, 23, 11 + manifest_size(warehouse, 3), True),
    ]
    assert bytes_used(warehouse.storage) == sum(one.own_bytes for one in listed) + 2 * 12


def manifest_size(warehouse: Warehouse, number: int) -> int:
    return (warehouse.whole(number).folder / MANIFEST).stat().st_size


def test_pruning_removes_the_oldest_and_what_only_they_needed(warehouse: Warehouse) -> None:
    would = prune(warehouse, 1, dry_run=True)
    assert (would.releases, would.parts) == ((1, 2), 1)
    assert numbers(warehouse) == [1, 2, 3]
    assert prune(warehouse, 1) == would
    assert (numbers(warehouse), warehouse.storage.children("parts")) == ([3], ("q",))
    assert warehouse.published().state() == "complete"
    assert publish(warehouse, "d").number == 4


def test_pruning_keeps_the_current_release_and_the_parts_of_the_seeds(warehouse: Warehouse) -> None:
    warehouse.rollback(1)
    assert prune(warehouse, 1).releases == (2,)
    assert numbers(warehouse) == [1, 3]
    warehouse.rollback(3)
    assert prune(warehouse, 1, needed=["p"]).parts == 0
    assert warehouse.storage.children("parts") == ("p", "q")


def test_pruning_leaves_damaged_releases_alone(warehouse: Warehouse) -> None:
    (warehouse.whole(1).folder / MANIFEST).unlink()
    assert prune(warehouse, 1).releases == (2,)
    assert numbers(warehouse) == [1, 3]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that every user may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def test_a_published_database_cannot_be_written(open_folder: Path) -> None:
    warehouse = Warehouse(open_folder)
    staged = warehouse.stage("a" * 16)
    with duckdb.connect(staged / DATABASE) as connection:
        connection.execute("create table events as select 1 as event_id")
    database = warehouse.publish(staged, "0.2.0", {}).database
    assert database.stat().st_mode & 0o222 == 0
    ask = f"import duckdb; duckdb.connect({str(database)!r}{{}}).execute('{{}}')"
    rights = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}
    if subprocess.run(
        [sys.executable, "-c", "import duckdb"], capture_output=True, cwd=open_folder, **rights
    ).returncode:  # type: ignore[call-overload]
        pytest.skip("this Python lies where only root may read")
    for options, statement, is_refused in ((", read_only=True", "from events", False), ("", "drop table events", True)):
        command = [sys.executable, "-c", ask.format(options, statement)]
        ended = subprocess.run(command, capture_output=True, text=True, cwd=open_folder, **rights)  # type: ignore[call-overload]
        assert (ended.returncode != 0) == is_refused, ended.stderr
    with duckdb.connect(database, read_only=True) as connection:
        assert connection.execute("from events").fetchall() == [(1,)]
