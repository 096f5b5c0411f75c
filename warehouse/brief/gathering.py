"""What a brief tells: rows of the published release about what came since an earlier one, or since a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from warehouse.asking import CLOSED, QueryInvalid
from warehouse.brief.unusual import FEWEST_EVENTS, FEWEST_WINDOWS, LEVEL, WINDOWS, chance
from warehouse.releases import ReleaseUnknown

QUERIES = Path(__file__).parent / "queries"
WEEK = 7  # days of the window of a brief since a release
MOST_DAYS = 31  # of the window of a brief since a day; over longer ones nothing is lately
NEWS_DAYS = 31  # between an event and its first publication; what happened longer before is background
LEAST_CONFIDENCE = 0.3  # at which the views count an event too
MOST_QUOTED = 3  # events that are named as evidence of a level

Record = dict[str, Any]


class SinceInvalid(ReleaseUnknown):
    """What a brief is to begin with is no release on which this one was built, and no day."""


@dataclass(frozen=True)
class Since:
    """Where a brief begins."""

    release: int
    """The release after which things are new; 0 where all of it is."""
    made_on: date | None
    """When that was made; null for 0 and for a day."""
    day: date | None
    """The first day of publication that counts; null where a release was asked for."""


@dataclass(frozen=True)
class Unusual:
    """A place or an actor with more events than usual."""

    kind: str
    """place or actor."""
    subject: str
    events: int
    usual: float
    """Mean number in a window of the baseline."""
    chance: float
    """Chance of so many or more, were all as usual."""
    quoted: Sequence[Record]
    """The most important of the events, each with its words."""


@dataclass(frozen=True)
class Levels:
    """Places and actors above their usual level in the last days."""

    first_on: date
    last_on: date
    windows: int
    """Windows of as many days before in which documents were published."""
    compared: int
    """Places and actors with enough events to be compared."""
    above: Sequence[Unusual]
    """The least likely first; none where the windows are too few for a baseline."""

    @property
    def days(self) -> int:
        """How many days a window has."""
        return (self.last_on - self.first_on).days + 1

    @property
    def is_enough(self) -> bool:
        """Whether there is enough history for a baseline."""
        return self.windows >= FEWEST_WINDOWS


@dataclass(frozen=True)
class Brief:
    """All that a brief tells."""

    release: int
    made_on: date
    since: Since
    new_events: int
    """All new events, those too that are planned, denied or of no political side."""
    new_documents: int
    undated: int
    """Documents without a day of publication, which are never new since a day."""
    events: Sequence[Record]
    rifts: Sequence[Record]
    """Each with its `pieces`: the weightiest one of each part."""
    reversals: Sequence[Record]
    levels: Levels | None
    """Null where no document has a day of publication before which to look."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new."""
        return not (self.new_events or self.new_documents or self.rifts or self.reversals)


def gather_brief(database: Path, since: str | None = None, limit: int = 10) -> Brief:
    """Return what is new in a release since an earlier one or a day, without either since the one before.

    No part holds more than `limit` things. Raises `SinceInvalid`, and `QueryInvalid` for a release of another version.
    """
    with duckdb.connect(database, read_only=True, config=CLOSED) as connection:
        try:
            return gathered(connection, since, limit)
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise QueryInvalid(f"{database}: made by another version; build it anew for a brief ({error})") from error


def gathered(connection: duckdb.DuckDBPyConnection, asked: str | None, limit: int) -> Brief:
    """Return the brief on an open release."""
    releases = ask(connection, "releases")
    if not releases:
        raise SinceInvalid("this warehouse names no release, so nothing in it can be new")
    since, now = beginning(asked, releases), releases[-1]
    begun = {"since_release": since.release, "since_day": since.day}
    new_ids = [row["event_id"] for row in ask(connection, "new_ids", **begun)]
    new_documents = [row["document_id"] for row in ask(connection, "new_documents", **begun)]
    (extent,) = ask(connection, "extent")
    least = {"least_confidence": LEAST_CONFIDENCE}
    brief = Brief(
        release=now["release"],
        made_on=now["ended_at"].date(),
        since=since,
        new_events=len(new_ids),
        new_documents=len(new_documents),
        undated=extent["undated"],
        events=ask(connection, "events", new_ids=new_ids, most=limit, news_days=NEWS_DAYS, **least),
        rifts=rifts(connection, new_documents, limit),
        reversals=ask(connection, "reversals", most=limit, **begun),
        levels=None,
    )
    newest: date | None = extent["newest"]
    if brief.is_empty or newest is None or (since.day and since.day > newest):
        return brief
    days = min((newest - since.day).days + 1, MOST_DAYS) if since.day else WEEK
    return replace(brief, levels=levels(connection, newest - timedelta(days - 1), newest, limit))


def ask(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> list[Record]:
    """Return the rows of the query of that name."""
    sql = (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
    found = connection.execute(sql, parameters or None)
    columns = [column[0] for column in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def beginning(asked: str | None, releases: Sequence[Record]) -> Since:
    """Return where a brief begins: as asked, else with the release before the last one; raise `SinceInvalid`."""
    made = {row["release"]: row["ended_at"].date() for row in releases}
    if asked is None:
        before = [number for number in made if number < releases[-1]["release"]]
        return Since(max(before), made[max(before)], None) if before else Since(0, None, None)
    if asked.isascii() and asked.isdigit() and int(asked) in made:
        return Since(int(asked), made[int(asked)], None)
    there = ", ".join(map(str, made))
    if asked.isascii() and asked.isdigit():
        raise SinceInvalid(f"--since {asked}: release {releases[-1]['release']} was not built on it; there are {there}")
    try:
        return Since(0, None, date.fromisoformat(asked))
    except ValueError:
        raise SinceInvalid(
            f"--since {asked}: neither a release nor a day; write one of {there} or a day as 2024-03-05"
        ) from None


def rifts(connection: duckdb.DuckDBPyConnection, new_documents: Sequence[str], limit: int) -> list[Record]:
    """Return the new rifts and thaws with their pieces of evidence."""
    found = ask(connection, "rifts", new_documents=new_documents, most=limit)
    pieces = ask(connection, "rift_pieces", rift_ids=[row["rift_id"] for row in found]) if found else []
    return [rift | {"pieces": [row for row in pieces if row["rift_id"] == rift["rift_id"]]} for rift in found]


def levels(connection: duckdb.DuckDBPyConnection, first_on: date, last_on: date, limit: int) -> Levels:
    """Return which places and actors have more events in some days than usual."""
    window = {"until": last_on, "window_days": (last_on - first_on).days + 1, "windows": WINDOWS}
    rows = ask(connection, "counts", least_confidence=LEAST_CONFIDENCE, **window)
    (read,) = ask(connection, "windows_read", **window)
    many = [row for row in rows if row["events"] >= FEWEST_EVENTS]
    windows = read["windows_read"]
    found: list[tuple[float, Record]] = []
    if windows >= FEWEST_WINDOWS:
        judged = [(chance(row["events"], row["events_before"], windows), row) for row in many]
        found = [(likely, row) for likely, row in judged if likely < LEVEL / len(many)]
    shown = sorted(found, key=lambda pair: (pair[0], pair[1]["kind"], pair[1]["subject"]))[:limit]
    keys = [key for _, row in shown for key in row["event_ids"][:MOST_QUOTED]]
    quoted = {row["event_id"]: row for row in ask(connection, "quoted", event_ids=keys)} if keys else {}
    above = [
        Unusual(
            row["kind"],
            row["subject"],
            row["events"],
            row["events_before"] / windows,
            likely,
            [quoted[key] for key in row["event_ids"][:MOST_QUOTED]],
        )
        for likely, row in shown
    ]
    return Levels(first_on, last_on, windows, len(many), above)
