"""Shortfall: why a build that read little or nothing did not go well, and what would help.

A release is short where it has no document at all, or more of its records were rejected than read. A run is short
where it read records and none of them became a document, though the release has others.
"""

from collections import Counter
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from transforms.tables import Rejection

if TYPE_CHECKING:
    from transforms.documents.inventory import Inventory
    from warehouse.releases import Release

HARMLESS = frozenset({"duplicate", "forgotten"})
"""Reasons by which nothing is lost that anyone wants."""
MOST_REASONS = 3  # that are named, the most frequent first


def shortfall_of_release(release: "Release", inventory: "Inventory") -> tuple[str, ...]:
    """Return why a release is short, the most frequent reason first; nothing where it is not.

    A file that no survey lets be read, such as a picture, counts only where there is no document at all.
    """
    manifest = release.manifest()
    rows = manifest.rows if manifest else {}
    documents = rows.get("documents", 0)
    if manifest is None or documents > rows.get("rejections", 0):
        return ()
    rejected = rejections_of(release)
    if not documents:
        return reasons(rejected, len(rejected)) or ("no document among the seeds; add one, or name another folder",)
    unread = {row.rejection_id for row in inventory.rejections}
    lost = [row for row in rejected if row.reason not in HARMLESS and row.rejection_id not in unread]
    return reasons(lost, documents + len(lost)) if len(lost) > documents else ()


def shortfall_of_run(release: "Release", paths: Set[str]) -> tuple[str, ...]:
    """Return why none of the records became a document that a run has read, which are named by their paths."""
    rejected = [row for row in rejections_of(release) if row.path in paths and row.reason not in HARMLESS]
    return reasons(rejected, len(paths))


def rejections_of(release: "Release") -> list[Rejection]:
    """Return the rejections of a release."""
    from warehouse.earlier import read_rows_leniently

    return list(read_rows_leniently(release.folder, Rejection))


def reasons(rejected: Sequence[Rejection], records: int) -> tuple[str, ...]:
    """Return a sentence for each of the most frequent reasons: how many records, what was found, what is right."""
    counts = Counter(row.reason for row in rejected).most_common(MOST_REASONS)
    return tuple(_reason(count, records, [row for row in rejected if row.reason == reason]) for reason, count in counts)


def _reason(count: int, records: int, rejected: Sequence[Rejection]) -> str:
    """Return what is wrong with most of the records that are rejected for one reason."""
    ((detail, _),) = Counter(row.detail.removeprefix(f"{row.path}: ") for row in rejected).most_common(1)
    name = rejected[0].reason.replace("_", " ")
    said = detail if detail.startswith(name) else f"{name}: {detail}"
    return f"{count} of {records} records rejected, {said} (first {rejected[0].path})"
