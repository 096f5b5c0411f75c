"""Originals: folders of seeds in, what their documents give out, as one file of each table of a part."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from transforms.documents.batches import Batch, batches
from transforms.documents.inventory import survey
from transforms.documents.record_reading import ReadDocument, read_batch
from transforms.drafts import EXTRACTED
from transforms.extraction import extract
from transforms.row import Row
from warehouse.parts import write_files

DONE = "done"


def read_originals(seeds: Sequence[Path], folder: Path) -> Path:
    """Return the folder with what the documents of some folders of seeds give; what is there already is kept."""
    if (folder / DONE).exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rows: dict[type[Row], list[Row]] = {row: [] for row in EXTRACTED}
    for root in seeds:
        for batch in batches(survey(root, "").records()):
            add_rows(batch, rows)
    write_files(folder, rows)
    (folder / DONE).touch()
    return folder


def add_rows(batch: Batch, rows: dict[type[Row], list[Row]]) -> None:
    """Read a batch and add what its documents give."""
    read = {
        outcome.document.document_id: outcome for _, outcome in read_batch(batch) if isinstance(outcome, ReadDocument)
    }
    removed = {document_id: outcome.removed for document_id, outcome in read.items()}
    for extraction in extract([outcome.document for outcome in read.values()], removed):
        for row, members in extraction.rows().items():
            rows[row] += members
