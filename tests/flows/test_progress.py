"""Tests of progress: what is told of a stage, and in which form."""

import json
from pathlib import Path

import pytest

from flows.cli import run
from flows.progress import JsonProgress, Pace, PlainProgress, SilentProgress, VerboseProgress, progress_on_terminal
from tests.built import build_release
from warehouse.export.exporting import export


@pytest.mark.parametrize(
    ("pace", "line"),
    [
        (Pace("read", 0, 5000, 3.0), "read: 0 of 5,000 records"),
        (Pace("read", 1000, 5000, 40.0), "read: 1,000 of 5,000 records, 25 a second, 3 min left"),
        (Pace("read", 64, 1_000_000, 40.0), "read: 64 of 1,000,000 records, 1.6 a second, 173.6 h left"),
        (Pace("read", 5000, 5000, 200.0), "read: 5,000 of 5,000 records, 25 a second"),
    ],
)
def test_a_stage_tells_its_rate_and_the_time_left(pace: Pace, line: str) -> None:
    assert pace.line() == line


def test_many_steps_in_little_time_are_told_at_the_start_and_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    with PlainProgress().stage("read", 5000) as advance:
        for _ in range(5000):
            advance(1)
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("read: 1 of 5,000 records")
    assert last.startswith("read: 5,000 of 5,000 records")


def test_progress_as_json_has_its_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    JsonProgress().tell(Pace("read", 1000, 5000, 40.0))
    told = json.loads(capsys.readouterr().err)
    assert (told["level"], told["done"], told["per_second"], told["seconds_left"]) == ("info", 1000, 25.0, 160.0)


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("VERBOSITY", "quiet", SilentProgress),
        ("VERBOSITY", "verbose", VerboseProgress),
        ("LOG_FORMAT", "json", JsonProgress),
    ],
)
def test_the_settings_choose_what_is_told(
    name: str, value: str, kind: type[PlainProgress], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"ENTENTE_{name}", value)
    assert type(progress_on_terminal()) is kind


def test_an_error_is_one_line_of_json_where_that_is_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--log-format", "json", "describe", "nothing"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["message"] == "no table or view 'nothing'; `entente describe` lists them"
    assert run(["describe", "nothing"]) == 2  # and the next command is told in words again
    assert capsys.readouterr().err.startswith("entente: no table or view 'nothing'")


def test_code_that_knows_no_progress_counts_and_another_total_begins_anew(capsys: pytest.CaptureFixture[str]) -> None:
    with PlainProgress().counting("pull", "files") as count:
        for done, total in ((0, 2), (1, 2), (2, 2), (0, 1), (1, 1)):
            count(done, total)
    told = [line.split(",")[0] for line in capsys.readouterr().err.splitlines()]
    assert told == ["pull: 1 of 2 files", "pull: 2 of 2 files", "pull: 1 of 1 files"]


def test_an_export_tells_how_far_it_is_unless_it_is_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = build_release(tmp_path)
    with PlainProgress().counting("export", "tables") as told:
        export(database, tmp_path / "out", "csv", ["quality", "rifts"], told=told)
    assert capsys.readouterr().err.splitlines()[-1].startswith("export: 2 of 2 tables")
    with SilentProgress().counting("export", "tables") as told:
        export(database, tmp_path / "out", "csv", ["quality"], told=told)
    assert capsys.readouterr().err == ""
