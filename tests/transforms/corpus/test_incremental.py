"""A corpus that changes at random: what is made out of the release before is what is made from nothing, row for row."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from flows.made_from import STATE_FOLDER
from tests.comparing import differences
from tests.growing import Growth, Library
from transforms.corpus import linking
from transforms.corrections import is_link
from transforms.drafts import STATE
from transforms.identifiers import key
from transforms.tables import TABLES, Change, Event, EventAlias, EventReport, Finding, Report, Run
from warehouse.parquet import read_rows

RESOLVED = tuple(row for row in TABLES if row not in (Run, Finding))
"""All tables: what became of the release before does not depend on whether this one was built on it."""


def check_steps(growth: Growth, steps: int) -> None:
    """Let a corpus change some times and compare each release with one from nothing."""
    for _ in range(steps):
        before = growth.before
        growth.change()
        grown, anew = growth.step()
        assert differences(grown, anew, RESOLVED) == {}, f"step {growth.steps}"
        assert state_of(grown) == state_of(anew), f"step {growth.steps}"
        check_events(grown)
        if before:
            check_changes(before, grown, key(growth.steps))


def state_of(folder: Path) -> dict[str, list[dict[str, object]]]:
    """Return what the corpus stages remember."""
    return {
        row.table: pq.read_table(folder / STATE_FOLDER / f"{row.table}.parquet").sort_by(row.key()).to_pylist()
        for row in STATE
    }


def check_events(folder: Path) -> None:
    """Every report tells one event, and every alias leads to one."""
    links = read_rows(folder, EventReport)
    events = {event.event_id for event in read_rows(folder, Event)}
    assert {link.report_id for link in links} == {report.report_id for report in read_rows(folder, Report)}
    assert {link.event_id for link in links} == events
    aliases = read_rows(folder, EventAlias)
    assert {alias.event_id for alias in aliases} <= events
    assert not {alias.alias_id for alias in aliases} & events


def check_changes(before: Path, folder: Path, run_id: str) -> None:
    """Every id that went is told or leads on; every one that came is told or is what another one has become."""
    then, now = ({event.event_id for event in read_rows(release, Event)} for release in (before, folder))
    told: dict[str, set[str]] = {"came": set(), "went": set(), "changed": set()}
    for change in read_rows(folder, Change):
        if change.run_id == run_id:
            told[change.kind].add(change.event_id)
    aliases = {alias.alias_id: alias.event_id for alias in read_rows(folder, EventAlias)}
    assert told["went"] == {event_id for event_id in then - now if event_id not in aliases}
    assert told["came"] <= now - then <= told["came"] | set(aliases.values())
    assert told["changed"] <= now


@pytest.mark.parametrize("seed", range(3))
def test_a_corpus_that_changes_is_as_one_made_from_nothing(seed: int, library: Library, tmp_path: Path) -> None:
    check_steps(Growth(library, tmp_path / "warehouse", Random(seed)), steps=3)


@pytest.mark.parametrize("seed", range(10, 12))
def test_a_corpus_of_crowded_blocks_is_as_one_made_from_nothing(
    seed: int, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One variant of a block is compared with the others, so that it matters which is the fullest.
    monkeypatch.setattr(linking, "FULLEST", 1)
    check_steps(Growth(library, tmp_path / "warehouse", Random(seed)), steps=4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 102))
def test_a_corpus_that_changes_often_is_as_one_made_from_nothing(seed: int, library: Library, tmp_path: Path) -> None:
    check_steps(Growth(library, tmp_path / "warehouse", Random(seed)), steps=8)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20, 22))
def test_a_corpus_that_is_linked_by_hand_is_as_one_made_from_nothing(
    seed: int, library: Library, tmp_path: Path
) -> None:
    links = tuple(row for row in library.corrections if is_link(row))
    growth = Growth(replace(library, corrections=links), tmp_path / "warehouse", Random(seed))
    growth.state.corrections |= {row.correction_id for row in links[::3]}
    check_steps(growth, steps=3)
