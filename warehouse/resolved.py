"""Resolved files: the rows of a part as a release shows them, where the corpus decides what the part does not say.

Documents that are not current are left out, entities have the name that stands for all their spellings, and values that
people have set right are in place. Where none of this changes anything, the file of the part itself is the one that the
release links. A resolved file is named for all that it depends on, so it is written once and serves many releases.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.corpus.corpus import Corpus, quoted
from transforms.corpus.corrections import Values, refers_to_entity
from transforms.drafts import EXTRACTED, ChainedReport, Imprint, Introduction, NamedPlace, Naming, Record, ReportPart
from transforms.identifiers import key
from transforms.row import Row
from transforms.tables import Document, Entity, EntityName, Rejection
from warehouse.parquet import write_table
from warehouse.parts import Part
from warehouse.storage import READ_ONLY, flush, hidden

DRAFTS = frozenset({ChainedReport, Imprint, Introduction, Naming, NamedPlace, Record, Rejection, ReportPart})
"""Tables of a part that no release links as they are."""
LINKED: tuple[type[Row], ...] = tuple(row for row in EXTRACTED if row not in DRAFTS)
"""Tables whose rows documents give one by one, so that a release links the files of parts."""
OWN: Mapping[type[Row], str] = {
    Entity: (
        "select entity_id, name, kind, country, sector, origin from {file} where is_own{current} order by entity_id"
    ),
    EntityName: (
        "select key_of([entity_id, name]) as entity_name_id, entity_id, name as alias, null::varchar as language, "
        "'text' as origin from {file} where is_own{current} order by entity_name_id"
    ),
}
"""Tables that hold, beside what documents share, the entities that belong to one document, from its introductions."""


@dataclass(frozen=True)
class Decisions:
    """What the corpus decides about the rows of one part."""

    dropped: tuple[str, ...]
    """Documents of the part that are not current, or whose rows another part has."""
    paths: Mapping[str, str]
    """The path of documents that lie under another one than when they were read."""
    renames: Mapping[str, str]
    """Entities of the part that are other ones."""

    def digest(self, row: type[Row], values: Values) -> str:
        """Return a hash of what the decisions change in a table; empty for nothing."""
        parts = [*self.dropped]
        parts += [f"{held} {path}" for held, path in sorted(self.paths.items())] if row is Document else []
        parts += [f"{held} {same}" for held, same in sorted(self.renames.items())] if has_entities(row) else []
        parts += [f"{held} {columns!r}" for held, columns in sorted(values.items())]
        return key(*parts) if parts else ""


def has_entities(row: type[Row]) -> bool:
    """Whether rows of a table refer to entities."""
    return any(refers_to_entity(column) for column in row.columns())


@dataclass
class Resolver:
    """Makes the files of a release out of parts and decisions."""

    corpus: Corpus
    folder: Path
    values: Mapping[type[Row], Values]
    used: set[Path] = field(default_factory=set)
    """Resolved files that the release links."""

    def files(self, parts: Sequence[Part]) -> dict[type[Row], list[Path]]:
        """Return the files that hold the rows of each linked table, resolved where that changes them."""
        self.folder.mkdir(exist_ok=True)
        found: dict[type[Row], list[Path]] = {row: [] for row in LINKED}
        for row in OWN:
            found[row] = []
        for part in parts:
            decisions = decisions_about(self.corpus, part)
            for row in LINKED:
                found[row].append(self._file(part, row, decisions))
            for row, query in OWN.items():
                found[row].append(self._own(part, row, query, decisions))
        return found

    def _file(self, part: Part, row: type[Row], decisions: Decisions) -> Path:
        values = self._values_in(part, row)
        digest = decisions.digest(row, values)
        if not digest:
            return part.file(row)
        return self._write(part, row, digest, resolved_query(part.file(row), row, decisions), decisions, values)

    def _own(self, part: Part, row: type[Row], query: str, decisions: Decisions) -> Path:
        current = f" and document_id not in ({listed(decisions.dropped)})" if decisions.dropped else ""
        sql = query.format(file=source(part.file(Introduction)), current=current)
        values = self.values.get(row, {})
        return self._write(
            part, row, key("own", *decisions.dropped, *map(repr, sorted(values.items()))), sql, decisions, values
        )

    def _write(self, part: Part, row: type[Row], digest: str, sql: str, decisions: Decisions, values: Values) -> Path:
        path = self.folder / f"{key(part.key, row.table, digest)}.parquet"
        self.used.add(path)
        if path.exists():
            return path
        self.corpus.put(
            "part_renames",
            pa.table(
                {
                    "entity_id": pa.array(list(decisions.renames), pa.string()),
                    "same_as": pa.array(list(decisions.renames.values()), pa.string()),
                }
            ),
        )
        table = self.corpus.connection.sql(sql).to_arrow_table().cast(row.arrow_schema())
        building = hidden(path)
        write_table(corrected(table, row, values), building)
        building.chmod(building.stat().st_mode & ~READ_ONLY)
        flush(building)
        building.rename(path)
        return path

    def _values_in(self, part: Part, row: type[Row]) -> Values:
        """Return the corrected values of rows that this part holds."""
        values = self.values.get(row)
        if not values:
            return {}
        held = pq.read_table(part.file(row), columns=[row.key()]).column(0).to_pylist()
        return {name: values[name] for name in sorted(values.keys() & set(held))}


def decisions_about(corpus: Corpus, part: Part) -> Decisions:
    """Return what the corpus decides about a part."""
    ask = corpus.connection.execute
    dropped = ask(
        f"select document_id from read_parquet({quoted(str(part.file(Document)))}) "
        "anti join (select document_id from current_documents where part = ?) using (document_id) order by 1",
        (part.key,),
    ).fetchall()
    paths = ask(
        f"select document_id, current.path from read_parquet({quoted(str(part.file(Document)))}) as held "
        "join current_documents as current using (document_id) where current.part = ? and current.path <> held.path",
        (part.key,),
    ).fetchall()
    renames = ask(
        f"select distinct entity_id, same_as from read_parquet({quoted(str(part.file(Introduction)))}) "
        "join now.renames as renames using (entity_id) order by 1"
    ).fetchall()
    return Decisions(tuple(name for (name,) in dropped), dict(paths), dict(renames))


def resolved_query(file: Path, row: type[Row], decisions: Decisions) -> str:
    """Return the query of a file's rows as the decisions want them."""
    columns, joins = [], []
    for number, column in enumerate(row.columns()):
        if refers_to_entity(column) and decisions.renames:
            joins.append(f"left join part_renames as r{number} on r{number}.entity_id = held.{column.name}")
            columns.append(f"coalesce(r{number}.same_as, held.{column.name}) as {column.name}")
        elif row is Document and column.name == "path" and decisions.paths:
            columns.append("coalesce(current.path, held.path) as path")
            joins.append("left join current_documents as current on current.document_id = held.document_id")
        else:
            columns.append(f"held.{column.name}")
    where = f"where held.document_id not in ({listed(decisions.dropped)})" if decisions.dropped else ""
    order = f"order by held.document_id, held.{row.key()}"
    return f"select {', '.join(columns)} from {source(file)} as held {' '.join(joins)} {where} {order}"


def source(file: Path) -> str:
    """Return the clause that reads a file."""
    return f"read_parquet({quoted(str(file))})"


def listed(names: Iterable[str]) -> str:
    """Return names as a list of literals of SQL."""
    return ", ".join(quoted(name) for name in names)


def corrected(table: pa.Table, row: type[Row], values: Values) -> pa.Table:
    """Return a table in which corrected values are in place."""
    if not values:
        return table
    places = {name: index for index, name in enumerate(table.column(row.key()).to_pylist()) if name in values}
    for column in row.columns():
        corrections = {
            places[name]: columns[column.name]
            for name, columns in values.items()
            if column.name in columns and name in places
        }
        if corrections:
            held = table.column(column.name).to_pylist()
            for place, value in corrections.items():
                held[place] = value
            at = table.schema.get_field_index(column.name)
            table = table.set_column(at, table.schema.field(at), pa.array(held, column.type))
    return table


def remove_unused(folder: Path, used: Iterable[Path]) -> None:
    """Remove the resolved files that no release links any more, by their names, and what killed runs left."""
    kept = {path.name for path in used}
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in kept:
            path.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        shutil.rmtree(folder)
