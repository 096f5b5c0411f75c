"""The list of releases: of each what it holds, when and by which version it was made, and what it takes on the disk."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from warehouse.manifest import files_of
from warehouse.releases import CURRENT, WHOLE_BEFORE, Release, State, Warehouse
from warehouse.storage import Storage

UNKNOWN: Mapping[str, Any] = {"made_at": None, "version": "?", "documents": None, "reports": None, "events": None}


@dataclass(frozen=True)
class Listed:
    """A release as `entente releases` shows it."""

    number: int
    run_id: str
    made_at: datetime | None
    version: str
    documents: int | None
    reports: int | None
    events: int | None
    """Null for a release of format 1, which counted reports alone."""
    bytes: int
    """Length of its files."""
    own_bytes: int
    """How much of the disk becomes free without it; its other files are those of parts or of other releases too."""
    state: State
    is_current: bool


def list_releases(warehouse: Warehouse) -> list[Listed]:
    """Return what there is to say of every release, by number."""
    current = warehouse.storage.pointer(CURRENT)
    return [listed(warehouse.storage, release, release.name == current) for release in warehouse.releases()]


def listed(storage: Storage, release: Release, is_current: bool) -> Listed:
    """Return what there is to say of a release."""
    state = release.state()
    return Listed(
        number=release.number,
        run_id=release.run_id,
        bytes=sum(files_of(release.folder).values()),
        own_bytes=bytes_freed(storage, [release.name]),
        state=state,
        is_current=is_current,
        **facts_of(release, state),
    )


def facts_of(release: Release, state: State) -> Mapping[str, Any]:
    """Return what a release tells of when and by what it was made, and how much it holds."""
    manifest = None if state == "too_new" else release.manifest()
    if manifest:
        counts = {name: manifest.rows.get(name) for name in ("documents", "reports", "events")}
        return {"made_at": manifest.made_at, "version": manifest.version, **counts}
    return told_before(release) if state == "complete" else UNKNOWN


def told_before(release: Release) -> Mapping[str, Any]:
    """Return what a release of format 1 tells of the run that made it; what that calls events are reports."""
    import pyarrow.parquet as pq

    names = ["release", "ended_at", "version", "documents", "events"]
    runs = pq.read_table(release.folder / WHOLE_BEFORE[0], columns=names).to_pylist()
    run = next((run for run in runs if run["release"] == release.number), None)
    if run is None:
        return UNKNOWN
    counts = {"documents": run["documents"], "reports": run["events"], "events": None}
    return {"made_at": run["ended_at"], "version": run["version"], **counts}


def bytes_freed(storage: Storage, names: Collection[str]) -> int:
    """Return how many bytes of the disk the removal of some names frees: those of files that have no other name."""
    found: dict[tuple[int, int], list[int]] = {}
    total: dict[tuple[int, int], int] = {}
    for file in [file for name in names for file in (storage.list(name) or (name,))]:
        status = storage.path(file).stat()
        inode = (status.st_dev, status.st_ino)
        found.setdefault(inode, []).append(status.st_size)
        total[inode] = status.st_nlink
    return sum(sizes[0] for inode, sizes in found.items() if len(sizes) >= total[inode])


def bytes_used(storage: Storage) -> int:
    """Return what the whole warehouse takes on the disk, each file counted once however many names it has."""
    files = (storage.path(file).stat() for file in storage.list())
    return sum({(status.st_dev, status.st_ino): status.st_size for status in files}.values())
