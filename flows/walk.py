"""The walk of the documents from files to a published release, as plain functions that hand each other paths.

`build.py` runs the stages as a Prefect flow, `walk` runs the same ones without Prefect: survey the files, read the
new ones batch by batch, assemble the tables of all, check them, publish.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from expectations.findings import Breach
from flows.assembly import Assembly, assemble
from flows.extractions import batches, extract_batch, fingerprint, forget, kept
from flows.reporting import add_report, report_of
from flows.telling import PlainTeller, SilentTeller
from flows.versions import code_of, package_version
from transforms.corrections import read_corrections
from transforms.documents.inventory import Inventory, SeedsMissing
from transforms.documents.inventory import survey as take_inventory
from transforms.documents.seed import SeedFile
from transforms.identifiers import key
from transforms.language.engine import ENGINE_VERSION
from transforms.tables import Correction, Finding, Run
from warehouse.codebook import codebook
from warehouse.database import build_database
from warehouse.parquet import read_rows, read_table, write_rows
from warehouse.releases import DATABASE, Release, Warehouse


@dataclass(frozen=True)
class Survey:
    """What a run finds before it reads anything."""

    inventory: Inventory
    prints: dict[str, SeedFile]
    """The files by fingerprint, in the order of their names."""
    new: tuple[str, ...]
    """Fingerprints of the files that no kept extraction covers."""
    run_id: str
    """Hash of all that the tables depend on, the release before included."""
    is_unchanged: bool
    """Whether the published release was made from the very same files by the very same code."""
    corrections: tuple[Correction, ...]

    @property
    def files(self) -> int:
        """How many files there are, those included that nobody can read."""
        return self.inventory.files


@dataclass(frozen=True)
class Summary:
    """What a run tells at its end."""

    files: int
    documents: int
    documents_read: int
    rejections: int
    events: int
    findings: int
    release: int
    warehouse: str
    """Path of the DuckDB file."""
    report: str
    """Path of the report, or why there is none."""
    is_unchanged: bool
    """Whether there was nothing new, so that the release is the one from before."""
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the summary for a program."""
        return asdict(self)

    def lines(self) -> list[str]:
        """Return the summary for a person."""
        if self.is_unchanged:
            return [f"nothing new: release {self.release} stands ({self.seconds} s)", f"warehouse: {self.warehouse}"]
        return [
            f"documents:  {self.documents} ({self.documents_read} read now), from {self.files} files",
            f"rejections: {self.rejections}",
            f"events:     {self.events}",
            f"findings:   {self.findings}",
            f"warehouse:  {self.warehouse} (release {self.release}, {self.seconds} s)",
            f"report:     {self.report}",
        ]


def survey(seeds: Path, warehouse: Warehouse, force: bool) -> Survey:
    """Return what there is to read; with `force` everything counts as new. Raise `SeedsMissing` for nothing."""
    inventory = take_inventory(seeds, code_of("extract"))
    if not inventory.files:
        raise SeedsMissing(f"{seeds}: no file there; an empty folder would make an empty warehouse")
    prints = {fingerprint(file): file for file in (surveyed.file() for surveyed in inventory.surveyed)}
    corrections = read_corrections(seeds)
    contents = key(
        *(code_of(stage) for stage in ("extract", "validate", "publish")),
        package_version(),
        *prints,
        *(source.model_dump_json() for source in inventory.sources),
        *(rejection.rejection_id for rejection in inventory.rejections),
        *(correction.model_dump_json() for correction in corrections),
    )
    current = warehouse.current()
    known = {} if force else kept(warehouse.extractions)
    return Survey(
        inventory,
        prints,
        new=tuple(name for name in prints if name not in known),
        run_id=key(contents, current.run_id if current else ""),
        is_unchanged=current is not None and not force and current.run_id == key(contents, run_before(current)),
        corrections=corrections,
    )


def run_before(release: Release) -> str:
    """Return the run of the release before a release; empty for the first."""
    runs = read_rows(release.folder, Run)
    return next((run.run_id for run in runs if run.release == release.number - 1), "")


def assemble_release(surveyed: Survey, warehouse: Warehouse, started_at: datetime) -> Path:
    """Write the tables of all documents into a staged release; return its folder."""
    staged = warehouse.stage(surveyed.run_id)
    known = kept(warehouse.extractions)
    current = warehouse.current()
    assembly = Assembly(
        extractions={name: known[name] for name in surveyed.prints},
        new=frozenset(surveyed.new),
        sources=surveyed.inventory.sources,
        rejections=surveyed.inventory.rejections,
        corrections=surveyed.corrections,
        before=current.folder if current else None,
        run_id=surveyed.run_id,
    )
    counts = assemble(assembly, staged)
    ended_at = datetime.now(UTC)
    run = Run(
        run_id=surveyed.run_id,
        release=warehouse.next_number(),
        started_at=started_at,
        ended_at=ended_at,
        version=package_version(),
        engine=ENGINE_VERSION,
        files=surveyed.files,
        documents=counts.documents,
        documents_read=counts.documents_read,
        rejections=counts.rejections,
        events=counts.events,
        seconds=(ended_at - started_at).total_seconds(),
    )
    runs = read_rows(current.folder, Run) if current else []
    write_rows(staged, {Run: [*runs, run], Finding: []})
    return staged


def check_release(staged: Path) -> int:
    """Check a staged release and write what it finds; return how many findings there are.

    Raise `ExpectationsNotMet` when the release must not be published.
    """
    from expectations.checking import check  # takes seconds to import

    findings = [finding(staged.name, breach) for breach in check(staged)]
    write_rows(staged, {Finding: findings})
    return len(findings)


def finding(run_id: str, breach: Breach) -> Finding:
    """Return the row that tells of a breach."""
    return Finding(
        finding_id=key(run_id, breach.name, breach.expectation),
        run_id=run_id,
        name=breach.name,
        expectation=breach.expectation,
        found=breach.found,
    )


def publish_release(staged: Path, warehouse: Warehouse) -> Release:
    """Build the DuckDB file, the codebook and the report of a staged release and let readers see it."""
    build_database(staged, staged / DATABASE)
    (staged / "CODEBOOK.md").write_text(codebook(), encoding="utf-8")
    add_report(staged)
    return warehouse.publish(staged)


def summary(warehouse: Warehouse, release: Release, started_at: datetime, *, is_unchanged: bool) -> Summary:
    """Return what a run tells of the release that readers now see."""
    run = next(run for run in read_rows(release.folder, Run) if run.release == release.number)
    return Summary(
        files=run.files,
        documents=run.documents,
        documents_read=0 if is_unchanged else run.documents_read,
        rejections=run.rejections,
        events=run.events,
        findings=read_table(release.folder, Finding).num_rows,
        release=release.number,
        warehouse=str(warehouse.root / "current" / DATABASE),
        report=report_of(release),
        is_unchanged=is_unchanged,
        seconds=round((datetime.now(UTC) - started_at).total_seconds(), 1),
    )


def read_batches(waiting: Sequence[tuple[SeedFile, ...]], extractions: Path, workers: int) -> Iterator[Path]:
    """Read the batches, in several processes where that pays; yield the folder of each as it is done."""
    with pool(workers, len(waiting)) as executor:
        if executor is None:
            yield from (extract_batch(batch, extractions) for batch in waiting)
        else:
            jobs = [executor.submit(extract_batch, batch, extractions) for batch in waiting]
            yield from (job.result() for job in as_completed(jobs))


@contextmanager
def pool(workers: int, jobs: int) -> Iterator[ProcessPoolExecutor | None]:
    """Lend a pool of processes, or None where one process does as well."""
    if min(workers, jobs) <= 1:
        yield None
        return
    with ProcessPoolExecutor(min(workers, jobs), mp_context=get_context("spawn")) as executor:
        try:
            yield executor
        except BaseException:
            executor.shutdown(cancel_futures=True)
            raise


@dataclass(frozen=True)
class Stages:
    """The stages of the walk as functions; `build.py` has the same ones as tasks of Prefect."""

    survey: Callable[[Path, Warehouse, bool], Survey] = survey
    read: Callable[[Sequence[tuple[SeedFile, ...]], Path, int], Iterator[Path]] = read_batches
    assemble: Callable[[Survey, Warehouse, datetime], Path] = assemble_release
    check: Callable[[Path], int] = check_release
    publish: Callable[[Path, Warehouse], Release] = publish_release


def walk(
    seeds: Path,
    root: Path,
    *,
    force: bool = False,
    workers: int = 1,
    teller: PlainTeller | None = None,
    stages: Stages | None = None,
) -> Summary:
    """Build the warehouse in `root` from the documents in `seeds`; return what came of it.

    Raise `SeedsMissing`, `SourceInvalid` or `CorrectionInvalid` for seeds that cannot be read as such,
    `WarehouseLocked` while another run is under way, and `ExpectationsNotMet` when the new tables fail their checks:
    the release before stays.
    """
    started_at, warehouse = datetime.now(UTC), Warehouse(root)
    tell, stage = teller or SilentTeller(), stages or Stages()
    with warehouse.lock():
        surveyed = stage.survey(seeds, warehouse, force)
        tell.say(f"survey: {surveyed.files} files, {len(surveyed.new)} to read")
        if surveyed.is_unchanged:
            return summary(warehouse, warehouse.published(), started_at, is_unchanged=True)
        waiting = list(batches(surveyed.prints[name] for name in surveyed.new))
        with tell.progress("read", len(waiting)) as advance:
            for _ in stage.read(waiting, warehouse.extractions, workers):
                advance()
        tell.say("assemble: entities, events and all other tables")
        staged = stage.assemble(surveyed, warehouse, started_at)
        tell.say("check: declarations, beliefs and rules")
        stage.check(staged)
        tell.say("publish: DuckDB file, report, then the pointer to the new release")
        release = stage.publish(staged, warehouse)
        forget(warehouse.extractions, surveyed.prints)
        return summary(warehouse, release, started_at, is_unchanged=False)
