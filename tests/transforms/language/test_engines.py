"""Tests of engines by name: one reader for all that reads, the version of what read, and none that is not there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import LEMMA, installed, write_engine
from tests.rows import a
from transforms.engine_in_use import SHIPPED, engine_in_use, using_engine
from transforms.extraction import extract
from transforms.language import reader
from transforms.language.engine import load_engine
from transforms.language.engines import ENGINE_VERSION, UnknownEngine, engine_names, find_engine, version_in_use
from transforms.language.reader import EngineChanged, load_reader
from transforms.tables import Document

TEXT = "Turkish warplanes bombed Kurdish rebels in northern Iraq on Tuesday."


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    write_engine(tmp_path)
    with installed(tmp_path):
        yield tmp_path


def lemma() -> str:
    """Return the lemma of the third word of the text, as the engine in use has it."""
    (reading,) = load_reader().read([TEXT])
    return reading.tokens[2].lemma


def test_without_a_choice_the_engine_that_ships_reads() -> None:
    assert engine_in_use() == SHIPPED == find_engine() == find_engine("small")
    assert version_in_use() == ENGINE_VERSION
    assert load_reader() is load_engine()


def test_an_installed_engine_reads_when_it_is_chosen(site: Path) -> None:
    assert engine_names() == ["small", "base"]
    with using_engine(find_engine("base")):
        assert version_in_use().startswith("base-")
        assert lemma() == LEMMA
    assert lemma() == "bomb"


def test_the_version_of_two_in_a_row_is_that_of_both(site: Path) -> None:
    assert find_engine("both").version == f"{ENGINE_VERSION}+{find_engine('base').version}"


@pytest.mark.parametrize(("threshold", "expected"), [(0.0, LEMMA), (1.1, "bomb")])
def test_of_two_in_a_row_the_thorough_one_reads_what_the_other_is_unsure_of(
    threshold: float, expected: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "UNSURE", threshold)
    with using_engine(find_engine("both")):
        assert lemma() == expected


def test_extraction_asks_for_the_engine_in_use(site: Path) -> None:
    document = a(Document, text=TEXT, language="en")
    found = {}
    for name in ("small", "base"):
        with using_engine(find_engine(name)):
            (extraction,) = extract([document])
            found[extraction.reports[0].engine] = len(extraction.toponyms)
    assert found == {ENGINE_VERSION: 3, find_engine("base").version: 2}


def test_an_engine_that_was_exchanged_meanwhile_is_refused(tmp_path: Path) -> None:
    write_engine(tmp_path)
    with installed(tmp_path):
        begun_with = find_engine("base")
        write_engine(tmp_path, lemma="pummel")
        with using_engine(begun_with), pytest.raises(EngineChanged, match=f"with {begun_with.version}; run it again"):
            load_reader()


@pytest.mark.parametrize("name", ["base", "both"])
def test_an_engine_that_is_not_installed_is_told_with_the_way_to_it(name: str) -> None:
    message = "engine 'base' is not installed; installed are small; `make engine-base` in a checkout"
    with pytest.raises(UnknownEngine, match=message):
        find_engine(name)


def test_no_package_takes_the_name_of_ours(tmp_path: Path) -> None:
    for name in ("small", "both"):
        write_engine(tmp_path, name)
    with installed(tmp_path, "small"):
        assert engine_names() == ["small"]
        assert find_engine("small") == SHIPPED
