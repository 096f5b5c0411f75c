"""Tests of `entente diff`: why events differ after each sort of change, and the lines that say so."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from flows import pipeline
from flows.cli import run
from flows.diff_lines import lines_of
from flows.pipeline import Stages
from tests.growing import write_documents
from transforms.tables import Report
from warehouse.differences import Differences, EventDifference, FieldDifference, Why, differences, two_releases
from warehouse.earlier import read_rows_leniently
from warehouse.releases import Warehouse

UNCHECKED = Stages(validate=lambda *_: 0)
STRIKE = "Turkish warplanes bombed Kurdish rebels in northern Iraq on 4 March 2024."
RALLY = "Thousands of farmers protested in Warsaw on 9 February 2024."
HEADER = "target_table,target_id,target_column,value,expected,reason,author,made_on"


class Library:
    """A folder of seeds that somebody changes, and its warehouse."""

    def __init__(self, folder: Path) -> None:
        self.seeds, self.root = folder / "seeds", folder / "warehouse"

    def write(self, name: str, day: str, text: str, declared: str = "language: en") -> None:
        write_documents(self.seeds, {f"wire/{name}": (name, day, None, text)}, declared)

    def correct(self, deaths: int) -> None:
        reports = read_rows_leniently(Warehouse(self.root).published().folder, Report)
        (key,) = (report.report_id for report in reports if report.trigger == "protested")
        row = f"reports,{key},deaths,{deaths},,told later,editor,2024-03-09"
        (self.seeds / "corrections.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")

    def build(self) -> Mapping[str, Mapping[str, int]]:
        """Build a release; return how many events differ from the one before, by kind and reason."""
        pipeline.run(self.seeds, self.root, stages=UNCHECKED)
        return differences(*two_releases(Warehouse(self.root), None, None)).counts


def as_if_others(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let hashes of code be others than they are."""
    for name in names:
        real = getattr(pipeline, name)
        monkeypatch.setattr(pipeline, name, lambda *given, real=real: f"{real(*given)}0")


def test_every_change_has_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    library = Library(tmp_path)
    library.write("rally.md", "2024-02-10", RALLY)
    library.write("strike.md", "2024-03-05", STRIKE)
    pipeline.run(library.seeds, library.root, stages=UNCHECKED)
    library.write("early.md", "2024-03-04", STRIKE)
    assert library.build() == {"changed": {"document": 1}}
    library.write("strike.md", "2024-03-05", f"{STRIKE} Iraq condemned the attack.")
    told = {"came": {"version": 1}, "changed": {"version": 1}}
    assert library.build() == told, "Iraq's words come, and the attack of which they are is told once more"
    library.write("strike.md", "2024-03-05", f"{STRIKE} Iraq condemned the attack. It gave no details.")
    assert "went" not in library.build(), "an event that the new version tells alike is the same event"
    (library.seeds / "wire" / "early.md").unlink()
    assert library.build() == {"changed": {"withdrawal": 1}}
    library.correct(4)
    assert library.build() == {"changed": {"correction": 1}}
    library.correct(5)
    as_if_others(monkeypatch, "code_of")
    assert library.build() == {"changed": {"lexicon": 1}}
    library.correct(6)
    as_if_others(monkeypatch, "code_of", "program_of")
    assert library.build() == {"changed": {"code": 1}}
    capsys.readouterr()
    assert run(["diff", "1", "--warehouse", str(library.root)]) == 0
    assert "deaths: none -> 6\n         why: our code\n" in capsys.readouterr().out


def difference(**about: object) -> EventDifference:
    told = {"event_type": "PROTEST", "mode": None, "actors": "a\x1b[2J\ncrowd", "recipients": None, "place": None}
    fields = [FieldDifference("deaths", None, "4", Why("correction", None, None, None))]
    given = {"kind": "changed", "event_id": "f" * 16, "event": told, "formerly": None, "into": None, "fields": fields}
    return EventDifference(**given | {"why": Why("correction", None, None, None)} | about)  # type: ignore[arg-type]


def test_lines_tell_an_event_and_no_document_steers_the_terminal() -> None:
    found = Differences(1, 2, False, {"changed": {"correction": 3}}, {}, [difference()], [])
    assert list(lines_of(found)) == [
        "release 1 to 2: events: 3 changed (correction 3)",
        "",
        "changed  undated  PROTEST  a�[2J crowd  ffffffff",
        "         deaths: none -> 4",
        "         why: correction",
        "",
        "2 events more; --limit 0 shows all",
    ]


def test_no_difference_is_said() -> None:
    assert list(lines_of(Differences(1, 2, False, {}, {}, [], []))) == ["release 1 to 2: no event differs"]
