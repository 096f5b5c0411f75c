"""Dates for a person and for a program: the time expressions of a text, what they denote, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.coded_text import as_document
from transforms.control_characters import printable
from transforms.language.reader import load_reader
from transforms.publication import infer_publication
from transforms.sentences import split_sentences
from transforms.tables import Document, PublicationReason, Time
from transforms.times import find_times

ANCHORS = {
    "none": "from nothing: it is absolute",
    "publication": "from publication",
    "previous_time": "from another time",
}


@dataclass(frozen=True)
class Dated:
    """A text with the days on which it may have been published and its time expressions."""

    document: Document
    reasons: tuple[PublicationReason, ...]
    times: tuple[Time, ...]


def date_text(text: str, published: date | None) -> Dated:
    """Return the time expressions of a text; without a day of publication the text is asked for it."""
    undated = as_document(text, published)
    sentences = split_sentences(undated)
    readings = load_reader().read([text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences])
    document, reasons = infer_publication(undated, sentences, readings)
    return Dated(document, tuple(reasons), tuple(find_times(document, sentences, readings)))


def as_json(dated: Dated) -> dict[str, Any]:
    """Return what was found for a program."""
    document = dated.document
    keep = ("time", "kind", "value", "mod", "first_on", "last_on", "granularity", "anchor", "reason")
    return {
        "published": {
            "first_on": document.published_first_on,
            "last_on": document.published_last_on,
            "basis": document.published_basis,
            "reasons": [
                {"words": reason.words, "reason": reason.reason, "strength": reason.strength,
                 "left_first_on": reason.left_first_on, "left_last_on": reason.left_last_on}
                for reason in dated.reasons
            ],
        },
        "times": [{"start": time.time_start, "end": time.time_end} | {name: getattr(time, name) for name in keep}
                  for time in dated.times],
    }  # fmt: skip


def lines(dated: Dated) -> Iterator[str]:
    """Yield what was found for a person."""
    document = dated.document
    first_on, last_on = document.published_first_on, document.published_last_on
    yield f"published  {days(first_on, last_on)} ({document.published_basis})"
    for reason in dated.reasons:
        left = days(reason.left_first_on, reason.left_last_on)
        yield f"  {reason.strength:8} “{on_a_line(reason.words)}”: {reason.reason}; leaves {left}"
    for time in dated.times:
        yield ""
        yield f"“{on_a_line(time.time)}”  {time.kind} {time.value or 'no value'}{f', {time.mod}' if time.mod else ''}"
        if time.first_on or time.last_on:
            yield f"  days     {days(time.first_on, time.last_on)}, by the {time.granularity}"
            yield f"  counted  {ANCHORS[time.anchor]}"
        yield f"  why      {on_a_line(time.reason)}"
    if not dated.times:
        yield "no time is named"


def days(first_on: date | None, last_on: date | None) -> str:
    """Return an interval in words."""
    if first_on is None and last_on is None:
        return "on no known day"
    if first_on == last_on:
        return str(first_on)
    return f"{first_on or 'open'} to {last_on or 'open'}"


def on_a_line(words: str) -> str:
    """Return words on one line, without signs that a terminal would obey."""
    return printable(" ".join(words.split()))
