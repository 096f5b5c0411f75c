"""Accidents to builds: a few of each kind, and that a promise which is broken is noticed."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.faults.__main__ import KINDS
from benchmarks.faults.campaign_log import LOG, Campaign, read_log, table
from benchmarks.faults.forks import HANGS, MARKER, Ended, Fork, forked, strays
from benchmarks.faults.full_disks import DiskRefused
from benchmarks.faults.instants import Instant, Length
from benchmarks.faults.preparation import Prepared, prepare, release_in
from benchmarks.faults.promises import after_accident, after_build, of_ending

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc, disks are mounted")
SEED = 1804


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"commands"}))  # test_pipeline.py kills whole commands
def test_all_promises_hold_after_an_accident(prepared: Prepared, kind: str, tmp_path: Path) -> None:
    try:
        tried = KINDS[kind](prepared, random.Random(SEED), tmp_path)
    except DiskRefused as error:
        pytest.skip(f"this machine lets nobody mount a disk: {error}")
    assert tried.accidents > 0
    assert tried.broken == []


@pytest.mark.slow
def test_what_is_lost_or_half_is_noticed(prepared: Prepared, tmp_path: Path) -> None:
    root = prepared.warehouse(tmp_path / "warehouse")
    assert after_accident(prepared, root) == []
    release = release_in(root)
    (release / "report.html").unlink()
    name = (release / "report.html").relative_to(root).as_posix()
    assert after_accident(prepared, root) == ["release 2 is damaged", f"{name} is gone"]
    assert after_build(prepared, root) == [f"{name} is gone"]
    assert after_build(prepared, root, harmed=[name]) == []


@pytest.mark.parametrize(
    ("ended", "found"),
    [
        (Ended(130, 0.4, "entente: interrupted; the published warehouse is as it was\n"), []),
        (Ended(3, None, ""), ["it ended with 3: "]),
        (Ended(HANGS, None, ""), ["it hangs"]),
        (Ended(130, 5.2, ""), ["it ended 5.2 s after it was asked to"]),
        (Ended(130, 0.4, "Exception ignored in: x\n"), ["it told of a bug: Exception ignored in: x\n"]),
    ],
)
def test_a_process_is_to_end_in_time_with_a_status_of_those_and_without_a_traceback(
    ended: Ended, found: list[str]
) -> None:
    assert of_ending(ended, {0, 130}, "nobody's") == found


def test_a_process_that_runs_on_is_found_and_ended() -> None:
    with subprocess.Popen(["sleep", "600"], env={**os.environ, MARKER: "left"}) as process:
        assert strays("left", patience=0.1) == [process.pid]
    assert process.returncode == -signal.SIGKILL


def test_a_fork_hands_back_what_its_action_returns_and_how_it_ended() -> None:
    assert (forked(lambda: [1]).value, forked(lambda: 4).status) == ([1], 4)
    failed = forked(lambda: int("x"))
    assert (failed.status, failed.told.splitlines()[-1][:10]) == (70, "ValueError")
    hanging = Fork(lambda _: signal.pause(), "").wait(patience=0.2)
    assert hanging.status == HANGS


def test_an_instant_comes_before_the_file_operation_of_its_number(tmp_path: Path) -> None:
    def write(fork: Fork) -> None:
        Instant(signal.SIGTERM, 2, None).arm(fork, tmp_path)
        for number in range(3):
            (tmp_path / str(number)).write_text("")

    assert Fork(write, "").wait().status == -signal.SIGTERM
    assert [path.name for path in tmp_path.iterdir()] == ["0"]


def test_an_instant_comes_after_some_processor_time(tmp_path: Path) -> None:
    def work(fork: Fork) -> None:
        Instant(signal.SIGKILL, None, 0.05).arm(fork, tmp_path)
        while True:
            pass

    assert Fork(work, "").wait(60).status == -signal.SIGPROF


def test_a_seed_gives_the_same_instant_again_within_the_stage() -> None:
    drawn = [Instant.drawn(random.Random(seed), Length(7, 0.5)) for seed in range(100)]
    assert drawn == [Instant.drawn(random.Random(seed), Length(7, 0.5)) for seed in range(100)]
    assert {instant.operation for instant in drawn} == {None, 1, 2, 3, 4, 5, 6, 7}
    assert all((instant.operation is None) != (instant.seconds is None) for instant in drawn)


LINES = [
    "kind,first,last,accidents,failures,failed,on,commit",
    "clocks,1,20,20,0,,2026-11-30,abc",
    "clocks,21,40,20,2,22 31,2026-12-01,def",
]


def test_the_table_adds_the_campaigns_of_a_kind() -> None:
    campaigns = read_log(LINES)
    assert campaigns[1] == Campaign("clocks", 21, 40, 20, 2, "22 31", "2026-12-01", "def")
    assert "| the clock jumps by years while a build runs | 40 | 40 | 2 |\n" in table(campaigns)


def test_the_table_of_the_page_is_that_of_the_log() -> None:
    page = (LOG.parents[1] / "docs" / "trust.md").read_text(encoding="utf-8")
    assert table(read_log(LOG.read_text(encoding="utf-8").splitlines())) in page, (
        "run python -m benchmarks.faults table"
    )
