"""A view for analysts: one query in `views/`, whose header declares what it shows."""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "views"
COLUMN_LINE = re.compile(r"^-- (\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class View:
    """One view; the first line of its file describes it, and a line `-- column: meaning` each column."""

    name: str
    description: str
    columns: dict[str, str]
    sql: str

    @classmethod
    def read(cls, path: Path) -> "View":
        """Return the view that a file of SQL declares."""
        sql = path.read_text(encoding="utf-8")
        return cls(path.stem, sql.splitlines()[0].removeprefix("-- "), dict(COLUMN_LINE.findall(sql)), sql)


VIEWS = tuple(View.read(path) for path in sorted(FOLDER.glob("*.sql")))
