"""Corrections: what people have set right by hand, read from CSV files and applied to the tables of a release.

`seeds/corrections.csv` and `seeds/<source>/corrections.csv` hold one row for each value, with the columns of the table
`corrections`. A correction names the value that it found, and changes that one alone: where the tables hold another by
now it is stale, which the release tells and which stops nothing.

Two columns do more than hold a value. `entities.entity_id` merges: the entity is the other one wherever it is referred
to; with its own id as the value it stays apart from whatever its spelling resembles. `mentions.entity_id` splits: the
mention, and the roles, quotes and relations that it fills, are another entity's, which is made where there is none.

`reports.same_event` and `reports.not_same_event` are no columns: they say that the report and the one that the value
names tell one event, or two.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from transforms.former_names import Named, is_former, now_of
from transforms.identifiers import key
from transforms.row import Column, Key, Row
from transforms.tables import (
    HISTORY,
    TABLES,
    Correction,
    Entity,
    Identifier,
    Quote,
    Relation,
    Report,
    ReportParticipant,
)

CORRECTIONS_FILE = "corrections.csv"
GIVEN = ("target_table", "target_id", "target_column", "value", "expected", "reason", "author", "made_on")
"""Columns of the file; the other ones of the table follow."""
CORRECTED: Mapping[str, type[Row]] = {row.table: row for row in TABLES if row not in {*HISTORY, Correction}}
"""Tables of which people may correct values: all but those of history and corrections themselves."""
LIST = "|"  # between the values of a list in one cell
FOLLOWS: Mapping[type[Row], tuple[tuple[str, str], ...]] = {
    ReportParticipant: (("mention_id", "entity_id"),),
    Quote: (("speaker_mention_id", "speaker_id"),),
    Relation: (("subject_mention_id", "subject_id"), ("object_mention_id", "object_id")),
}
"""Columns that name a mention, each with the one that holds its entity."""
SAME_EVENT, NOT_SAME_EVENT = "same_event", "not_same_event"
"""What is written for a column of `reports` where two reports tell one event, or two."""
LINKS = frozenset({SAME_EVENT, NOT_SAME_EVENT})
IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)
Placed = tuple[str, Correction]
"""A correction with the place where it stands, file and line."""


class CorrectionInvalid(ValueError):
    """A row of a file of corrections that cannot be applied to any release; the message says which and why."""


def read_corrections(seeds: Path) -> tuple[Correction, ...]:
    """Return the corrections of a folder of seeds by table, row and column.

    Raises CorrectionInvalid for a row that names what no table has, gives a value that its column cannot hold, or
    contradicts another row.
    """
    return tuple(correction for _, correction in placed_corrections(seeds))


def placed_corrections(seeds: Path) -> list[Placed]:
    """Return the corrections of a folder of seeds as `read_corrections` does, each with where it stands."""
    files = [seeds / CORRECTIONS_FILE, *sorted(seeds.glob(f"*/{CORRECTIONS_FILE}"))]
    found: dict[str, Placed] = {}
    for file in files:
        if file.is_file():
            for where, correction in _read(file, file.relative_to(seeds).as_posix()):
                before = found.get(correction.correction_id)
                if before is None or before[1].written_for:  # one that names the tables of now overrules one of before
                    found[correction.correction_id] = (where, correction)
                elif before[1] != correction and not correction.written_for:
                    raise CorrectionInvalid(f"{where}: {before[0]} corrects the same value; keep one of the two")
    placed = sorted(found.values(), key=lambda one: one[1].correction_id)
    refuse_contradictions(placed)
    return placed


def is_link(correction: Correction) -> bool:
    """Whether a correction says that two reports tell one event, or two."""
    return correction.target_table == Report.table and correction.target_column in LINKS


def refuse_contradictions(placed: Iterable[Placed]) -> None:
    """Raise CorrectionInvalid where reports are said to be two events that others, together, say to be one."""
    links = [(where, one) for where, one in placed if is_link(one)]
    groups = ReportGroups()
    for _, one in links:
        if one.target_column == SAME_EVENT:
            groups.join(one.target_id, one.value or "")
    for where, one in links:
        if one.target_column == NOT_SAME_EVENT and groups.first(one.target_id) == groups.first(one.value or ""):
            places = ", ".join(
                sorted(
                    place
                    for place, same in links
                    if same.target_column == SAME_EVENT and groups.first(same.target_id) == groups.first(one.target_id)
                )
            )
            raise CorrectionInvalid(
                f"{where}: reports {one.target_id} and {one.value} are two events here, and one by {places}; "
                "remove one of these lines"
            )


@dataclass
class ReportGroups:
    """Reports that are one event as people say, and which of these they keep apart."""

    above: dict[str, str] = field(default_factory=dict)
    others: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """For the first of each group, reports from which it is kept apart."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str, bool]]) -> "ReportGroups":
        """Return the groups of pairs of reports, of which each says whether both are one event."""
        groups, told = cls(), list(pairs)
        for one, other, is_same in told:
            if is_same:
                groups.join(one, other)
        for one, other, is_same in told:
            if not is_same:
                groups.others[groups.first(one)].add(other)
                groups.others[groups.first(other)].add(one)
        return groups

    def first(self, report_id: str) -> str:
        """Return the least report of the group of a report; itself where it is alone."""
        while (above := self.above.get(report_id, report_id)) != report_id:
            report_id = above
        return report_id

    def join(self, one: str, other: str) -> None:
        """Let two reports, and all that are one with either, be one event."""
        first, second = sorted((self.first(one), self.first(other)))
        if first != second:
            self.above[second] = first
            self.others[first] |= self.others.pop(second, set())

    def are_apart(self, one: str, other: str) -> bool:
        """Whether two reports are kept apart, or two that are one with them."""
        return any(self.first(third) == self.first(other) for third in self.others.get(self.first(one), ()))

    def is_kept_apart(self, report_id: str) -> bool:
        """Whether the group of a report is kept apart from any other."""
        return bool(self.others.get(self.first(report_id)))


def _read(file: Path, shown: str) -> Iterator[Placed]:
    """Yield the corrections of a file, each with the place where it stands."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream, strict=True)
        try:
            header = tuple(next(rows, ()))
            if header != GIVEN:
                raise CorrectionInvalid(f"{shown}:1: columns are {','.join(header)!r}; write {','.join(GIVEN)}")
            for cells in rows:
                if cells:
                    where = f"{shown}:{rows.line_num}"
                    yield where, correction_from(where, cells)
        except (csv.Error, UnicodeDecodeError) as error:
            raise CorrectionInvalid(f"{shown}:{rows.line_num + 1}: {error}; write CSV in UTF-8") from None


def correction_from(where: str, cells: Sequence[str]) -> Correction:
    """Return the correction of a row; raise CorrectionInvalid where it cannot be one."""
    if len(cells) != len(GIVEN):
        raise CorrectionInvalid(f"{where}: {len(cells)} cells; a row has {len(GIVEN)}, so quote cells with commas")
    given = dict(zip(GIVEN, cells, strict=True))
    for name in ("target_id", "reason", "author"):
        if not given[name].strip():
            raise CorrectionInvalid(f"{where}: no {name}; every correction needs one")
    written = Named(given["target_table"], given["target_column"])
    if not is_former(written):
        return _checked(where, given, None)
    now = now_of(written)
    try:
        renamed = {"target_table": now.table, "target_column": now.column} if now else {}
        return _checked(where, given | renamed, str(written))
    except CorrectionInvalid:  # what was right in its time stops no run
        return _made(where, given, "no_such_column", str(written))


def _checked(where: str, given: Mapping[str, str], written_for: str | None) -> Correction:
    """Return the correction of a row that names tables of now; raise CorrectionInvalid where no table could take it."""
    if given["target_table"] == Report.table and given["target_column"] in LINKS:
        return _link(where, given)
    row = CORRECTED.get(given["target_table"])
    if row is None:
        raise CorrectionInvalid(f"{where}: no table {given['target_table']!r}; use one of {', '.join(CORRECTED)}")
    column = next((one for one in row.columns() if one.name == given["target_column"]), None)
    if column is None:
        names = ", ".join(one.name for one in row.columns())
        raise CorrectionInvalid(f"{where}: {row.table} has no column {given['target_column']!r}; use one of {names}")
    if column.mark(Key) and row is not Entity:
        raise CorrectionInvalid(f"{where}: {column.name} is the key of {row.table}; only entities can be merged by it")
    if not given["value"] and not column.nullable:
        raise CorrectionInvalid(f"{where}: no value; {row.table}.{column.name} always has one")
    try:
        row.__pydantic_validator__.validate_assignment(
            row.model_construct(), column.name, value_of(column, given["value"])
        )
    except (ValidationError, ValueError) as error:
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise CorrectionInvalid(f"{where}: {given['value']!r} is no {column.name}: {reason}") from None
    return _made(where, given, "no_such_row", written_for)


def _link(where: str, given: Mapping[str, str]) -> Correction:
    """Return the correction of a row that names two reports; raise CorrectionInvalid where it names none."""
    for name in ("target_id", "value"):
        try:
            IDENTIFIER.validate_python(given[name])
        except ValidationError:
            raise CorrectionInvalid(
                f"{where}: {name} {given[name]!r} is no key of a report; write 16 characters of 0-9 and a-f"
            ) from None
    if given["target_id"] == given["value"]:
        raise CorrectionInvalid(f"{where}: {given['value']} stands twice; name two reports")
    if given["expected"]:
        raise CorrectionInvalid(f"{where}: expected {given['expected']!r}; leave it empty for {given['target_column']}")
    return _made(where, given, "no_such_row", None)


def _made(where: str, given: Mapping[str, str], state: str, written_for: str | None) -> Correction:
    """Return a row of a file as a correction; raise CorrectionInvalid where its day is none."""
    try:
        made_on = date.fromisoformat(given["made_on"])
    except ValueError:
        raise CorrectionInvalid(f"{where}: made_on {given['made_on']!r} is no day; write YYYY-MM-DD") from None
    words = [given["target_table"], given["target_id"], given["target_column"]]
    is_of_two = given["target_table"] == Report.table and given["target_column"] in LINKS
    return Correction(
        correction_id=key(*words, given["value"]) if is_of_two else key(*words),
        target_table=given["target_table"],
        target_id=given["target_id"],
        target_column=given["target_column"],
        value=given["value"] or None,
        expected=given["expected"] or None,
        reason=given["reason"],
        author=given["author"],
        made_on=made_on,
        state=state,
        written_for=written_for,
    )


def value_of(column: Column, cell: str) -> Any:
    """Return the value that a cell of a file means in a column; raise ValueError when it means none."""
    if not cell:
        return [] if column.is_list else None
    if column.is_list:
        return cell.split(LIST)
    if pa.types.is_boolean(column.type):
        if cell not in {"true", "false"}:
            raise ValueError("write true or false")
        return cell == "true"
    if pa.types.is_int64(column.type):
        return int(cell)
    if pa.types.is_floating(column.type):
        return float(cell)
    if pa.types.is_date(column.type):
        return date.fromisoformat(cell)
    return cell


def cell_of(value: Any) -> str | None:
    """Return how a file writes a value."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return LIST.join(map(str, value)) if isinstance(value, list) else str(value)
