"""The inventory: every file is there, or is a rejection, whatever lies in the folder."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Never

import pytest

from flows.processor_time import limited
from tests.finding import each
from transforms.documents import file_formats, inventory
from transforms.documents.inventory import Inventory, SeedsMissing, survey
from transforms.documents.record_reading import read_file
from transforms.documents.stat_cache import StatCache
from transforms.identifiers import content_hash

PATH_MAX = 4096  # bytes of a path on Linux, the zero at its end included


def names(found: Inventory) -> list[str]:
    return [file.name for file in found.surveyed]


def refused(found: Inventory) -> list[str]:
    return [f"{row.path} {row.reason}" for row in found.rejections]


def test_files_belong_to_the_folder_of_their_source(tmp_path: Path) -> None:
    (tmp_path / "wire" / "2018" / "june").mkdir(parents=True)
    (tmp_path / "wire" / "source.yaml").write_text("name: The Wire\n")
    (tmp_path / "wire" / "2018" / "june" / "a.TXT").write_text("Talks resumed.")
    (tmp_path / "b.md").write_text("Talks resumed.")
    (tmp_path / ".hidden.txt").write_text("x")
    (tmp_path / "wire" / "README.md").write_text("About the wire.")
    (tmp_path / "wire" / ".git").mkdir()
    found = survey(tmp_path, "code")
    assert [(file.name, file.settings.source.name) for file in found.surveyed] == [
        ("b.md", tmp_path.name),
        ("wire/2018/june/a.TXT", "The Wire"),
    ]
    assert found.surveyed[0].cut.raw_hash == content_hash(b"Talks resumed.")
    assert found.surveyed[0].size == 14
    assert len(found.sources) == 2
    assert refused(found) == []


def test_what_cannot_be_read_is_a_rejection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("Talks resumed.")
    seeds = tmp_path / "seeds"
    (seeds / "wire" / "deep").mkdir(parents=True)
    (seeds / "wire" / "leaves.txt").symlink_to(outside)
    (seeds / "wire" / "leads_nowhere.txt").symlink_to(seeds / "gone.txt")
    (seeds / "wire" / "itself.txt").symlink_to(seeds / "wire" / "itself.txt")
    (seeds / "wire" / "folder").symlink_to(seeds / "wire" / "deep")
    (seeds / "wire" / "scan.gif").write_bytes(b"GIF89a")
    (seeds / "wire" / "deep" / "source.yaml").write_text("name: x\n")
    (seeds / "wire" / "large.txt").write_text("x" * 200)
    (seeds / "wire" / "large.jsonl").write_text("x" * 200)
    os.mkfifo(seeds / "wire" / "pipe.txt")
    monkeypatch.setattr(inventory, "SINGLE_DOCUMENT_LIMIT", 100)
    found = survey(seeds, "code")
    assert names(found) == ["wire/large.jsonl"]
    assert refused(found) == [
        "wire/deep/source.yaml unknown_format",
        "wire/folder duplicate",
        "wire/itself.txt unreadable",
        "wire/large.txt too_large",
        "wire/leads_nowhere.txt unreadable",
        "wire/leaves.txt outside_folder",
        "wire/pipe.txt unreadable",
        "wire/scan.gif unknown_format",
    ]
    assert all(row.detail.startswith(row.path) for row in each(found.rejections))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_rejection(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks resumed.")
    (tmp_path / "a.txt").chmod(0)
    assert refused(survey(tmp_path, "code")) == ["a.txt unreadable"]


def test_names_with_odd_characters_are_printed(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"two\nlines.txt", "über uns #1.txt".encode(), "\x1b[2J\x9b\u202e.txt".encode()):
        (tmp_path / os.fsdecode(name)).write_text("Talks resumed in Geneva on Monday.")
    found = survey(tmp_path, "code")
    assert names(found) == [r"\x1b[2J\x9b\u202e.txt", r"caf\xe9.txt", r"two\x0alines.txt", "über uns #1.txt"]
    assert all(len(read_file(file.file()).documents) == 1 for file in each(found.surveyed))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedsMissing, match="nothing there; name a folder"):
        survey(tmp_path / "none", "code")


def test_a_file_that_goes_away_is_a_rejection(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jsonl"):
        (tmp_path / name).write_text("Talks resumed.")
    found = survey(tmp_path, "code")
    for file in each(found.surveyed):
        Path(file.path).unlink()
        assert [row.reason for row in read_file(file.file()).rejections] == ["unreadable"]


def test_a_warehouse_among_the_seeds_is_passed_over(tmp_path: Path) -> None:
    for name, mark in (("mine", "entente-warehouse.json"), ("deep/older", "lock")):
        folder = tmp_path / "wire" / name
        (folder / "releases" / "0001-run").mkdir(parents=True)
        (folder / "releases" / "0001-run" / "report.html").write_text("<p>Talks resumed.</p>")
        (folder / mark).touch()
    (tmp_path / "wire" / "a.txt").write_text("Talks resumed.")
    found = survey(tmp_path, "code")
    assert (names(found), refused(found)) == (["wire/a.txt"], [])


def test_what_nobody_foresaw_rejects_a_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Iterator[Never]:
        yield from ()
        raise ZeroDivisionError

    monkeypatch.setitem(file_formats.ENTRIES, ".csv", fail)
    monkeypatch.setattr(inventory, "find_members", fail)
    for name in ("a.csv", "b.txt", "c.zip"):
        (tmp_path / name).write_text("Talks resumed.")
    found = survey(tmp_path, "code")
    assert (names(found), refused(found)) == (["b.txt"], ["a.csv reader_failed", "c.zip reader_failed"])


def test_what_takes_too_long_rejects_a_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def take_long(*_: object) -> Iterator[Never]:
        yield from ()
        while True:
            pass

    monkeypatch.setitem(file_formats.ENTRIES, ".csv", take_long)
    for name in ("a.csv", "b.txt"):
        (tmp_path / name).write_text("Talks resumed.")
    found = survey(tmp_path, "code", None, lambda _: limited(0.1))
    assert (names(found), refused(found)) == (["b.txt"], ["a.csv too_slow"])


def test_a_path_longer_than_the_system_reads_rejects_a_file_alone(tmp_path: Path) -> None:
    (tmp_path / "wire").mkdir()
    here = Path.cwd()
    os.chdir(tmp_path / "wire")
    try:
        for folder in ["x" * 200] * 25:
            Path("near.txt").write_text("Talks resumed.")
            Path(folder).mkdir()
            os.chdir(folder)
        Path("far.txt").write_text("Talks resumed.")
    finally:
        os.chdir(here)
    (tmp_path / "warehouse").mkdir()
    found = survey(tmp_path / "wire", "code", StatCache(tmp_path / "warehouse" / "survey.json", "code", 0))
    readable = (PATH_MAX - len(str(tmp_path / "wire")) - len("/near.txt") - 1) // 201 + 1
    assert len(names(found)) == readable
    assert {(row.reason, row.path[-8:]) for row in found.rejections} <= {
        ("unreadable", "near.txt"),
        ("unreadable", "x" * 8),
    }
    shutil.rmtree(tmp_path / "wire")
