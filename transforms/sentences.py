"""Takes a document, gives its sentences: those of the headline, of the deck and of the body."""

import re
from collections.abc import Sequence

from transforms.identifiers import key
from transforms.language.split import split
from transforms.posts import Post, day_at
from transforms.tables import Document, Sentence

SPACE = re.compile(r"\s*")
DATELINE_END = re.compile(r"\s*[-–—―:]{0,3}\s*")
"""The dash after a dateline, where the dateline was noted without it."""


def split_sentences(document: Document, posts: Sequence[Post] = ()) -> list[Sentence]:
    """Return the sentences of a document in reading order, without its dateline; those of a live blog have its posts.

    A headline, deck or dateline that does not stand where the columns of `Document` say marks nothing: its words, if
    they are in the text at all, are body.
    """
    text = document.text
    headline_end = _paragraph_end(text, 0, document.title)
    deck_end = _paragraph_end(text, headline_end, document.deck)
    body_start = _dateline_end(text, deck_end, document.dateline)
    parts = (("headline", 0, headline_end), ("deck", headline_end, deck_end), ("body", body_start, len(text)))
    spans = [
        (kind, part_start + start, part_start + end)
        for kind, part_start, part_end in parts
        for start, end in split(text[part_start:part_end])
    ]
    return [
        Sentence(
            sentence_id=key(document.document_id, start, end),
            document_id=document.document_id,
            position=position,
            sentence_start=start,
            sentence_end=end,
            kind=kind,
            published_on=day_at(posts, start),
        )
        for position, (kind, start, end) in enumerate(spans)
    ]


def _paragraph_end(text: str, start: int, paragraph: str | None) -> int:
    """Return where a paragraph ends that stands at `start` and fills its lines; `start` when it does not."""
    end = _after(text, start, paragraph)
    is_full_line = end == len(text) or "\n" in text[end : _skip(text, end)]
    return end if is_full_line else start


def _dateline_end(text: str, start: int, dateline: str | None) -> int:
    """Return where the body goes on after its dateline and the dash; `start` when it does not open with it."""
    end = _after(text, start, dateline)
    dash = DATELINE_END.match(text, end)
    return dash.end() if dash and end > start else start


def _after(text: str, start: int, words: str | None) -> int:
    """Return the end of these words when they come next in the text, white space aside; else `start`."""
    words = (words or "").strip()
    place = _skip(text, start)
    return place + len(words) if words and text.startswith(words, place) else start


def _skip(text: str, start: int) -> int:
    space = SPACE.match(text, start)
    return space.end() if space else start
