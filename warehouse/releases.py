"""Releases: what readers see, how it changes in one atomic step, and who may change it.

<warehouse>/current              symlink to the release that readers see
<warehouse>/releases/0001-<run>  immutable: one Parquet file per table, entente.duckdb, CODEBOOK.md, report.html
<warehouse>/staging/<run>        a release that is being made; whoever holds the lock may remove it
<warehouse>/extractions/<batch>  what documents gave, so that a later run need not read them again
<warehouse>/lock                 held by the run that is under way
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DATABASE = "entente.duckdb"
RELEASE = re.compile(r"^(\d{4,})-([0-9a-f]{16})$")


class WarehouseLocked(Exception):
    """Another run is under way in this warehouse."""


class WarehouseMissing(Exception):
    """There is no published release in this folder."""


@dataclass(frozen=True)
class Release:
    """A published release."""

    folder: Path
    number: int
    run_id: str

    @classmethod
    def at(cls, folder: Path) -> "Release | None":
        """Return the release that a folder holds, or None when its name is not that of a release."""
        match = RELEASE.match(folder.name)
        return cls(folder, int(match[1]), match[2]) if match else None

    @property
    def database(self) -> Path:
        """The DuckDB file of the release."""
        return self.folder / DATABASE


@dataclass(frozen=True)
class Warehouse:
    """A folder of releases; the module docstring tells how it is laid out."""

    root: Path

    @property
    def staging(self) -> Path:
        """Where releases are made."""
        return self.root / "staging"

    @property
    def extractions(self) -> Path:
        """Where the extractions of batches are kept."""
        return self.root / "extractions"

    @property
    def releases(self) -> Path:
        """Where published releases stand."""
        return self.root / "releases"

    def current(self) -> Release | None:
        """Return the release that readers see, or None before the first."""
        link = self.root / "current"
        return Release.at(link.resolve()) if link.exists() else None

    def published(self) -> Release:
        """Return the release that readers see; raise `WarehouseMissing` when there is none."""
        if release := self.current():
            return release
        raise WarehouseMissing(f"{self.root}: no published warehouse here; `entente build` makes one")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the warehouse while it changes; raise `WarehouseLocked` at once if another run holds it.

        The operating system lets go of the lock when its holder dies, so a killed run leaves nothing to clear.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise WarehouseLocked(f"{self.root}: another run is under way; wait for it or end it") from None
            yield

    def stage(self, run_id: str) -> Path:
        """Return an empty folder in which to make a release; what earlier runs left behind is removed."""
        shutil.rmtree(self.staging, ignore_errors=True)
        folder = self.staging / run_id
        folder.mkdir(parents=True)
        return folder

    def next_number(self) -> int:
        """Return the number of the next release."""
        release = self.current()
        return release.number + 1 if release else 1

    def publish(self, staged: Path) -> Release:
        """Move a complete staged release into place, then point readers to it, each in one atomic step."""
        number = self.next_number()
        self.releases.mkdir(exist_ok=True)
        # A run killed between the two steps leaves a release that nobody was pointed to; it is made anew.
        for unseen in (folder for folder in self.releases.iterdir() if number_of(folder) >= number):
            shutil.rmtree(unseen)
        flush(staged)
        folder = self.releases / f"{number:04d}-{staged.name}"
        staged.rename(folder)
        pointer = self.root / "current.next"
        pointer.unlink(missing_ok=True)
        pointer.symlink_to(folder.relative_to(self.root))
        pointer.replace(self.root / "current")
        return Release(folder, number, staged.name)


def number_of(folder: Path) -> int:
    """Return the number of the release in a folder, 0 for a folder that holds none."""
    release = Release.at(folder)
    return release.number if release else 0


def flush(folder: Path) -> None:
    """Wait until the files of a folder are on the disk, so that a crash cannot publish half of one."""
    for path in (*sorted(folder.rglob("*")), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
