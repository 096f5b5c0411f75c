"""The DuckDB file that analysts open: the tables of a release, the views, and a comment on every one of them.

It is made from the Parquet files of a release or, where a run touched little, from the file of the release before by
deleting and inserting what was touched. What is looked up often is a table, though a view declares it.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from transforms.corpus.corpus import quoted
from transforms.corpus.delta import Delta
from transforms.row import Row
from transforms.tables import TABLES, Entity, Event, Relation, StoryDocument
from warehouse.view import VIEWS, View

STORAGE_VERSION = "v1.0.0"  # readable by every DuckDB since 1.0, hence by every BI driver of today
REBUILD = 0.2  # share of documents touched from which a new file costs less than changing the old one
FILLING, CHANGING = "2500MB", "1GB"
"""Memory of a connection that makes a new file, whose views look at everything, and of one that changes a file."""
RUN = "memory.run"
"""Schema of what an update works with."""
BY_EVENT, BY_PAIR, BY_ENTITY, BY_RELATION = "event_id", "a_id, b_id", "entity_id", "relation_id"
BACKERS = f"select subject_id from {RUN}.stances_changed where predicate = 'backs'"
"""The query of the sides of which a text newly says, or no longer says, whom they back."""
MENTIONED = (
    "select distinct entity_id from mentions "
    f"where entity_id is not null and document_id in (select document_id from {RUN}.touched_documents)"
)
"""The query of the entities that touched documents mention."""
STORED = tuple(view for view in VIEWS if view.is_stored)


def publish_database(folder: Path, database: Path, before: Path | None) -> None:
    """Write the DuckDB file of a staged release, by changing a copy of the one before where that is cheaper.

    There must be no file of that name yet.
    """
    delta = Delta.of(folder)
    with opened(database, before if delta and before and is_small(folder, delta) else None) as connection:
        if (
            delta
            and before
            and connection.sql("from duckdb_tables() where database_name = 'entente'").limit(1).fetchall()
        ):
            update(connection, folder, delta)
        else:
            fill(connection, folder)


def build_database(folder: Path, database: Path) -> None:
    """Write the DuckDB file of a folder of Parquet files; there must be no file of that name yet."""
    with opened(database, None) as connection:
        fill(connection, folder)


@contextmanager
def opened(database: Path, copied: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to a new file, which begins as a copy of another one if that is given."""
    spill, memory = database.with_name("spill"), CHANGING if copied else FILLING
    try:
        if copied:
            shutil.copyfile(copied, database)
        with duckdb.connect(config={"memory_limit": memory, "temp_directory": str(spill)}) as connection:
            connection.execute(f"attach {quoted(str(database))} as entente (storage_version '{STORAGE_VERSION}')")
            connection.execute("use entente")
            yield connection
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def is_small(folder: Path, delta: Delta) -> bool:
    """Whether a run touched so little that changing the file of before costs less than making one."""
    with duckdb.connect() as connection:
        (touched,), (documents,) = (
            connection.sql(f"select count(*) from {source}").fetchall()[0]
            for source in (f"read_parquet({quoted(str(delta.documents))})", stored_files(folder, "documents"))
        )
    return bool(touched <= REBUILD * documents)


def stored_files(folder: Path, table: str) -> str:
    """Return the clause that reads a table of a release."""
    return f"read_parquet({quoted(str(folder / table / '*.parquet'))})"


def fill(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write tables, views and comments into an empty file."""
    connection.execute("begin")  # a transaction for each of some thousand comments takes longer than all the rest
    for row in TABLES:
        connection.execute(f"create table {row.table} as from {stored_files(folder, row.table)}")
        columns = {column.name: column.description for column in row.columns()}
        describe(connection, "table", row.table, row.description(), columns)
    connection.execute("commit")  # before the stored views, whose plans need to know how large the tables are
    connection.execute("set preserve_insertion_order = false")  # a view has no order, and keeping one takes memory
    for view in VIEWS:
        create(connection, view)


def create(connection: duckdb.DuckDBPyConnection, view: View) -> None:
    """Write a view, or the table in its place where it is stored, or a macro."""
    connection.execute(view.definition)
    if view.parameters:  # DuckDB keeps no comment on the columns of a macro
        connection.execute(f"comment on macro table {view.name} is {quoted(view.description)}")
    else:
        describe(connection, "table" if view.is_stored else "view", view.name, view.description, view.columns)


def update(connection: duckdb.DuckDBPyConnection, folder: Path, delta: Delta) -> None:
    """Bring the tables of the release before to this one."""
    connection.execute(f"create schema {RUN}")
    connection.execute(f"create table {RUN}.touched_documents as from read_parquet({quoted(str(delta.documents))})")
    find_renamed(connection, folder, delta)
    connection.execute(f"create table {RUN}.mentioned_entities as {MENTIONED}")
    for row in TABLES:
        replace_rows(connection, folder, row, delta)
    connection.execute(f"insert into {RUN}.mentioned_entities {MENTIONED}")
    Stored(connection, delta).replace()
    connection.execute("checkpoint")


def replace_rows(connection: duckdb.DuckDBPyConnection, folder: Path, row: type[Row], delta: Delta) -> None:
    """Delete the rows of a table that a run touched and insert those that stand now.

    Rows are touched by their key or by their document; a table of neither is small and replaced whole.
    """
    of_documents = "document_id" in row.arrow_schema().names and row.key() != "document_id"
    keys = delta.keys(row)
    conditions = []
    if of_documents or row.table == "documents":
        conditions.append("document_id in (select document_id from memory.run.touched_documents)")
    if keys.exists():
        conditions.append(f"{row.key()} in (select {row.key()} from read_parquet({quoted(str(keys))}))")
    where = f"where {' or '.join(conditions)}" if conditions else ""
    connection.execute(f"delete from {row.table} {where}")
    connection.execute(f"insert into {row.table} by name select * from {stored_files(folder, row.table)} {where}")


def find_renamed(connection: duckdb.DuckDBPyConnection, folder: Path, delta: Delta) -> None:
    """Find the entities that have another name, kind or country than in the release before."""
    keys = f"where entity_id in (select entity_id from read_parquet({quoted(str(delta.keys(Entity)))}))"
    then = f"select entity_id, name, kind, country from {Entity.table} {keys}"
    now = f"select entity_id, name, kind, country from {stored_files(folder, Entity.table)} {keys}"
    connection.execute(f"create table {RUN}.renamed_entities as select distinct entity_id from {differing(then, now)}")


def differing(then: str, now: str) -> str:
    """Return the clause of the rows that only one of two queries gives."""
    return f"(({then} except {now}) union all ({now} except {then}))"


@dataclass
class Stored:
    """Brings the stored views up to date in their order, each by the events or the pairs of sides that were touched."""

    connection: duckdb.DuckDBPyConnection
    delta: Delta

    def replace(self) -> None:
        """Replace the rows of every stored view that may be others."""
        for view in STORED:
            if view.stored_by == BY_EVENT:
                self._by_event(view)
            elif view.stored_by == BY_PAIR:
                self._by_pair(view)
            elif view.stored_by == BY_ENTITY:
                self._by_key(view, self._touched_entities(), ("mentions", "affiliations"))
            elif view.stored_by == BY_RELATION:
                self._by_key(view, self._touched_relations(), ("relations",))
            else:
                self._whole(view)

    def _whole(self, view: View) -> None:
        """Make all rows anew, and keep those that differ for the views that read them."""
        run = self.connection.execute
        run(f"create table {RUN}.{view.name}_before as from {view.name}")
        run(f"delete from {view.name}")
        run(f"insert into {view.name} by name ({view.sql})")
        changed = differing(f"from {RUN}.{view.name}_before", f"from {view.name}")
        run(f"create table {RUN}.{view.name}_changed as select * from {changed}")

    def _by_key(self, view: View, touched: str, narrowed: Sequence[str]) -> None:
        """Make the rows anew of the keys that a query gives, and keep those that differ, which other views read."""
        run = self.connection.execute
        keys = f"{view.stored_by} in (select {view.stored_by} from {RUN}.{view.name}_keys)"
        run(f"create table {RUN}.{view.name}_keys as {touched}")
        run(f"create table {RUN}.{view.name}_before as from {view.name} where {keys}")
        run(f"delete from {view.name} where {keys}")
        self._insert(view, dict.fromkeys(narrowed, keys), f"where {keys}")
        changed = differing(f"from {RUN}.{view.name}_before", f"from {view.name} where {keys}")
        run(f"create table {RUN}.{view.name}_changed as select * from {changed}")

    def _touched_entities(self) -> str:
        """Return the query of the entities of which anything was touched, or whose side has a new name."""
        touched = f"select entity_id from read_parquet({quoted(str(self.delta.keys(Entity)))})"
        return (
            f"{touched} union select entity_id from affiliations where organisation_id in ({touched}) "
            f"union select entity_id from {RUN}.mentioned_entities "
            "union select entity_id from entity_sides "
            f"where side_id in (select country from {RUN}.country_names_changed) "
            f"or side_id in (select entity_id from {RUN}.renamed_entities)"
        )

    def _touched_relations(self) -> str:
        """Return the query of the relations that were touched, or of which somebody changed sides."""
        changed = f"select entity_id from {RUN}.entity_sides_changed union select entity_id from {RUN}.renamed_entities"
        return (
            f"select relation_id from read_parquet({quoted(str(self.delta.keys(Relation)))}) "
            "union select relation_id from relations "
            f"where document_id in (select document_id from {RUN}.touched_documents) "
            f"or subject_id in ({changed}) or object_id in ({changed}) "
            # Where the two of a relation are decides too, and the same document says it.
            "or document_id in (select document_id from relations "
            f"where subject_id in ({changed}) or object_id in ({changed}))"
        )

    def _by_event(self, view: View) -> None:
        """Make the rows anew of touched events, and of those of an entity or country with another name or side."""
        run = self.connection.execute
        changed = f"select entity_id from {RUN}.renamed_entities"
        if self._has("entity_sides_changed"):
            changed += f" union select entity_id from {RUN}.entity_sides_changed"
        countries = f"select country from {RUN}.country_names_changed" if self._has("country_names_changed") else "''"
        run(
            f"create or replace table {RUN}.event_keys as "
            f"select event_id from read_parquet({quoted(str(self.delta.keys(Event)))}) union "
            f"select event_id from event_participants where entity_id in ({changed}) or country in ({countries}) union "
            "select events.event_id from events join reports using (report_id) join quotes using (quote_id) "
            f"where quotes.speaker_id in ({changed})"
        )
        keys = f"event_id in (select event_id from {RUN}.event_keys)"
        self._remember_pairs(view, keys)
        run(f"delete from {view.name} where {keys}")
        self._insert(view, dict.fromkeys(("events", "event_participants", "parties"), keys))
        self._remember_pairs(view, keys)

    def _remember_pairs(self, view: View, keys: str) -> None:
        """Keep the pairs of sides that meet in touched events, before and now."""
        if view.name == "parties":
            self.connection.execute(f"create table if not exists {RUN}.pairs (a_id varchar, b_id varchar)")
            self.connection.execute(
                f"insert into {RUN}.pairs select distinct one.party_id, other.party_id from parties as one "
                "join parties as other on other.event_id = one.event_id and other.party_id > one.party_id "
                f"where one.level = 'side' and other.level = 'side' and one.{keys}"
            )

    def _by_pair(self, view: View) -> None:
        """Make the rows anew of pairs of sides that met in touched events, or of which a stance changed.

        What one side is told to back counts for its stance towards all others, and a document that turns out to be a
        copy of another for nothing more.
        """
        run = self.connection.execute
        copies = f"select document_id from read_parquet({quoted(str(self.delta.keys(StoryDocument)))})"
        run(
            f"create or replace table {RUN}.touched_pairs as select distinct a_id, b_id from ("
            f"select a_id, b_id from {RUN}.pairs union select a_id, b_id from {RUN}.stances_changed union "
            f"select a_id, b_id from encounters where a_id in ({BACKERS}) or b_id in ({BACKERS}) union "
            f"select a_id, b_id from encounters where document_id in (select document_id from {RUN}.touched_documents) "
            f"or document_id in ({copies}) union select a_id, b_id from stances where document_id in ({copies}) "
            f"union select a_id, b_id from rift_evidence where a_id in ({BACKERS}) or b_id in ({BACKERS}) or "
            f"document_id in (select document_id from {RUN}.touched_documents))"
        )
        pairs = f"(a_id, b_id) in (select (a_id, b_id) from {RUN}.touched_pairs)"
        run(f"delete from {view.name} where {pairs}")
        self._insert(view, {"encounters": pairs}, f"where {pairs}")

    def _insert(self, view: View, narrowed: dict[str, str], where: str = "") -> None:
        """Insert the rows that a view gives over narrowed tables."""
        run = self.connection.execute
        for table, condition in narrowed.items():
            if table != view.name:
                run(f"create or replace view {RUN}.{table} as select * from entente.main.{table} where {condition}")
        run(f"set search_path = '{RUN},entente.main'")
        run(f"insert into entente.main.{view.name} by name (select * from ({view.query}) {where})")
        run("set search_path = 'entente.main'")
        for table in narrowed:
            run(f"drop view if exists {RUN}.{table}")

    def _has(self, table: str) -> bool:
        found = self.connection.execute(f"from duckdb_tables() where schema_name = 'run' and table_name = '{table}'")
        return bool(found.fetchall())


def describe(connection: duckdb.DuckDBPyConnection, kind: str, name: str, text: str, columns: dict[str, str]) -> None:
    """Attach the descriptions, so that they reach whoever opens the database."""
    connection.execute(f"comment on {kind} {name} is {quoted(text)}")
    for column, description in columns.items():
        connection.execute(f"comment on column {name}.{column} is {quoted(description)}")
