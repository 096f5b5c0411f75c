"""Preparation: a warehouse before a build, the stages of that build undisturbed, and the rows that it should give.

The seeds change between the releases: a document comes, one is edited, one is withdrawn.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.faults.forks import Fork, forked
from benchmarks.faults.instants import Instant, Length, measured
from flows import pipeline
from flows.pipeline import Reading, ReadNow, Stages, Survey
from flows.reading_pool import Readers
from transforms.identifiers import key
from transforms.tables import HISTORY, TABLES
from warehouse.parquet import read_table
from warehouse.releases import Warehouse

SOURCE = "wire/source.yaml", "name: A Wire\nkind: wire\nlanguage: en\n"
TALKS = (
    "wire/talks.txt",
    "CAIRO, March 4, 2024 - France and Egypt held talks on Monday. Egypt condemned Israel.\n",
)
EDITED = TALKS[0], TALKS[1].replace("condemned", "praised")
STRIKE = "wire/strike.txt", "ANKARA, March 5, 2024 - Turkish warplanes bombed Kurdish rebels in Iraq on Tuesday.\n"
TREATY = "wire/treaty.txt", "WARSAW, March 6, 2024 - Germany and Poland signed a border treaty on Wednesday.\n"
STATES = {"first": (SOURCE, STRIKE), "second": (SOURCE, STRIKE, TALKS), "third": (SOURCE, EDITED, TREATY)}
"""The documents that stand in each state of the seeds, the last of which is to be built."""
STANDING = tuple(row for row in TABLES if row not in HISTORY)
"""Tables that do not depend on the path of builds."""
STAGES = ("survey", "read", "resolve", "validate", "publish")
UNCHECKED = Stages(validate=lambda *_: 0)
"""For a build whose rows are compared with rows that have been checked."""
Rows = Mapping[str, str]
"""A hash of the rows of each table that stands."""


@dataclass(frozen=True)
class Prepared:
    """What attempts begin with; nothing in its folder is changed by them."""

    folder: Path
    surveyed: Survey
    read: tuple[tuple[int, Any], ...]
    """What the stage `read` yields."""
    lengths: Mapping[str, Length]
    before: Rows
    after: Rows
    kept: Mapping[str, str]
    """A hash of each file of the releases before, by its name in the warehouse."""

    @property
    def growth(self) -> tuple[int, int]:
        """How many bytes and how many files the build adds to the warehouse."""
        files, more = size_of(self.folder / "before"), size_of(self.folder / "undisturbed")
        return more[0] - files[0], more[1] - files[1]

    @property
    def seeds(self) -> Path:
        """The seeds that are to be built."""
        return self.folder / "third"

    @property
    def seeds_before(self) -> Path:
        """The seeds of which the last release was made."""
        return self.folder / "second"

    def warehouse(self, target: Path) -> Path:
        """Return a warehouse of the two releases before, in a folder of its own."""
        return copy(self.folder / "before", target)

    def single(self, name: str, root: Path, fork: Fork, instant: Instant) -> Stages:
        """Return stages of which those before one give what they gave, and in which an instant comes in that one.

        What would come after it ends the process as if it were killed there.
        """
        after = {stage: lambda *_: os.kill(os.getpid(), signal.SIGKILL) for stage in STAGES[STAGES.index(name) + 1 :]}
        real = getattr(Stages(), name)

        def disturbed(*arguments: Any) -> Any:
            instant.arm(fork, root)
            return real(*arguments)

        return replace(self.from_stage(name, root), **{name: disturbed, **after})

    def from_stage(self, name: str, root: Path, *, is_checked: bool = True) -> Stages:
        """Return stages of which those before one give what they gave, and that check what they make or do not."""
        given: dict[str, Callable[..., Any]] = {
            "survey": lambda *_: self.surveyed,
            "read": lambda *_: iter(self.read),
            "resolve": lambda *_: staged_in(root),
            "validate": lambda *_: 0,
        }
        stages = replace(Stages(), **{stage: given[stage] for stage in STAGES[: STAGES.index(name)]})
        return stages if is_checked else replace(stages, validate=UNCHECKED.validate)

    def lay_out(self, name: str, root: Path) -> None:
        """Put what the stages before one leave behind into a warehouse, where it is not already."""
        if name in ("resolve", "validate", "publish"):
            subprocess.run(["cp", "-an", f"{self.folder}/at-resolve/parts/.", f"{root}/parts"], check=True)
        if name in ("validate", "publish"):
            shutil.rmtree(root / "staging", ignore_errors=True)
            copy(self.folder / f"at-{name}" / "staging", root / "staging")


def release_in(root: Path) -> Path:
    """Return the folder of the release that readers see in a warehouse."""
    return Warehouse(root).published().folder


def staged_in(root: Path) -> Path:
    """Return the release that is being made in a warehouse."""
    (staged,) = (root / "staging").iterdir()
    return staged


def copy(source: Path, target: Path) -> Path:
    """Copy a folder as it is, links among its files included; return the copy."""
    subprocess.run(["cp", "-a", source, target], check=True)
    return target


def size_of(folder: Path) -> tuple[int, int]:
    """Return how many bytes and how many files and folders lie in a folder, each once however many names it has."""
    found = {status.st_ino: status.st_size for status in (path.lstat() for path in folder.rglob("*"))}
    return sum(found.values()), len(found)


def rows_in(release: Path) -> Rows:
    """Return a hash of the rows of each table of a release that stands."""
    return {row.table: key(*map(repr, read_table(release, row).to_pylist())) for row in STANDING}


def write_seeds(folder: Path, state: str) -> Path:
    """Write the seeds in one of their states into a folder; return it."""
    for name, text in STATES[state]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def prepare(folder: Path) -> Prepared:
    """Make all of it in a folder, and load into this process what a build loads.

    Nothing here opens DuckDB in this process, since a fork would inherit its threads' locks and not its threads.
    """
    for module in ("expectations.checking", "flows.cli", "flows.staging", "warehouse.asking"):
        import_module(module)
    first, second, third = (write_seeds(folder / state, state) for state in STATES)
    before = folder / "before"
    done(lambda: [pipeline.run(seeds, before, stages=UNCHECKED) and None for seeds in (first, second)])
    done(lambda: pipeline.run(third, folder / "anew") and None)
    scratch = copy(before, folder / "scratch")
    surveyed = pipeline.survey(third, Warehouse(scratch), force=False)
    read = tuple(pipeline.read_batches(Reading.of(surveyed, Warehouse(scratch)).batches(), scratch, Readers()))
    lengths = stage_lengths(surveyed, third, before)
    was, will_be = done(lambda: [rows_in(release_in(folder / name)) for name in ("before", "anew")])
    return Prepared(folder, surveyed, read, lengths, was, will_be, kept_in(before))


def stage_lengths(surveyed: Survey, seeds: Path, before: Path) -> dict[str, Length]:
    """Do the build without any accident and return how long each stage was; keep the warehouse at each one's begin."""
    root = copy(before, before.with_name("undisturbed"))
    warehouse, reading = Warehouse(root), Reading.of(surveyed, Warehouse(root))
    actions: dict[str, Callable[[], object]] = {
        "survey": lambda: pipeline.survey(seeds, warehouse, force=False),
        "read": lambda: list(pipeline.read_batches(reading.batches(), root, Readers())),
        "resolve": lambda: pipeline.resolve_release(surveyed, warehouse, datetime.now(UTC), ReadNow()),
        "validate": lambda: pipeline.validate_release(staged_in(root), warehouse),
        "publish": lambda: publish_and_tidy(surveyed, warehouse),
    }
    lengths = {}
    for stage in STAGES:
        copy(root, before.with_name(f"at-{stage}"))
        lengths[stage] = done(partial(measured, actions[stage], root))
    return lengths


def publish_and_tidy(surveyed: Survey, warehouse: Warehouse) -> None:
    """Publish the release that is staged and remove what it does not need."""
    pipeline.publish_release(staged_in(warehouse.root), warehouse)
    pipeline.tidy_up(surveyed, warehouse)


def kept_in(root: Path) -> dict[str, str]:
    """Return a hash of each file of each release in a warehouse."""
    files = sorted(path for path in (root / "releases").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): key(path.read_bytes().hex()) for path in files}


def done(action: Callable[[], object]) -> Any:
    """Do an action in a process of its own and return what it returns; raise RuntimeError where it fails."""
    ended = forked(action)
    if ended.status:
        raise RuntimeError(f"what prepares the attempts ended with {ended.status}: {ended.told}")
    return ended.value
