"""Rewriting: files of Parquet that hold doomed rows, each written anew without them and put into its place.

A file has many names: that of the part and those of the releases that link it. It is written once and linked again.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.corpus.corpus import quoted
from warehouse.purging.doomed import Doomed
from warehouse.storage import READ_ONLY, flush, hidden

ROWS = 50_000  # rows in memory at a time
LAST = (
    *("entities", "stories", "incidents", "events", "event_reports", "report_participants", "reports", "mentions"),
    "documents",
)
"""Tables by which it is known what goes from others, in the order in which they are rewritten after them: a run that
dies on its way leaves them as they were."""


@dataclass(frozen=True)
class Rewrite:
    """A file that holds doomed rows."""

    path: Path
    table: str
    doomed: Doomed

    @property
    def rank(self) -> int:
        """Its place in the order of rewriting."""
        return LAST.index(self.table) + 1 if self.table in LAST else 0


def files_by_table(folder: Path) -> dict[str, list[Path]]:
    """Return the files of every table in a part or a release, its state included."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.parquet")):
        is_alone = path.parent == folder or path.parent.name == "state"
        found.setdefault(path.stem if is_alone else path.parent.name, []).append(path)
    return found


def reading(files: Sequence[Path], options: str = "") -> str:
    """Return the clause of SQL that reads some files."""
    return f"read_parquet([{', '.join(quoted(str(file)) for file in files)}]{options})"


def plan_rewrites(
    connection: duckdb.DuckDBPyConnection, files: Mapping[str, Sequence[Path]], doomed: Doomed
) -> list[Rewrite]:
    """Return the files of a folder that hold rows which go or change."""
    planned = []
    for table, paths in files.items():
        columns = pq.read_schema(paths[0]).names
        changes = [condition for condition, _ in doomed.replaced(table, columns).values()]
        condition = " or ".join([doomed.rows(table, columns), *changes])
        if condition != "false":
            held = f"{reading(paths, ', filename = true')} as held"
            found = connection.execute(f"select distinct filename from {held} where {condition}").fetchall()
            planned += [Rewrite(Path(path), table, doomed) for (path,) in sorted(found)]
    return planned


@dataclass
class Rewriter:
    """Rewrites files and remembers under which inode each was, so that its other names get the same new file."""

    connection: duckdb.DuckDBPyConnection
    written: dict[tuple[int, int], Path] = field(default_factory=dict)

    def rewrite(self, planned: Rewrite) -> None:
        """Put a file without the doomed rows into the place of one with them."""
        status = planned.path.stat()
        inode = (status.st_dev, status.st_ino)
        new = hidden(planned.path)
        new.unlink(missing_ok=True)
        if inode in self.written and self._link(self.written[inode], new):
            new.replace(planned.path)
            return
        self._write(planned, new)
        new.chmod(status.st_mode & ~READ_ONLY)
        flush(new)
        # The old file keeps its inode as long as one of its names is left, so no other file can be taken for it.
        new.replace(planned.path)
        self.written[inode] = planned.path

    def _link(self, written: Path, new: Path) -> bool:
        try:
            os.link(written, new)
        except OSError:
            return False
        return True

    def _write(self, planned: Rewrite, new: Path) -> None:
        schema = pq.read_schema(planned.path)
        replaced = planned.doomed.replaced(planned.table, schema.names)
        columns = ", ".join(
            f"case when {replaced[name][0]} then {replaced[name][1]} else held.{name} end as {name}"
            if name in replaced
            else f"held.{name}"
            for name in schema.names
        )
        query = (
            f"select {columns} from {reading([planned.path], ', file_row_number = true')} as held "
            f"where not ({planned.doomed.rows(planned.table, schema.names)}) order by file_row_number"
        )
        with pq.ParquetWriter(new, schema, compression="zstd") as writer:
            for batch in self.connection.sql(query).to_arrow_reader(ROWS):
                writer.write_table(pa.Table.from_batches([batch]).cast(schema))
