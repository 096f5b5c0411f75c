"""A small warehouse with two releases for tests of the brief: the second brought a hostile document."""

from datetime import UTC, date, datetime
from pathlib import Path

from tests.rows import a, current
from tests.warehouse.report.small import small_rows, warehouse_of
from transforms.row import Row
from transforms.tables import Change, Document, Run

FIRST, SECOND = "1" * 16, "2" * 16
LATER = date(2018, 5, 9)


def two_releases(folder: Path, changes: list[Row]) -> Path:
    """Build the small warehouse as its second release, with some changes; return the path of its DuckDB file."""
    rows: list[Row] = [row for row in small_rows() if not isinstance(row, Run)]
    documents = [row for row in rows if isinstance(row, Document)]
    versions = [
        current(row).model_copy(
            update={"run_id": FIRST if row.title == "Allies" else SECOND, "address": row.document_id}
        )
        for row in documents
    ]
    runs = [
        a(Run, run_id=FIRST, release=1, ended_at=datetime(2018, 5, 3, 9, tzinfo=UTC)),
        a(Run, run_id=SECOND, release=2, ended_at=datetime(2018, 5, 4, 9, tzinfo=UTC)),
    ]
    return warehouse_of(folder, [*rows, *versions, *runs, *changes])


def came(event_id: str, number: int) -> Change:
    """Return that an event came with the second release."""
    return a(Change, change_id=f"{number:016x}", event_id=event_id, kind="came", run_id=SECOND, reason="document")
