"""Differences: two releases in, out which events and documents came, went or changed between them, and why.

What changed is what the two releases say of the same event; where to look and why is what the runs between them have
told in `changes`. Where the first release is not one on which the second was built, all events are compared, and
nothing is known of why.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from transforms.corpus.changes import COMPARED, changed, parties
from transforms.row import Row
from transforms.tables import (
    Change,
    Document,
    DocumentVersion,
    Event,
    EventAlias,
    EventParticipant,
    Run,
    Tombstone,
)
from warehouse.asking import ask
from warehouse.earlier import is_of_before, rows_query
from warehouse.releases import Release, ReleaseUnknown, Warehouse

SQL = Path(__file__).parent / "differences.sql"
READ: tuple[type[Row], ...] = (Change, Document, DocumentVersion, Event, EventAlias, EventParticipant, Run, Tombstone)
WORDED: Mapping[str, str] = {"actors": "actors", "recipients": "recipients", "place_id": "place"}
"""Fields that hold keys, each with the column of `events_flat` that names what they mean."""
DESCRIBED = """
select
    event_id, event_type, mode, actors, recipients, occurred_first_on, occurred_last_on, place, sentence, title
from events_flat
where event_id in (select unnest(?))
"""


class ReleaseIncomparable(Exception):
    """A release does not hold what the other one holds, so that no difference means anything."""


class FirstRelease(ReleaseUnknown):
    """A release before which there is none, so that it differs from nothing."""


@dataclass(frozen=True)
class Why:
    """Why something is another than it was."""

    reason: str | None
    """A code of `changes.reason`; null where the releases were only compared."""
    document_id: str | None
    path: str | None
    title: str | None


@dataclass(frozen=True)
class FieldDifference:
    """Another value in one field of an event."""

    field: str
    before: str | None
    after: str | None
    why: Why


@dataclass(frozen=True)
class EventDifference:
    """An event that is in one of the releases alone, or not the same in both."""

    kind: str
    """came, went, changed, or merged: it is no event of its own any more, but `into` another."""
    event_id: str
    event: Mapping[str, Any]
    """What it is in words, as the release says that has it; the later one where both do."""
    formerly: str | None
    """The id that it had in the first release where that is another one."""
    into: str | None
    fields: Sequence[FieldDifference]
    why: Why


@dataclass(frozen=True)
class DocumentDifference:
    """A document that came, went or got a new version."""

    kind: str
    """came, went or version."""
    document_id: str
    path: str
    title: str | None
    detail: str | None
    """Of one that went why, as `tombstones` tells; of a version which document it supersedes."""


@dataclass(frozen=True)
class Differences:
    """How a release differs from another one."""

    first: int
    second: int
    is_compared: bool
    """Whether the releases were only compared, since the second was not built on the first."""
    counts: Mapping[str, Mapping[str, int]]
    """Number of events by kind and reason."""
    documents_count: Mapping[str, int]
    """Number of documents by kind."""
    events: Sequence[EventDifference]
    """By day, undated ones last; no more than were asked for."""
    documents: Sequence[DocumentDifference]
    """By path; no more than were asked for."""


def two_releases(warehouse: Warehouse, first: int | None, second: int | None) -> tuple[Release, Release]:
    """Return the releases of two numbers; without the second the current one, without the first the one before that.

    The one before is the one on which it was built. Raise `ReleaseUnknown` where there is none.
    """
    later = warehouse.published() if second is None else warehouse.whole(second)
    return warehouse.whole(number_before(warehouse, second) if first is None else first), later


def number_before(warehouse: Warehouse, number: int | None) -> int:
    """Return the number of the release on which one was built; raise `FirstRelease` where there is none."""
    release = warehouse.published() if number is None else warehouse.whole(number)
    with duckdb.connect() as connection:
        query = (
            f"select release from ({rows_query(release.folder, Run)}) where run_id <> ? order by release desc limit 1"
        )
        found = connection.execute(query, (release.run_id,)).fetchone()
    if found is None:
        raise FirstRelease(
            f"{warehouse.root}: release {release.number} is built on no other, so there is nothing to compare it with"
        )
    return int(found[0])


def differences(first: Release, second: Release, limit: int | None = None) -> Differences:
    """Return how the second release differs from the first, with so many events and documents at most.

    Raise `ReleaseIncomparable` for a release of before reports, whose events are what sentences tell.
    """
    for release in (first, second):
        if is_of_before(release.folder):
            raise ReleaseIncomparable(
                f"release {release.number} counts what sentences tell, later ones what happened; "
                "compare releases of Entente 0.2 or later"
            )
    with compared(first, second) as connection:
        return Differences(
            first=first.number,
            second=second.number,
            is_compared=not connection.execute("select is_ancestor from asked").fetchall()[0][0],
            counts=counts(connection),
            documents_count=dict(
                connection.execute("select kind, count(*) from documents group by kind order by kind").fetchall()
            ),
            events=list(events(connection, first, second, limit)),
            documents=[
                DocumentDifference(*row)
                for row in connection.execute(
                    "from documents order by path, kind, document_id limit ?", (limit,)
                ).fetchall()
            ],
        )


@contextmanager
def compared(first: Release, second: Release) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection with the tables that `differences.sql` makes of two releases."""
    with duckdb.connect() as connection:
        for schema, release in (("first", first), ("second", second)):
            connection.execute(f"create schema {schema}")
            for row in READ:
                connection.execute(f"create view {schema}.{row.table} as {rows_query(release.folder, row)}")
        connection.execute(
            "create table numbers as select ? as first_run, ? as first_number", (first.run_id, first.number)
        )
        looking, describing, telling = steps()
        connection.execute(looking)
        for name, schema in (("before", "first"), ("now", "second")):
            who = parties(f"{schema}.event_participants", "looked_at")
            connection.execute(f"create table parties_{name} as {who}")
        connection.execute(describing)
        for column in COMPARED:
            connection.execute(f"insert into differences {changed(column)}")
        connection.execute(telling)
        yield connection


def steps() -> list[str]:
    """Return the statements before it is told who takes part, those before the fields are compared, and the rest."""
    return re.split(r"^-- Here .+\n", SQL.read_text(encoding="utf-8"), flags=re.MULTILINE)


def counts(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, int]]:
    """Return how many events differ, by kind and reason; those that nobody explains under `compared`."""
    found: dict[str, dict[str, int]] = {}
    query = "select kind, coalesce(reason, 'compared'), count(*) from told_events group by all order by all"
    for kind, reason, count in connection.execute(query).fetchall():
        found.setdefault(kind, {})[reason] = count
    return found


def events(
    connection: duckdb.DuckDBPyConnection, first: Release, second: Release, limit: int | None
) -> Iterator[EventDifference]:
    """Yield the events that differ by day, each with what it is and was in words."""
    shown = connection.execute(SHOWN, (limit,)).fetchall()
    was = described(first, [former for _, _, former, *_ in shown if former])
    now = described(second, [event_id for kind, event_id, *_ in shown if kind in {"came", "changed"}])
    fields = fields_of(connection, [event_id for _, event_id, *_ in shown])
    for kind, event_id, former, into, *why in shown:
        before, after = was.get(former, {}), now.get(event_id, {})
        yield EventDifference(
            kind=kind,
            event_id=event_id,
            event=after or before,
            formerly=former if former != event_id else None,
            into=into,
            fields=[worded(field, before, after) for field in fields.get(event_id, ()) if kind == "changed"],
            why=Why(*why),
        )


SHOWN = """
select kind, event_id, former_id, into_id, reason, document_id, path, title
from told_events
left join document_names using (document_id)
order by day nulls last, event_id
limit ?
"""


def fields_of(connection: duckdb.DuckDBPyConnection, keys: Sequence[str]) -> dict[str, list[FieldDifference]]:
    """Return the fields that differ of some events by the event, in the order of the columns of `events`."""
    found: dict[str, list[FieldDifference]] = {}
    for event_id, field, before, after, *why in connection.execute(FIELDS, (list(keys), list(COMPARED))).fetchall():
        found.setdefault(event_id, []).append(FieldDifference(field, before, after, Why(*why)))
    return found


FIELDS = """
select event_id, field, before, after, reason, document_id, path, title
from told_fields
left join document_names using (document_id)
where event_id in (select unnest(?))
order by event_id, list_position(?, field)
"""


def described(release: Release, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return what some events of a release are in words, by their id."""
    return {row["event_id"]: row for row in ask(release.database, DESCRIBED, (list(keys),)).records()} if keys else {}


def worded(difference: FieldDifference, before: Mapping[str, Any], after: Mapping[str, Any]) -> FieldDifference:
    """Return a field with names in place of keys, where the names tell the difference."""
    column = WORDED.get(difference.field)
    words = [None if event.get(column) is None else str(event[column]) for event in (before, after)] if column else []
    if not column or words[0] == words[1]:
        return difference
    return FieldDifference(column, words[0], words[1], difference.why)
