"""Gathering: the rows of chosen documents out of many folders of extractions, one table at a time."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from transforms.row import Row
from warehouse.parquet import parquet_of

Chosen = Mapping[Path, Sequence[str]]
"""Keys of the documents that are wanted of each folder; another folder may hold an older reading of the same one."""


def gather(row: type[Row], chosen: Chosen) -> pa.Table:
    """Return the rows of a table that belong to the chosen documents, each once, ordered by key.

    A table that knows no document (rejections) is returned whole. Of rows
    with the same key the least is kept, whatever folder it lies in, so that the cut of the batches changes nothing.
    """
    if not chosen:
        return row.to_arrow([])
    pairs = [(str(folder), document_id) for folder, ids in chosen.items() for document_id in ids]
    folders, ids = zip(*pairs, strict=True) if pairs else ((), ())
    wanted = pa.table({"folder": pa.array(folders, pa.string()), "document_id": pa.array(ids, pa.string())})
    with duckdb.connect() as connection:
        connection.register("wanted", wanted)
        names = ", ".join(column.name for column in row.columns())
        query = f"select distinct on ({row.key()}) {names} from ({rows(row, tuple(chosen))}) order by {names}"
        found = connection.sql(f"from ({query}) order by {row.key()}")
        return found.to_arrow_table().cast(row.arrow_schema())


def rows(row: type[Row], folders: Sequence[Path]) -> str:
    """Return the query of the rows of a table that belong to the wanted documents."""
    everything = f"select *, parse_dirpath(filename) as folder from {files(row, folders)}"
    if any(column.name == "document_id" for column in row.columns()):
        return f"select * from ({everything}) semi join wanted using (folder, document_id)"
    return everything


def files(row: type[Row], folders: Sequence[Path]) -> str:
    """Return the clause that reads a table from all folders, with the path of each row's file."""
    paths = ", ".join("'" + str(parquet_of(folder, row)).replace("'", "''") + "'" for folder in folders)
    return f"read_parquet([{paths}], filename = true)"
