"""The stat cache: an unchanged file is not read again, and a changed one always is."""

import os
import time
from pathlib import Path

import pytest

from transforms.documents.inventory import Inventory, survey
from transforms.documents.stat_cache import RACY, StatCache
from transforms.remembered import recall, remember

SENTENCE = "Talks resumed in Geneva on Monday after the army left the town."
HOUR = 3_600_000_000_000  # nanoseconds


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds" / "wire"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(SENTENCE)
    (folder / "b.jsonl").write_text(f'{{"text": "{SENTENCE}"}}\n{{"text": "{SENTENCE}"}}\n')
    (folder / "c.json").write_text(f'[{{"text": "{SENTENCE}"}}]')
    return tmp_path / "seeds"


def surveyed(seeds: Path, *, later: int = HOUR, code: str = "code", force: bool = False) -> Inventory:
    """Return what a run finds that begins so many nanoseconds from now, and let it keep what it may."""
    cache = StatCache.load(seeds.parent / "survey.json", code, time.time_ns() + later, force=force)
    found = survey(seeds, code, cache)
    cache.save()
    return found


def falsify(seeds: Path) -> None:
    """Change the hashes that are kept, so that whoever trusts them is found out."""
    path = seeds.parent / "survey.json"
    kept = recall(path)
    for row in kept["files"].values():
        row[4] = "f" * 16
    remember(path, kept)


def trusted(found: Inventory) -> list[str]:
    return [file.name for file in found.surveyed if file.cut.raw_hash == "f" * 16]


ALL = ["wire/a.txt", "wire/b.jsonl", "wire/c.json"]


def test_an_unchanged_file_is_not_read_again(seeds: Path) -> None:
    first = surveyed(seeds)
    second = surveyed(seeds)
    assert list(first.records()) == list(second.records())
    assert first.contents == second.contents
    falsify(seeds)
    assert trusted(surveyed(seeds)) == ALL
    assert trusted(surveyed(seeds, force=True)) == []


def test_a_file_that_was_written_just_now_is_read_again(seeds: Path) -> None:
    surveyed(seeds, later=RACY // 2)
    assert not (seeds.parent / "survey.json").exists()
    surveyed(seeds)
    falsify(seeds)
    (seeds / "wire" / "a.txt").write_text(SENTENCE.replace("Monday", "Friday"))  # of the same length
    assert trusted(surveyed(seeds)) == ALL[1:]


def test_a_write_that_hides_its_time_is_seen(seeds: Path) -> None:
    path = seeds / "wire" / "a.txt"
    surveyed(seeds)
    stat = path.stat()
    falsify(seeds)
    path.write_text(SENTENCE.replace("Monday", "Sunday"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert trusted(surveyed(seeds)) == ALL[1:]


def test_a_clock_set_back_trusts_nothing(seeds: Path) -> None:
    surveyed(seeds, later=2 * HOUR)
    falsify(seeds)
    assert trusted(surveyed(seeds, later=HOUR)) == []


def test_a_file_from_the_future_is_never_kept(seeds: Path) -> None:
    surveyed(seeds, later=-HOUR)
    assert not (seeds.parent / "survey.json").exists()


def test_other_code_trusts_nothing(seeds: Path) -> None:
    surveyed(seeds)
    falsify(seeds)
    assert trusted(surveyed(seeds, code="other")) == []


def test_other_settings_cut_anew_what_they_cut(seeds: Path) -> None:
    surveyed(seeds)
    falsify(seeds)
    (seeds / "wire" / "source.yaml").write_text("encoding: windows-1252\n")
    assert trusted(surveyed(seeds)) == ["wire/a.txt"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 1}', b"\xff\x00"])
def test_a_cache_that_was_cut_short_is_empty(seeds: Path, content: bytes) -> None:
    first = surveyed(seeds)
    path = seeds.parent / "survey.json"
    path.write_bytes(content or path.read_bytes()[:100])
    assert list(surveyed(seeds).records()) == list(first.records())
    assert list(surveyed(seeds).records()) == list(first.records())


def test_a_file_that_is_gone_is_forgotten(seeds: Path) -> None:
    surveyed(seeds)
    (seeds / "wire" / "a.txt").unlink()
    surveyed(seeds)
    assert "a.txt" not in (seeds.parent / "survey.json").read_text()


def test_a_warehouse_among_the_seeds_is_no_source(seeds: Path) -> None:
    before = survey(seeds, "code").contents
    for folder in (seeds / "built", seeds / "wire" / "built"):
        (folder / "releases" / "0001").mkdir(parents=True)
        (folder / "releases" / "0001" / "CODEBOOK.md").write_text(SENTENCE)
        (folder / "current").symlink_to("releases/0001")
    assert survey(seeds, "code").contents == before
    (seeds / "new").mkdir()
    (seeds / "new" / "lock").touch()
    cache = StatCache.load(seeds / "new" / "survey.json", "code", time.time_ns())
    assert survey(seeds, "code", cache).contents == before
