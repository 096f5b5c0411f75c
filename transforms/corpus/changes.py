"""Changes: the events of the release before and those of now in, how they differ and why out.

All of it is history: it depends on the path of builds, and no other stage reads it.
"""

import pyarrow as pa

from transforms.corpus.corpus import Corpus, quoted
from transforms.tables import Change, Event, EventAlias

PARTIES = ("actors", "recipients")
COMPARED: tuple[str, ...] = (
    *(column.name for column in Event.columns() if column.name not in {"event_id", "report_id"}),
    *PARTIES,
)
"""Columns of `events` in which a change is told, and who takes part."""
OF_ONE_DOCUMENT = r"\.[0-9a-f]{16}$"
"""Ids of entities that are a hash, of what one document says."""
READ_ANEW = frozenset({"code", "lexicon"})
"""Causes for which the same document is read anew; else it is what is declared of its source."""


def find_changes(corpus: Corpus, *, is_first: bool, cause: str | None) -> None:
    """Fill changes and aliases. Nothing has changed before the first release.

    `cause` is the reason of every change that no document explains: `code`, `lexicon` or `correction`; None for
    `entity`, what other documents tell of who somebody is.
    """
    for row in (EventAlias, Change):
        corpus.begin(row)
    if not is_first:
        corpus.put("read_anew", pa.table({"reason": [cause if cause in READ_ANEW else "source"]}))
        for name, participants in (("before", "before"), ("now", "fresh")):
            who = parties(f"{participants}.event_participants", "touched.events")
            corpus.connection.execute(f"create or replace table parties_{name} as {who}")
        corpus.run("changes")
        for column in COMPARED:
            corpus.connection.execute(f"insert into differences {changed(column)}")
        corpus.connection.execute(f"insert into fresh.changes {rows_of_changes(cause or 'entity')}")
        corpus.connection.execute("insert into touched.changes select change_id from fresh.changes")
    for row in (EventAlias, Change):
        corpus.stand(row)


def parties(participants: str, events: str) -> str:
    """Return the query of who takes part in some events in each role, as one text.

    A group that one document alone knows is told by what it is, since another version of the text knows another one.
    """
    who = (
        f"case when regexp_matches(entity_id, {quoted(OF_ONE_DOCUMENT)}) "
        f"then concat_ws('/', regexp_replace(entity_id, {quoted(OF_ONE_DOCUMENT)}, ''), country, sector) "
        "else coalesce(entity_id, concat_ws('/', country, sector)) end"
    )
    return (
        f"select event_id, role, string_agg({who}, '; ' order by position) as names "
        f"from {participants} semi join {events} using (event_id) group by event_id, role"
    )


def changed(column: str) -> str:
    """Return the query of the events that have another value in a column than they had."""
    return (
        f"select now.event_id, 'changed', {quoted(column)}, old.{column}::varchar, now.{column}::varchar "
        f"from described_now as now join described_before as old on old.now_id = now.event_id "
        f"where old.{column} is distinct from now.{column}"
    )


def rows_of_changes(cause: str) -> str:
    """Return the query of the rows of changes; what no document explains has the cause that all share."""
    return (
        "select key_of([run_id, event_id, coalesce(field, kind)]), run_id, event_id, kind, field, before, after, "
        f"coalesce(causes.reason, {quoted(cause)}), causes.document_id "
        "from differences cross join this_run left join event_causes as causes using (event_id)"
    )
