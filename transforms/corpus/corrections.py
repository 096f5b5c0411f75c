"""Corrections applied: what people have set right in, changed rows and what became of each correction out.

A correction names the value that it found and changes that one alone; where the corpus holds another by now it is
stale, which the release tells and which stops nothing. Two columns do more than hold a value: `entities.entity_id`
merges or keeps apart, `mentions.entity_id` splits (see `transforms/corrections.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from transforms.corpus.corpus import Corpus
from transforms.corpus.report_links import ReportLinks, pair_of, report_links
from transforms.corrections import CORRECTED, FOLLOWS, LINKS, cell_of, is_link, value_of
from transforms.drafts import EXTRACTED, Introduction
from transforms.identifiers import key
from transforms.lexicons import Lexicons
from transforms.row import Column, References, Row
from transforms.tables import Correction, Entity, Mention

OF_DOCUMENTS: tuple[type[Row], ...] = tuple(
    row for row in EXTRACTED if row.table in CORRECTED and "document_id" in row.arrow_schema().names
)
"""Tables with corrections that documents fill one by one."""
Values = dict[str, dict[str, Any]]
"""Corrected values by key of the row, then by column."""


class Corrector:
    """Applies corrections stage by stage and keeps what became of each."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self.corrections = {correction.correction_id: correction for correction in corrections}
        self.values: dict[type[Row], Values] = {}
        """Corrected values of the tables that documents give."""
        self.splits: dict[str, str] = {}
        """The entity of each mention that a correction has given another one."""
        self.origins: dict[str, str] = {}
        """For each entity that a split has made, the one from which it was split."""
        self.first_reports: dict[str, str] = {}
        """For each incident of before that a correction names, the first of its reports."""
        self.links = ReportLinks()
        """Which reports are one event, and which are two."""

    def of(self, row: type[Row]) -> list[Correction]:
        """Return the corrections of values of a table, but for merges, by row and column."""
        return [
            correction
            for _, correction in sorted(self.corrections.items())
            if correction.target_table == row.table
            and correction.state != "no_such_column"
            and not is_merge(correction)
            and not is_link(correction)
        ]

    def entities(self) -> pa.Table:
        """Return the entities of which corrections speak, as a table of one column."""
        named = {
            name
            for correction in self.corrections.values()
            for name in (correction.target_id, correction.value)
            if name and (is_merge(correction) or correction.target_table == Entity.table)
        }
        return pa.table({"entity_id": pa.array(sorted(named | set(self.splits.values())), pa.string())})

    def targets(self, rows: Iterable[type[Row]]) -> pa.Table:
        """Return the keys of rows of some tables that corrections name, as a table of one column."""
        ids = {correction.target_id for row in rows for correction in self.of(row)}
        named = {self.first_reports.get(target_id, target_id) for target_id in ids}
        return pa.table({"target_id": pa.array(sorted(named), pa.string())})

    def find_documents(self, corpus: Corpus) -> None:
        """Fill the documents whose rows a correction concerns that is new, changed or gone since the release before.

        Those of all reports that are linked by hand are among them: how one document's are told depends on the others.
        """
        self._link_reports(corpus)
        named = self._changed(corpus) | set(self.links.chains)
        ids = sorted({self.first_reports.get(target_id, target_id) for target_id in named})
        queries = [
            f"select document_id from raw.{row.table} where list_contains(?, {row.key()})" for row in OF_DOCUMENTS
        ]
        corpus.connection.execute(
            f"create or replace table corrected_documents as {' union '.join(queries)}", [ids] * len(queries)
        )

    def _link_reports(self, corpus: Corpus) -> None:
        links = [correction for _, correction in sorted(self.corrections.items()) if is_link(correction)]
        self.links = report_links(corpus, links)
        for correction in links:
            is_there = self.links.chains.keys() >= set(pair_of(correction))
            self._settle(correction, "applied" if is_there else "no_such_row")

    def _changed(self, corpus: Corpus) -> set[str]:
        query = "select correction_id, value, expected, target_id, target_column from before.corrections"
        before = set(corpus.connection.execute(query).fetchall())
        now = {
            (
                *(correction.correction_id, correction.value, correction.expected),
                *(correction.target_id, correction.target_column),
            )
            for correction in self.corrections.values()
        }
        return {
            target_id
            for _, value, _, named, column in before ^ now
            for target_id in ((named, str(value)) if column in LINKS else (named,))
        }

    def entity_merges(self, corpus: Corpus) -> dict[str, str]:
        """Return which entity is which other one as people say, itself where it is to stay apart."""
        by_target = {}
        for correction in [one_of for one_of in self.corrections.values() if is_merge(one_of)]:
            if not is_introduced(corpus, correction.target_id):
                continue
            is_stale = correction.expected not in {None, correction.target_id}
            self._settle(correction, "stale" if is_stale else "applied")
            if not is_stale and correction.value:
                by_target[correction.target_id] = correction.value
        return by_target

    def entities_made(self, corpus: Corpus, lexicons: Lexicons) -> Iterator[Entity]:
        """Yield the entities that corrections refer to and that neither a document nor a lexicon introduces.

        They are what they were split from, or merged with, under another id.
        """
        asked = {
            correction.value: correction.target_id
            for correction in self.corrections.values()
            if is_merge(correction) and correction.value and correction.state == "applied"
        }
        for entity_id, origin in sorted({**asked, **self.origins}.items()):
            if entity_id in lexicons.entities or is_introduced(corpus, entity_id):
                continue
            if origin in lexicons.entities:
                yield lexicons.entities[origin].row.under(entity_id)
            elif row := introduction_of(corpus, origin):
                yield Entity(**{**row, "entity_id": entity_id})

    def read_documents(self, corpus: Corpus) -> None:
        """Find the rows of what documents give that corrections change, and keep their values."""
        for row in OF_DOCUMENTS:
            self.values[row] = self._read(corpus, row)
        for row, columns in FOLLOWS.items():
            for mention, entity in columns if self.splits else ():
                for row_key, mention_id in rows_with(corpus, row, mention, self.splits):
                    self.values[row].setdefault(row_key, {})[entity] = self.splits[mention_id]

    def _read(self, corpus: Corpus, row: type[Row]) -> Values:
        values: Values = defaultdict(dict)
        waiting = self.of(row)
        found = rows_of(corpus, f"raw.{row.table}", row, {correction.target_id for correction in waiting})
        names = renamed(corpus, row, found.values())
        for correction in waiting:
            if current := found.get(correction.target_id):
                column = column_of(row, correction.target_column)
                held = current[column.name]
                held = names.get(held, held) if refers_to_entity(column) else held
                if (cell_of(held) or None) != correction.expected:
                    self._settle(correction, "stale")
                    continue
                self._settle(correction, "applied")
                values[correction.target_id][column.name] = value_of(column, correction.value or "")
                if row is Mention and column.name == "entity_id" and correction.value:
                    self.splits[correction.target_id] = correction.value
                    self.origins.setdefault(correction.value, held or "")
        return values

    def apply(self, corpus: Corpus, row: type[Row]) -> None:
        """Change the fresh rows of a corpus table; a row that this run does not make keeps what it has."""
        waiting = self.of(row)
        fresh = rows_of(corpus, f"fresh.{row.table}", row, {correction.target_id for correction in waiting})
        for correction in waiting:
            column = column_of(row, correction.target_column)
            current = fresh.get(correction.target_id)
            if current is None:
                continue
            if (cell_of(current[column.name]) or None) != correction.expected:
                self._settle(correction, "stale")
                continue
            self._settle(correction, "applied")
            corpus.connection.execute(
                f"update fresh.{row.table} set {column.name} = ? where {row.key()} = ?",
                (value_of(column, correction.value or ""), correction.target_id),
            )

    def retarget(self, correction: Correction, row: type[Row], target_id: str) -> None:
        """Let a correction that was written for tables of before name the row of now that it means."""
        del self.corrections[correction.correction_id]
        named = {
            "correction_id": key(row.table, target_id, correction.target_column),
            "target_table": row.table,
            "target_id": target_id,
            "written_for": correction.written_for or f"{correction.target_table}.{correction.target_column}",
        }
        # One that names the row of now itself overrules it.
        self.corrections.setdefault(named["correction_id"], Correction(**{**dict(correction), **named}))

    def rows(self) -> list[Correction]:
        """Return the corrections, each with what became of it."""
        return list(self.corrections.values())

    def _settle(self, correction: Correction, state: str) -> None:
        self.corrections[correction.correction_id] = Correction(**{**dict(correction), "state": state})


def is_merge(correction: Correction) -> bool:
    """Whether a correction says that an entity is another one, or that it stays apart."""
    return correction.target_table == Entity.table and correction.target_column == "entity_id"


def column_of(row: type[Row], name: str) -> Column:
    """Return a column of a table by its name."""
    return next(column for column in row.columns() if column.name == name)


def refers_to_entity(column: Column) -> bool:
    """Whether a column holds keys of entities."""
    reference = column.mark(References)
    return reference is not None and reference.table == Entity.table


def rows_of(corpus: Corpus, source: str, row: type[Row], keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the rows with these keys as dictionaries."""
    wanted = sorted(keys)
    if not wanted:
        return {}
    found = corpus.connection.execute(f"from {source} where list_contains(?, {row.key()})", (wanted,))
    records = found.to_arrow_table().to_pylist()
    return {record[row.key()]: record for record in records}


def rows_with(corpus: Corpus, row: type[Row], column: str, values: Iterable[str]) -> list[tuple[str, str]]:
    """Return the key and the value of the rows that hold one of some values in a column."""
    query = f"select {row.key()}, {column} from raw.{row.table} where list_contains(?, {column})"
    return corpus.connection.execute(query, (sorted(values),)).fetchall()


def renamed(corpus: Corpus, row: type[Row], rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return what the entities to which some rows refer are now, where that is another one."""
    columns = [column.name for column in row.columns() if refers_to_entity(column)]
    ids = sorted({held for record in rows for name in columns if (held := record[name])})
    query = "select entity_id, same_as from now.renames where list_contains(?, entity_id)"
    return dict(corpus.connection.execute(query, (ids,)).fetchall()) if ids else {}


def introduction_of(corpus: Corpus, entity_id: str) -> dict[str, Any] | None:
    """Return an entity as the documents introduce it, or None when none does."""
    columns = ", ".join(column.name for column in Entity.columns())
    query = f"select distinct {columns} from raw.{Introduction.table} where entity_id = ? order by all limit 1"
    records = corpus.connection.execute(query, (entity_id,)).to_arrow_table().to_pylist()
    return records[0] if records else None


def is_introduced(corpus: Corpus, entity_id: str) -> bool:
    """Whether a document introduces an entity."""
    return introduction_of(corpus, entity_id) is not None
