"""The pipeline from seeds to a published release, as plain functions that hand each other paths and small plans.

    survey -> read (per batch of records) -> resolve -> validate -> publish

Where a language model reads, it is asked about a batch before that is read.

`build.py` gives the same stages to Prefect as tasks, `run` runs them without.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.code_versions import PARSED_CODE, code_of, package_version, program_of
from flows.made_from import MadeFrom
from flows.processor_time import limited
from flows.progress import PlainProgress, SilentProgress
from flows.reading_pool import Readers, ReadingPool, pool
from flows.release_checks import check_files, digest_of
from flows.settings import RUNNER
from flows.shortfall import shortfall_of_release, shortfall_of_run
from transforms.corrections import read_corrections
from transforms.documents.batches import Batch, Planned, batches
from transforms.documents.inventory import Inventory, SeedsMissing
from transforms.documents.inventory import survey as take_inventory
from transforms.documents.seed import AWAITED, READER_FAILED
from transforms.documents.stat_cache import StatCache
from transforms.engine_in_use import SHIPPED, engine_in_use
from transforms.identifiers import key
from transforms.own_knowledge import own_knowledge
from transforms.reader_in_use import reader_in_use
from transforms.tables import Correction, Rejection
from warehouse.forgotten import read_forgotten
from warehouse.releases import Release, Warehouse

if TYPE_CHECKING:
    from concurrent.futures import Future

    from flows.extractions import Extracted
    from flows.language_model.asking import AskBatch, AskedBatch, Asking, Limits
    from flows.reading_processes import Job

SURVEY = "survey.json"
"""File of the warehouse that remembers what a survey saw of each file."""
BUG = "a bug of ours; please report `select detail from rejections where reason = 'reader_failed'`"


@dataclass(frozen=True)
class Survey:
    """What a run finds before it reads anything."""

    inventory: Inventory
    made_from: MadeFrom
    corrections: tuple[Correction, ...]
    run_id: str
    """Hash of all that the tables depend on, the release before included."""
    is_unchanged: bool
    """Whether the published release was made from the very same records by the very same code."""
    is_forced: bool


@dataclass(frozen=True)
class Summary:
    """What a run tells at its end."""

    files: int
    documents: int
    documents_read: int
    rejections: int
    reader_failed: int | None
    """Files and records among them at which our code failed; null where nothing was read."""
    reports: int
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
    shortfall: tuple[str, ...] = ()
    """Why next to nothing was read, and what would help; nothing where all went well (`flows/shortfall.py`)."""
    unsent: str = ""
    """Why the brief of the release was not sent; nothing where it was, or was not to be."""

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
            *([f"failed:     {self.reader_failed} of them by {BUG}"] if self.reader_failed else []),
            f"events:     {self.events}, from {self.reports} reports",
            f"findings:   {self.findings}",
            f"warehouse:  {self.warehouse} (release {self.release}, {self.seconds} s)",
            f"report:     {self.report}",
        ]


def survey(seeds: Path, warehouse: Warehouse, force: bool) -> Survey:
    """Return what there is to read; with `force` everything counts as new. Raise `SeedsMissing` for nothing."""
    parsed = warehouse.root / PARSED_CODE
    code = code_of("extract", parsed)
    cache = StatCache.load(warehouse.root / SURVEY, code, time.time_ns(), force=force)
    inventory = take_inventory(seeds, code, cache, limited)
    cache.save()
    if not inventory.files:
        raise SeedsMissing(f"{seeds}: no file there; an empty folder would make an empty warehouse")
    corrections = read_corrections(seeds)
    made_from = MadeFrom(
        records=inventory.contents,
        corrections=key(*(correction.model_dump_json() for correction in corrections)),
        corpus=code_of("resolve", parsed),
        reading=code,
        program=key(program_of("extract", parsed), program_of("resolve", parsed)),
        publication=key(code_of("validate", parsed), code_of("publish", parsed), package_version()),
        checks=digest_of(check_files()),
    )
    current = warehouse.current()
    return Survey(
        inventory=inventory,
        made_from=made_from,
        corrections=corrections,
        run_id=key(*asdict(made_from).values(), warehouse.next_number()),
        is_unchanged=not force and current is not None and MadeFrom.of(current) == made_from,
        is_forced=force,
    )


@dataclass(frozen=True)
class Reading:
    """The records that are to be read, in bounded batches, made as they are wanted."""

    surveyed: Survey
    known: frozenset[str]
    """Fingerprints of the records that a part covers."""

    @classmethod
    def of(cls, surveyed: Survey, warehouse: Warehouse) -> Reading:
        """Return what a survey leaves to read in a warehouse."""
        from warehouse.parts import Parts, fingerprints_of

        known = [] if surveyed.is_forced else fingerprints_of(Parts(warehouse.storage).whole()).to_pylist()
        return cls(surveyed, frozenset(known))

    def records(self) -> Iterator[Planned]:
        """Yield the records in their order."""
        return (planned for planned in self.surveyed.inventory.records() if planned[0] not in self.known)

    def batches(self) -> Iterator[Batch]:
        """Yield them in batches."""
        return batches(self.records())

    @property
    def count(self) -> int:
        """How many records there are to read."""
        return sum(1 for _ in self.records())


def ask_batch(batch: Batch, asking: Asking) -> AskedBatch:
    """Ask a language model about the documents of a batch of which no answer is kept."""
    from flows.language_model.asking import ask_batch as ask

    return ask(batch, asking)


def read_batches(waiting: Iterable[Batch], root: Path, readers: Readers) -> Iterator[tuple[int, Extracted]]:
    """Read the batches, in a pool where there is one; yield each one's number of records and what it gave."""
    from flows.extractions import extract_batch

    with pool(readers) as found:
        if found is None:
            chosen = own_knowledge(), engine_in_use(), reader_in_use()
            yield from ((len(batch.records), extract_batch(batch, root, *chosen)) for batch in waiting)
        else:
            yield from spread(found, waiting, root)


def spread(found: ReadingPool, waiting: Iterable[Batch], root: Path) -> Iterator[tuple[int, Extracted]]:
    """Read the batches in a pool, a few in flight, so that a plan of any length needs little memory."""
    from flows.reading_processes import Work

    flying: dict[Future[Extracted], Job] = {}
    for batch in waiting:
        job = found.submit(Work(batch, root, own_knowledge(), engine_in_use(), reader_in_use()))
        flying[job.future] = job
        if len(flying) >= found.most:
            yield from landed(found, flying)
    while flying:
        yield from landed(found, flying)


def landed(found: ReadingPool, flying: dict[Future[Extracted], Job]) -> Iterator[tuple[int, Extracted]]:
    """Wait for the next batch; yield those that are done and take them out."""
    from concurrent.futures import FIRST_COMPLETED, wait

    done, _ = wait(flying, return_when=FIRST_COMPLETED)
    for job in [flying.pop(future) for future in done]:
        yield len(job.work.batch.records), found.result(job)


@dataclass(frozen=True)
class ReadNow:
    """What this run has read."""

    documents: int = 0
    rejected: tuple[Rejection, ...] = ()
    """Records that this run alone rejects, such as those that changed since its survey; the next one reads them."""
    quoted: int = 0
    """Pieces of words that a language model's answers about the documents quote."""
    dropped: int = 0
    """Fields of these answers that were dropped."""
    asking: Asking | None = None
    """What a language model was asked with, and what that took; null where the engine reads alone."""

    def with_batch(self, extracted: Extracted) -> ReadNow:
        """Return it with what one more batch gave."""
        return replace(
            self,
            documents=self.documents + extracted.documents,
            rejected=(*self.rejected, *extracted.rejected),
            quoted=self.quoted + extracted.heard.quoted,
            dropped=self.dropped + extracted.heard.dropped,
        )

    @property
    def is_complete(self) -> bool:
        """Whether no record waits for the next run: for a model's answer, or to be as it was surveyed."""
        return not any(row.reason in AWAITED for row in self.rejected)


def resolve_release(surveyed: Survey, warehouse: Warehouse, started_at: datetime, read: ReadNow) -> Path:
    """Write the tables of all documents into a staged release; return its folder."""
    from flows.staging import stage_release

    return stage_release(surveyed, warehouse, started_at, read)


def validate_release(staged: Path, warehouse: Warehouse) -> int:
    """Check a staged release and write what it finds; return how many findings there are.

    Raise `ExpectationsNotMet` when the release must not be published.
    """
    from flows.staging import check_release

    return len(check_release(staged, warehouse))


def publish_release(staged: Path, warehouse: Warehouse) -> Release:
    """Build the DuckDB file, the codebook and the report of a staged release and let readers see it."""
    from flows.staging import publish

    return publish(staged, warehouse)


@dataclass(frozen=True)
class Stages:
    """The stages of the pipeline as functions; `build.py` has the same ones as tasks of Prefect."""

    survey: Callable[[Path, Warehouse, bool], Survey] = survey
    ask: AskBatch = ask_batch
    read: Callable[[Iterable[Batch], Path, Readers], Iterator[tuple[int, Extracted]]] = read_batches
    resolve: Callable[[Survey, Warehouse, datetime, ReadNow], Path] = resolve_release
    validate: Callable[[Path, Warehouse], int] = validate_release
    publish: Callable[[Path, Warehouse], Release] = publish_release


def run(  # noqa: PLR0913, an argument is a choice of the user; long: all stages in their order
    seeds: Path,
    root: Path,
    *,
    force: bool = False,
    workers: int = 1,
    runner: str = RUNNER.default,
    progress: PlainProgress | None = None,
    stages: Stages | None = None,
    limits: Limits | None = None,
) -> Summary:
    """Build the warehouse in `root` from the documents in `seeds`; return what came of it.

    It reads with the own knowledge, the engine and the reader in use (`flows/settings.py`); `limits` are those of
    asking a language model. Raise `SeedsMissing`, `SourceInvalid` or `CorrectionInvalid` for seeds that cannot be read
    as such, `KnowledgeInvalid` for own checks that cannot be made, `WarehouseLocked` while another run is under way,
    `SettingsInvalid` or `EndpointFailed` where a language model cannot be asked, and `ExpectationsNotMet` when the new
    tables fail their checks: the release before stays.
    """
    started_at, warehouse = datetime.now(UTC), Warehouse(root)
    progress, stage = progress or SilentProgress(), stages or Stages()
    with warehouse.lock():
        complete_forgetting(warehouse)
        if repaired := warehouse.repair():
            progress.say(repaired)
        surveyed = stage.survey(seeds, warehouse, force)
        if surveyed.is_unchanged:
            return summary(warehouse, surveyed, started_at, warehouse.published(), 0)
        refuse_wrong_checks()
        reading = Reading.of(surveyed, warehouse)
        progress.say(f"survey: {surveyed.inventory.files} files, {reading.count} records to read")
        if own := own_knowledge().files:
            progress.say(f"own knowledge: {', '.join(file.path for file in own)}")
        if (engine := engine_in_use()) != SHIPPED:
            progress.say(f"engine: {engine.name}, {engine.version}")
        with asked(reading, root, limits, stage.ask, progress) as (asking, batches):
            read = ReadNow(asking=asking)
            with progress.stage("read", reading.count) as advance:
                for records, extracted in stage.read(batches, root, Readers(runner, workers)):
                    read = read.with_batch(extracted)
                    advance(records)
        progress.say("resolve: versions, entities, events and all that documents decide together")
        staged = stage.resolve(surveyed, warehouse, started_at, read)
        if line := corrections_of_before(staged):
            progress.say(line)
        progress.say("validate: declarations, warnings and rules")
        stage.validate(staged, warehouse)
        progress.say("publish: DuckDB file, report, then the pointer to the new release")
        release = stage.publish(staged, warehouse)
        read_nothing = (
            () if read.documents else shortfall_of_run(release, {record.path for _, record in reading.records()})
        )
        tidy_up(surveyed, warehouse)
        told = summary(warehouse, surveyed, started_at, release, read.documents)
        return replace(told, reader_failed=count_failures(release), shortfall=told.shortfall or read_nothing)


def refuse_wrong_checks() -> None:
    """Raise `KnowledgeInvalid` where the project's own checks cannot be made, before anything is read."""
    from flows.release_checks import own_checks

    own_checks()


@contextmanager
def asked(
    reading: Reading, root: Path, limits: Limits | None, ask: AskBatch, progress: PlainProgress
) -> Iterator[tuple[Asking | None, Iterator[Batch]]]:
    """Lend the batches that are to be read, each once a language model was asked about it where one reads."""
    reader = reader_in_use()
    if not reader.asks_a_model:
        yield None, reading.batches()
        return
    from flows.language_model.asking import ask_before, asking_with, chosen_limits, estimate
    from flows.language_model.endpoint import read_endpoint

    endpoint = read_endpoint()
    progress.say(estimate(reading.records(), endpoint))
    with asking_with(endpoint, root, reader, limits or chosen_limits()) as asking:
        yield asking, ask_before(reading.batches(), asking, ask, progress.say)


def complete_forgetting(warehouse: Warehouse) -> None:
    """Purge what was to be forgotten when the command died on its way."""
    if any(not document.is_purged for document in read_forgotten(warehouse.root).values()):
        from warehouse.purging.forgetting import finish_forgetting

        finish_forgetting(warehouse, package_version())


def corrections_of_before(staged: Path) -> str | None:
    """Return in a line what became of corrections that name tables of before reports; None where there are none."""
    from flows.staging import corrections_of_before as count

    return count(staged)


def count_failures(release: Release) -> int:
    """Return how many files and records of a release are rejected because our code failed at them."""
    from flows.staging import rejected_as

    return rejected_as(READER_FAILED, release)


def tidy_up(surveyed: Survey, warehouse: Warehouse) -> None:
    """Remove what neither the seeds nor the release of now needs."""
    from flows.staging import tidy

    tidy(warehouse, surveyed)


def find_unchanged(seeds: Path, root: Path, *, force: bool) -> Summary | None:
    """Return what a run would tell that finds nothing new, None where there is something to do.

    It imports nothing that does the work of a run. Raises what `run` raises before it reads.
    """
    started_at, warehouse = datetime.now(UTC), Warehouse(root)
    with warehouse.lock():
        surveyed = survey(seeds, warehouse, force)
        if not surveyed.is_unchanged:
            return None
        return summary(warehouse, surveyed, started_at, warehouse.published(), 0)


def summary(
    warehouse: Warehouse, surveyed: Survey, started_at: datetime, release: Release, documents_read: int
) -> Summary:
    """Return what a run tells of the release that readers now see, from what the release says of itself."""
    from flows.release_report import report_of

    manifest = release.manifest()
    rows = manifest.rows if manifest else {}
    return Summary(
        files=surveyed.inventory.files,
        documents=rows.get("documents", 0),
        documents_read=documents_read,
        rejections=rows.get("rejections", 0),
        reader_failed=None,
        reports=rows.get("reports", 0),
        events=rows.get("events", 0),
        findings=rows.get("findings", 0),
        release=release.number,
        warehouse=str(warehouse.root / "current" / release.database.name),
        report=report_of(release),
        is_unchanged=surveyed.is_unchanged,
        seconds=round((datetime.now(UTC) - started_at).total_seconds(), 1),
        shortfall=shortfall_of_release(release, surveyed.inventory),
    )
