"""The tutorial as a stranger follows it: its commands run in their order and print what the page shows."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from flows.cli import run
from flows.cli.interface import Exit
from flows.pipeline import Stages, Summary
from flows.pipeline import run as build
from tests.test_architecture import ROOT

PAGE = ROOT / "docs" / "tutorial.md"
DOWNLOADS = ROOT / "docs" / "tutorial"
SHOWN = dict(
    re.findall(r"```sh\nentente ([^`]*?)\n```\n\n```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
)
"""What the page shows of each command, by the command."""
BEFORE = {"init my_desk", "build --dry-run", "build"}
"""What a reader does before there is a release."""


def blocks(language: str) -> list[str]:
    """Return the blocks of code of the page in one language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def lay_out(desk: Path) -> Path:
    """Make the project of steps 2 and 3; return its folder."""
    for source, text in zip(("fjord_courier", "island_ledger"), blocks("yaml"), strict=True):
        folder = desk / "seeds" / source
        folder.mkdir(parents=True)
        (folder / "source.yaml").write_text(text, encoding="utf-8")
        download = f"{source.replace('_', '-')}.txt"
        (folder / download).write_bytes((DOWNLOADS / download).read_bytes())
    (desk / "entente.toml").write_text('seeds = "seeds"\nwarehouse = "warehouse"\n', encoding="utf-8")
    return desk


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    desk = lay_out(tmp_path_factory.mktemp("tutorial") / "my_desk")
    unchecked = Stages(validate=lambda *_: 0)  # the tables are checked by tests of their own, which takes seconds
    return build(desk / "seeds", desk / "warehouse", stages=unchecked)


@pytest.fixture
def desk(summary: Summary, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(summary.warehouse).parents[2]
    monkeypatch.chdir(folder)
    return folder


def told(text: str) -> list[str]:
    """Return the lines of an output without the spaces at their ends."""
    return [line.rstrip() for line in text.rstrip().splitlines()]


def test_every_command_of_the_tutorial_has_what_it_prints_beside_it() -> None:
    typed = re.findall(r"^entente ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(typed) == len(SHOWN) > len(BEFORE)


def test_a_project_is_begun_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init", "my_desk"]) == Exit.OK
    assert capsys.readouterr().out.startswith(SHOWN["init my_desk"].removesuffix("...\n"))
    assert (tmp_path / "my_desk" / "seeds" / "my_source").is_dir()


@pytest.mark.slow  # loads what parses documents
def test_the_documents_would_be_read_as_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(lay_out(tmp_path / "my_desk"))
    assert run(["build", "--dry-run"]) == Exit.OK
    assert told(capsys.readouterr().out) == told(SHOWN["build --dry-run"])
    table = tmp_path / "my_desk" / "seeds" / "my_table"
    table.mkdir()
    (table / "source.yaml").write_text("name: My table\n", encoding="utf-8")
    (news,) = blocks("csv")
    (table / "news.csv").write_text(news, encoding="utf-8")
    assert run(["build", "--dry-run"]) == Exit.OK
    *_, first = capsys.readouterr().out.split("\n\n")
    assert told(first)[:5] == [
        "my_table: the first document is my_table/news.csv#1",
        "  title      Norway and Iceland open ferry line",
        "  url        https://ledger.example/ferry",
        "  language   en",
        "  published  2024-10-08 (metadata)",
    ]


@pytest.mark.slow  # reads eleven documents and publishes them
def test_the_build_says_what_the_page_shows(summary: Summary) -> None:
    assert told(SHOWN["build"]) == [*summary.lines()[:4], "..."]


@pytest.mark.slow
@pytest.mark.parametrize("command", [command for command in SHOWN if command not in BEFORE])
def test_a_command_of_the_tutorial_prints_what_it_shows(
    command: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(shlex.split(command)) == Exit.OK
    assert told(capsys.readouterr().out) == told(SHOWN[command])


@pytest.mark.slow
def test_the_chart_of_the_tutorial_has_a_bar_for_what_the_warehouse_counts(desk: Path) -> None:
    names: dict[str, Any] = {}
    (source,) = blocks("python")
    exec(compile(source, "tutorial.md", "exec"), names)
    (data,) = names["chart"].to_dict()["datasets"].values()
    assert {row["month"]: row["events"] for row in data if row["kind"] == "conflict"} == {
        "2024-01": 1, "2024-02": 7, "2024-03": 6, "2024-04": 8,
    }  # fmt: skip
    assert (desk / "chart.html").is_file()
