"""Every view and macro on the worked examples of `examples/`: rows of the relations that it reads in, its rows out.

A file is named for its view and holds a list of examples. `given` has rows by table or view, `expected` the rows that
the view gives, in any order; a `query` stands where the view is not simply read. What `given` does not name is empty
where it is a table, and made by its own query where it is a view. A row names the columns that it is about: of a table
the others are filled as `tests/rows.py` does, though keys may be words here, of a view they are null.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests.rows import filler
from transforms.row import OneOf, Row
from transforms.tables import TABLES
from warehouse.view import VIEWS, View

FOLDER = Path(__file__).parent / "examples"
BY_TABLE = {row.table: row for row in TABLES}
BY_VIEW = {view.name: view for view in VIEWS}
Example = dict[str, Any]
Relations = dict[str, list[dict[str, Any]]]


@cache
def examples(view: str) -> list[Example]:
    """Return the worked examples of a view; raise FileNotFoundError when it has none."""
    found: list[Example] = yaml.safe_load((FOLDER / f"{view}.yaml").read_text(encoding="utf-8"))
    return found


CASES = [
    pytest.param(view, held, id=f"{view.name}: {held['example']}") for view in VIEWS for held in examples(view.name)
]


def full(row: type[Row], about: dict[str, Any]) -> dict[str, Any]:
    """Return a row of a table with every column; raise when a column is unknown or a code is none of its list."""
    columns = {column.name: column for column in row.columns()}
    assert set(about) <= set(columns), f"{row.table} has no column {sorted(set(about) - set(columns))}"
    for name, value in about.items():
        if (codes := columns[name].mark(OneOf)) and isinstance(value, str):
            codes.check(value)
    return {name: about.get(name, filler(column)) for name, column in columns.items()}


def insert(connection: duckdb.DuckDBPyConnection, relation: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows that name their columns into a relation."""
    for row in rows:
        names, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        connection.execute(f"insert into {relation} ({names}) values ({places})", list(row.values()))


@cache
def read_by(name: str) -> frozenset[str]:
    """Return the tables and views that a view reads, by way of other views too."""
    if name in BY_TABLE:
        return frozenset()
    read = set(re.findall(r"\w+", BY_VIEW[name].query)) & (BY_VIEW.keys() | BY_TABLE.keys()) - {name}
    return frozenset(read).union(*map(read_by, sorted(read)))


def answer(view: View, given: Relations, query: str) -> duckdb.DuckDBPyRelation:
    """Return what a query gives where only the given rows and what views make of them are there."""
    read = read_by(view.name)
    assert given.keys() <= read, f"{view.name} does not read {sorted(given.keys() - read)}"
    connection = duckdb.connect()
    for name in sorted(read & BY_TABLE.keys()):
        connection.register("declared", BY_TABLE[name].to_arrow([]))
        connection.execute(f"create table {name} as from declared")
        insert(connection, name, [full(BY_TABLE[name], about) for about in given.get(name, [])])
    for made in (held for held in VIEWS if held.name in read | {view.name}):
        if made.name in given:
            connection.execute(f"create table {made.name} as select * from ({made.query}) limit 0")
            insert(connection, made.name, given[made.name])
        else:
            connection.execute(made.definition)
    return connection.sql(query)


@pytest.mark.parametrize(("view", "example"), CASES)
def test_a_view_gives_the_rows_of_its_worked_example(view: View, example: Example) -> None:
    expected = example["expected"]
    columns = list(expected[0]) if expected else list(view.columns)
    found = answer(view, example["given"], example.get("query", f"from {view.name}")).select(*columns).fetchall()
    assert sorted(map(repr, found)) == sorted(repr(tuple(row[name] for name in columns)) for row in expected)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_column_has_at_least_two_values_in_the_worked_examples(view: View) -> None:
    """A column that always shows one value could be a constant, or that of another column, unnoticed."""
    rows = [row for example in examples(view.name) for row in example["expected"]]
    seen = {name: {repr(row[name]) for row in rows if name in row} for name in view.columns}
    assert [name for name, values in seen.items() if len(values) < 2] == []
