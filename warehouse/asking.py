"""Asking: questions to a published DuckDB file, which can be read and in no way changed.

A query is one statement that selects. It can read the tables and views of the release and make rows of its own
(`range`, `unnest`); it reaches no file, network, setting, extension, or variable of the program that asks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",  # else a large query would write beside the release
    "lock_configuration": "true",
}
READS = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
FUNCTIONS = frozenset(
    (
        *("range", "generate_series", "unnest", "repeat", "json_each", "json_tree", "version", "pragma_table_info"),
        *("duckdb_columns", "duckdb_tables", "duckdb_views", "duckdb_functions", "duckdb_types", "duckdb_keywords"),
    )
)
"""Functions in the place of a table that a query may call; others read files, or switch on logs that are files."""
FETCHED = 1_000  # rows at a time
NEAR = 3  # names that are offered for one that does not exist
SURROGATE = re.compile("[\ud800-\udfff]")
UNKNOWN = re.compile(r"Table(?: Function)? with name \"?([\w.]+)\"? does not exist")


class QueryInvalid(ValueError):
    """A query that DuckDB does not take, or that would do something else than read; the message says which."""


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


class Stream:
    """Rows that answer a query, as they come; they can be taken once, as rows or as batches of Arrow."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, result: duckdb.DuckDBPyConnection) -> None:
        self._connection, self._result = connection, result
        self.columns = tuple(column[0] for column in result.description or ())

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows."""
        with errors_in_words(self._connection):
            while fetched := self._result.fetchmany(FETCHED):
                yield from fetched

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows in batches of Arrow; an empty answer is one empty batch, so that its columns are known."""
        with errors_in_words(self._connection):
            reader = self._result.to_arrow_reader()
            some = False
            for batch in reader:
                some = True
                yield batch
            if not some:
                yield pa.RecordBatch.from_pylist([], schema=reader.schema)


@contextmanager
def opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection that can only read this file."""
    with duckdb.connect(database, read_only=True, config=CLOSED) as connection:
        yield connection


@contextmanager
def asking(database: Path, sql: str, parameters: tuple[Any, ...] = (), *, plan: bool = False) -> Iterator[Stream]:
    """Yield the answer to a query, or with `plan` how DuckDB would go about it.

    Raise `QueryInvalid` for what DuckDB does not take, and for everything that is not one query that only reads.
    """
    with opened(database) as connection, errors_in_words(connection):
        yield answer(connection, sql, parameters, plan=plan)


def answer(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    parameters: Sequence[Any] | Mapping[str, Any] = (),
    *,
    plan: bool = False,
) -> Stream:
    """Return the answer to a query, or its plan, on an open release; raise `QueryInvalid` as `asking` does.

    The next query on the same connection ends a stream that is not yet taken.
    """
    with errors_in_words(connection):
        check(connection, sql)
        return Stream(connection, connection.execute(f"explain {sql}" if plan else sql, parameters))


def ask(database: Path, sql: str, parameters: tuple[Any, ...] = ()) -> Answer:
    """Return the whole answer to a query; raise `QueryInvalid` as `asking` does."""
    with asking(database, sql, parameters) as stream:
        return Answer(stream.columns, list(stream.rows()))


def check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise `QueryInvalid` unless this is one statement that only reads."""
    if SURROGATE.search(sql):  # what Python makes of bytes of the command line that are no UTF-8
        raise QueryInvalid("the query holds bytes that are no characters; write it in UTF-8")
    statements = connection.extract_statements(sql)
    if not statements:
        raise QueryInvalid("the query is empty; `entente describe` lists what there is to ask")
    *before, last = statements
    # A pivot over values that are not listed becomes two statements without a text of their own.
    if before and not all(statement.query == "" for statement in statements):
        raise QueryInvalid(f"{len(statements)} statements; a query is one, and `entente sql` takes one after another")
    if last.type not in READS:
        kind = sql.split(maxsplit=1)[0].upper()
        raise QueryInvalid(f"{kind} does something else than read; a query can only read the tables and views")
    closed = {name for (name,) in connection.execute(CALLABLE).fetchall()} - FUNCTIONS
    for name in called(sql):
        if name in closed:
            raise QueryInvalid(f"{name}() reaches beyond the warehouse; a query can only read the tables and views")


CALLABLE = """
select distinct lower(function_name) from duckdb_functions() where internal and function_type in ('table', 'pragma')
"""


def split(sql: str) -> tuple[list[str], str]:
    """Return the statements that a semicolon ends, and what stands after the last one."""
    text = sql.encode()
    ends = [
        place for place, kind in duckdb.tokenize(sql) if kind == duckdb.token_type.operator and text[place:][:1] == b";"
    ]
    starts = [0, *(end + 1 for end in ends)]
    *whole, rest = [text[start:end].decode().strip() for start, end in zip(starts, [*ends, len(text)], strict=True)]
    return [statement for statement in whole if statement], rest


def names(database: Path) -> list[str]:
    """Return the tables, views and macros of a release by name."""
    with opened(database) as connection:
        return [name for (name,) in connection.execute(NAMES).fetchall()]


def called(sql: str) -> Iterator[str]:
    """Yield in lower case the names in a query that a bracket follows, so that they may be calls."""
    text = sql.encode()  # DuckDB counts bytes
    places = [place for place, kind in duckdb.tokenize(sql) if kind != duckdb.token_type.comment]
    words = [text[start:end].decode().strip() for start, end in zip(places, [*places[1:], len(text)], strict=True)]
    for word, following in pairwise(words):
        if following.startswith("("):
            yield re.sub(r"--.*|/\*.*", "", word, flags=re.DOTALL).strip().strip('"').lower()


@contextmanager
def errors_in_words(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Turn errors of DuckDB into `QueryInvalid`, with names that are near one that does not exist."""
    try:
        yield
    except duckdb.Error as error:
        raise QueryInvalid(explained(connection, error)) from None


def explained(connection: duckdb.DuckDBPyConnection, error: duckdb.Error) -> str:
    """Return what DuckDB says, and what would help."""
    said = str(error).rstrip()
    if isinstance(error, duckdb.PermissionException):
        return "a query can only read the tables and views of the warehouse, no file and no address: " + said
    if isinstance(error, duckdb.OutOfMemoryException):
        return f"{said}\nThe answer does not fit into memory; ask for less, or export the tables and ask those."
    if not (unknown := UNKNOWN.search(said)):
        return said
    names = [name for (name,) in connection.execute(NAMES).fetchall()]
    near = get_close_matches(unknown[1].lower(), names, NEAR, 0.5)
    nearest = f"near it: {', '.join(near)}; " if near else ""
    return f"no table or view {unknown[1]!r}; {nearest}`entente describe` lists them"


NAMES = """
select table_name from information_schema.tables
union
select function_name from duckdb_functions() where function_type = 'table_macro' and not internal
order by 1
"""


def explain(database: Path, key: str) -> dict[str, Any]:
    """Return everything that the release holds about one event.

    `key` is that of the event, one that it had in an earlier release, or that of one of its reports; its beginning will
    do if it is unique. The keys are those of `events_flat`; `reports` has one dictionary per report, first the one that
    stands for the event: the columns of `reports_flat`, its `cues` as a list, `rule` and `engine`, offsets, `evidence`
    with one dictionary per span, and `magnitudes` with one per number. `numbers` has a row of `event_numbers` per kind,
    `fields` those of `field_evidence`, `part_of` the events whose part or content it is, `parts` those of which
    it is the whole; all four are empty where an earlier version published the release.
    Raise `EventUnknown` when no event or more than one fits.
    """
    event_id = event_of(database, key)
    (event,) = ask(database, "from events_flat where event_id = ?", (event_id,)).records()
    reports = {row["report_id"]: row for row in ask(database, REPORTS, (event_id,)).records()}
    for report in reports.values():
        report |= {"evidence": [], "magnitudes": []}
    for row in ask(database, EVIDENCE, (event_id,)).records():
        reports[row.pop("report_id")]["evidence"].append(row)
    for row in ask(database, MAGNITUDES, (event_id,)).records():
        reports[row.pop("report_id")]["magnitudes"].append(row)
    known = set(names(database))
    more = {
        name: ask(database, query, (event_id,)).records() if view in known else []
        for name, (view, query) in SINCE.items()
    }
    return {**event, **more, "reports": list(reports.values())}


def event_of(database: Path, key: str) -> str:
    """Return the event that a key begins to name; raise `EventUnknown` when none or more than one fits."""
    found = ask(database, FITTING, (key, key, key)).rows
    if not found:
        raise EventUnknown(f'no event {key!r}; `entente query "select event_id from events"` lists them')
    if len(found) > 1:
        raise EventUnknown(f"more than one event begins with {key!r}; give more of the key")
    return str(found[0][0])


FITTING = """
select event_id from events where starts_with(event_id, ?)
union
select event_id from event_aliases where starts_with(alias_id, ?)
union
select event_id from event_reports where starts_with(report_id, ?)
limit 2
"""
REPORTS = """
select
    reports_flat.* replace (reports.cues as cues),
    reports.rule, reports.engine, reports.trigger_start, reports.trigger_end, sentences.sentence_start, documents.path
from event_reports
join events using (event_id)
join reports on reports.report_id = event_reports.report_id
join reports_flat on reports_flat.report_id = event_reports.report_id
join sentences on sentences.sentence_id = reports.sentence_id
join documents on documents.document_id = reports.document_id
where event_reports.event_id = ?
order by reports.report_id <> events.report_id, event_reports.position
"""
EVIDENCE = """
select report_id, part, words, words_start, words_end, entity_id
from evidence
where event_id = ?
order by report_id, words_start, part, words_end
"""
MAGNITUDES = """
select report_id, kind, words, lowest, highest, is_approximate
from magnitudes
join event_reports using (report_id)
where event_id = ?
order by magnitude_id
"""
SINCE = {
    "numbers": (
        "event_numbers",
        "select * exclude (event_id, event_type) from event_numbers where event_id = ? order by kind",
    ),
    "fields": (
        "field_evidence",
        "select * exclude (event_id) from field_evidence where event_id = ? "
        "order by field, value, not is_told, report_id nulls first, words_start",
    ),
    "part_of": (
        "event_parts",
        "select event_parts.part_of_id as event_id, reason, event_type, trigger from event_parts "
        "join events_flat on events_flat.event_id = event_parts.part_of_id "
        "where event_parts.event_id = ? order by 1, 2",
    ),
    "parts": (
        "event_parts",
        "select event_parts.event_id, reason, event_type, trigger from event_parts "
        "join events_flat on events_flat.event_id = event_parts.event_id "
        "where event_parts.part_of_id = ? order by 1, 2",
    ),
}
"""What is asked of a view or table of which an earlier version of Entente knew nothing."""
