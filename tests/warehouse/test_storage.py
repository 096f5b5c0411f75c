"""Tests of storage: names come and go whole, a pointer moves in one step, and one run at a time changes anything."""

import errno
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from transforms.documents.marker import is_warehouse
from warehouse import storage as storage_module
from warehouse.storage import Storage, WarehouseLocked, WarehouseNotWritable, copy, flush


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_names_are_keys_below_the_root(tmp_path: Path) -> None:
    storage = Storage(write(tmp_path, parts__b__rows="2", parts__a__rows="1", lock=""))
    assert storage.list("parts") == ("parts/a/rows", "parts/b/rows")
    assert storage.children("parts") == ("a", "b")
    assert (storage.list("nowhere"), storage.children("nowhere")) == ((), ())
    assert storage.read("parts/a/rows") == b"1"


def test_a_folder_is_put_once(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "root")
    assert storage.put_if_absent("parts/a", write(tmp_path / "first", rows="1"))
    assert not storage.put_if_absent("parts/a", write(tmp_path / "second", rows="2"))
    assert storage.read("parts/a/rows") == b"1"
    assert not (tmp_path / "first").exists()
    assert (tmp_path / "second" / "rows").read_text() == "2"


def test_a_file_is_put_once(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "root")
    assert storage.put_if_absent("resolved/a", write(tmp_path, first="1") / "first")
    assert not storage.put_if_absent("resolved/a", write(tmp_path, second="2") / "second")
    assert storage.list() == ("resolved/a",)


def test_what_lies_on_another_disk_is_copied_and_put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage_module, "on_other_disk", lambda source, folder: True)
    storage = Storage(tmp_path / "root")
    assert storage.put_if_absent("parts/a", write(tmp_path / "made", rows="1"))
    assert storage.list() == ("parts/a/rows",)
    assert not (tmp_path / "made").exists()


def test_half_of_something_is_not_seen_and_swept(tmp_path: Path) -> None:
    files = {"parts__.a.half__rows": "1", "parts__b__.rows.half": "2", "parts__b__rows": "3", "parts__.mine": "4"}
    storage = Storage(write(tmp_path, **files))
    assert (storage.children("parts"), storage.list("parts")) == (("b",), ("parts/b/rows",))
    storage.sweep("parts")
    assert sorted(path.name for path in (tmp_path / "parts").iterdir()) == [".mine", "b"]


def test_a_linked_file_is_the_same_file(tmp_path: Path) -> None:
    storage = Storage(write(tmp_path, parts__a="1"))
    storage.link("releases/1/rows/a", "parts/a")
    assert (tmp_path / "releases/1/rows/a").samefile(tmp_path / "parts/a")


def test_where_a_disk_cannot_link_a_file_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    storage = Storage(write(tmp_path, parts__a="1"))
    storage.link("releases/1/a", "parts/a")
    assert storage.read("releases/1/a") == b"1"
    assert not (tmp_path / "releases/1/a").samefile(tmp_path / "parts/a")
    assert storage.put_if_absent("resolved/a", write(tmp_path, made="2") / "made")


def test_a_removed_folder_takes_no_other_one_along(tmp_path: Path) -> None:
    storage = Storage(write(tmp_path, parts__a__rows="1", parts__ab__rows="2"))
    storage.link("releases/1/a", "parts/a/rows")
    storage.seal("parts")
    storage.remove("parts/a")
    storage.remove("parts/nowhere")
    assert storage.list() == ("parts/ab/rows", "releases/1/a")


def test_a_pointer_moves_in_one_step(tmp_path: Path) -> None:
    storage = Storage(write(tmp_path, releases__1__a="", releases__2__a=""))
    assert storage.pointer("current") is None
    for name in ("releases/1", "releases/2"):
        storage.point("current", name)
        assert storage.pointer("current") == name
    assert (tmp_path / "current").readlink() == Path("releases/2")  # so that the folder of the warehouse can be moved


def test_a_pointer_out_of_the_root_is_none(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "current").symlink_to(tmp_path)
    assert Storage(tmp_path / "root").pointer("current") is None


def test_what_stands_in_the_place_of_a_pointer_is_set_aside_and_kept(tmp_path: Path) -> None:
    storage = Storage(write(tmp_path, current__a="1"))
    assert storage.set_aside("current") == "current.aside-1"
    write(tmp_path, current__a="2")
    assert storage.set_aside("current") == "current.aside-2"
    assert storage.set_aside("current") is None
    assert storage.list() == ("current.aside-1/a", "current.aside-2/a")


def test_one_run_at_a_time_holds_the_storage(tmp_path: Path) -> None:
    held = Storage(tmp_path / "w").lease()
    with held, pytest.raises(WarehouseLocked, match="another run is under way"):
        Storage(tmp_path / "w").lease().__enter__()
    with Storage(tmp_path / "w").lease():
        assert is_warehouse(tmp_path / "w")


def test_a_folder_is_a_warehouse_by_its_mark_or_by_what_older_ones_hold(tmp_path: Path) -> None:
    assert not is_warehouse(write(tmp_path / "source", talks="Talks.", lock=""))
    assert is_warehouse(write(tmp_path / "older", lock="", releases__1__a=""))


LEASE = "import pathlib; from warehouse.storage import Storage; Storage(pathlib.Path({!r})).lease().__enter__()"


def test_a_disk_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    mount = f"mount -t tmpfs -o ro none {tmp_path / 'w'}"
    if subprocess.run(["unshare", "-rm", "sh", "-c", mount], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk that cannot be written")
    command = f"{mount} && exec {sys.executable} -c {shlex.quote(LEASE.format(str(tmp_path / 'w')))}"
    ended = subprocess.run(["unshare", "-rm", "sh", "-c", command], capture_output=True, text=True)
    assert WarehouseNotWritable.__name__ in ended.stderr
    assert ended.stderr.splitlines()[-1].endswith(
        "w: read-only file system; name a folder for the warehouse that can be written"
    )


def test_copies_and_flushes_follow_no_links(tmp_path: Path) -> None:
    write(tmp_path / "made", rows="1").joinpath("dangling").symlink_to("nowhere")
    flush(tmp_path / "made")
    copy(tmp_path / "made" / "rows", tmp_path / "rows")
    assert (tmp_path / "rows").read_text() == "1"
