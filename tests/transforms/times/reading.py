"""For tests of times: a text and a day of publication in, the rows of `times` out."""

from datetime import date

from tests.rows import a
from transforms.identifiers import key
from transforms.language.engine import load_engine
from transforms.sentences import split_sentences
from transforms.tables import Document, Time
from transforms.times import find_times

FRIDAY = date(2018, 6, 8)


def document(text: str, first_on: date | None = None, last_on: date | None = None) -> Document:
    """Return a document that was published on one of some days, or on nobody knows which."""
    return a(
        Document,
        document_id=key(text),
        text=text,
        title=None,
        published_first_on=first_on,
        published_last_on=last_on or first_on,
        published_basis="metadata" if first_on else "unknown",
    )


def times(text: str, first_on: date | None = FRIDAY, last_on: date | None = None) -> list[Time]:
    """Return the time expressions of a text."""
    told = document(text, first_on, last_on)
    sentences = split_sentences(told)
    readings = load_engine().read([text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences])
    return find_times(told, sentences, readings)
