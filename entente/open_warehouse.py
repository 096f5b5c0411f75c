"""An open warehouse: questions in, frames out; nothing can be changed through it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import pyarrow as pa

from warehouse.asking import Stream, answer, opened
from warehouse.releases import Release

if TYPE_CHECKING:
    import pandas as pd

Frame = TypeVar("Frame", covariant=True)

TABLES = """
select table_name, comment from duckdb_tables() where not internal
union all
select view_name, comment from duckdb_views() where not internal
order by 1
"""


class OpenWarehouse(Generic[Frame]):
    """One release of a warehouse, open for reading; `entente.open` makes it."""

    def __init__(self, release: Release, frame: Callable[[pa.Table], Frame]) -> None:
        self.release = release
        """The release that is open: its `number`, its `folder`, its DuckDB file `database`."""
        self._frame = frame
        self._open = ExitStack()
        self._connection = self._open.enter_context(opened(release.database))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the release; it answers no more, and what it answered stays."""
        self._open.close()

    def events(self) -> Frame:
        """Return the view `events_flat`: one row per event, with its actors, recipients, days, place and confidence."""
        return self.table("events_flat")

    def reports(self) -> Frame:
        """Return the view `reports_flat`: one row per report of an event, with the sentence that reports it."""
        return self.table("reports_flat")

    def table(self, name: str) -> Frame:
        """Return a whole table or view by its name; raise `KeyError` for a name that `tables` does not have."""
        if name not in self.tables:
            raise KeyError(f"no table or view {name!r}; there are {', '.join(self.tables)}")
        return self.sql(f'from "{name}"')

    def sql(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Frame:
        """Return the answer to one query in DuckDB's SQL.

        `parameters` fill its `?` in their order, or its `$name` by name. Raise `QueryInvalid` for what DuckDB does not
        take, and for everything that would do something else than read the tables and views of the release.
        """
        return self._frame(arrow_of(answer(self._connection, query, parameters)))

    @property
    def tables(self) -> dict[str, str]:
        """The name of each table and view, in order, with what it says of itself; `CODEBOOK.md` has their columns."""
        return {name: comment or "" for name, comment in answer(self._connection, TABLES).rows()}


def arrow_of(stream: Stream) -> pa.Table:
    """Return an answer as a table of Arrow."""
    return pa.Table.from_batches(stream.batches())


def as_arrow(table: pa.Table) -> pa.Table:
    """Return the table itself."""
    return table


def as_pandas(table: pa.Table) -> "pd.DataFrame":
    """Return a frame whose columns have the types of the table."""
    import pandas as pd

    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame
