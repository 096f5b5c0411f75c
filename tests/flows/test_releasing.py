"""Tests of the commands about releases: what they print, and how they refuse."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli import run
from flows.cli.interface import Exit
from tests.test_architecture import ROOT
from tests.warehouse.test_releases import publish
from warehouse.releases import Warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Give a warehouse of two releases that share a part."""
    warehouse = Warehouse(tmp_path / "w")
    for name in "ab":
        publish(warehouse, name, "p")
    return warehouse


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(words)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_releases_are_listed(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "releases", "--warehouse", str(warehouse.root))
    lines = out.splitlines()
    assert code == Exit.OK
    assert lines[0].split() == [
        "number",
        "made",
        "at",
        "version",
        "documents",
        "reports",
        "events",
        "size",
        "alone",
        "state",
    ]
    assert [line.split()[0] for line in lines[1:3]] == ["1", "*"]
    listed = json.loads(said(capsys, "releases", "--json", "--warehouse", str(warehouse.root))[1])["releases"]
    assert [(release["number"], release["is_current"], release["events"]) for release in listed] == [
        (1, False, 2),
        (2, True, 2),
    ]


def test_readers_see_a_release_again(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "rollback", "1", "--warehouse", str(warehouse.root))[:2] == (
        Exit.OK,
        "readers see release 1 now; the next build makes release 3\n",
    )
    assert warehouse.published().number == 1
    code, _, answer = said(capsys, "rollback", "7", "--warehouse", str(warehouse.root))
    assert (code, answer) == (Exit.USAGE, f"entente: {warehouse.root}: release 7: there is none; whole ones are 1, 2\n")


def test_old_releases_are_removed(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("prune", "--keep", "1", "--warehouse", str(warehouse.root))
    assert said(capsys, *words, "--dry-run")[1].startswith("would remove releases 1, with 0 parts")
    assert said(capsys, *words)[1].startswith("removed releases 1, with 0 parts")
    assert [release.number for release in warehouse.releases()] == [2]


@pytest.mark.parametrize("words", ["releases", "rollback 1", "prune --keep 1", "forget wire/1.txt --reason x"])
def test_a_folder_without_a_warehouse_does_not_become_one(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, answer = said(capsys, *words.split(), "--warehouse", str(tmp_path))
    assert (code, "no published warehouse here" in answer) == (Exit.USAGE, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", ["build --no-prefect --seeds seeds", "build --seeds seeds", "rollback 1"])
def test_a_warehouse_on_a_disk_that_cannot_be_written_is_told_in_one_sentence(words: str, warehouse: Warehouse) -> None:
    mount = f"mount --bind {warehouse.root} {warehouse.root} && mount -o remount,ro,bind {warehouse.root}"
    if subprocess.run(["unshare", "-rm", "sh", "-c", mount], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk that cannot be written")
    command = f"{mount} && exec {sys.executable} -m flows.cli {words} --warehouse {shlex.quote(str(warehouse.root))}"
    ended = subprocess.run(["unshare", "-rm", "sh", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert (ended.returncode, ended.stderr) == (
        Exit.DATA,
        f"entente: {warehouse.root}: read-only file system; name a folder for the warehouse that can be written\n",
    )
