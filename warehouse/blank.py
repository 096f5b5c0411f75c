"""A blank warehouse: every table, view and macro without a row, on which a query can be tried before it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from transforms.corpus.corpus import scan
from transforms.tables import TABLES
from warehouse.asking import CLOSED, check, errors_in_words
from warehouse.view import VIEWS

PLAIN_VIEWS = tuple(
    view.definition if view.parameters else f"create view {view.name} as {view.query}" for view in VIEWS
)
"""The statements that make the views and macros on top of the tables, each a view even where a release stores it."""


@contextmanager
def blank() -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to a blank warehouse, which can reach nothing else."""
    with duckdb.connect(config=CLOSED) as connection:
        for row in TABLES:
            connection.execute(f"create table {row.table} as {scan(row, [])}")
        for view in PLAIN_VIEWS:
            connection.execute(view)
        yield connection


def columns_of(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    """Return the columns that a query gives; raise `QueryInvalid` where it cannot be asked or does more than read."""
    with errors_in_words(connection):
        check(connection, sql)
        return connection.sql(sql).columns
