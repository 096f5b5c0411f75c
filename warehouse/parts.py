"""Parts: what documents gave, as immutable folders of Parquet files, kept from run to run: nothing is read twice.

<warehouse>/parts/<key>/<table>.parquet    the rows of some documents in each table of `transforms.drafts.EXTRACTED`
<warehouse>/parts/<key>/part.json          format, counts, and the length of each file

A part is written beside its place, brought to the disk and renamed, so that a killed run leaves none half written. Its
rows are raw: entities as the document alone knows them. One that is damaged, a file being away or of another length, is
no part: its records are read again. Small parts are joined into larger ones, and joined ones remember no order.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.corpus.corpus import quoted
from transforms.drafts import EXTRACTED, Record
from transforms.identifiers import key
from transforms.row import Row
from transforms.tables import Rejection
from warehouse.parquet import write_table
from warehouse.storage import READ_ONLY, Storage, hidden

FORMAT = 3
MANIFEST = "part.json"
PARTS = "parts"
LARGEST = (
    4_096  # documents; a part is rewritten whole when one of its documents goes, which costs a second at this size
)
SPILL = "spill"
MEMORY_LIMIT = "1GB"
ROWS_IN_MEMORY = 100_000
FANOUT = (
    8  # parts of one size that are joined into one of the next; so N documents lie in some 8 log8(N) + N/4096 parts
)


@dataclass(frozen=True)
class Part:
    """One part, known to be whole."""

    folder: Path
    documents: int

    @property
    def key(self) -> str:
        """Name of the part."""
        return self.folder.name

    def file(self, row: type[Row]) -> Path:
        """Return the file that holds its rows of a table."""
        return self.folder / f"{row.table}.parquet"

    @property
    def level(self) -> int:
        """How often parts of the smallest size have been joined to make one this large."""
        level, size = 0, 64
        while size < self.documents:
            level, size = level + 1, size * FANOUT
        return level


@dataclass(frozen=True)
class Parts:
    """The parts of a warehouse."""

    storage: Storage

    def whole(self) -> list[Part]:
        """Return the parts that are whole, by key; folders of what is none are left as they are."""
        found = (read_part(self.storage.path(f"{PARTS}/{name}")) for name in self.storage.children(PARTS))
        return [part for part in found if part]

    def write(self, name: str, rows: Mapping[type[Row], Iterable[Row]]) -> Part:
        """Write a part of this name and return it; one that is there already and whole stays.

        Tables that are not given are empty.
        """
        return self._make(name, lambda folder: write_files(folder, rows))

    def join(self, parts: Sequence[Part], wanted: pa.Array | None = None) -> Part:
        """Write the rows of several parts as one part and return it.

        With the fingerprints of the records that are wanted, others are left out: one document may have been read
        twice, because its source is declared otherwise by now, and only one of both readings is to be kept.
        """
        held = pc.unique(fingerprints_of(parts))
        kept = held if wanted is None else held.filter(pc.is_in(held, wanted))
        left = sorted(held.filter(pc.invert(pc.is_in(held, kept))).to_pylist())
        name = key("joined", *sorted(part.key for part in parts), *left)
        return self._make(name, lambda folder: join_files(folder, parts, kept))

    def _make(self, name: str, fill: Callable[[Path], None]) -> Part:
        place = self.storage.path(f"{PARTS}/{name}")
        if part := read_part(place):
            return part
        self.storage.remove(f"{PARTS}/{name}")  # what was damaged, with what a killed run left beside it
        building = hidden(place)
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        fill(building)
        (building / MANIFEST).write_text(json.dumps(manifest_of(building), indent=1), encoding="utf-8")
        for file in building.iterdir():
            file.chmod(file.stat().st_mode & ~READ_ONLY)
        self.storage.put_if_absent(f"{PARTS}/{name}", building)
        part = read_part(place)
        if part is None:
            raise OSError(5, "written, and not whole when read again; the disk does not keep what it is given", place)
        return part

    def compact(self, parts: Sequence[Part], wanted: pa.Array) -> list[Part]:
        """Return parts with the same wanted records of which no more than a few are of one size, joining many."""
        parts = list(parts)
        while group := next(crowded(parts), None):
            parts = [part for part in parts if part not in group] + [self.join(group, wanted)]
        return sorted(parts, key=lambda part: part.key)

    def remove_all_but(self, kept: Iterable[Part]) -> None:
        """Remove every part that is not kept, and what killed runs left half written."""
        names = {part.key for part in kept}
        for name in self.storage.children(PARTS):
            if name not in names:
                self.storage.remove(f"{PARTS}/{name}")
        self.storage.sweep(PARTS)


def fingerprints_of(parts: Sequence[Part]) -> pa.Array:
    """Return the fingerprints of the records of some parts."""
    found = [pq.read_table(part.file(Record), columns=["fingerprint"]).column(0) for part in parts]
    return pa.chunked_array([chunk for column in found for chunk in column.chunks], pa.string()).combine_chunks()


def covering(parts: Sequence[Part], fingerprints: pa.Array) -> list[Part]:
    """Return the parts that hold a record of these which no larger one of them holds, by key."""
    wanted, kept = set(fingerprints.to_pylist()), []
    for part in sorted(parts, key=lambda part: (-part.documents, part.key)):
        held = wanted.intersection(fingerprints_of([part]).to_pylist())
        if held:
            wanted -= held
            kept.append(part)
    return sorted(kept, key=lambda part: part.key)


def crowded(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield groups of parts that are to be joined: of one level, as many as make one of the next."""
    levels: dict[int, list[Part]] = {}
    for part in sorted(parts, key=lambda part: part.key):
        if part.documents < LARGEST:
            levels.setdefault(part.level, []).append(part)
    for _, members in sorted(levels.items()):
        if len(members) >= FANOUT:
            yield members[:FANOUT]


def read_part(folder: Path) -> Part | None:
    """Return the part in a folder, or None when there is none that is whole."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
        sizes = {path.name: path.stat().st_size for path in folder.iterdir() if path.name != MANIFEST}
        if found["format"] != FORMAT or found["bytes"] != sizes:
            return None
        return Part(folder, found["documents"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def manifest_of(folder: Path) -> dict[str, object]:
    """Return what `part.json` says of the files of a folder."""
    files = sorted(folder.glob("*.parquet"))
    documents = pq.read_metadata(folder / f"{EXTRACTED[0].table}.parquet").num_rows
    return {"format": FORMAT, "documents": documents, "bytes": {file.name: file.stat().st_size for file in files}}


def write_files(folder: Path, rows: Mapping[type[Row], Iterable[Row]]) -> None:
    """Write a file for every table that a part stores."""
    for row in EXTRACTED:
        write_table(row.to_arrow(rows.get(row, ())), folder / f"{row.table}.parquet")


def join_files(folder: Path, parts: Sequence[Part], kept: pa.Array) -> None:
    """Write the rows of some records out of the files of several parts, table by table, sorted by document and key.

    A document that two of them hold, because its record was planned in two batches, is taken from the first by key.
    """
    with duckdb.connect(config={"temp_directory": str(folder / SPILL), "memory_limit": MEMORY_LIMIT}) as connection:
        connection.register("kept", pa.table({"fingerprint": kept}))
        connection.execute(
            "create table taken as select document_id, min(filename) as filename "
            f"from {scan_of(Record, parts)} semi join kept using (fingerprint) "
            "where document_id is not null group by document_id"
        )
        for row in EXTRACTED:
            reader = connection.sql(joined_query(row, parts)).to_arrow_reader(ROWS_IN_MEMORY)
            with pq.ParquetWriter(folder / f"{row.table}.parquet", row.arrow_schema(), compression="zstd") as writer:
                for batch in reader:
                    writer.write_batch(batch.cast(row.arrow_schema()))
    shutil.rmtree(folder / SPILL, ignore_errors=True)


def joined_query(row: type[Row], parts: Sequence[Part]) -> str:
    """Return the query of a table's rows in several parts, each once."""
    names = ", ".join(f"held.{column.name}" for column in row.columns())
    if row in (Record, Rejection):
        least = "held.is_stored desc, " if row is Record else ""
        once = f"qualify row_number() over (partition by held.{row.key()} order by {least}held.filename) = 1"
        records = f"(from {scan_of(Record, parts)} semi join kept using (fingerprint))"
        of_kept = f"semi join {records} as records on records.{row.key()} = held.{row.key()}"
        return f"select {names} from {scan_of(row, parts)} as held {of_kept} {once} order by held.{row.key()}"
    return (
        f"select {names} from {scan_of(row, parts)} as held semi join taken on taken.document_id = held.document_id "
        f"and parse_dirpath(taken.filename) = parse_dirpath(held.filename) order by held.document_id, held.{row.key()}"
    )


def scan_of(row: type[Row], parts: Sequence[Part]) -> str:
    """Return the clause that reads the files of a table in several parts, with the path of each row's file."""
    return f"read_parquet([{', '.join(quoted(str(part.file(row))) for part in parts)}], filename = true)"
