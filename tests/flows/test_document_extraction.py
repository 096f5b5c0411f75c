"""Extraction document by document: one at which our code fails, or takes too long, is lost alone."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from flows import document_extraction
from flows.document_extraction import extract_each
from flows.processor_time import limited
from tests.rows import a
from transforms.documents.record_reading import ReadDocument
from transforms.documents.seed import UnreadableDocument, no_limit
from transforms.extraction import Extraction, extraction_of, read_sentences
from transforms.tables import Document

TEXTS = ("Talks resumed in Geneva on Monday.", "The army left the town.", "France and Egypt held talks on Gaza.")


def read(text: str) -> ReadDocument:
    return ReadDocument(a(Document, document_id=f"{TEXTS.index(text):016x}", text=text, language="en"), ())


def at_the_second(spoil: Callable[[], object], work: Callable[..., Any], document: Document, *rest: Any) -> Any:
    """Do what is to be done with a document, but spoil it where it is the second."""
    if document.text == TEXTS[1]:
        spoil()
    return work(document, *rest)


def fail() -> None:
    raise ZeroDivisionError


def take_long() -> None:
    while True:
        pass


def told(found: list[Extraction | UnreadableDocument]) -> list[str]:
    return [one.reason if isinstance(one, UnreadableDocument) else one.document.text for one in found]


@pytest.mark.parametrize(("spoil", "reason"), [(fail, "reader_failed"), (take_long, "too_slow")])
def test_a_document_at_which_a_rule_fails_is_lost_alone(
    spoil: Callable[[], None], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract_each([read(TEXTS[0])], no_limit)  # what is loaded once takes longer than the limit below
    monkeypatch.setattr(document_extraction, "extraction_of", partial(at_the_second, spoil, extraction_of))
    found = extract_each(list(map(read, TEXTS)), lambda _: limited(2.0))
    assert told(found) == [TEXTS[0], reason, TEXTS[2]]


def test_a_document_that_the_engine_cannot_read_is_lost_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_or_fail(documents: list[Document], split: Any) -> Any:
        return fail() if TEXTS[1] in [document.text for document in documents] else read_sentences(documents, split)

    monkeypatch.setattr(document_extraction, "read_sentences", read_or_fail)
    assert told(extract_each(list(map(read, TEXTS)), no_limit)) == [TEXTS[0], "reader_failed", TEXTS[2]]


def test_what_fails_at_any_text_is_no_fault_of_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.extraction.load_reader", fail)
    with pytest.raises(ZeroDivisionError):
        extract_each([read(TEXTS[0])], no_limit)
