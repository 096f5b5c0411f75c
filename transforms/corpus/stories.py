"""Stories: the imprints of documents in, which are copies and which tell the same news out.

Documents are read by day. Each joins the story of the last days with whose documents it shares most, or begins one. So
a story depends on what was printed before, and a run begins with the first day of which a document came, changed or
went, and ends when all that was printed within reach belongs where it belonged before.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from transforms.corpus.corpus import Corpus
from transforms.row import Row
from transforms.tables import Story, StoryDocument

STORIES: tuple[type[Row], ...] = (Story, StoryDocument)
REACH = 180  # days after which a document no longer draws others to its story
ALIKE = 0.09  # mean cosine with the documents of a story from which a document belongs to it
LEADING = 10  # heaviest words of a document by which stories are looked for
CROWDED = 100  # stories within reach that share a word, from which it leads to none
CLOSEST = 20  # stories that share most of the leading words, which are compared as a whole
WHOLE = 10_000  # length of the vector of weights, as `transforms.imprints` makes it


@dataclass(frozen=True, slots=True)
class Piece:
    """A document that is no copy."""

    document_id: str
    day: int | None
    """Days since the beginning of 1970; None for an undated one."""
    weights: Mapping[str, int]
    """Its words that weigh most, the heaviest first."""
    label_before: str | None
    """The first document of its story in the release before; None for one that was not there."""


class Stories:
    """The stories that a document may join: those with a document of the last days."""

    def __init__(self) -> None:
        self.within: deque[tuple[Piece, str]] = deque()
        self.sums: dict[str, Counter[str]] = defaultdict(Counter)
        self.sizes: Counter[str] = Counter()
        self.holders: dict[str, Counter[str]] = defaultdict(Counter)
        """How many documents of each story have a word."""

    def label(self, piece: Piece) -> str:
        """Return the first document of the story that a document joins; itself where it begins one."""
        self.forget(piece.day)
        scored = [(self.likeness(piece, label), label) for label in self.candidates(piece)]
        likeness, label = max(scored, default=(0.0, ""))
        return label if likeness >= ALIKE else piece.document_id

    def candidates(self, piece: Piece) -> list[str]:
        """Return the stories that share most of the leading words."""
        shared: Counter[str] = Counter()
        for word in list(piece.weights)[:LEADING]:
            holders = self.holders[word]
            if len(holders) <= CROWDED:
                for label in holders:
                    shared[label] += piece.weights[word]
        return [label for label, _ in sorted(shared.items(), key=lambda found: (-found[1], found[0]))[:CLOSEST]]

    def likeness(self, piece: Piece, label: str) -> float:
        """Return the mean cosine of a document with those of a story."""
        sums = self.sums[label]
        product = sum(weight * sums[word] for word, weight in piece.weights.items() if word in sums)
        return product / (self.sizes[label] * WHOLE * WHOLE)

    def take(self, piece: Piece, label: str) -> None:
        """Add a document to a story."""
        self.within.append((piece, label))
        self._count(piece, label, 1)

    def forget(self, day: int | None) -> None:
        """Take away the documents that are out of reach on a day."""
        while day is not None and self.within and (self.within[0][0].day or 0) < day - REACH:
            piece, label = self.within.popleft()
            self._count(piece, label, -1)
            if not self.sizes[label]:
                del self.sizes[label], self.sums[label]

    def _count(self, piece: Piece, label: str, sign: int) -> None:
        self.sizes[label] += sign
        sums = self.sums[label]
        for word, weight in piece.weights.items():
            sums[word] += sign * weight
            self.holders[word][label] += sign
            if not self.holders[word][label]:
                del self.holders[word][label], sums[word]

    def is_as_before(self) -> bool:
        """Whether all documents within reach belong where they belonged in the release before."""
        return all(piece.label_before == label for piece, label in self.within)


def fill_stories(corpus: Corpus) -> None:
    """Fill stories and their documents; documents that became copies, or are none any more, are retold."""
    for row in STORIES:
        corpus.begin(row)
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
    done, today = days[0], None
    for piece in following:
        if piece.day != today:
            today = piece.day or 0
            while days and days[0] <= today:
                done = days.popleft()
            stories.forget(today)
            if today - REACH > done and stories.is_as_before():
                return
        yield from labelled([piece], stories)
    days.clear()


def labelled(following: Iterable[Piece], stories: Stories) -> Iterator[tuple[str, str]]:
    """Yield documents with the first document of their story."""
    for piece in following:
        label = stories.label(piece)
        stories.take(piece, label)
        yield piece.document_id, label


def pieces(corpus: Corpus, condition: str) -> Iterator[Piece]:
    """Yield the documents that are no copies and meet a condition, by day, then key."""
    for batch in corpus.batches(f"from independents where {condition} order by day, document_id"):
        for row in batch.to_pylist():
            weights = dict(zip(row["words"], row["weights"], strict=True))
            yield Piece(row["document_id"], row["day"], weights, row["label_before"])
