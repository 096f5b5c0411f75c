"""Tests of warehouses that older versions have built: they are built on, and nothing of theirs is lost."""

import shutil
import subprocess
import time
from datetime import date, datetime, tzinfo
from pathlib import Path

import duckdb
import pytest

from flows import pipeline
from flows.pipeline import Summary, run
from flows.progress import SilentProgress
from tests.older import RUNS, older_warehouse
from warehouse.listing import list_releases
from warehouse.purging.forgetting import forget
from warehouse.releases import Warehouse

pytestmark = pytest.mark.slow

CORRECTIONS = """\
target_table,target_id,target_column,value,expected,reason,author,made_on
events,f9cf6e25440d705b,deaths,4,3,a later count,Ana Lopes,2024-03-07
events,f9cf6e25440d705b,incident_id,,d81ab18a282b3aa0,it stands alone,Ana Lopes,2024-03-07
participants,c535ff9fe86119e8,country,TUR,IRQ,for the sake of the test,Ana Lopes,2024-03-07
incidents,fe714079db89ee7e,has_rival_claims,true,false,told by others,Ana Lopes,2024-03-07
incidents,fe714079db89ee7e,actors,x,y,for the sake of the test,Ana Lopes,2024-03-07
"""
TWICE_TOLD = "59ba48c92c5f95c7"
"""The event that was incident fe714079db89ee7e, with the other reports that tell it."""


class Heard(SilentProgress):
    """Keeps what a run says."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)


def ask(root: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(Warehouse(root).published().database, read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Give a folder with seeds and a warehouse of 0.1.0 on which this version has built, and what the build said."""
    folder = tmp_path_factory.mktemp("upgraded")
    seeds, root = older_warehouse(folder, "0.1.0")
    (seeds / "corrections.csv").write_text(CORRECTIONS, encoding="utf-8")
    heard = Heard()
    run(seeds, root, progress=heard)
    return folder, heard.lines


@pytest.fixture
def copied(upgraded: tuple[Path, list[str]], tmp_path: Path) -> tuple[Path, Path]:
    """Give a copy of its seeds and of its warehouse, with the links that its files have."""
    subprocess.run(["cp", "-a", *(upgraded[0] / name for name in ("seeds", "warehouse")), tmp_path], check=True)
    return tmp_path / "seeds", tmp_path / "warehouse"


def test_a_warehouse_of_an_older_version_is_built_on(upgraded: tuple[Path, list[str]]) -> None:
    root = upgraded[0] / "warehouse"
    assert [(release.number, release.state, release.version) for release in list_releases(Warehouse(root))][:1] == [
        (2, "complete", "0.1.0")
    ]
    assert Warehouse(root).published().number == 3
    assert ask(root, "select release, reports, events is null from runs order by release") == [
        (1, 11, True),
        (2, 11, True),
        (3, 11, False),
    ]
    asked = "select versions.version, is_current, text like '%condemned%', release from document_versions as versions"
    assert ask(root, f"{asked} join runs using (run_id) where path = 'wire/talks.txt' order by 1") == [
        (1, False, True, 1),
        (2, True, None, 2),
    ]


def test_corrections_of_before_are_applied_to_the_tables_of_now(upgraded: tuple[Path, list[str]]) -> None:
    root = upgraded[0] / "warehouse"
    assert ask(root, "select written_for, target_table, state from corrections order by written_for") == [
        ("events.deaths", "reports", "applied"),
        ("events.incident_id", "events", "no_such_column"),
        ("incidents.actors", "incidents", "no_such_column"),
        ("incidents.has_rival_claims", "events", "applied"),
        ("participants.country", "report_participants", "applied"),
    ]
    assert ask(root, "select deaths from reports where report_id = 'f9cf6e25440d705b'") == [(4,)]
    assert ask(root, f"select has_rival_claims from events where event_id = '{TWICE_TOLD}'") == [(True,)]
    assert (
        "corrections: 5 name tables of before Entente 0.2 (3 applied, 2 no such column); "
        "`corrections.written_for` has them"
    ) in upgraded[1]


def test_two_versions_in_turn_lose_no_release(copied: tuple[Path, Path]) -> None:
    seeds, root = copied
    older = root / "releases" / RUNS["0.1.0"]
    shutil.copytree(older, root / "releases" / ("0004-" + "f" * 16))  # as the older program numbers and points
    (root / "current").unlink()
    (root / "current").symlink_to("releases/0004-" + "f" * 16)
    summary = run(seeds, root)
    assert (summary.release, summary.documents, summary.documents_read) == (5, 3, 0)
    assert [release.number for release in Warehouse(root).releases()] == [2, 3, 4, 5]
    assert [release.state for release in list_releases(Warehouse(root))] == ["complete"] * 4


def test_after_a_rollback_news_are_told_against_what_readers_saw(copied: tuple[Path, Path]) -> None:
    seeds, root = copied
    (seeds / "wire" / "late.txt").write_text("Germany and Poland signed a border treaty in Warsaw.\n", encoding="utf-8")
    assert run(seeds, root).release == 4
    Warehouse(root).rollback(3)
    summary = run(seeds, root)
    assert (summary.release, summary.documents, summary.is_unchanged) == (5, 4, False)
    assert ask(root, "select count(*) > 0 from changes where reason = 'document' and kind = 'came'") == [(True,)]


class Tomorrow(datetime):
    """A clock that is set back by a day after a run has begun."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Tomorrow":
        return cls.fromtimestamp(time.time() + 86_400, tz)


def test_a_clock_set_back_stops_no_run(copied: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    seeds, root = copied
    (seeds / "corrections.csv").unlink()
    monkeypatch.setattr(pipeline, "datetime", Tomorrow)
    assert run(seeds, root).release == 4
    monkeypatch.undo()
    assert run(seeds, root).is_unchanged
    assert ask(root, "select seconds from runs where release = 4") == [(0.0,)]


def built(seeds: Path, root: Path) -> tuple[Summary, list[tuple[object, ...]]]:
    summary = run(seeds, root)
    return summary, ask(root, "select * exclude (first_published_on, last_published_on) from events order by event_id")


def test_a_forgotten_document_is_left_out_of_later_builds(copied: tuple[Path, Path], tmp_path: Path) -> None:
    seeds, root = copied
    with Warehouse(root).lock():
        forget(Warehouse(root), "wire/second.md", "a court order", date(2024, 4, 1), "0.1.0")
    summary, events = built(seeds, root)
    assert (summary.documents, summary.release, summary.is_unchanged) == (2, 4, False)
    assert ask(root, "select path, reason from rejections where reason = 'forgotten'") == [
        ("wire/second.md", "forgotten")
    ]
    assert ask(root, "select path, is_forgotten from tombstones") == [("wire/second.md", True)]
    assert run(seeds, root).is_unchanged
    (seeds / "wire" / "second.md").unlink()
    assert built(seeds, tmp_path / "anew")[1] == events
