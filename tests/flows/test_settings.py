"""Settings: what holds and where from, where own knowledge is found, and that runs heed it."""

import json
from pathlib import Path

import pytest

from flows.cli import run as run_command
from flows.code_versions import code_of
from flows.pipeline import Stages, run
from flows.reading_choices import find_own_knowledge, use_own_knowledge
from flows.settings import (
    SEEDS,
    SETTINGS,
    WAREHOUSE,
    WORKERS,
    Held,
    Setting,
    SettingsInvalid,
    choose,
    held_settings,
    read_settings,
    shown,
)
from flows.worker_count import count_for, count_workers
from tests.own import ACTORS, write_own
from transforms.own_knowledge import NOTHING, own_knowledge, using
from warehouse.asking import ask
from warehouse.releases import Warehouse

TEXT = "Dockers at Port Harran downed tools on 4 March 2024. Valley Watch fighters set up a checkpoint near Gate 17."


FILE = """workers = 3
seeds = "documents"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "entente.toml").write_text(FILE, encoding="utf-8")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    return tmp_path


def test_an_option_goes_before_the_environment_that_before_the_file_and_that_before_the_default(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert choose(WAREHOUSE) == Held(Path("warehouse/data"), "default")
    assert choose(SEEDS) == Held(project / "documents", f"{project}/entente.toml:2")
    assert choose(WORKERS) == Held(3, f"{project}/entente.toml:1")
    monkeypatch.setenv("ENTENTE_WORKERS", "auto")
    assert choose(WORKERS) == Held("auto", "ENTENTE_WORKERS")
    assert choose(WORKERS, 5) == Held(5, "--workers")


def test_a_command_heeds_the_file_of_the_project_it_is_told_of(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir("/")
    for arguments in (["build", "--project", str(project)], ["--project", f"{project}/entente.toml", "build"]):
        assert run_command(arguments) == 2
        assert capsys.readouterr().err.startswith(f"entente: {project}/documents: nothing there")
    monkeypatch.setenv("ENTENTE_PROJECT", str(project / "below"))
    assert run_command(["config"]) == 2
    assert capsys.readouterr().err.startswith(f"entente: {project}/below: no entente.toml there")


def test_config_prints_what_holds_and_where_from(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENTENTE_WAREHOUSE", "mine")
    run_command(["config"])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[:4] == [
        ["option", "value", "from"],
        ["seeds", f"{project}/documents", f"{project}/entente.toml:2"],
        ["warehouse", "mine", "ENTENTE_WAREHOUSE"],
        ["workers", "3", f"{project}/entente.toml:1"],
    ]
    run_command(["config", "--json"])
    rows = json.loads(capsys.readouterr().out)
    assert rows[1] == {"option": "warehouse", "value": "mine", "from": "ENTENTE_WAREHOUSE"}
    assert [row["option"] for row in rows] == list(SETTINGS)


def test_a_value_that_cannot_be_is_told_wherever_it_is_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["build", "--workers", "many"]) == 2
    assert "--workers" in (said := capsys.readouterr().err)
    assert "write 4" in said
    monkeypatch.setenv("ENTENTE_WORKERS", "many")
    with pytest.raises(SettingsInvalid, match=r"^ENTENTE_WORKERS = 'many'; write ENTENTE_WORKERS = 4$"):
        held_settings()


def test_no_secret_is_shown_or_read_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = Setting("password", "", lambda said, _: str(said), '"..."', "A password.", is_secret=True)
    monkeypatch.setitem(SETTINGS, "password", secret)
    monkeypatch.setenv("ENTENTE_PASSWORD", "hidden")
    assert choose(secret, start=tmp_path).value == "hidden"
    assert shown(secret, choose(secret, start=tmp_path)) == "(set)"
    assert shown(SEEDS, Held("s3://name:hidden@bucket/seeds", "default")) == "s3://***@bucket/seeds"
    (tmp_path / "entente.toml").write_text('password = "hidden"\n', encoding="utf-8")
    with pytest.raises(SettingsInvalid, match=r"password is a secret.*; set ENTENTE_PASSWORD instead$"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("processors", "gigabytes", "count"), [(2, 16, 2), (8, 8, 4), (2, 4, 1), (1, 64, 1), (4, 1, 1)]
)
def test_workers_are_one_per_processor_and_fewer_where_memory_is_short(
    processors: int, gigabytes: int, count: int
) -> None:
    assert count_for(processors, gigabytes * 10**9) == count
    assert count_workers(7) == 7
    assert count_workers("auto") >= 1


def test_the_nearest_file_of_settings_names_the_folder(tmp_path: Path) -> None:
    write_own(tmp_path / "codebook")
    (tmp_path / "entente.toml").write_text('knowledge = "codebook"  # ours\n', encoding="utf-8")
    (tmp_path / "below" / "deep").mkdir(parents=True)
    assert len(find_own_knowledge(None, tmp_path / "below" / "deep").files) == 5


def test_the_folder_of_an_empty_file_of_settings_is_meant_itself(tmp_path: Path) -> None:
    (write_own(tmp_path) / "entente.toml").touch()
    assert len(find_own_knowledge(None, tmp_path).files) == 5


def test_an_option_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "entente.toml").write_text('knowledge = "nowhere"\n', encoding="utf-8")
    assert len(find_own_knowledge(write_own(tmp_path / "mine"), tmp_path).files) == 5


def test_without_a_file_there_is_no_own_knowledge(tmp_path: Path) -> None:
    assert find_own_knowledge(None, tmp_path) == NOTHING


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\nknowlege = "codebook"\n', "entente.toml:2: 'knowlege' is unknown; did you mean knowledge?"),
        ("knowledge = 3\n", 'entente.toml:1: knowledge = 3; write knowledge = "folder"'),
        ("# ours\nknowledge = codebook\n", "entente.toml:2: Invalid value"),
        ("workers = 0\n", "entente.toml:1: workers = 0; write workers = 4"),
        ('reader = "nobody"\n', 'entente.toml:1: reader = \'nobody\'; write reader = "engine", "llm" or "both"'),
        ('llm_on = "some"\n', 'entente.toml:1: llm_on = \'some\'; write llm_on = "all" or "unsure"'),
        ("workers = true\n", "entente.toml:1: workers = True; write workers = 4"),
        ('schedule = "daily"\n', "entente.toml:1: schedule = 'daily'; write schedule = \"15 4 * * *\""),
        ("zeal = 1\n", "entente.toml:1: 'zeal' is unknown; it may say seeds, warehouse, workers"),
    ],
)
def test_a_file_of_settings_that_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "entente.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsInvalid) as refused:
        read_settings(tmp_path)
    assert str(refused.value).startswith(f"{tmp_path}/{message}")


@pytest.mark.parametrize(
    ("folder", "message"),
    [("nowhere", "no such folder; name one"), ("empty", "it holds neither ontology/ nor lexicons/")],
)
def test_a_folder_without_knowledge_is_told_with_the_line_that_names_it(
    tmp_path: Path, folder: str, message: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "entente.toml").write_text(f'# ours\nknowledge = "{folder}"\n', encoding="utf-8")
    with pytest.raises(SettingsInvalid) as refused:
        find_own_knowledge(None, tmp_path)
    assert str(refused.value).startswith(f"{tmp_path}/entente.toml:2: {tmp_path}/{folder}: {message}")


def test_an_option_that_names_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match=r"^--knowledge: .*nowhere: no such folder"):
        find_own_knowledge(tmp_path / "nowhere", tmp_path)


def test_own_knowledge_is_part_of_the_code_of_reading_and_resolving(tmp_path: Path) -> None:
    parsed = tmp_path / "code.json"
    plain = {stage: code_of(stage, parsed) for stage in ("extract", "resolve", "publish")}
    with using(find_own_knowledge(write_own(tmp_path / "codebook"), tmp_path)):
        assert {stage for stage in plain if code_of(stage, parsed) != plain[stage]} == {"extract", "resolve"}
    assert code_of("extract", parsed) == plain["extract"]


@pytest.mark.slow
def test_a_changed_file_reads_anew_and_an_unchanged_one_does_not(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "desk").mkdir(parents=True)
    (tmp_path / "seeds" / "desk" / "one.txt").write_text(TEXT, encoding="utf-8")
    codebook, stages = write_own(tmp_path / "codebook"), Stages(validate=lambda *_: 0)

    def build() -> tuple[int, bool]:
        use_own_knowledge(codebook)
        summary = run(tmp_path / "seeds", tmp_path / "warehouse", stages=stages)
        return summary.documents_read, summary.is_unchanged

    with using(own_knowledge()):
        assert build() == (1, False)
        assert build() == (0, True)
        (codebook / "lexicons" / "actors.csv").write_text(f"{ACTORS}Blue Watch,,,SYR,UAF\n", encoding="utf-8")
        assert build() == (1, False)
    database = Warehouse(tmp_path / "warehouse").published().database
    found = ask(database, "select event_type, mode, rule from reports order by trigger_start").rows
    assert found == [
        ("STOPPAGE", None, "lexicon:STOPPAGE:down_tool@own/stoppage.yaml"),
        ("COERCE", "checkpoint", "lexicon:COERCE:set_up+checkpoint@own/coerce.yaml"),
    ]
    named = ask(database, "select len(knowledge), split_part(knowledge[1], ' ', 1) from runs order by release").rows
    assert named == [(5, "lexicons/actors.csv"), (5, "lexicons/actors.csv")]


def test_the_page_lists_every_setting_with_its_default() -> None:
    page = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
    lines = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| `")]
    told = {name.strip("` "): [cell.strip("` ") for cell in cells[1:3]] for name, *cells in lines}
    beside = {"knowledge": "the folder of the file"}
    assert told == {
        name: [setting.variable, beside.get(name, str(setting.default))] for name, setting in SETTINGS.items()
    }
