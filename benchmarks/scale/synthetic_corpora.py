"""Corpora: what some real documents give in, the seeds and the parts of as many documents as are wanted out.

Each original is told again and again: a replica has keys of its own, its days shifted by some years at most, other
persons and towns, and a source of its own. States, organisations and the most frequent actors stay who they are, and
of ten replicas one tells what another one tells, on the same days by the same people. Texts stay as they are, so every
span still stands in its text; of a new person the entity has the new name. The same originals give the same corpus.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.code_versions import code_of
from transforms.corpus.corpus import quoted
from transforms.documents.inventory import survey
from transforms.drafts import EXTRACTED, Introduction, Naming, Record
from transforms.identifiers import key
from transforms.row import Column, Key, References, Row
from transforms.spelling import block_of
from transforms.tables import Document, Entity, Rejection
from warehouse.parts import MANIFEST, PARTS, manifest_of

MARKS = Path(__file__).with_name("marks.sql")
SOURCES = 40
YEARS = 8
FREQUENT = 200  # actors that stay who they are, though texts introduced them
PART = 4_096  # documents
NEW = "('person', 'place', 'facility')"
"""Kinds of entity of which a replica has others, where a text introduced them."""
KEYED = frozenset(row.table for row in EXTRACTED)
ROWS_AT_A_TIME = 100_000


def make_corpus(originals: Path, documents: int, folder: Path) -> None:
    """Write the seeds and the parts of a corpus into an empty folder, as `seeds/` and `warehouse/parts/`."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "warehouse" / PARTS).mkdir(parents=True)
    with duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(folder / "spill")}) as connection:
        connection.create_function(  # type: ignore[call-overload]
            "block_of",
            blocks_of,
            ["VARCHAR", "VARCHAR", "VARCHAR"],
            "VARCHAR",
            type="arrow",
            null_handling="special",
        )
        connection.execute(MARKS.read_text(encoding="utf-8"))
        mark_originals(connection, originals)
        plan_replicas(connection, documents)
        write_seeds(connection, folder / "seeds")
        add_fingerprints(connection, folder / "seeds")
        for start in range(0, documents, PART):
            write_part(connection, start, folder / "warehouse" / PARTS)
    shutil.rmtree(folder / "spill", ignore_errors=True)


def blocks_of(ids: pa.Array, names: pa.Array, kinds: pa.Array) -> pa.Array:
    """Return the block of each entity that a text introduced."""
    rows = zip(ids.to_pylist(), names.to_pylist(), kinds.to_pylist(), strict=True)
    entities = (Entity(entity_id=i, name=n, kind=k, country=None, sector=None, origin="text") for i, n, k in rows)
    return pa.array([block_of(entity) for entity in entities], pa.string())


def mark_originals(connection: duckdb.DuckDBPyConnection, originals: Path) -> None:
    """Load the tables of the originals, their entities marked as `marks.sql` says."""
    connection.execute("create schema original")
    for row in EXTRACTED:
        connection.execute(f"create table read_{row.table} as from {quoted(str(originals / f'{row.table}.parquet'))}")
    connection.execute(
        f"""
        create table marks as
        with frequent as (
            select entity_id from read_mentions where entity_id is not null
            group by entity_id order by count(*) desc, entity_id limit {FREQUENT}
        )
        select distinct on (entity_id) entity_id,
            case
                when is_own then '#'
                when kind in {NEW} and origin = 'text' and entity_id not in (from frequent) then '~'
                else ''
            end || entity_id as marked
        from read_introductions order by entity_id, is_own
        """
    )
    for row in EXTRACTED:
        columns = ", ".join(marked(column) for column in row.columns())
        connection.execute(f"create table original.{row.table} as select {columns} from read_{row.table} as held")
        connection.execute(f"drop table read_{row.table}")


def marked(column: Column) -> str:
    """Return the expression of a column of the originals with its entities marked."""
    if not is_entity(column):
        return f"held.{column.name}"
    found = f"select marked from marks where marks.entity_id = held.{column.name}"
    return f"coalesce(({found}), held.{column.name}) as {column.name}"


def is_entity(column: Column) -> bool:
    """Whether a column names an entity."""
    reference = column.mark(References)
    return column.name == "entity_id" or (reference is not None and reference.table == Entity.table)


def plan_replicas(connection: duckdb.DuckDBPyConnection, documents: int) -> None:
    """Make the table of replicas: which original each one tells again, when, as whom and for which source."""
    connection.execute(
        f"""
        create table planned as
        with numbered as (
            select document_id as original, row_number() over (order by hash(document_id)) - 1 as place,
                count(*) over () as originals
            from original.documents
        ),
        told as (
            select original, replica * originals + place as number, replica,
                replica - cast(replica % 10 = 9 as integer) as names
            from numbered, range(0, {documents}) as replicas(replica)
            where replica * originals + place < {documents}
        )
        select original, cast(number as bigint) as number, replica, names,
            cast(hash('days', names) % {YEARS * 365} as integer) - {YEARS * 365} as days,
            printf('paper-%02d', hash(original, replica) % {SOURCES}) as source_id,
            key_of_row(original, number) as document_id
        from told
        """
    )
    connection.execute(
        """
        create table replicas as
        select *, source_id || '/articles.jsonl#' || row_number() over (partition by source_id order by number) as path,
            'https://' || source_id || '.example/' || number as url
        from planned
        """
    )


def write_seeds(connection: duckdb.DuckDBPyConnection, seeds: Path) -> None:
    """Write the replicas as lines of JSON, one file for each source."""
    for number in range(SOURCES):
        name = f"paper-{number:02}"
        (seeds / name).mkdir(parents=True)
        connection.execute(
            f"""
            copy (
                select replicas.url, cast(published_first_on + days as date) as date, text
                from replicas join original.documents on documents.document_id = original
                where replicas.source_id = {quoted(name)} order by number
            ) to {quoted(str(seeds / name / "articles.jsonl"))} (format json)
            """
        )
        file = seeds / name / "articles.jsonl"
        if not file.stat().st_size:
            shutil.rmtree(seeds / name)


def add_fingerprints(connection: duckdb.DuckDBPyConnection, seeds: Path) -> None:
    """Make the table of the fingerprints of the records, as a run will find them."""
    found = [(record.path, fingerprint) for fingerprint, record in survey(seeds, code_of("extract")).records()]
    table = pa.table({"path": [path for path, _ in found], "fingerprint": [name for _, name in found]})
    connection.register("surveyed", table)
    connection.execute("create table fingerprints as from surveyed")
    connection.unregister("surveyed")


def write_part(connection: duckdb.DuckDBPyConnection, start: int, parts: Path) -> None:
    """Write the part of the replicas from a number on."""
    name = key("synthetic", start)
    building = parts / f".{name}"
    building.mkdir()
    connection.execute(
        f"create or replace temp table made as from replicas where number >= {start} and number < {start + PART}"
    )
    for row in EXTRACTED:
        schema = row.arrow_schema()
        reader = connection.sql(replicated(row)).to_arrow_reader(ROWS_AT_A_TIME)
        with pq.ParquetWriter(building / f"{row.table}.parquet", schema, compression="zstd") as writer:
            for batch in reader:
                writer.write_batch(batch.cast(schema))
    (building / MANIFEST).write_text(json.dumps(manifest_of(building)), encoding="utf-8")
    building.rename(parts / name)


def replicated(row: type[Row]) -> str:
    """Return the query of the rows of a table in the replicas of one part."""
    names = [column.name for column in row.columns()]
    if row is Rejection:
        return f"select {', '.join(names)} from original.{row.table} where false"
    if row is Record:
        values = {**RECORD, "fingerprint": "fingerprints.fingerprint"}
        listed = ", ".join(f"{values[name]} as {name}" for name in names)
        held = "original.documents as held on held.document_id = made.original"
        return f"select {listed} from made join {held} join fingerprints on fingerprints.path = made.path order by 1"
    listed = ", ".join(f"{value} as {name}" for name, value in values_of(row))
    held = f"original.{row.table} as held join made on made.original = held.document_id"
    return f"select {listed} from {held} order by made.document_id, held.{row.key()}"


ENTITY = "entity_of(held.{}, made.names, made.replica, made.number)"
RECORD = {
    "record_id": "key_of_row(made.document_id, 0)",
    "path": "made.path",
    "rejection_id": "null",
    "document_id": "made.document_id",
    "is_stored": "true",
    "source_id": "made.source_id",
    "address": "made.url",
    "title": "held.title",
    "published_first_on": "cast(held.published_first_on + made.days as date)",
    "modified_at": "held.modified_at + to_days(made.days)",
    "text_hash": "key_of_row(made.document_id, 1)",
    "raw_hash": "key_of_row(made.document_id, 2)",
}
"""Columns of a record."""


def values_of(row: type[Row]) -> Iterator[tuple[str, str]]:
    """Yield the columns of a table with the expressions of their values in a replica."""
    own = {"document_id": "made.document_id"}
    if row is Document:
        own |= {name: f"made.{name}" for name in ("source_id", "path", "url")} | {"address": "made.url"}
        own |= {"raw_hash": "key_of_row(made.document_id, 2)"}
    if row is Introduction:
        name = "name_of(held.entity_id, held.name, made.names, made.replica)"
        block = f"block_of({ENTITY.format('entity_id')}, {name}, held.kind)"
        own |= {"name": name, "block": f"case when held.entity_id like '~%' then {block} else held.block end"}
    if row is Naming:
        own |= {"alias": "name_of(held.entity_id, held.alias, made.names, made.replica)"}
    for column in row.columns():
        yield column.name, own.get(column.name) or value_of(column)


def value_of(column: Column) -> str:
    """Return the expression of a column in a replica: new keys, shifted days, other people, else the same value."""
    reference = column.mark(References)
    if is_entity(column):
        return ENTITY.format(column.name)
    is_own_key = column.mark(Key) is not None and column.name != "place_id"
    if is_own_key or (reference is not None and reference.table in KEYED):
        return f"case when held.{column.name} is not null then key_of_row(held.{column.name}, made.number) end"
    if pa.types.is_date(column.type):
        return f"cast(held.{column.name} + made.days as date)"
    if pa.types.is_timestamp(column.type):
        return f"held.{column.name} + to_days(made.days)"
    return f"held.{column.name}"
