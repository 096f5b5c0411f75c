"""Extraction document by document, so that one at which our code fails, or takes too long, is lost alone."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from transforms.documents.record_reading import ReadDocument
from transforms.documents.seed import READER_FAILED, TimeLimit, UnreadableDocument, lost_alone, seconds_to_extract
from transforms.extraction import Extraction, extract, extraction_of, read_sentences, sentences_of
from transforms.language.reading import Reading
from transforms.spans import check_spans
from transforms.tables import Document, Sentence

Found = TypeVar("Found")
Split = list[Sentence] | UnreadableDocument
Read = list[Reading] | UnreadableDocument
PLAIN_SENTENCE = "Talks resumed in Geneva on Monday."


Extract = Callable[[ReadDocument, Sequence[Sentence], Sequence[Reading]], Extraction]
"""Makes rows of a document whose sentences have been read."""


def extract_by_engine(read: ReadDocument, sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Extraction:
    """Return what a document gives that the engine alone reads."""
    return extraction_of(read.document, sentences, readings, read.removed)


def extract_each(
    documents: Sequence[ReadDocument], limit: TimeLimit, extract_one: Extract = extract_by_engine
) -> list[Extraction | UnreadableDocument]:
    """Return what each document gives, or why nothing can be extracted from it.

    The sentences of all are read at once, and those of each alone where that fails. Raises what extraction raises at a
    plain sentence too, such as of a damaged model: no document is to blame for that.
    """
    split = [_attempt(partial(sentences_of, read.document, read.posts), [read], limit) for read in documents]
    readings = _read_all(documents, split, limit)
    found = [
        _attempt(partial(_extract, read, sentences, read_sentences_of, extract_one), [read], limit)
        for read, sentences, read_sentences_of in zip(documents, split, readings, strict=True)
    ]
    if any(isinstance(fault, UnreadableDocument) and fault.reason == READER_FAILED for fault in found):
        extract([_plain_document()])
    return found


def _attempt(
    work: Callable[[], Found], documents: Sequence[ReadDocument], limit: TimeLimit
) -> Found | UnreadableDocument:
    """Return what some work at documents gives, or why it gives nothing."""
    letters = sum(len(read.document.text) for read in documents)
    try:
        with lost_alone(seconds_to_extract(letters), limit):
            return work()
    except UnreadableDocument as fault:
        return fault


def _read_all(documents: Sequence[ReadDocument], split: Sequence[Split], limit: TimeLimit) -> Sequence[Read]:
    """Return the readings of the sentences of each document; of one that could not be split, none."""
    whole = [[] if isinstance(sentences, UnreadableDocument) else sentences for sentences in split]
    found = _attempt(partial(read_sentences, [read.document for read in documents], whole), documents, limit)
    if not isinstance(found, UnreadableDocument):
        return found
    return [
        _attempt(partial(_read_alone, read.document, sentences), [read], limit)
        for read, sentences in zip(documents, whole, strict=True)
    ]


def _read_alone(document: Document, sentences: Sequence[Sentence]) -> list[Reading]:
    (readings,) = read_sentences([document], [sentences])
    return readings


def _extract(read: ReadDocument, sentences: Split, readings: Read, extract_one: Extract) -> Extraction:
    if isinstance(sentences, UnreadableDocument):
        raise sentences
    if isinstance(readings, UnreadableDocument):
        raise readings
    extraction = extract_one(read, sentences, readings)
    check_spans(extraction.document, extraction.rows())
    return extraction


def _plain_document() -> Document:
    """Return a document of which nothing can be at fault."""
    from flows.coded_text import as_document

    return as_document(PLAIN_SENTENCE, None)
