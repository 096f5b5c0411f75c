"""Extractions: what a batch of records gives, written as one part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from flows.document_extraction import Extract, extract_by_engine, extract_each
from flows.processor_time import limited
from transforms.documents.batches import MOST_LETTERS, Batch
from transforms.documents.record_reading import ReadDocument, read_batch
from transforms.documents.seed import THIS_RUN_ALONE, TimeLimit, UnreadableDocument, no_limit, rejection
from transforms.drafts import Record
from transforms.engine_in_use import ChosenEngine, use_engine
from transforms.extraction import Extraction
from transforms.extraction import rows_of as rows_of_documents
from transforms.identifiers import key
from transforms.own_knowledge import OwnKnowledge, use
from transforms.reader_in_use import ENGINE_ALONE, ChosenReader
from transforms.row import Row
from transforms.tables import Rejection
from warehouse.forgotten import Forgotten, read_forgotten
from warehouse.parts import Parts
from warehouse.storage import Storage

if TYPE_CHECKING:
    from flows.language_model.second_reader import SecondReader

Came = ReadDocument | Rejection
Outcome = tuple[str, Came]
"""What came of a record, with the record's fingerprint."""


class Heard(NamedTuple):
    """How much of what a language model answered was borne out by the documents."""

    quoted: int = 0
    """Pieces of words that its answers quote."""
    dropped: int = 0
    """Fields of them that were dropped."""


NOTHING_HEARD = Heard()


@dataclass(frozen=True)
class Extracted:
    """What reading a batch gave."""

    documents: int
    rejected: tuple[Rejection, ...]
    """Records that this run alone rejects, as those that are no longer what the survey saw; nothing is kept of them."""
    heard: Heard = NOTHING_HEARD

    @classmethod
    def of_all(cls, parts: Iterable["Extracted"]) -> "Extracted":
        """Return what reading several batches gave."""
        each = list(parts)
        return cls(
            sum(part.documents for part in each),
            tuple(row for part in each for row in part.rejected),
            Heard(sum(part.heard.quoted for part in each), sum(part.heard.dropped for part in each)),
        )


def extract_batch(
    batch: Batch, root: Path, knowledge: OwnKnowledge, engine: ChosenEngine, reader: ChosenReader = ENGINE_ALONE
) -> Extracted:
    """Read a batch of records, keep what they give as a part and return how much that is.

    Records that turn out to hold more text than was planned become several parts, so that memory is bounded. Of a
    document that was forgotten on request nothing but that is kept. The own knowledge of the run, its engine and its
    reader come with the batch, since a process that reads it may be a new one, or may have read for another run before.
    """
    use(knowledge)
    use_engine(engine)
    forgotten = read_forgotten(root)
    read = ((name, _unless_forgotten(outcome, forgotten)) for name, outcome in read_batch(batch, limited))
    second = second_reader(batch, root, reader)
    return Extracted.of_all(_keep(outcomes, root, second) for outcomes in groups_of(read))


def second_reader(batch: Batch, root: Path, reader: ChosenReader) -> "SecondReader | None":
    """Return what reads the documents of a batch with a language model's answers; null where the engine reads alone."""
    if not reader.asks_a_model:
        return None
    from flows.language_model.second_reader import SecondReader, may_be_sent
    from warehouse.answers import Answers

    return SecondReader(reader, Answers(Storage(root)), may_be_sent(batch))


def groups_of(outcomes: Iterable[Outcome], most: int = MOST_LETTERS) -> Iterator[list[Outcome]]:
    """Yield what came of records in groups whose documents have so many letters at most, or one record.

    What came of one record stays together.
    """
    waiting: list[Outcome] = []
    letters = 0
    for _, members in groupby(outcomes, key=itemgetter(0)):
        of_record = list(members)
        more = sum(len(read.document.text) for _, read in documents_in(of_record))
        if waiting and letters + more > most:
            yield waiting
            waiting, letters = [], 0
        waiting += of_record
        letters += more
    if waiting:
        yield waiting


def _keep(read: Sequence[Outcome], root: Path, second: "SecondReader | None") -> Extracted:
    """Extract the documents of some records and keep what they give as a part."""
    outcomes, extractions = extract_documents(read, limited, second.extract if second else extract_by_engine)
    passing = {name: outcome for name, outcome in outcomes if _is_passing(outcome)}
    kept = [(name, outcome) for name, outcome in outcomes if name not in passing]
    part = Parts(Storage(root)).write(key(*(name for name, _ in kept)), rows_of(kept, extractions)) if kept else None
    heard = second.tell_heard() if second else NOTHING_HEARD
    return Extracted(part.documents if part else 0, tuple(passing.values()), heard)


def _is_passing(outcome: Came) -> TypeGuard[Rejection]:
    """Return whether a rejection holds for this run alone."""
    return isinstance(outcome, Rejection) and outcome.reason in THIS_RUN_ALONE


def _unless_forgotten(outcome: Came, forgotten: Mapping[str, Forgotten]) -> Came:
    if isinstance(outcome, ReadDocument) and (gone := forgotten.get(outcome.document.document_id)):
        return gone.rejection(outcome.document.path)
    return outcome


def extract_documents(
    outcomes: Sequence[Outcome], limit: TimeLimit = no_limit, extract_one: Extract = extract_by_engine
) -> tuple[list[Outcome], dict[str, Extraction]]:
    """Return what came of records once their documents are extracted, and what each document gives, by its key.

    A document from which nothing can be extracted is a rejection by now.
    """
    stored = stored_of(outcomes)
    found = dict(zip(stored, extract_each(list(stored.values()), limit, extract_one), strict=True))
    settled = [(name, _settled(outcome, found)) for name, outcome in outcomes]
    return settled, {name: extraction for name, extraction in found.items() if isinstance(extraction, Extraction)}


def _settled(outcome: Came, found: Mapping[str, Extraction | UnreadableDocument]) -> Came:
    if isinstance(outcome, Rejection):
        return outcome
    document = outcome.document
    fault = found[document.document_id]
    if isinstance(fault, UnreadableDocument):
        return rejection(document.path, document.source_id, fault.reason, fault.detail)
    return outcome


def stored_of(outcomes: Iterable[Outcome]) -> dict[str, ReadDocument]:
    """Return the documents of records by key. Of records that give one document the first by path stores it."""
    stored: dict[str, ReadDocument] = {}
    for _, read in sorted(documents_in(outcomes), key=lambda pair: pair[1].document.path):
        stored.setdefault(read.document.document_id, read)
    return stored


def rows_of(outcomes: Sequence[Outcome], extractions: Mapping[str, Extraction]) -> dict[type[Row], list[Row]]:
    """Return the rows that records give, by table."""
    stored = stored_of(outcomes)
    rejected = {reading.rejection_id: reading for _, reading in outcomes if isinstance(reading, Rejection)}
    return {
        **rows_of_documents(extractions[document_id] for document_id in stored),
        Rejection: list(rejected.values()),
        Record: [record_of(name, reading, stored, extractions) for name, reading in outcomes],
    }


def documents_in(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, ReadDocument]]:
    """Yield the outcomes that are documents."""
    yield from ((name, reading) for name, reading in outcomes if isinstance(reading, ReadDocument))


def record_of(
    name: str, reading: Came, stored: Mapping[str, ReadDocument], extracted: Mapping[str, Extraction]
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
