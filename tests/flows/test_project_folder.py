"""Tests of `entente init`: a new project can be built as it is, and nothing that is there is overwritten."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from flows.cli import run
from flows.project_folder import DEPLOYMENTS, deployments, init_project, settings_text, shipped
from flows.settings import SEEDS, SETTINGS, WAREHOUSE, choose, read_settings
from transforms.documents.source import SourceFile, read_source


def test_a_project_with_the_sample_documents_is_the_seeds_that_ship(tmp_path: Path) -> None:
    made = init_project(tmp_path / "desk", sample=True)
    seeds = {path for path in shipped("seeds").glob("*/**/*") if path.is_file()}
    laid = {path.relative_to(tmp_path / "desk" / "seeds") for path in made if "seeds" in path.parts}
    assert laid == {path.relative_to(shipped("seeds")) for path in seeds}
    assert all(made.values())


def test_a_new_project_says_where_its_seeds_and_its_warehouse_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    init_project(tmp_path, sample=False)
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert choose(SEEDS).value == tmp_path / "seeds"
    assert choose(WAREHOUSE).value == tmp_path / "warehouse"
    assert read_source(tmp_path / "seeds" / "my_source").source.name == "My source"


def test_every_setting_stands_in_the_file_and_holds_once_its_comment_sign_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [line.removeprefix("# ") for line in settings_text().splitlines() if " = " in line]
    (tmp_path / "entente.toml").write_text("\n".join(keys), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert set(read_settings()) == {name for name, setting in SETTINGS.items() if not setting.is_secret}
    assert set(tomllib.loads(settings_text())) == {"seeds", "warehouse"}


def test_the_empty_source_shows_keys_that_a_source_may_have(tmp_path: Path) -> None:
    init_project(tmp_path, sample=False)
    text = (tmp_path / "seeds" / "my_source" / "source.yaml").read_text(encoding="utf-8")
    declared = SourceFile(**yaml.safe_load(re.sub(r"(?m)^# (?=[a-z]+:)", "", text)))
    assert (declared.kind, declared.country, declared.feeds) == ("newspaper", "GBR", ("https://wire.example/feed.xml",))


def test_what_is_there_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "entente.toml").write_text("workers = 1\n", encoding="utf-8")
    (tmp_path / DEPLOYMENTS).symlink_to(tmp_path / "elsewhere.yaml")  # leads nowhere, and is not written through
    assert run(["init", str(tmp_path), "--sample"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == [f"kept   {tmp_path}/entente.toml", f"kept   {tmp_path}/{DEPLOYMENTS}"]
    assert told[2].startswith(f"wrote  {tmp_path}/seeds/")
    assert (tmp_path / "entente.toml").read_text(encoding="utf-8") == "workers = 1\n"
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_a_second_time_writes_nothing(tmp_path: Path) -> None:
    first = init_project(tmp_path, sample=True)
    assert init_project(tmp_path, sample=True) == dict.fromkeys(first, False)


def test_a_file_in_the_place_of_the_folder_is_an_error_of_who_calls(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "desk").write_text("mine")
    assert run(["init", str(tmp_path / "desk")]) == 2
    assert str(tmp_path / "desk") in capsys.readouterr().err


def test_serve_takes_the_deployments_of_the_project_and_else_those_that_ship(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert deployments() == shipped(DEPLOYMENTS)
    init_project(tmp_path, sample=False)
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert deployments() == tmp_path / DEPLOYMENTS
