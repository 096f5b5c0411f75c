"""A corpus in memory: rows of some documents in, what they tell together out, without a warehouse.

For evaluations and tests: the stages are those of a release, made from nothing.
"""

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from transforms.corpus.corpus import Corpus
from transforms.corpus.corrections import Corrector, refers_to_entity
from transforms.corpus.entities import find_spellings, gather_entities
from transforms.corpus.events import consolidate_events
from transforms.corpus.relations import derive_relations
from transforms.corpus.stories import STORIES, fill_stories
from transforms.drafts import EXTRACTED, STATE, DerivedRelation
from transforms.row import Row
from transforms.tables import TABLES, Correction

BEFORE: tuple[type[Row], ...] = (*TABLES, *STATE, DerivedRelation)
"""Tables of a release before, of which there is none here."""
Rows = Mapping[type[Row], Iterable[Row]]


def resolve_in_memory(rows: Rows, corrections: Sequence[Correction] = ()) -> Corpus:
    """Return a corpus whose stages have run over the rows that documents give; `now` has what they made."""
    corpus = Corpus(duckdb.connect(), {})
    for row in EXTRACTED:
        corpus.put(f"parts.{row.table}", row.to_arrow(rows.get(row, ())))
        corpus.show_query("raw", row, f"from parts.{row.table}")
    for row in BEFORE:
        corpus.show("before", row, [])
    corpus.connection.execute("create table changed_documents as select document_id from parts.documents")
    corrector = Corrector(corrections)
    corrector.find_documents(corpus)
    find_spellings(corpus, corrector)
    corrector.read_documents(corpus)
    for row in EXTRACTED:
        corpus.show_query("now", row, renamed_query(row))
    gather_entities(corpus, corrector)
    if any(row in rows for row in STORIES):
        put_stories(corpus, rows)
    else:
        fill_stories(corpus)
    consolidate_events(corpus, corrector)
    derive_relations(corpus)
    return corpus


def put_stories(corpus: Corpus, rows: Rows) -> None:
    """Let the stories be those that are given."""
    for row in STORIES:
        corpus.begin(row)
        corpus.add(row, rows.get(row, ()))
        corpus.stand(row)


def renamed_query(row: type[Row]) -> str:
    """Return the query of a table in which entities that are other ones have the name of those."""
    columns = [
        f"coalesce((select same_as from now.renames where entity_id = held.{column.name}), held.{column.name}) "
        f"as {column.name}"
        if refers_to_entity(column)
        else f"held.{column.name}"
        for column in row.columns()
    ]
    return f"select {', '.join(columns)} from raw.{row.table} as held"
