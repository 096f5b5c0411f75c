"""A calendar of what is planned: the events of `events_flat` whose factuality is `planned`, by RFC 5545."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from transforms.control_characters import without_controls
from warehouse.export.contents import Resource
from warehouse.export.extras import library
from warehouse.export.writing import Written, made_at, rows

PLANNED = "factuality = 'planned' and occurred_first_on is not null and occurred_last_on is not null"
PRECISE = frozenset({"exact", "near", "city"})
"""Precisions of a place that a calendar may show as a point."""


def write_calendar(connection: duckdb.DuckDBPyConnection, resource: Resource, path: Path) -> Written:
    """Write the planned events that have both a first and a last day; a calendar has no place for others.

    An entry covers all the days on which the event may happen, is tentative, and keeps no one's day busy.
    """
    icalendar = library("icalendar", "ics")
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Entente//planned events//EN")
    calendar.add("version", "2.0")
    names, total, made = [field.name for field in resource.fields], 0, made_at(connection)
    for row in rows(connection, f"from ({resource.query}) where {PLANNED} order by event_id"):
        calendar.add_component(entry(icalendar, dict(zip(names, row, strict=True)), made))
        total += 1
    path.write_bytes(calendar.to_ical())
    return Written((path,), total)


def entry(icalendar: Any, row: Mapping[str, Any], made: datetime) -> Any:
    """Return the entry of an event; the end of a day without hours is the day after."""
    found = icalendar.Event()
    found.add("uid", f"{row['event_id']}@entente")
    found.add("dtstamp", made)
    found.add("dtstart", row["occurred_first_on"])
    found.add("dtend", row["occurred_last_on"] + timedelta(days=1))
    found.add("summary", without_controls(summary(row)))
    found.add("status", "TENTATIVE")
    found.add("transp", "TRANSPARENT")
    found.add("categories", [row["event_type"]])
    if row["place"]:
        found.add("location", f"{row['place']} (precision: {row['place_precision']})")
    if row["place_precision"] in PRECISE and row["latitude"] is not None:
        found.add("geo", (row["latitude"], row["longitude"]))
    if row["url"]:
        found.add("url", row["url"])
    if row.get("sentence"):
        found.add("description", without_controls(row["sentence"]))
    return found


def summary(row: Mapping[str, Any]) -> str:
    """Return in a line who is to do what to whom."""
    kind = f"{row['event_type']} ({row['mode']})" if row["mode"] else row["event_type"]
    recipients = f": {row['recipients']}" if row["recipients"] else ""
    return f"{row['actors'] or 'Somebody'}, {kind}{recipients}"
