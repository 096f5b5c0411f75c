"""Extractions: what a batch of records gives, written as one part."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from transforms.documents.batches import Batch
from transforms.documents.record_reading import ReadDocument, read_batch
from transforms.documents.seed import CHANGED
from transforms.drafts import Record
from transforms.engine_in_use import ChosenEngine, use_engine
from transforms.extraction import Extraction, extract
from transforms.extraction import rows_of as rows_of_documents
from transforms.identifiers import key
from transforms.own_knowledge import OwnKnowledge, use
from transforms.row import Row
from transforms.spans import check_spans
from transforms.tables import Rejection
from warehouse.forgotten import read_forgotten
from warehouse.parts import Parts
from warehouse.storage import Storage

Outcome = tuple[str, ReadDocument | Rejection]
"""What came of a record, with the record's fingerprint."""


@dataclass(frozen=True)
class Extracted:
    """What reading a batch gave."""

    documents: int
    changed: tuple[Rejection, ...]
    """Records that were no longer what the survey saw; nothing is kept of them, so that the next run reads them."""


def extract_batch(batch: Batch, root: Path, knowledge: OwnKnowledge, engine: ChosenEngine) -> Extracted:
    """Read a batch of records, keep what they give as a part and return how much that is.

    Of a document that was forgotten on request nothing but that is kept. The own knowledge of the run and its engine
    come with the batch, since a process that reads it may be a new one, or may have read for another run before.
    """
    use(knowledge)
    use_engine(engine)
    outcomes, changed, forgotten = list[Outcome](), list[Rejection](), read_forgotten(root)
    for name, outcome in read_batch(batch):
        if isinstance(outcome, Rejection) and outcome.reason == CHANGED:
            changed.append(outcome)
        elif isinstance(outcome, ReadDocument) and (gone := forgotten.get(outcome.document.document_id)):
            outcomes.append((name, gone.rejection(outcome.document.path)))
        else:
            outcomes.append((name, outcome))
    part = Parts(Storage(root)).write(key(*(name for name, _ in outcomes)), rows_of(outcomes)) if outcomes else None
    return Extracted(part.documents if part else 0, tuple(changed))


def rows_of(outcomes: Sequence[Outcome]) -> dict[type[Row], list[Row]]:
    """Return the rows that records give, by table. Of records that give one document the first by path stores it."""
    stored: dict[str, ReadDocument] = {}
    for _, read in sorted(documents_in(outcomes), key=lambda pair: pair[1].document.path):
        stored.setdefault(read.document.document_id, read)
    removed = {document_id: read.removed for document_id, read in stored.items()}
    posts = {document_id: read.posts for document_id, read in stored.items()}
    extracted = {
        extraction.document.document_id: extraction
        for extraction in extract([read.document for read in stored.values()], removed, posts)
    }
    for extraction in extracted.values():
        check_spans(extraction.document, extraction.rows())
    rejected = {reading.rejection_id: reading for _, reading in outcomes if isinstance(reading, Rejection)}
    return {
        **rows_of_documents(extracted.values()),
        Rejection: list(rejected.values()),
        Record: [record_of(name, reading, stored, extracted) for name, reading in outcomes],
    }


def documents_in(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, ReadDocument]]:
    """Yield the outcomes that are documents."""
    yield from ((name, reading) for name, reading in outcomes if isinstance(reading, ReadDocument))


def record_of(
    name: str, reading: ReadDocument | Rejection, stored: dict[str, ReadDocument], extracted: dict[str, Extraction]
) -> Record:
    """Return the row that says what came of a record."""
    if isinstance(reading, Rejection):
        return Record(
            record_id=key(name, reading.rejection_id),
            fingerprint=name,
            path=reading.path,
            rejection_id=reading.rejection_id,
            document_id=None,
            is_stored=True,
            source_id=None,
            address=None,
            title=None,
            published_first_on=None,
            modified_at=None,
            text_hash=None,
            raw_hash=None,
        )
    document = extracted[reading.document.document_id].document
    return Record(
        record_id=key(name, reading.document.path),
        fingerprint=name,
        path=reading.document.path,
        rejection_id=None,
        document_id=document.document_id,
        is_stored=stored[document.document_id] is reading,
        source_id=document.source_id,
        address=document.address,
        title=document.title,
        published_first_on=document.published_first_on,
        modified_at=document.modified_at,
        text_hash=key(document.text),
        raw_hash=document.raw_hash,
    )
