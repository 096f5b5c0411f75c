"""Releases: which of them there are, and which one readers see."""

from pathlib import Path
from typing import TYPE_CHECKING

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app
from flows.cli.output import print_json, print_lines

if TYPE_CHECKING:
    from warehouse.listing import Listed


@app.command(help_epilogue="Example: entente releases --json")
def releases(*, warehouse: Root = WAREHOUSE, json_output: Json = False) -> Exit:
    """List the releases: when and by which version each was made, what it holds, what it takes on the disk."""
    from warehouse.bucket.opening import listed as listed_copy
    from warehouse.listing import bytes_used, list_releases
    from warehouse.releases import existing

    opened = existing(listed_copy(warehouse))
    listed, used = list_releases(opened), bytes_used(opened.storage)
    if json_output:
        print_json(
            {"warehouse": str(Path(warehouse)), "bytes": used, "releases": [vars(release) for release in listed]}
        )
        return Exit.OK
    rows: list[tuple[str, ...]] = [
        ("", "number", "made at", "version", "documents", "reports", "events", "size", "alone", "state")
    ]
    rows += [cells(release) for release in listed]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    print_lines("  ".join(f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    print_lines(["", f"{size(used)} on the disk, a file that several share counted once; * is what readers see"])
    return Exit.OK


def cells(release: "Listed") -> tuple[str, ...]:
    """Return a release as the cells of a line."""
    counts = (release.documents, release.reports, release.events)
    made_at = release.made_at.strftime("%Y-%m-%d %H:%M") if release.made_at else "?"
    return (
        "*" if release.is_current else "",
        str(release.number),
        made_at,
        release.version,
        *("" if count is None else f"{count:,}" for count in counts),
        size(release.bytes),
        size(release.own_bytes),
        release.state.replace("_", " "),
    )


def size(length: int) -> str:
    """Return a number of bytes for a person."""
    return f"{length / 1e6:,.1f} MB"
