"""Extractions: what files gave, kept from run to run, so that nothing is read twice.

A batch of files gives one folder of Parquet files and `files.json`, which says for the fingerprint of each file
which documents and rejections it gave. A folder is written beside its place and moved there whole.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.versions import transforms_version
from transforms.documents.reading import read_file
from transforms.documents.seed import SeedFile
from transforms.extraction import EXTRACTED, extract
from transforms.identifiers import key
from transforms.tables import Rejection
from warehouse.parquet import write_rows

BATCH = 64  # files; a batch is one task, and a task costs Prefect 20 ms while 64 files cost seconds of reading
FILES = "files.json"


@dataclass(frozen=True)
class Given:
    """What one file gave."""

    documents: tuple[str, ...]
    """Keys of its documents."""
    rejections: tuple[str, ...]
    """Keys of its rejections."""


def fingerprint(file: SeedFile) -> str:
    """Return what an extraction of a file depends on, as a hash: its bytes, name and source, and our code."""
    return key(transforms_version(), file.name, file.raw_hash, repr(file.settings))


def kept(extractions: Path) -> dict[str, tuple[Path, Given]]:
    """Return, by fingerprint, the folder of every extraction that is kept and what it gave."""
    found = {}
    for record in sorted(extractions.glob(f"*/{FILES}")):
        for print_of_file, given in json.loads(record.read_bytes()).items():
            found[print_of_file] = (record.parent, Given(tuple(given["documents"]), tuple(given["rejections"])))
    return found


def batches(files: Iterable[SeedFile]) -> Iterator[tuple[SeedFile, ...]]:
    """Yield the files in batches, in their order."""
    waiting = list(files)
    for start in range(0, len(waiting), BATCH):
        yield tuple(waiting[start : start + BATCH])


def extract_batch(files: Sequence[SeedFile], extractions: Path) -> Path:
    """Read a batch of files and keep what they give; return the folder that holds it."""
    prints = {fingerprint(file): file for file in files}
    readings = {print_of_file: read_file(file) for print_of_file, file in prints.items()}
    read = [document for reading in readings.values() for document in reading.documents]
    removed = {document.document.document_id: document.removed for document in read}
    given_rows = [extraction.rows() for extraction in extract([document.document for document in read], removed)]
    folder = extractions / key(*prints)
    building = extractions / f"{folder.name}.building"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    write_rows(building, {row: [one for rows in given_rows for one in rows[row]] for row in EXTRACTED})
    rejections = (rejection for reading in readings.values() for rejection in reading.rejections)
    write_rows(building, {Rejection: rejections})
    given = {
        print_of_file: {
            "documents": [document.document.document_id for document in reading.documents],
            "rejections": [rejection.rejection_id for rejection in reading.rejections],
        }
        for print_of_file, reading in readings.items()
    }
    (building / FILES).write_text(json.dumps(given, indent=1), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    building.rename(folder)
    return folder


def forget(extractions: Path, wanted: Iterable[str]) -> None:
    """Remove the folders none of whose files is wanted any more, and what killed runs left half written."""
    keep = {folder for print_of_file, (folder, _) in kept(extractions).items() if print_of_file in set(wanted)}
    for folder in extractions.iterdir():
        if folder not in keep:
            shutil.rmtree(folder)
