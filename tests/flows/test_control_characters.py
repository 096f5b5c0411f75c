"""Control characters: whatever names and texts hold, no command prints or writes what steers a terminal or a sheet."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.cli import run
from flows.progress import PlainProgress
from tests.built import build_release, rows
from tests.finding import each
from transforms.row import Row
from transforms.tables import Document, DocumentVersion, Entity, Place, Quote, Rejection, Source
from warehouse.releases import Warehouse

EVIL = "=1+1 \x1b]0;owned\x07\x1b[2J\x9b31m\x7f\u202egnp.\u2066"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
WORDS: dict[type[Row], tuple[str, ...]] = {
    Document: ("title", "deck", "byline", "dateline", "path", "address"),
    DocumentVersion: ("path", "title"),
    Entity: ("name",),
    Place: ("name",),
    Quote: ("quote",),
    Rejection: ("path", "detail"),
    Source: ("name", "licence"),
}
"""Columns that hold what anybody may have written."""
QUERIES = (
    "from documents",
    "from rejections",
    "from events_flat",
    "from sources",
    f'select 1 as "{EVIL}"',
    "pivot (select source_id, title from documents) on title using count(*)",
    f"select '{EVIL}'::integer",
    f"select {EVIL}",
)


def hostile() -> Iterator[Row]:
    """Yield the rows of a release in which every name and text holds what steers a terminal."""
    for row in rows():
        columns = WORDS.get(type(row), ())
        yield row.model_copy(update={column: f"{EVIL}{getattr(row, column) or ''}" for column in columns})


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = Warehouse(tmp_path_factory.mktemp("hostile"))
    staged = warehouse.stage("a" * 16)
    build_release(staged, hostile())
    warehouse.publish(staged, "0.2.0", {})
    return warehouse.root


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return all that a command prints, on both streams."""
    run(arguments)
    captured = capsys.readouterr()
    return captured.out + captured.err


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown"])
@pytest.mark.parametrize("sql", QUERIES)
def test_no_query_prints_a_control_character(
    sql: str, form: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = printed(capsys, "query", sql, "--format", form, "--warehouse", str(root))
    assert found
    assert CONTROL.findall(found) == []


@pytest.mark.parametrize(
    "command",
    [
        *("status", "status --json", "explain 0000000000000079", "explain 0000000000000079 --json"),
        *("explain EVIL", "describe EVIL", "places EVIL", "actors EVIL", "places EVIL --json", "diff --json"),
        *("query EVIL --explain", "build --seeds EVIL --dry-run", "doctor --seeds EVIL", "export --to EVIL"),
    ],
)
def test_no_command_prints_a_control_character(
    command: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = [EVIL if word == "EVIL" else word for word in command.split()]
    placed = [] if arguments[0] in {"describe", "places", "actors", "doctor"} else ["--warehouse", str(root)]
    found = printed(capsys, *arguments, *placed)
    assert found
    assert CONTROL.findall(found) == []


def test_json_says_the_same_all_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "query", "select name from sources", "--json", "--warehouse", str(root)))
    assert found == [{"name": f"{EVIL}A Wire"}]


@pytest.mark.parametrize("layout", ["csv", "gdelt", "acled-csv", "plover-jsonl"])
def test_no_export_for_spreadsheets_or_pipes_holds_one(layout: str, root: Path, tmp_path: Path) -> None:
    run(["export", "--to", str(tmp_path / "export"), "--format", layout, "--warehouse", str(root)])
    written = [path for path in (tmp_path / "export").rglob("*") if path.suffix in {".csv", ".jsonl", ".json"}]
    for path in each(written):
        text = path.read_text(encoding="utf-8")
        assert CONTROL.findall(text) == []
        cells = (cell for row in csv.reader(text.splitlines()) for cell in row) if path.suffix == ".csv" else ()
        assert not [cell for cell in cells if cell.startswith("=")]


def test_a_plan_prints_the_names_of_files_as_they_cannot_harm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds" / "wire").mkdir(parents=True)
    for suffix in ("txt", "gif"):
        name = f"{EVIL}\n.{suffix}".replace("/", "")
        (tmp_path / "seeds" / "wire" / name).write_text("Talks resumed in Geneva on Monday.")
    found = printed(
        capsys, "build", "--dry-run", "--seeds", str(tmp_path / "seeds"), "--warehouse", str(tmp_path / "w")
    )
    assert found.count(r"\x1b]0;owned\x07") == 4  # the file to read, twice, and the one to reject with its detail
    assert (CONTROL.findall(found), len(found.splitlines())) == ([], 8)


def test_progress_prints_none(capsys: pytest.CaptureFixture[str]) -> None:
    PlainProgress().say(EVIL)
    assert CONTROL.findall(capsys.readouterr().err) == []
