"""Builds with an engine of choice: which one read is part of what a release was made from, and stands in its rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.cli import run as run_command
from flows.cli.interface import Exit
from flows.code_versions import code_of
from flows.pipeline import Stages, Summary, run
from flows.reading_choices import find_chosen_engine, use_chosen_engine
from flows.settings import SettingsInvalid
from tests.comparing import differences
from tests.engines import LEMMA, installed, write_engine
from transforms.engine_in_use import SHIPPED, use_engine, using_engine
from transforms.language.engines import ENGINE_VERSION, find_engine
from warehouse.asking import ask
from warehouse.releases import Warehouse

UNCHECKED = Stages(validate=lambda *_: 0)
"""The tables are checked by tests of their own, which takes seconds."""
DOCUMENTS = {
    "one.txt": "Turkish warplanes bombed Kurdish rebels in northern Iraq on 5 March 2024. Iraq protested.",
    "two.txt": "France and Egypt held talks in Cairo on 4 March 2024.",
}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "wire").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "wire" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def base(tmp_path: Path) -> Iterator[str]:
    """Install an engine `base`; give its version."""
    write_engine(tmp_path / "site")
    with installed(tmp_path / "site"):
        yield find_engine("base").version


def build(seeds: Path, root: Path, name: str | None, workers: int = 1) -> Summary:
    """Build with an engine."""
    use_engine(SHIPPED)
    use_chosen_engine(name, root.parent)
    return run(seeds, root, workers=workers, stages=UNCHECKED)


def rows(root: Path, sql: str) -> list[tuple[object, ...]]:
    return list(ask(Warehouse(root).published().database, sql).rows)


@pytest.mark.slow
def test_another_engine_reads_anew_and_is_named_in_runs_and_reports(seeds: Path, tmp_path: Path, base: str) -> None:
    root = tmp_path / "warehouse"
    built = [build(seeds, root, name) for name in ("small", None, "base", "base", "small")]
    assert [summary.documents_read for summary in built] == [2, 0, 2, 0, 2]
    assert [summary.is_unchanged for summary in built] == [False, True, False, True, False]
    assert rows(root, "select engine from runs order by release") == [(ENGINE_VERSION,), (base,), (ENGINE_VERSION,)]
    named = [
        ask(Warehouse(root).whole(number).database, "select distinct engine from reports").rows for number in (1, 2)
    ]
    assert [*map(list, named)] == [[(ENGINE_VERSION,)], [(base,)]]
    assert differences(Warehouse(root).whole(1).folder, Warehouse(root).whole(3).folder) == {}


@pytest.mark.slow
def test_spawned_processes_read_with_the_engines_of_the_run(seeds: Path, tmp_path: Path) -> None:
    alone, several = (tmp_path / str(workers) / "warehouse" for workers in (1, 2))
    build(seeds, alone, "both")
    build(seeds, several, "both", workers=2)
    assert rows(several, "select distinct engine from reports") == [(find_engine("both").version,)]
    assert differences(Warehouse(alone).published().folder, Warehouse(several).published().folder) == {}


@pytest.mark.slow
def test_the_flow_of_prefect_takes_the_engine(seeds: Path, tmp_path: Path, base: str) -> None:
    from prefect.testing.utilities import prefect_test_harness

    from flows.build import build as flow

    with prefect_test_harness(server_startup_timeout=120):
        flow(seeds, tmp_path / "warehouse", engine="base")
    assert rows(tmp_path / "warehouse", "select engine from runs union select engine from reports") == [(base,)]


def test_an_engine_is_part_of_the_code_of_reading_alone(tmp_path: Path) -> None:
    stages, parsed = ("extract", "resolve", "publish"), tmp_path / "code.json"
    plain = {stage: code_of(stage, parsed) for stage in stages}
    with using_engine(find_engine("base")):
        assert {stage for stage in stages if code_of(stage, parsed) != plain[stage]} == {"extract"}
    assert code_of("extract", parsed) == plain["extract"]


@pytest.mark.parametrize(
    ("option", "settings", "expected"),
    [
        (None, None, "small"),
        (None, 'engine = "base"', "base"),
        (None, 'knowledge = "codebook"', "small"),
        ("small", 'engine = "base"', "small"),
        ("both", 'engine = "base"', "both"),
    ],
)
def test_an_option_goes_before_the_nearest_file_of_settings(
    option: str | None, settings: str | None, expected: str, tmp_path: Path
) -> None:
    below = tmp_path / "below"
    below.mkdir()
    if settings:
        (tmp_path / "entente.toml").write_text(f"{settings}\n", encoding="utf-8")
    assert find_chosen_engine(option, below) == find_engine(expected)


def test_a_file_of_settings_that_names_an_engine_that_is_not_there_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "entente.toml").write_text('# ours\nengine = "huge"\n', encoding="utf-8")
    with pytest.raises(SettingsInvalid) as refused:
        find_chosen_engine(None, tmp_path)
    told = "engine 'huge' is not installed; installed are small, base; a package offers others"
    assert str(refused.value).startswith(f"{tmp_path}/entente.toml:2: {told}")
    with pytest.raises(SettingsInvalid, match=r"^--engine: engine 'vast' is not installed"):
        find_chosen_engine("vast", tmp_path)


TEXT = "Turkish warplanes bombed Kurdish rebels."


@pytest.mark.parametrize("command", [["read", TEXT], ["code", TEXT], ["evaluate", "rows", "gold.jsonl"]])
def test_a_command_that_reads_says_what_would_help_where_its_engine_is_missing(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command([*command, "--engine", "huge"]) == Exit.USAGE
    assert capsys.readouterr().err.startswith(
        "entente: --engine: engine 'huge' is not installed; installed are small, base; "
    )


def test_a_command_reads_with_the_engine_that_it_is_given(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["read", TEXT, "--engine", "base", "--json"]) == Exit.OK
    told = capsys.readouterr().out
    assert f'"engine": "{base}"' in told
    assert f'"lemma": "{LEMMA}"' in told
    assert run_command(["code", TEXT, "--engine", "both"]) == Exit.OK
    assert capsys.readouterr().out.startswith(f"engine {ENGINE_VERSION}+{base}, date none")
    assert run_command(["dates", "Troops left on 5 March 2024.", "--engine", "base"]) == Exit.OK


def test_the_doctor_reads_with_every_engine_that_is_installed(base: str, tmp_path: Path) -> None:
    from flows.doctor import engine

    told = engine(tmp_path)
    assert told.startswith(f"small: {ENGINE_VERSION}, ")
    assert f"; base: {base}, " in told
