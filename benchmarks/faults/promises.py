"""Promises: what must be true of a warehouse after an accident, and after the next build that nothing disturbs.

Each function returns in words what is broken; nothing when all holds.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from benchmarks.faults.forks import HANGS, Ended, forked, strays
from benchmarks.faults.preparation import UNCHECKED, Prepared, Rows, kept_in, rows_in
from flows import pipeline
from transforms.tables import TABLES
from warehouse.releases import Warehouse

IN_TIME = 5.0  # seconds within which a build ends that was asked to
WORDS = ("Traceback (most recent call last)", "Exception ignored", "bug of ours")
"""What nobody is to read for what was no fault of ours."""


def after_accident(prepared: Prepared, root: Path, *, harmed: Collection[str] = ()) -> list[str]:
    """Return what is broken once a build has ended in whatever way; `harmed` names files that the accident was."""
    return asked(lambda: [*published(prepared, root), *lost(prepared, root, harmed)])


def after_build(
    prepared: Prepared, root: Path, seeds: Path | None = None, *, harmed: Collection[str] = ()
) -> list[str]:
    """Let a build go undisturbed and return what is broken then; without seeds it is of those that were to be built."""
    wanted = prepared.before if seeds == prepared.seeds_before else prepared.after

    def found() -> Iterator[str]:
        summary = pipeline.run(seeds or prepared.seeds, root, stages=UNCHECKED)
        yield from published(prepared, root)
        if others := differing(rows_in(Warehouse(root).published().folder), wanted):
            yield f"the next build gives other rows than one from nothing: {others}"
        if not summary.is_unchanged:
            yield from left_behind(root)
        yield from lost(prepared, root, harmed)

    return asked(lambda: list(found()))


def asked(question: Callable[[], list[str]]) -> list[str]:
    """Ask in a process of its own, since it opens DuckDB; a question that fails is something broken."""
    ended = forked(question)
    return ended.value if ended.status == 0 else [f"{ended.status}: {ended.told}"]


def published(prepared: Prepared, root: Path) -> Iterator[str]:
    """Yield what is broken of the release that readers see: it is whole, and the one before or the one to be built."""
    from warehouse.asking import ask

    release = Warehouse(root).published()
    manifest = release.manifest()
    if release.state() != "complete" or manifest is None:
        yield f"release {release.number} is {release.state()}"
        return
    query = " union all ".join(f"select '{row.table}', count(*) from {row.table}" for row in TABLES)
    counts = dict(ask(release.database, query).rows)
    if counts != manifest.rows:
        yield f"release {release.number}: {counts} rows in DuckDB, {manifest.rows} in the manifest"
    rows = rows_in(release.folder)
    if rows not in (prepared.before, prepared.after):
        others = differing(rows, prepared.after)
        yield f"release {release.number} has neither the rows before nor those after: {others}"


def differing(rows: Rows, wanted: Rows) -> str:
    """Return the tables whose rows are not those that are wanted, by name."""
    return ", ".join(sorted(name for name in rows.keys() | wanted.keys() if rows.get(name) != wanted.get(name)))


def lost(prepared: Prepared, root: Path, harmed: Collection[str]) -> Iterator[str]:
    """Yield the files of the releases before that are gone or changed, without those that the accident harmed."""
    now = kept_in(root)
    for name, held in prepared.kept.items():
        if name not in harmed and now.get(name) != held:
            yield f"{name} is {'changed' if name in now else 'gone'}"


def left_behind(root: Path) -> Iterator[str]:
    """Yield what a build has left of those that were ended before it."""
    staged = list((root / "staging").glob("*"))
    for path in (*staged, *root.rglob(".*.half")):
        yield f"{path.relative_to(root)} is left"


def of_ending(ended: Ended, fine: Collection[int], marker: str) -> list[str]:
    """Return what is broken in how a process ended: its status, its time, its words, what it has left running."""
    found = []
    if ended.status == HANGS:
        found.append("it hangs")
    elif ended.status not in fine:
        found.append(f"it ended with {ended.status}: {ended.told[-2_000:]}")
    if ended.seconds is not None and ended.seconds > IN_TIME:
        found.append(f"it ended {ended.seconds:.1f} s after it was asked to")
    if any(word in ended.told for word in WORDS):
        found.append(f"it told of a bug: {ended.told[-3_000:]}")
    if left := strays(marker):
        found.append(f"{len(left)} of its processes ran on")
    return found
