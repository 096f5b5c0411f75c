"""Resolution: the parts of all records that stand among the seeds in, the tables of a release in a staged folder out.

The order of the corpus stages stands in `resolve`; each of them in `transforms/corpus/`.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from flows.made_from import STATE_FOLDER
from transforms.corpus.changes import find_changes
from transforms.corpus.corpus import Corpus, quoted
from transforms.corpus.corrections import Corrector
from transforms.corpus.delta import DELTA, Delta
from transforms.corpus.entities import find_spellings, gather_entities
from transforms.corpus.events import consolidate_events
from transforms.corpus.former_keys import name_reports
from transforms.corpus.relations import derive_relations
from transforms.corpus.stories import STORIES, fill_stories
from transforms.corpus.versions import find_versions, tell_history
from transforms.drafts import EXTRACTED, STATE, DerivedRelation, Held, Record
from transforms.row import Row
from transforms.tables import (
    TABLES,
    Affiliation,
    Assertion,
    Change,
    Correction,
    Document,
    DocumentVersion,
    Entity,
    EntityName,
    Event,
    EventAlias,
    EventPart,
    EventParticipant,
    EventReport,
    NumberClaim,
    Place,
    Rejection,
    Relation,
    Report,
    Source,
    Tombstone,
)
from warehouse.earlier import earlier_tables, rows_query
from warehouse.parquet import WHOLE, write_table
from warehouse.parts import Part
from warehouse.resolved import LINKED, OWN, Resolver

SHARED, DERIVED = "shared.parquet", "derived.parquet"
"""Names of the files that no part gives of tables to which parts give others: shared entities, derived relations."""
MEMORY_LIMIT = "1500MB"  # of one corpus step; what needs more spills to the disk
OF_EVENTS: tuple[type[Row], ...] = (
    Event,
    EventReport,
    EventParticipant,
    EventAlias,
    EventPart,
    Assertion,
    NumberClaim,
    DerivedRelation,
)
OF_OTHERS: tuple[type[Row], ...] = (Rejection, DocumentVersion, Tombstone, Entity, EntityName, Affiliation, Place)
MADE: tuple[type[Row], ...] = (*OF_OTHERS, *OF_EVENTS, Change, *STORIES, *STATE)
"""Tables that corpus stages make."""


PUBLISHED: tuple[type[Row], ...] = tuple(row for row in MADE if row in TABLES)
"""Those of them that a release shows."""
TOUCHED: tuple[type[Row], ...] = (*PUBLISHED, Relation)
"""Tables of which a run knows the keys that it touched."""
COUNTED: tuple[type[Row], ...] = (Document, Rejection, Report, Event)
ALL_TABLES: tuple[type[Row], ...] = (*TABLES, *STATE, DerivedRelation)


@dataclass(frozen=True)
class Plan:
    """What a release is to be made from."""

    run_id: str
    fingerprints: pa.Array
    """Those of the records among the seeds."""
    parts: Sequence[Part]
    """Parts that are whole, whether a record of theirs stands among the seeds or not."""
    sources: Sequence[Source]
    rejections: Sequence[Rejection]
    """Files that were rejected before they were read."""
    corrections: Sequence[Correction]
    before: Path | None
    """Folder of the release that readers see now, when its tables can be built on; else None, for all from nothing."""
    history: Path | None
    """Folder of the release that readers see now, for its history."""
    cause: str | None
    """Why events may change that no document touches, when our code or corrections are others than before."""


@dataclass(frozen=True)
class Resolved:
    """What came of resolution."""

    counts: Mapping[str, int]
    """Rows by table."""
    parts: tuple[str, ...]
    """Parts that the release links."""
    resolved: tuple[str, ...]
    """Resolved files that it links."""


def resolve(plan: Plan, staged: Path, resolved_folder: Path) -> Resolved:
    """Write every table but those of the run itself into a staged release; return how much it holds."""
    with connected(staged) as connection:
        corpus = Corpus(connection, files_of_parts(plan.parts))
        show_before(corpus, plan.before, plan.history)
        corpus.put("surveyed", pa.table({"fingerprint": plan.fingerprints}))
        corpus.put("this_run", pa.table({"run_id": [plan.run_id]}))
        corpus.put("rejected_before_reading", Rejection.to_arrow(plan.rejections))
        show_records(corpus, plan.parts)
        find_versions(corpus)
        parts = held_parts(corpus, plan.parts)
        corrector = Corrector(plan.corrections)
        name_reports(corpus, corrector)
        corrector.find_documents(corpus)
        find_spellings(corpus, corrector)
        corrector.read_documents(corpus)
        resolver = Resolver(corpus, resolved_folder, corrector.values)
        files = resolver.files(parts)
        for row in LINKED:
            corpus.show("now", row, files[row])
        gather_entities(corpus, corrector)
        fill_stories(corpus)
        consolidate_events(corpus, corrector)
        derive_relations(corpus)
        gather_places(corpus)
        if plan.history and not plan.before:
            show_what_was(corpus, plan.history)
        tell_history(corpus)
        find_changes(corpus, is_first=plan.history is None, cause=plan.cause)
        write_release(corpus, staged, files)
        if plan.before:
            write_delta(corpus, Delta(staged / DELTA))
        write_table(Source.to_arrow(plan.sources), file_of(staged, Source))
        write_table(Correction.to_arrow(corrector.rows()), file_of(staged, Correction))
        counts = {row.table: corpus.count(f"now.{row.table}") for row in COUNTED}
    return Resolved(counts, tuple(part.key for part in parts), tuple(path.name for path in sorted(resolver.used)))


@contextmanager
def connected(staged: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection of bounded memory that spills into the staged folder."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(staged / "spill"),
        "threads": min(os.cpu_count() or 1, 4),
        "preserve_insertion_order": False,
    }
    with duckdb.connect(config=settings) as connection:
        yield connection


def files_of_parts(parts: Sequence[Part]) -> dict[type[Row], list[Path]]:
    """Return the files of parts by table."""
    return {row: [part.file(row) for part in parts] for row in EXTRACTED}


HISTORY: tuple[type[Row], ...] = (DocumentVersion, Tombstone, EventAlias, Change)
"""Tables of the release before that are read even where all is made from nothing."""


def show_before(corpus: Corpus, before: Path | None, history: Path | None) -> None:
    """Let the corpus see the release before: the tables on which this one is built, or its history alone."""
    queries = earlier_tables(history) if history else {}
    for row in ALL_TABLES:
        is_history = row in HISTORY or (row is Document and before is None)
        if before and not is_history:
            corpus.show("before", row, stored(before, row))
        elif is_history and row in queries:
            corpus.show_query("before", row, queries[row])
        else:
            corpus.show("before", row, [])


COMPARED: tuple[type[Row], ...] = (Held, Event, EventReport, EventParticipant)
"""Tables of the release before by which it is told what became of its documents and events."""


def show_what_was(corpus: Corpus, history: Path) -> None:
    """Let the corpus see the documents and events of a release on which nothing is built, to tell what became of them.

    None of these rows stands, so all are touched.
    """
    queries: dict[type[Row], str] = {**earlier_tables(history), Held: rows_query(history / STATE_FOLDER, Held)}
    shown: tuple[type[Row], ...] = (*COMPARED, Report)
    for row in shown:
        if row in queries:
            corpus.show_query("before", row, queries[row])
    for row in COMPARED:
        corpus.connection.execute(f"insert into touched.{row.table} select {row.key()} from before.{row.table}")
    corpus.run("documents_changed")


def stored(folder: Path, row: type[Row]) -> list[Path]:
    """Return the files of a release in which a corpus table is stored."""
    if row in STATE:
        return [folder / STATE_FOLDER / f"{row.table}.parquet"]
    if row is DerivedRelation:
        return [folder / Relation.table / DERIVED]
    if row in OWN:
        return [folder / row.table / SHARED]
    return sorted((folder / row.table).glob("*.parquet"))


def file_of(folder: Path, row: type[Row]) -> Path:
    """Return the path of the one file that a corpus stage writes of a table; its folder is made."""
    path = stored(folder, row)[0] if row in (*STATE, DerivedRelation, *OWN) else folder / row.table / WHOLE
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def show_records(corpus: Corpus, parts: Sequence[Part]) -> None:
    """Let the corpus have what came of the records of all parts, with the part and how large it is."""
    sizes = {"part": [part.key for part in parts], "part_documents": [part.documents for part in parts]}
    corpus.put("part_sizes", pa.table(sizes, pa.schema([("part", pa.string()), ("part_documents", pa.int64())])))
    names = ", ".join(column.name for column in Record.columns())
    files = ", ".join(quoted(str(part.file(Record))) for part in parts)
    read = f"read_parquet([{files}], filename = true)" if parts else "(select *, '' as filename from parts.records)"
    corpus.connection.execute(
        f"create table parts_records as select {names}, part, part_documents "
        f"from (select {names}, parse_path(filename)[-2] as part from {read}) join part_sizes using (part)"
    )


def held_parts(corpus: Corpus, parts: Sequence[Part]) -> list[Part]:
    """Return the parts that hold a current document, and let the corpus see the rows of current ones alone."""
    held = {name for (name,) in corpus.connection.execute("select distinct part from current_documents").fetchall()}
    kept = [part for part in parts if part.key in held]
    for row in EXTRACTED:
        if "document_id" in row.arrow_schema().names and row is not Record:
            show_current(corpus, row, kept)
    return kept


def show_current(corpus: Corpus, row: type[Row], parts: Sequence[Part]) -> None:
    """Let `raw` have the rows of a table that belong to current documents, each from the part that counts."""
    names = ", ".join(f"held.{column.name}" for column in row.columns())
    if not parts:
        corpus.show("raw", row, [])
        return
    files = ", ".join(quoted(str(part.file(row))) for part in parts)
    corpus.connection.execute(
        f"create or replace view raw.{row.table} as select {names} "
        f"from read_parquet([{files}], filename = true) as held semi join current_documents as current "
        "on current.document_id = held.document_id and current.part = parse_path(held.filename)[-2]"
    )


def gather_places(corpus: Corpus) -> None:
    """Fill the places that documents name, each once."""
    corpus.begin(Place)
    corpus.run("places")
    corpus.stand(Place)


def write_release(corpus: Corpus, staged: Path, files: Mapping[type[Row], Sequence[Path]]) -> None:
    """Link the files of what documents give, and write the tables that the corpus stages make."""
    for row, paths in files.items():
        folder = staged / row.table
        folder.mkdir(exist_ok=True)
        for path in paths:
            name = path.name if path.parent.name == "resolved" else f"{path.parent.name}.parquet"
            os.link(path, folder / name)
        if not paths:  # as where no record is a document
            write_table(row.to_arrow([]), folder / WHOLE)
    for row in MADE:
        names = ", ".join(column.name for column in row.columns())
        reader = corpus.connection.sql(f"select {names} from now.{row.table} order by {row.key()}").to_arrow_reader()
        write_batches(reader, row, file_of(staged, row))


def write_batches(reader: pa.RecordBatchReader, row: type[Row], path: Path) -> None:
    """Write rows as they come."""
    import pyarrow.parquet as pq

    schema = row.arrow_schema()
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_table(pa.Table.from_batches([batch]).cast(schema))


def write_delta(corpus: Corpus, delta: Delta) -> None:
    """Keep what this run touched, and which keys are gone, for the checks and for the DuckDB file."""
    delta.folder.mkdir()
    corpus.run("delta")
    copy(corpus, "select document_id from retold_documents", delta.documents)
    for row in TOUCHED:
        touched, standing = sources_of(row)
        copy(corpus, f"select {row.key()} from {touched}", delta.keys(row))
        copy(corpus, f"select {row.key()} from {touched} anti join {standing} using ({row.key()})", delta.gone(row))
    for row in LINKED:
        if row is Relation:
            continue
        key = row.key()
        before = f"select {key} from before.{row.table} semi join retold_documents using (document_id)"
        copy(corpus, f"{before} anti join now.{row.table} using ({key})", delta.gone(row))


def sources_of(row: type[Row]) -> tuple[str, str]:
    """Return where the keys of a table stand that this run touched, and those that there are now."""
    if row in (Entity, EntityName, Relation):  # of which parts hold rows, too
        return f"delta_{row.table}", f"standing_{row.table}"
    return f"touched.{row.table}", f"now.{row.table}"


def copy(corpus: Corpus, query: str, path: Path) -> None:
    """Write the rows of a query to a file."""
    corpus.connection.execute(f"copy ({query}) to {quoted(str(path))}")
