"""Asking: read-only questions to a published DuckDB file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

# A query of a stranger may read the warehouse and nothing else: no write, no file, no network, no extension.
CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}


class QueryInvalid(ValueError):
    """A query that DuckDB does not take; the message is DuckDB's."""


class EventUnknown(KeyError):
    """No event has this key, or several keys begin so; the message says which."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Answer:
    """Rows that answer a query."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        """Return each row as a dictionary."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def ask(database: Path, sql: str, parameters: tuple[Any, ...] = ()) -> Answer:
    """Return the answer to a query; raise `QueryInvalid` for one that DuckDB does not take or may not do."""
    with duckdb.connect(database, read_only=True, config=CLOSED) as connection:
        try:
            cursor = connection.execute(sql, parameters)
            rows = cursor.fetchall()
        except duckdb.Error as error:
            raise QueryInvalid(str(error)) from None
        return Answer(tuple(column[0] for column in cursor.description or ()), rows)


def explain(database: Path, event_id: str) -> dict[str, Any]:
    """Return everything that the release holds about one event; the beginning of its key will do if it is unique.

    The keys are those of `events_flat`, its `cues` as a list, `rule` and `engine`, `evidence` with one dictionary per
    span, and `magnitudes` with one per number.
    Raise `EventUnknown` when no event or more than one fits.
    """
    found = ask(database, "select event_id from events where starts_with(event_id, ?) limit 2", (event_id,)).rows
    if not found:
        raise EventUnknown(f'no event {event_id!r}; `entente query "select event_id from events"` lists them')
    if len(found) > 1:
        raise EventUnknown(f"more than one event begins with {event_id!r}; give more of the key")
    (key,) = found[0]
    told = "select f.*, e.cues, e.rule, e.engine, e.trigger_start, e.trigger_end, s.sentence_start, d.path, d.url"
    joins = "from events_flat f join events e using (event_id) join sentences s using (sentence_id)"
    documents = "join documents d on d.document_id = e.document_id where event_id = ?"
    (event,) = ask(database, f"{told} {joins} {documents}", (key,)).records()
    evidence = ask(
        database, "select part, words, words_start, words_end, entity_id from evidence where event_id = ?", (key,)
    )
    numbers = ask(
        database, "select kind, words, lowest, highest, is_approximate from magnitudes where event_id = ?", (key,)
    )
    return {**event, "evidence": evidence.records(), "magnitudes": numbers.records()}
