"""A view for analysts: one query in `views/`, whose header declares what it shows.

A query in `macros/` is a view with parameters: its header declares them with their defaults, and it is called as a
table, `from dyads_monthly_at(least_confidence := 0.8)`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

FOLDER = Path(__file__).parent
COLUMN_LINE = re.compile(r"^-- (\w+): (.+)$", re.MULTILINE)
PARAMETER_LINE = re.compile(r"^-- \$(\w+): ([^:]+): (.+)$", re.MULTILINE)
LIKE_LINE = re.compile(r"^-- like (\w+)$", re.MULTILINE)
STORED_LINE = re.compile(r"^-- stored(?: by ([\w, ]+))?$", re.MULTILINE)
WITHOUT_TEXT_LINE = re.compile(r"^-- without text lacks ([\w, ]+)$", re.MULTILINE)
YEARS_LINE = re.compile(r"^-- cut into years by (\w+)$", re.MULTILINE)
SHOWN_LINE = re.compile(r"^-- shown first ([\w, ]+)$", re.MULTILINE)
COMMENT = re.compile(r"--.*")
REQUIRED = "required"


@dataclass(frozen=True)
class Parameter:
    """A choice that a view leaves to whoever asks."""

    name: str
    default: str
    """A literal of SQL, or `required`."""
    meaning: str

    @property
    def definition(self) -> str:
        """How the statement that makes the macro declares it."""
        # DuckDB 1.0 takes a parameter by its place only where it has no default.
        return self.name if self.default == REQUIRED else f"{self.name} := {self.default}"


@dataclass(frozen=True)
class View:
    """One view; the first line of its file describes it, a line `-- column: meaning` each column.

    A line `-- $name: default: meaning` declares a parameter; a view that has any is a macro. A line `-- like view`
    says that its columns are those of another view, `-- stored` that its rows are kept in a table, and
    `-- stored by event_id` that they change with the events alone; the same by entities, relations or pairs of sides.
    `-- without text lacks sentence` names columns of words of documents, `-- cut into years by occurred_first_on` the
    day by which an export cuts many rows into years, `-- shown first event_type, actors` columns that a narrow screen
    shows before others.
    """

    name: str
    description: str
    columns: dict[str, str]
    parameters: tuple[Parameter, ...]
    sql: str
    is_stored: bool = False
    """Whether the file holds its rows as a table, because they are looked up often and cost much."""
    stored_by: str | None = None
    """Column by which rows of a stored view are made anew when events were touched; None when all of them are."""
    words: frozenset[str] = frozenset()
    """Columns that an export without text leaves out, since they hold words of documents."""
    years: str | None = None
    """Day by which an export cuts many rows into years; None where they stay together."""
    shown_first: tuple[str, ...] = ()
    """Columns that a screen shows before others, which it may be too narrow for."""

    @classmethod
    def read(cls, path: Path) -> "View":
        """Return the view that a file of SQL declares."""
        sql = path.read_text(encoding="utf-8")
        description = sql.splitlines()[0].removeprefix("-- ")
        parameters = tuple(Parameter(*found) for found in PARAMETER_LINE.findall(sql))
        like = [cls.read(FOLDER / "views" / f"{name}.sql").columns for name in LIKE_LINE.findall(sql)]
        columns = {name: meaning for one in (*like, dict(COLUMN_LINE.findall(sql))) for name, meaning in one.items()}
        stored = STORED_LINE.search(sql)
        words, years, first = WITHOUT_TEXT_LINE.search(sql), YEARS_LINE.search(sql), SHOWN_LINE.search(sql)
        return cls(
            name=path.stem,
            description=description,
            columns=columns,
            parameters=parameters,
            sql=sql,
            is_stored=stored is not None,
            stored_by=stored[1] if stored else None,
            words=frozenset(words[1].split(", ")) if words else frozenset(),
            years=years[1] if years else None,
            shown_first=tuple(first[1].split(", ")) if first else (),
        )

    @property
    def query(self) -> str:
        """The query without its header."""
        return COMMENT.sub("", self.sql).strip()

    @property
    def definition(self) -> str:
        """The statement of SQL that makes it."""
        if not self.parameters:
            return f"create {'table' if self.is_stored else 'view'} {self.name} as {self.sql}"
        asked = ", ".join(parameter.definition for parameter in self.parameters)
        return f"create macro {self.name}({asked}) as table {self.sql}"


def in_order(views: Iterable[View]) -> tuple[View, ...]:
    """Return the views, each after those from which it reads."""
    by_name = {view.name: view for view in views}
    words = {name: set(re.findall(r"\w+", COMMENT.sub("", view.sql))) for name, view in sorted(by_name.items())}
    reads = {name: sorted((by_name.keys() & found) - {name}) for name, found in words.items()}  # sets have no order
    return tuple(by_name[name] for name in TopologicalSorter(reads).static_order())


VIEWS = in_order(View.read(path) for folder in ("views", "macros") for path in sorted((FOLDER / folder).glob("*.sql")))
