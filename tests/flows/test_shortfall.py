"""Tests of builds that read next to nothing: what they say, how they end, and what a dry run shows before."""

import json
from pathlib import Path

import pytest

from flows.cli import run
from flows.cli.interface import Exit
from flows.shortfall import reasons
from tests.rows import a
from tests.small_seeds import write_small_seeds
from transforms.tables import Rejection

GERMAN = (
    "kopf,inhalt\nStreik,Kampfjets griffen am Dienstag Stellungen im Norden an.\nTreffen,Zwei Minister trafen sich.\n"
)
REMEDY = "the columns are kopf, inhalt; set fields.text in source.yaml to the one that holds it (first desk/a.csv#1)"


def unmapped(folder: Path) -> Path:
    """Return a folder of seeds with a table whose columns nobody has mapped."""
    (folder / "desk").mkdir(parents=True)
    (folder / "desk" / "a.csv").write_text(GERMAN, encoding="utf-8")
    return folder


def rejected(number: int, reason: str, detail: str) -> Rejection:
    path = f"desk/a.csv#{number}"
    return a(Rejection, path=path, reason=reason, detail=f"{path}: {detail}")


def test_the_most_frequent_reason_comes_first_with_its_remedy() -> None:
    rows = [rejected(1, "empty", "no words"), *(rejected(number, "no_text", "no text; name one") for number in (2, 3))]
    assert reasons(rows, 5) == (
        "2 of 5 records rejected, no text; name one (first desk/a.csv#2)",
        "1 of 5 records rejected, empty: no words (first desk/a.csv#1)",
    )


def test_a_build_without_a_document_says_why_each_time_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--seeds", str(unmapped(tmp_path / "seeds")), "--warehouse", str(tmp_path / "warehouse")]
    for _ in range(2):  # the second finds nothing new, and the release is as short
        assert run(["build", "--no-prefect", "--workers", "1", "--json", *where]) == Exit.DATA
        printed = capsys.readouterr()
        (said,) = json.loads(printed.out)["shortfall"]
        assert said.startswith("2 of 2 records rejected, unmapped: no text at text, body, content or the like: ")
        assert said.endswith(REMEDY)
        assert f"entente: {said}" in printed.err


def test_a_dry_run_shows_the_first_document_of_each_source_as_it_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds = unmapped(write_small_seeds(tmp_path))
    assert run(["build", "--dry-run", "--seeds", str(seeds), "--warehouse", str(tmp_path / "none")]) == Exit.OK
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("desk: none of the first 2 records is a document")
    assert REMEDY.partition(" (")[0] in lines[start + 1]
    start = lines.index("wire: the first document is wire/strike.md")
    assert lines[start + 1 : start + 4] == [
        "  title      Turkey strikes northern Iraq",
        "  language   en",
        "  published  2024-03-05 (metadata)",
    ]
    assert lines[start + 4].startswith("  text       Turkey strikes northern Iraq Turkish warplanes bombed")
