"""Fields: a record as JSON or YAML gives it in, what it states about a document out.

A source maps a field to dotted paths in its `source.yaml`; for the others `record_fields.csv` knows the names of common
tools and databases. Case, spaces and signs of a name do not matter; `LP + TD` is what stands at both.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from transforms.documents.source import SourceSettings
from transforms.loading import Csv

Record = dict[str, Any]
NOTHING: tuple[Any, ...] = (None, "", [], {})
DEEPEST = 20  # levels below a field that are looked at for words
LARGEST = 10**30  # a longer number is no title, no day and no name, and Python prints none of more than 4,300 digits


class FieldRow(NamedTuple):
    """A name under which records of many sources hold a field."""

    field: str
    name: str
    note: str | None


FIELD_NAMES = Csv("record_fields.csv", FieldRow, key=("field", "name"), order="best first within a field")


def stated(record: Record, field: str, settings: SourceSettings) -> str | None:
    """Return what a record states for a field, on one line, or None when it states nothing."""
    value = find(record, field, settings)
    return " ".join(", ".join(_scalars(value)).split()) or None


def find(record: Record, field: str, settings: SourceSettings) -> Any:
    """Return the first value that a record holds for a field, or None."""
    folded = {fold(str(name)): value for name, value in reversed(record.items())}
    values = (_at_any(record, folded, path) for path in paths(field, settings))
    return next((value for value in values if value not in NOTHING), None)


def paths(field: str, settings: SourceSettings) -> tuple[str, ...]:
    """Return the dotted paths at which a record of a source may hold a field, best first."""
    return dict(settings.fields).get(field) or usual_paths()[field]


def at(record: Any, path: str) -> Any:
    """Return the value at a dotted path, or None; a number chooses from a list."""
    if isinstance(record, dict) and path in record:
        return record[path]
    for name in path.split("."):
        if isinstance(record, dict):
            record = record.get(name)
        elif isinstance(record, list) and name.isdigit() and int(name) < len(record):
            record = record[int(name)]
        else:
            return None
    return record


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return a name without its case, spaces and signs."""
    return "".join(filter(str.isalnum, name)).casefold()


def _at_any(record: Record, folded: Record, path: str) -> Any:
    """Return the value at a path however its name is written; of a path such as `LP + TD` those that there are."""
    names = path.split(" + ")
    if len(names) > 1:
        return [value for name in names if (value := _at_any(record, folded, name)) not in NOTHING]
    value = at(record, path)
    return value if value is not None else folded.get(fold(path))


@cache
def usual_paths() -> dict[str, tuple[str, ...]]:
    """Return the paths that many sources use, for each field."""
    usual: dict[str, tuple[str, ...]] = {}
    for row in FIELD_NAMES.rows():
        usual[row.field] = (*usual.get(row.field, ()), row.name)
    return usual


def _scalars(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the words of a value: of a list those of its items, of a mapping its name."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, datetime | date):
        yield value.isoformat()
    elif isinstance(value, bool) or value is None or depth > DEEPEST:
        return
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) < LARGEST):
        yield str(value)
    elif isinstance(value, list):
        for item in value:
            yield from _scalars(item, depth + 1)
    elif isinstance(value, dict):
        yield from _scalars(value.get("name") or value.get("rendered"), depth + 1)
