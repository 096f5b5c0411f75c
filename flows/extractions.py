"""Extractions: what files gave, kept from run to run, so that nothing is read twice.

A batch of files gives one folder of Parquet files and `files.json`, which says for the fingerprint of each file
which documents and rejections it gave. A folder is written beside its place and moved there whole.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.versions import code_of
from transforms.documents.reading import read_file
from transforms.documents.seed import SeedFile
from transforms.extraction import Introduction, NamedPlace, extract
from transforms.identifiers import key
from transforms.tables import (
    Document,
    Event,
    Magnitude,
    Mention,
    Participant,
    PublicationReason,
    Quote,
    QuoteSpan,
    Rejection,
    Relation,
    RemovedSpan,
    Sentence,
    Time,
    Toponym,
)
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
    return key(code_of("extract"), file.name, file.raw_hash, repr(file.settings))


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
    extracted = extract([document.document for document in read])
    folder = extractions / key(*prints)
    building = extractions / f"{folder.name}.building"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    write_rows(
        building,
        {
            Document: (extraction.document for extraction in extracted),
            PublicationReason: (row for extraction in extracted for row in extraction.publication_reasons),
            RemovedSpan: (span for document in read for span in document.removed),
            Rejection: (rejection for reading in readings.values() for rejection in reading.rejections),
            Sentence: (row for extraction in extracted for row in extraction.sentences),
            Introduction: (
                Introduction(**vars(entity), document_id=extraction.document.document_id)
                for extraction in extracted
                for entity in extraction.entities
            ),
            Mention: (row for extraction in extracted for row in extraction.mentions),
            Toponym: (row for extraction in extracted for row in extraction.toponyms),
            NamedPlace: (
                NamedPlace(**vars(place), document_id=extraction.document.document_id)
                for extraction in extracted
                for place in extraction.places
            ),
            Time: (row for extraction in extracted for row in extraction.times),
            Quote: (row for extraction in extracted for row in extraction.quotes),
            QuoteSpan: (row for extraction in extracted for row in extraction.quote_spans),
            Event: (row for extraction in extracted for row in extraction.events),
            Participant: (row for extraction in extracted for row in extraction.participants),
            Magnitude: (row for extraction in extracted for row in extraction.magnitudes),
            Relation: (row for extraction in extracted for row in extraction.relations),
        },
    )
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
