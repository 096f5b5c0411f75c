"""Releases: what readers see, which releases there are, and how the pointer to one of them moves.

<warehouse>/current              symlink to the release that readers see
<warehouse>/releases/0001-<run>  a release, which never changes: `warehouse/manifest.py` tells what makes it whole
<warehouse>/parts/<key>          what documents gave, so that a later run need not read them again
<warehouse>/resolved/<digest>    files of parts with what the corpus decides applied
<warehouse>/staging/<run>        a release that is being made; whoever holds the lock may remove it
<warehouse>/lock                 held by the run that is under way
<warehouse>/survey.json          what a survey saw of each file of the seeds; it may be deleted, and is then made again
<warehouse>/code.json            what the modules of each stage say, by the hash of their bytes; likewise

No build removes a release that it did not itself begin, and a number is never given twice. A pointer that is lost or
leads nowhere is set to the newest release that is whole.
"""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from warehouse.manifest import MANIFEST, Manifest, ReleaseTooNew, files_of, read_manifest, write_manifest
from warehouse.storage import Storage

DATABASE, REPORT = "entente.duckdb", "report.html"
RELEASE = re.compile(r"^(\d{4,})-([0-9a-f]{16})$")
CURRENT, RELEASES, PARTS, RESOLVED, STAGING = "current", "releases", "parts", "resolved", "staging"
WHOLE_BEFORE = ("runs.parquet", "documents.parquet", DATABASE)
"""Files that every release of format 1 has, which has no manifest to name the others."""
PARQUET_MAGIC = b"PAR1"  # the first and the last bytes of a file of Parquet

State = Literal["complete", "damaged", "too_new"]


class WarehouseMissing(Exception):
    """There is no published release in this folder."""


class ReleaseUnknown(Exception):
    """There is no whole release of this number."""


@dataclass(frozen=True)
class Release:
    """A release that was published."""

    folder: Path
    number: int
    run_id: str

    @classmethod
    def at(cls, folder: Path) -> "Release | None":
        """Return the release that a folder holds by its name, or None when its name is not that of a release."""
        match = RELEASE.match(folder.name)
        return cls(folder, int(match[1]), match[2]) if match else None

    @property
    def name(self) -> str:
        """Its name in the storage."""
        return f"{RELEASES}/{self.folder.name}"

    @property
    def database(self) -> Path:
        """The DuckDB file of the release."""
        return self.folder / DATABASE

    def manifest(self) -> Manifest | None:
        """Return what it says of itself; None when it is of format 1, or not whole. Raise `ReleaseTooNew`."""
        return read_manifest(self.folder)

    def state(self) -> State:
        """Return whether it has all its files, each as long as it was when the release was made."""
        try:
            manifest = self.manifest()
        except ReleaseTooNew:
            return "too_new"
        if manifest is None:
            is_whole = not (self.folder / MANIFEST).exists() and is_whole_of_before(self.folder)
        else:
            is_itself = (manifest.number, manifest.run_id) == (self.number, self.run_id)
            is_whole = is_itself and manifest.is_kept_by(self.folder)
        return "complete" if is_whole else "damaged"


def is_whole_of_before(folder: Path) -> bool:
    """Return whether a folder holds a release of format 1, of whose files none was cut short."""
    is_there = all((folder / name).is_file() for name in WHOLE_BEFORE)
    return is_there and all(is_whole_parquet(path) for path in folder.glob("*.parquet"))


def is_whole_parquet(path: Path) -> bool:
    """Return whether a file begins and ends as one of Parquet does."""
    if path.stat().st_size < 2 * len(PARQUET_MAGIC):
        return False
    with path.open("rb") as file:
        start = file.read(len(PARQUET_MAGIC))
        file.seek(-len(PARQUET_MAGIC), os.SEEK_END)
        return start == file.read() == PARQUET_MAGIC


@dataclass(frozen=True)
class Warehouse:
    """A folder of releases; the module docstring tells how it is laid out."""

    root: Path
    storage: Storage = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "storage", Storage(self.root))

    @property
    def staging(self) -> Path:
        """Where releases are made."""
        return self.root / STAGING

    @property
    def parts(self) -> Path:
        """Where the parts are kept."""
        return self.root / PARTS

    @property
    def resolved(self) -> Path:
        """Where the resolved files are kept."""
        return self.root / RESOLVED

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the warehouse while it changes; raise `WarehouseLocked` or `WarehouseNotWritable` at once."""
        with self.storage.lease():
            yield

    def releases(self) -> list[Release]:
        """Return the releases there are, whole or not, by number."""
        found = (Release.at(self.root / RELEASES / name) for name in self.storage.children(RELEASES))
        return sorted((release for release in found if release), key=lambda release: (release.number, release.run_id))

    def newest(self) -> Release | None:
        """Return the newest whole release by number, whatever the clock said when it was made."""
        return next((release for release in reversed(self.releases()) if release.state() == "complete"), None)

    def current(self) -> Release | None:
        """Return the release that readers see, or None when the pointer leads to none.

        Raise `ReleaseTooNew` when a newer program made it.
        """
        name = self.storage.pointer(CURRENT)
        release = Release.at(self.root / name) if name and name.startswith(f"{RELEASES}/") else None
        if release is None or not (release.manifest() or (release.folder / WHOLE_BEFORE[0]).is_file()):
            return None
        return release

    def published(self) -> Release:
        """Return the release that readers see; raise `WarehouseMissing` when there is none."""
        if release := self.current():
            return release
        if newest := self.newest():
            raise WarehouseMissing(
                f"{self.root / CURRENT}: leads to no release; `entente rollback {newest.number}` lets it lead to the "
                "newest whole one, and so does the next build"
            )
        raise WarehouseMissing(f"{self.root}: no published warehouse here; `entente build` makes one")

    def repair(self) -> str | None:
        """Let `current` lead to the newest whole release where it leads to none; return what was done in one sentence.

        What stands in its place is kept: a whole release takes its own place again, all else is set aside.
        """
        current = self.current()
        if current and current.state() == "complete":
            return None
        kept = self._clear_pointer()
        release = self.newest()
        found = f"led to release {current.number}, which is damaged" if current else "led to no release"
        if release:
            self.storage.point(CURRENT, release.name)
            done = f"{CURRENT} {found}; it leads to the newest whole one now, release {release.number}"
        elif kept or current:
            self.storage.remove(CURRENT)
            done = f"{CURRENT} {found}, and no release is whole"
        else:
            return None
        return f"{done}; what stood there is now {kept}" if kept else done

    def _clear_pointer(self) -> str | None:
        """Make room for the pointer; return where a folder is now that stood in its place."""
        manifest = read_manifest(self.root / CURRENT) if self.storage.pointer(CURRENT) is None else None
        kept = self.storage.set_aside(CURRENT)
        if kept is None or manifest is None:
            return kept
        name = f"{RELEASES}/{manifest.number:04d}-{manifest.run_id}"
        return name if self.storage.put_if_absent(name, self.storage.path(kept)) else kept

    def point_to(self, release: Release) -> None:
        """Let readers see a release, in one step."""
        self._clear_pointer()
        self.storage.point(CURRENT, release.name)

    def next_number(self) -> int:
        """Return the number of the next release: one more than any that a folder tells.

        It tells by its name or, where somebody has renamed it, by its manifest.
        """
        numbers = [release.number for release in self.releases()]
        for where in (self.root, self.root / RELEASES):
            renamed = [folder for folder in where.glob("*/") if not Release.at(folder)]
            numbers += [number for folder in renamed for number in _number_told(folder)]
        return 1 + max(numbers, default=0)

    def stage(self, run_id: str) -> Path:
        """Return an empty folder in which to make a release; what earlier runs left half made is removed."""
        for half in ("", RELEASES, PARTS, RESOLVED):
            self.storage.sweep(half)
        self.storage.remove(STAGING)
        folder = self.staging / run_id
        folder.mkdir(parents=True)
        return folder

    def publish(
        self,
        staged: Path,
        version: str,
        rows: Mapping[str, int],
        parts: Collection[str] = (),
        resolved: Collection[str] = (),
    ) -> Release:
        """Move a complete staged release into place, then point readers to it, each in one step.

        `parts` and `resolved` name what the release links; from then on its files cannot be written.
        """
        number = self.next_number()
        manifest = Manifest(
            number=number,
            run_id=staged.name,
            made_at=datetime.now(UTC).replace(microsecond=0),
            version=version,
            rows=dict(rows),
            files=files_of(staged),
            parts=tuple(sorted(parts)),
            resolved=tuple(sorted(resolved)),
        )
        write_manifest(staged, manifest)
        self.storage.seal(staged.relative_to(self.root).as_posix())
        release = Release(self.root / RELEASES / f"{number:04d}-{staged.name}", number, staged.name)
        if not self.storage.put_if_absent(release.name, staged):
            raise FileExistsError(17, "another release has this number and run", str(release.folder))
        self.point_to(release)
        return release

    def whole(self, number: int) -> Release:
        """Return the whole release of a number; raise `ReleaseUnknown` when there is none."""
        found = [release for release in self.releases() if release.number == number]
        for release in found:
            release.manifest()  # so that one which is too new says so
            if release.state() == "complete":
                return release
        there = ", ".join(str(release.number) for release in self.releases() if release.state() == "complete")
        what = "it is damaged" if found else "there is none"
        raise ReleaseUnknown(f"{self.root}: release {number}: {what}; whole ones are {there or 'none'}")

    def rollback(self, number: int) -> Release:
        """Let readers see the whole release of a number again; the next build makes a new number all the same."""
        release = self.whole(number)
        self.point_to(release)
        return release


def existing(root: Path) -> Warehouse:
    """Return the warehouse in a folder; raise `WarehouseMissing` for a folder without, lest a lock makes it one."""
    warehouse = Warehouse(root)
    if not warehouse.releases():
        raise WarehouseMissing(f"{root}: no published warehouse here; `entente build` makes one")
    return warehouse


def _number_told(folder: Path) -> list[int]:
    """Return the number that a manifest in a folder tells, whoever copied or renamed the folder."""
    try:
        manifest = read_manifest(folder)
    except ReleaseTooNew:
        return []
    return [manifest.number] if manifest else []
