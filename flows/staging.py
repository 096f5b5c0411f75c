"""Staging: the stages that make a release out of what was read; imported last, since it imports what takes seconds."""

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from expectations.findings import Breach
from flows.code_versions import package_version
from flows.made_from import MADE_FROM, STATE_FOLDER, MadeFrom
from flows.release_checks import compared_with, own_checks, plain_views
from flows.release_report import add_report
from flows.resolution import Plan, Resolved, file_of, resolve
from transforms.corpus.delta import DELTA
from transforms.drafts import Held, Record
from transforms.identifiers import key
from transforms.language.engines import version_in_use
from transforms.own_knowledge import own_knowledge
from transforms.row import Row
from transforms.tables import TABLES, Correction, Finding, Rejection, Run
from warehouse.answers import ANSWERS, Answers
from warehouse.codebook import codebook
from warehouse.database import publish_database
from warehouse.earlier import read_rows_leniently
from warehouse.parquet import write_table
from warehouse.parts import Part, Parts, covering, fingerprints_of
from warehouse.releases import DATABASE, RESOLVED, Release, Warehouse

if TYPE_CHECKING:
    from flows.pipeline import ReadNow, Survey

LINKS = "links.json"
"""File of a staged release that says what it links, until it is published."""


def stage_release(surveyed: "Survey", warehouse: Warehouse, started_at: datetime, read: "ReadNow") -> Path:
    """Write the tables of all documents into a staged release; return its folder."""
    staged = warehouse.stage(surveyed.run_id)
    shelf = Parts(warehouse.storage)
    fingerprints = pa.array([fingerprint for fingerprint, _ in surveyed.inventory.records()], pa.string())
    current = warehouse.current()
    held = held_by(current)
    parts = parts_for(shelf, fingerprints, held)
    plan = Plan(
        run_id=surveyed.run_id,
        fingerprints=fingerprints,
        parts=parts,
        sources=surveyed.inventory.sources,
        rejections=(*surveyed.inventory.rejections, *read.rejected),
        corrections=surveyed.corrections,
        before=current.folder if current and can_build_on(current, surveyed, held, parts) else None,
        history=current.folder if current else None,
        cause=cause_of(surveyed, current),
    )
    resolved = resolve(plan, staged, warehouse.resolved)
    write_run(surveyed, warehouse, staged, started_at, read, resolved)
    made_from = surveyed.made_from if read.is_complete else surveyed.made_from.but_for_some()
    (staged / STATE_FOLDER / MADE_FROM).write_text(json.dumps(asdict(made_from)), encoding="utf-8")
    (staged / LINKS).write_text(json.dumps({"parts": resolved.parts, "resolved": resolved.resolved}), encoding="utf-8")
    return staged


def parts_for(shelf: Parts, fingerprints: pa.Array, held: pa.Array) -> list[Part]:
    """Return the parts of the records among the seeds, many small ones joined, and of those that are no longer there.

    What the release before held is needed to tell what went with it.
    """
    whole = shelf.whole()
    parts = shelf.compact(covering(whole, fingerprints), fingerprints)
    gone = held.filter(pc.invert(pc.is_in(held, fingerprints_of(parts))))
    return sorted({*parts, *covering(whole, gone)}, key=lambda part: part.key)


def held_by(release: Release | None) -> pa.Array:
    """Return the fingerprints of the records of which a release holds the documents, none where it does not say so."""
    path = release.folder / STATE_FOLDER / f"{Held.table}.parquet" if release else None
    if path is None or not path.is_file():
        return pa.array([], pa.string())
    return pq.read_table(path, columns=["fingerprint"]).column(0).combine_chunks()


def can_build_on(release: Release, surveyed: "Survey", held: pa.Array, parts: Sequence[Part]) -> bool:
    """Whether only what documents touch is to be made anew: same code, and all that the release rests on is there.

    A run that is forced makes and checks all anew. A part that has been joined with others since holds the same
    records, so records count and not parts.
    """
    made_from = MadeFrom.of(release)
    if surveyed.is_forced or made_from is None or made_from.corpus != surveyed.made_from.corpus:
        return False
    return bool(pc.all(pc.is_in(held, fingerprints_of(parts))).as_py() is not False)


def cause_of(surveyed: "Survey", release: Release | None) -> str | None:
    """Return why events may be others than before that no document explains."""
    was, now = MadeFrom.of(release) if release else None, surveyed.made_from
    if was is None or was.program != now.program:
        return "code"
    if (was.corpus, was.reading) != (now.corpus, now.reading):
        return "lexicon"
    return "correction" if was.corrections != now.corrections else None


def write_run(
    surveyed: "Survey",
    warehouse: Warehouse,
    staged: Path,
    started_at: datetime,
    read: "ReadNow",
    resolved: Resolved,
) -> None:
    """Write the rows of this run and of those before it, and room for findings."""
    current = warehouse.current()
    ended_at = max(started_at, datetime.now(UTC))  # the clock may have been set back since
    run = Run(
        run_id=surveyed.run_id,
        release=warehouse.next_number(),
        started_at=started_at,
        ended_at=ended_at,
        version=package_version(),
        engine=version_in_use(),
        files=surveyed.inventory.files,
        documents=resolved.counts["documents"],
        documents_read=read.documents,
        rejections=resolved.counts["rejections"],
        reports=resolved.counts["reports"],
        events=resolved.counts["events"],
        seconds=(ended_at - started_at).total_seconds(),
        knowledge=own_knowledge().names(),
        **told_of_asking(read),
    )
    runs = [*runs_of(current), run] if current else [run]
    write_table(Run.to_arrow(runs), file_of(staged, Run))
    write_table(Finding.to_arrow([]), file_of(staged, Finding))


def told_of_asking(read: "ReadNow") -> dict[str, Any]:
    """Return what a run tells of the language model that it asked, by column; nothing where it asked none."""
    if read.asking is None:
        return {}
    ledger = read.asking.ledger
    return {
        "language_model": read.asking.reader.model,
        "tokens_sent": ledger.spent.sent,
        "tokens_received": ledger.spent.received,
        "cost": ledger.cost,
        "pieces_quoted": read.quoted,
        "fields_dropped": read.dropped,
    }


def runs_of(release: Release) -> list[Run]:
    """Return the runs that a release knows, its own last."""
    return sorted(read_rows_leniently(release.folder, Run), key=lambda run: run.release)


def latest_run(release: Release) -> Run:
    """Return the run that published a release."""
    return runs_of(release)[-1]


def corrections_of_before(staged: Path) -> str | None:
    """Return in a line what became of corrections that name tables of before reports; None where there are none."""
    named = [row for row in read_rows_leniently(staged, Correction) if row.written_for]
    if not named:
        return None
    counts = sorted(Counter(row.state for row in named).items())
    states = ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in counts)
    return f"corrections: {len(named)} name tables of before Entente 0.2 ({states}); `corrections.written_for` has them"


def check_release(staged: Path, warehouse: Warehouse) -> list[Breach]:
    """Check a staged release and write what it finds; return it, with offenders."""
    from expectations.checking import check  # takes seconds to import

    own = own_checks()
    breaches = check(staged, own=own, views=plain_views(own), before=compared_with(warehouse.current()))
    findings = [finding(staged.name, breach) for breach in breaches]
    write_table(Finding.to_arrow(findings), file_of(staged, Finding))
    return breaches


def finding(run_id: str, breach: Breach) -> Finding:
    """Return the row that tells of a breach."""
    return Finding(
        finding_id=key(run_id, breach.name, breach.expectation),
        run_id=run_id,
        name=breach.name,
        expectation=breach.expectation,
        found=breach.found,
    )


def publish(staged: Path, warehouse: Warehouse) -> Release:
    """Build the DuckDB file, the codebook and the report of a staged release and let readers see it."""
    publish_database(staged, staged / DATABASE, database_before(staged, warehouse.current()))
    (staged / "CODEBOOK.md").write_text(codebook(), encoding="utf-8")
    add_report(staged)
    links = json.loads((staged / LINKS).read_bytes())
    (staged / LINKS).unlink()
    shutil.rmtree(staged / DELTA, ignore_errors=True)
    rows = {row.table: rows_in(staged, row) for row in TABLES}
    return warehouse.publish(staged, package_version(), rows, links["parts"], links["resolved"])


def database_before(staged: Path, current: Release | None) -> Path | None:
    """Return the DuckDB file that can be changed into that of a staged release: one that the same code has written.

    Other code may declare other views and comments, which a change of rows does not touch.
    """
    before, now = MadeFrom.of(current) if current else None, MadeFrom.read(staged)
    return current.database if current and before and now and before.publication == now.publication else None


def rows_in(folder: Path, row: type[Row]) -> int:
    """Return how many rows a table of a release has."""
    return sum(pq.read_metadata(file).num_rows for file in (folder / row.table).glob("*.parquet"))


def rejected_as(reason: str, release: Release) -> int:
    """Return how many rejections of a release have a reason."""
    reasons = (pq.read_table(file, columns=["reason"]) for file in (release.folder / Rejection.table).glob("*.parquet"))
    return sum(table.column(0).to_pylist().count(reason) for table in reasons)


def tidy(warehouse: Warehouse, surveyed: "Survey") -> None:
    """Remove the parts and resolved files that neither the seeds nor the release of now needs."""
    fingerprints = pa.array([fingerprint for fingerprint, _ in surveyed.inventory.records()], pa.string())
    shelf = Parts(warehouse.storage)
    shelf.remove_all_but(covering(shelf.whole(), fingerprints))
    tidy_answers(warehouse, shelf, fingerprints)
    manifest = warehouse.published().manifest()
    for name in warehouse.storage.children(RESOLVED):
        if manifest and name not in manifest.resolved:
            warehouse.storage.remove(f"{RESOLVED}/{name}")


def tidy_answers(warehouse: Warehouse, shelf: Parts, fingerprints: pa.Array) -> None:
    """Remove what a language model answered about documents of which no record is among the seeds any more."""
    if not warehouse.storage.children(ANSWERS):
        return
    held: set[str] = set()
    for part in shelf.whole():
        records = pq.read_table(part.file(Record), columns=["fingerprint", "document_id"])
        wanted = records.filter(pc.is_in(records.column("fingerprint"), fingerprints))
        held.update(filter(None, wanted.column("document_id").to_pylist()))
    Answers(warehouse.storage).remove_all_but(held)
