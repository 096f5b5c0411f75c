"""Posts: the sentences of a document in, stretches of them with the document as it is dated there out.

The posts of a live blog were published one after the other: "this morning" is the morning of its post. Every other
document is one stretch.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from transforms.tables import Document, Sentence


class Post(NamedTuple):
    """A post of a live blog."""

    text_start: int
    """Offset in the text at which it begins; it ends where the next one begins."""
    published_on: date
    """Day on which it was published."""


class Stretch(NamedTuple):
    """Sentences that were published together."""

    document: Document
    """Their document, published when they were."""
    part: slice
    """Their places among the sentences of the document."""


def stretches_of(document: Document, sentences: Sequence[Sentence]) -> list[Stretch]:
    """Return the stretches of a document in reading order."""
    stretches, start = [], 0
    for published_on, group in groupby(sentences, key=attrgetter("published_on")):
        dated = document.dated(published_on, published_on, document.published_basis) if published_on else document
        end = start + sum(1 for _ in group)
        stretches.append(Stretch(dated, slice(start, end)))
        start = end
    return stretches


def day_at(posts: Sequence[Post], offset: int) -> date | None:
    """Return the day of the post that holds an offset, None where no post does; posts are in reading order."""
    return next((post.published_on for post in reversed(posts) if post.text_start <= offset), None)
