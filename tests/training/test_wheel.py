"""Tests of engines as packages: an installed wheel is found by its name, and nothing else is."""

import hashlib
import sys
import zipfile
from pathlib import Path

import pytest

from training.wheel import write_wheel
from transforms.language.engines import UnknownEngine, engine_folder, engine_names
from transforms.language.model_folder import CHECKSUMS, MODEL, DamagedModel, verify


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "labels.json").write_bytes(b"{}")
    (folder / CHECKSUMS).write_text(f"{hashlib.sha256(b'{}').hexdigest()}  labels.json\n", encoding="utf-8")
    return folder


@pytest.fixture
def card(tmp_path: Path) -> Path:
    path = tmp_path / "card.md"
    path.write_text("# Model card\n", encoding="utf-8")
    return path


def test_an_installed_wheel_offers_its_engine(
    model: Path, card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = write_wheel(model, card, "tiny", "1.0", tmp_path / "out")
    assert wheel.name == "entente_engine_tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])

    assert engine_names() == ["small", "tiny"]
    folder = engine_folder("tiny")
    assert folder == tmp_path / "site/entente_engine_tiny/model"
    verify(folder)
    assert (folder.parent / "CARD.md").read_text(encoding="utf-8") == "# Model card\n"


def test_the_same_model_gives_the_same_wheel(model: Path, card: Path, tmp_path: Path) -> None:
    wheels = [write_wheel(model, card, "tiny", "1.0", tmp_path / name) for name in ("a", "b")]
    assert wheels[0].read_bytes() == wheels[1].read_bytes()


def test_a_damaged_model_is_not_packed(model: Path, card: Path, tmp_path: Path) -> None:
    (model / "labels.json").write_bytes(b"[]")
    with pytest.raises(DamagedModel, match="the checksum is"):
        write_wheel(model, card, "tiny", "1.0", tmp_path / "out")


def test_the_engine_that_ships_needs_no_package() -> None:
    assert engine_folder() == engine_folder("small") == MODEL


def test_an_engine_that_is_not_installed_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownEngine, match="engine 'base' is not installed; installed are small"):
        engine_folder("base")
