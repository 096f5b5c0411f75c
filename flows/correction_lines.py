"""The lines that `entente correct` writes: two keys of events or reports in, a line more in corrections.csv out."""

import csv
import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from transforms.corrections import (
    CORRECTIONS_FILE,
    GIVEN,
    NOT_SAME_EVENT,
    SAME_EVENT,
    CorrectionInvalid,
    correction_from,
    placed_corrections,
    refuse_contradictions,
)
from transforms.tables import Report
from warehouse.asking import ask, event_of
from warehouse.bucket.address import Address
from warehouse.storage import flush, hidden


class CorrectionNeedless(ValueError):
    """What a person says of two reports is so already, or cannot be said of what was named; the message says which."""


@dataclass(frozen=True)
class Named:
    """What a key names: an event, or one report of it."""

    key: str
    event_id: str
    reports: Sequence[str]
    """The report alone, or all reports of the event, the earliest first."""


def named_by(database: Path, key: str) -> Named:
    """Return what a key, or its beginning, names, as `entente explain` takes it; raise `EventUnknown` for nothing."""
    event_id = event_of(database, key)
    query = "select report_id from event_reports where event_id = ? order by position"
    reports = [report_id for (report_id,) in ask(database, query, (event_id,)).rows]
    return Named(key, event_id, [report_id for report_id in reports if report_id.startswith(key)] or reports)


def reports_to_join(one: Named, other: Named) -> tuple[str, str]:
    """Return the first report of each; raise `CorrectionNeedless` where both are of one event."""
    if one.event_id == other.event_id:
        raise CorrectionNeedless(
            f"{one.key} and {other.key} are one event already, {one.event_id}; nothing was written"
        )
    return one.reports[0], other.reports[0]


def reports_to_part(one: Named, other: Named) -> tuple[str, str]:
    """Return the first report of each, of one event two; raise `CorrectionNeedless` where it is not said which."""
    if one.event_id == other.event_id and len(one.reports) > 1 and len(other.reports) > 1:
        raise CorrectionNeedless(
            f"{one.key} and {other.key} name one event, {one.event_id}; give the key of a report that is of another one"
        )
    pairs = ((ours, theirs) for ours in one.reports for theirs in other.reports if ours != theirs)
    pair = next(pairs, None)
    if pair is None:
        raise CorrectionNeedless(f"{one.key} and {other.key} name one report, {one.reports[0]}; name two")
    return pair


CHOOSE = {SAME_EVENT: reports_to_join, NOT_SAME_EVENT: reports_to_part}


@dataclass(frozen=True)
class Statement:
    """What a person says of two events or reports."""

    column: str
    """`same_event` or `not_same_event`."""
    reason: str
    author: str
    made_on: date


def write_link(database: Path, seeds: Path, keys: tuple[str, str], said: Statement) -> tuple[Path, str]:
    """Add the line that says that two events or reports are one event or two; return its file and the line.

    Raise `CorrectionInvalid` where it contradicts others, `CorrectionNeedless` where it says nothing new.
    """
    if Address.of(seeds):
        raise CorrectionInvalid(f"{seeds}: seeds in a bucket; name a copy of them on this machine, and store its file")
    one, other = CHOOSE[said.column](*(named_by(database, key) for key in keys))
    cells = [Report.table, one, said.column, other, "", said.reason, said.author, said.made_on.isoformat()]
    correction = correction_from(f"{CORRECTIONS_FILE}: the new line", cells)
    placed = placed_corrections(seeds)
    for where, before in placed:
        pair = {before.target_id, before.value}
        if before.target_table == Report.table and before.target_column == said.column and pair == {one, other}:
            raise CorrectionNeedless(f"{where} says that already; `entente build` applies it")
    refuse_contradictions([*placed, (f"{CORRECTIONS_FILE}: the new line", correction)])
    file = seeds / CORRECTIONS_FILE
    return file, append_line(file, cells)


def append_line(file: Path, cells: Sequence[str]) -> str:
    """Add a row to a file of corrections in one atomic step, below a header where there is none; return the line."""
    before = file.read_bytes() if file.exists() else f"{line_of(GIVEN)}\n".encode()
    end = b"\r\n" if b"\r\n" in before else b"\n"
    line = line_of(cells)
    beside = hidden(file.resolve())
    beside.write_bytes((before if before.endswith(b"\n") else before + end) + line.encode() + end)
    if file.exists():
        shutil.copymode(file, beside)
    flush(beside)
    beside.replace(file.resolve())
    return line


def line_of(cells: Sequence[str]) -> str:
    """Return a row as a line of CSV, without its end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
