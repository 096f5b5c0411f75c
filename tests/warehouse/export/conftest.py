"""A small release, exported in one layout after another, and tables of single rows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from tests.built import build_release
from warehouse.export.contents import Field, Resource
from warehouse.export.exporting import export

Export = Callable[..., Path]


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Return a function that exports the small release in a layout and returns the folder."""
    database = build_release(tmp_path_factory.mktemp("small_release"))

    def to(layout: str, *tables: str, with_text: bool = True) -> Path:
        folder = tmp_path_factory.mktemp(layout) / "out"
        return export(database, folder, layout, tables, with_text=with_text).folder

    return to


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a release that was complete on 6 March 2024 and has nothing else in it."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("create table runs as select timestamptz '2024-03-06 01:00:00+00' as ended_at")
        yield connection


def resource(query: str, **kinds: str) -> Resource:
    """Return a resource of a query, of columns with these types."""
    return Resource(
        "things", "Some things. One row per thing.", tuple(Field(n, k, f"The {n}.") for n, k in kinds.items()), query
    )
