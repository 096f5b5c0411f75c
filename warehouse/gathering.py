"""Gathering: the rows of chosen documents out of many folders of extractions, one table at a time."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from transforms.row import Row
from transforms.tables import Event, Participant
from warehouse.parquet import parquet_of


def gather(row: type[Row], folders: Sequence[Path], document_ids: Sequence[str]) -> pa.Table:
    """Return the rows of a table that belong to the documents, each once, ordered by key.

    A table without `document_id` is gathered through its events (participants), or whole (entities).
    """
    if not folders:
        return row.to_arrow([])
    chosen = pa.table({"document_id": pa.array(document_ids, pa.string())})
    with duckdb.connect() as connection:
        connection.register("chosen", chosen)
        key, names = row.key(), ", ".join(column.name for column in row.columns())
        query = (
            f"select distinct on ({key}) {names} from {files(row, folders)} {condition(row, folders)} order by {key}"
        )
        return connection.sql(query).to_arrow_table().cast(row.arrow_schema())


def condition(row: type[Row], folders: Sequence[Path]) -> str:
    """Return the clause that keeps the rows of the chosen documents."""
    of_chosen = "where document_id in (select document_id from chosen)"
    if row is Participant:
        return f"where event_id in (select event_id from {files(Event, folders)} {of_chosen})"
    return of_chosen if any(column.name == "document_id" for column in row.columns()) else ""


def files(row: type[Row], folders: Sequence[Path]) -> str:
    """Return the clause that reads a table from all folders."""
    paths = ", ".join("'" + str(parquet_of(folder, row)).replace("'", "''") + "'" for folder in folders)
    return f"read_parquet([{paths}])"
