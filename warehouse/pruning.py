"""Pruning: old releases go, and with them the parts and resolved files that no other release and no seed needs."""

from collections.abc import Collection
from dataclasses import dataclass

from warehouse.listing import bytes_freed
from warehouse.releases import PARTS, RESOLVED, Release, Warehouse


@dataclass(frozen=True)
class Pruned:
    """What was removed, or would be."""

    releases: tuple[int, ...]
    """Numbers of the releases."""
    parts: int
    """How many parts."""
    resolved: int
    """How many resolved files."""
    bytes: int
    """How much of the disk that makes free."""


def prune(warehouse: Warehouse, keep: int, needed: Collection[str] = (), *, dry_run: bool = False) -> Pruned:
    """Remove the oldest whole releases but the newest `keep` and the current one, then what only they needed.

    `needed` are keys of the parts that the seeds of now need, beside those that the kept releases link. With `dry_run`
    nothing is removed.
    """
    doomed = past(warehouse, keep)
    kept = [release for release in warehouse.releases() if release not in doomed]
    parts, resolved = unneeded(warehouse, kept, needed)
    gone = [*(release.name for release in doomed), *parts, *resolved]
    numbers = tuple(release.number for release in doomed)
    pruned = Pruned(numbers, len(parts), len(resolved), bytes_freed(warehouse.storage, gone))
    if not dry_run:
        for name in gone:
            warehouse.storage.remove(name)
    return pruned


def past(warehouse: Warehouse, keep: int) -> list[Release]:
    """Return the whole releases that are neither current nor among the newest `keep`; damaged ones are left alone."""
    current = warehouse.current()
    whole = [release for release in warehouse.releases() if release.state() == "complete"]
    return [release for release in whole[: max(0, len(whole) - keep)] if release != current]


def unneeded(
    warehouse: Warehouse, kept: Collection[Release], needed: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the parts and of the resolved files that no kept release and no seed needs."""
    if any(release.state() == "too_new" for release in kept):
        return (), ()  # only the program that made it knows what it needs
    manifests = [manifest for release in kept if (manifest := release.manifest())]
    linked = {part for manifest in manifests for part in manifest.parts} | set(needed)
    read = {file for manifest in manifests for file in manifest.resolved}
    return (
        tuple(f"{PARTS}/{part}" for part in warehouse.storage.children(PARTS) if part not in linked),
        tuple(f"{RESOLVED}/{file}" for file in warehouse.storage.children(RESOLVED) if file not in read),
    )
