"""Stories: the imprints of documents in, which are copies and which tell the same news out.

Documents are read by day. Those of one day join each other and the stories of the last days (`story_joining`). So a
story depends on what was printed before, and a run begins with the first day of which a document came, changed or
went, and ends when all that was printed within reach belongs where it belonged before.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

import pyarrow as pa

from transforms.corpus.corpus import Corpus
from transforms.corpus.story_joining import BATCH, REACH, Piece, Stories
from transforms.row import Row
from transforms.tables import Story, StoryDocument

STORIES: tuple[type[Row], ...] = (Story, StoryDocument)


def fill_stories(corpus: Corpus) -> None:
    """Fill stories and their documents; documents that became copies, or are none any more, are retold."""
    for row in STORIES:
        corpus.begin(row)
    corpus.run("rewrites")
    corpus.run("copies")
    labels = dict(told_anew(corpus))
    corpus.put("labels", pa.table({"document_id": list(labels), "label": list(labels.values())}, LABELS))
    corpus.run("stories")
    for row in STORIES:
        corpus.stand(row)


LABELS = pa.schema([("document_id", pa.string()), ("label", pa.string())])


def told_anew(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield the documents whose story this run looks for, with the first document of it."""
    moved = [day for (day,) in corpus.connection.execute("select day from moved_days order by day").fetchall()]
    if None in moved:
        yield from labelled(pieces(corpus, "day is null"), Stories())
    days = deque(day for day in moved if day is not None)
    while days:
        first = days[0]
        stories = Stories()
        for piece in pieces(corpus, f"day between {first - REACH} and {first - 1}"):
            stories.take(piece, piece.label_before or piece.document_id)
        yield from until_as_before(pieces(corpus, f"day >= {first}"), stories, days)


def until_as_before(following: Iterable[Piece], stories: Stories, days: deque[int]) -> Iterator[tuple[str, str]]:
    """Yield documents with their stories until nothing within reach differs from before; take off `days` those done."""
    done = days[0]
    for day, printed in groupby(following, key=lambda piece: piece.day or 0):
        while days and days[0] <= day:
            done = days.popleft()
        stories.forget(day)
        if day - REACH > done and stories.is_as_before():
            return
        yield from labelled(printed, stories)
    days.clear()


def labelled(printed: Iterable[Piece], stories: Stories) -> Iterator[tuple[str, str]]:
    """Yield documents of one day, or the undated ones, with the first document of their story."""
    waiting = iter(printed)
    while batch := list(islice(waiting, BATCH)):
        labels = stories.join(batch)
        yield from ((piece.document_id, labels[piece.document_id]) for piece in batch)


def pieces(corpus: Corpus, condition: str) -> Iterator[Piece]:
    """Yield the documents that are no copies and meet a condition, by day, then key."""
    for batch in corpus.batches(f"from independents where {condition} order by day, document_id"):
        for row in batch.to_pylist():
            weights = dict(zip(row["words"], row["weights"], strict=True))
            yield Piece(row["document_id"], row["day"], weights, row["label_before"])
