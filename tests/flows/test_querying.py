"""Tests of `entente query`, `entente sql` and `entente export`: what they print, write and refuse."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from flows.cli import run
from flows.cli.interface import Exit
from flows.query_output import SHOWN
from tests.built import TITLE, build_release
from warehouse.releases import Warehouse

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = Warehouse(tmp_path_factory.mktemp("warehouse"))
    staged = warehouse.stage("a" * 16)
    build_release(staged)
    warehouse.publish(staged, "0.2.0", {})
    return warehouse.root


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(arguments)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


TITLES = "select title, version from document_versions"


def test_every_form_holds_the_same_row(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("query", TITLES, "--warehouse", str(root), "--format")
    assert json.loads(output(capsys, *asked, "json")[1]) == [{"title": TITLE, "version": 1}]
    assert list(csv.reader(io.StringIO(output(capsys, *asked, "csv")[1]))) == [["title", "version"], [f"'{TITLE}", "1"]]
    assert output(capsys, *asked, "markdown")[1].splitlines()[2] == f"| {TITLE} | 1 |"
    assert output(capsys, *asked, "parquet", "--out", str(tmp_path / "x.parquet"))[0] == Exit.OK
    assert pd.read_parquet(tmp_path / "x.parquet").to_dict("records") == [{"title": TITLE, "version": 1}]


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "parquet"])
def test_an_empty_answer_keeps_its_form(
    form: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "answer"
    answer = output(
        capsys, "query", f"{TITLES} where false", "--format", form, "--out", str(out), "--warehouse", str(root)
    )
    assert answer == (Exit.OK, "", "")
    empty = {"json": b"[]\n", "csv": b"title,version\n", "markdown": b"| title | version |\n|---|---|\n"}
    assert pd.read_parquet(out).empty if form == "parquet" else out.read_bytes() == empty[form]


def test_parquet_wants_a_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = output(capsys, "query", TITLES, "--format", "parquet", "--warehouse", str(root))
    assert (code, out, "--out FILE" in err) == (Exit.USAGE, "", True)


def test_a_query_that_fails_leaves_the_file_as_it_was(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out.csv").write_text("before")
    code, _, _ = output(capsys, "query", "from nope", "--out", str(tmp_path / "out.csv"), "--warehouse", str(root))
    assert (code, (tmp_path / "out.csv").read_text()) == (Exit.USAGE, "before")
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_markdown_of_a_document_stays_within_its_cell(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "select 'a|b' || chr(10) || '<script>' || chr(27) as x"
    _, out, _ = output(capsys, "query", sql, "--format", "markdown", "--warehouse", str(root))
    assert out.splitlines()[2] == "| a\\|b &lt;script>� |"


def test_a_very_long_table_says_that_it_was_cut(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = output(capsys, "query", f"from range({SHOWN + 1})", "--warehouse", str(root))
    assert out.splitlines()[-1] == "(the first 10,000 rows; --format csv gives all)"
    _, out, _ = output(capsys, "query", f"from range({SHOWN})", "--warehouse", str(root))
    assert out.splitlines()[-1] == "(10000 rows)"


def test_explain_shows_the_plan(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = output(capsys, "query", "from events", "--explain", "--warehouse", str(root))
    assert (code, "SEQ_SCAN" in out or "TABLE_SCAN" in out) == (Exit.OK, True)


def test_a_query_comes_from_a_pipe(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("select 7 as x"))
    assert output(capsys, "query", "--format", "csv", "--warehouse", str(root))[1] == "x\n7\n"


def test_the_prompt_answers_each_query_of_a_pipe_and_ends_with_a_code(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(".views\nselect ';'\nas x; from nope;\nselect 7 as y"))
    code, out, err = output(capsys, "sql", "--warehouse", str(root))
    assert "events_flat" in out
    assert [line.strip() for line in out.splitlines() if line.strip() in {"x", ";", "y", "7"}] == ["x", ";", "y", "7"]
    assert ("nope" in err, code) == (True, Exit.USAGE)


@pytest.mark.slow
def test_the_prompt_of_a_terminal_lists_the_views_and_leaves_no_history(root: Path, tmp_path: Path) -> None:
    primary, secondary = pty.openpty()
    command = [sys.executable, "-m", "flows.cli", "sql", "--warehouse", str(root)]
    environment = {**os.environ, "HOME": str(tmp_path), "TERM": "dumb"}
    with subprocess.Popen(
        command, cwd=ROOT, stdin=secondary, stdout=secondary, stderr=secondary, env=environment
    ) as prompt:
        os.close(secondary)
        os.write(primary, b"select 6 * 7 as answer;\n.quit\n")
        answer = b""
        while b"1 row" not in answer and (read := os.read(primary, 4096)):
            answer += read
        assert prompt.wait(timeout=60) == 0
    os.close(primary)
    assert b"events_flat" in answer
    assert b"42" in answer
    assert [path for path in tmp_path.rglob("*") if "history" in path.name] == []


def test_an_export_says_what_it_wrote(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = str(tmp_path / "out")
    code, out, _ = output(capsys, "export", "--to", to, "--format", "gdelt", "--json", "--warehouse", str(root))
    answer = json.loads(out)
    assert (code, answer["layout"], answer["rows"], answer["files"]) == (Exit.OK, "gdelt", 4, 4)


def test_a_comparison_counts_both_sides_and_says_why(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "out"
    output(capsys, "export", "--to", str(to), "--format", "gdelt", "--warehouse", str(root))
    (to / "more").write_text(
        (to / "events.export.CSV").read_text().splitlines()[0].replace("20240305", "19990305") + "\n"
    )
    code, out, _ = output(capsys, "compare", str(to / "more"), "--to", str(tmp_path / "rows"), "--warehouse", str(root))
    assert (code, out.splitlines()[:2]) == (
        Exit.OK,
        ["theirs: 1 events, 0 of them on both sides, 1 not", "          1  day"],
    )
    assert (tmp_path / "rows").read_text().startswith("side,event_id,kind,first_on")


def test_a_file_that_is_none_of_others_is_a_usage_error(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = output(capsys, "compare", str(ROOT / "README.md"), "--warehouse", str(root))
    assert (code, "no file that we know" in err) == (Exit.USAGE, True)


def test_an_export_over_other_files_is_a_usage_error(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.doc").write_text("x")
    code, _, err = output(capsys, "export", "--to", str(tmp_path), "--warehouse", str(root))
    assert (code, "holds other files" in err) == (Exit.USAGE, True)


def test_help_lists_every_layout() -> None:
    from typing import get_args

    from flows.cli.interface import Layout
    from warehouse.export.exporting import LAYOUTS

    assert set(get_args(Layout)) == set(LAYOUTS)
