"""Joining: documents of one day and the stories of the days before in, the story of each document out.

The closest pairs join first, by the mean cosine of all their documents (average link). Stories of days before never
join each other, so that a later document changes nothing of what was told.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from transforms.imprints import WHOLE

REACH = 180  # days after which a document no longer draws others to its story
ALIKE = 0.1  # mean cosine from which documents tell one story
COHERENT = 0.3  # of the mean cosine within a story; two pieces of news of one kind are less alike than that
LEADING = 10  # heaviest words of a document by which stories are looked for
BATCH = 1_000  # documents of a day that are joined at a time
CROWDED = 100 + BATCH  # stories within reach that share a word, from which it leads to none
CLOSEST = 20  # stories that share most of the leading words, which are compared as a whole


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


class Cluster:
    """Documents of one story: their number, the sum of their vectors, and the square of its length."""

    def __init__(self) -> None:
        self.size = 0
        self.sums: Counter[str] = Counter()
        self.square = 0

    def cohesion(self) -> float:
        """Return the mean cosine of two of its documents; 0.0 where it has one alone."""
        pairs = self.size * (self.size - 1)
        return (self.square / WHOLE**2 - self.size) / pairs if pairs else 0.0


class Stories:
    """The stories that a document may join, by their first document: those with a document of the last days."""

    def __init__(self) -> None:
        self.within: deque[tuple[Piece, str]] = deque()
        self.clusters: dict[str, Cluster] = defaultdict(Cluster)
        self.holders: dict[str, Counter[str]] = defaultdict(Counter)
        """How many documents of each story have a word."""

    def join(self, batch: Sequence[Piece]) -> dict[str, str]:
        """Add documents of one day; return the first document of the story of each, itself where it begins one."""
        for piece in batch:
            self._count(piece, piece.document_id, 1)
        labels = {piece.document_id: piece.document_id for piece in batch}
        for kept, joined in Joining(self, batch):
            labels[joined] = kept
        for piece in batch:
            label = piece.document_id
            while labels.get(label, label) != label:
                label = labels[label]
            labels[piece.document_id] = label
            self.within.append((piece, label))
        return labels

    def take(self, piece: Piece, label: str) -> None:
        """Add a document to a story of which it is known to be."""
        self.within.append((piece, label))
        self._count(piece, label, 1)

    def forget(self, day: int | None) -> None:
        """Take away the documents that are out of reach on a day."""
        while day is not None and self.within and (self.within[0][0].day or 0) < day - REACH:
            piece, label = self.within.popleft()
            self._count(piece, label, -1)
            if not self.clusters[label].size:
                del self.clusters[label]

    def is_as_before(self) -> bool:
        """Whether all documents within reach belong where they belonged in the release before."""
        return all(piece.label_before == label for piece, label in self.within)

    def candidates(self, piece: Piece) -> list[str]:
        """Return the other stories that share most of the leading words of a document that is one itself."""
        shared: Counter[str] = Counter()
        for word in list(piece.weights)[:LEADING]:
            holders = self.holders[word]
            if len(holders) <= CROWDED:
                for label in holders:
                    shared[label] += piece.weights[word]
        del shared[piece.document_id]
        return [label for label, _ in sorted(shared.items(), key=lambda found: (-found[1], found[0]))[:CLOSEST]]

    def merge(self, kept: str, joined: str, product: int) -> None:
        """Add the documents of one story to another; `product` is that of their sums."""
        cluster, other = self.clusters[kept], self.clusters.pop(joined)
        cluster.size += other.size
        cluster.square += other.square + 2 * product
        cluster.sums.update(other.sums)
        for word in other.sums:
            holders = self.holders[word]
            holders[kept] += holders.pop(joined)

    def _count(self, piece: Piece, label: str, sign: int) -> None:
        cluster = self.clusters[label]
        for word, weight in piece.weights.items():
            before = cluster.sums[word]
            cluster.sums[word] += sign * weight
            cluster.square += cluster.sums[word] ** 2 - before**2
            self.holders[word][label] += sign
            if not self.holders[word][label]:
                del self.holders[word][label], cluster.sums[word]
        cluster.size += sign


class Joining:
    """The joins of the documents of a batch, each a story by itself, with each other and with the stories before."""

    def __init__(self, stories: Stories, batch: Sequence[Piece]) -> None:
        self.clusters = stories.clusters
        self.merge = stories.merge
        self.fresh = {piece.document_id for piece in batch}
        self.products: dict[str, dict[str, int]] = defaultdict(dict)
        """Products of the sums of stories that are compared, the cosines of all pairs of documents together."""
        self.pairs: list[tuple[float, str, str, int]] = []
        """Those that may join, the closest first, with their product when they were compared."""
        for piece in batch:
            for label in stories.candidates(piece):
                if label in self.products[piece.document_id]:
                    continue
                self._compare(piece.document_id, label, self._product(piece.document_id, label))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield each story that is kept with the one that joined it."""
        while self.pairs:
            distance, one, other, product = heappop(self.pairs)
            if self.products[one].get(other) == product and self._are_one(-distance, one, other):
                # That of the days before, else that of the least key.
                kept, joined = sorted((one, other), key=lambda label: (label in self.fresh, label))
                self._join(kept, joined, product)
                yield kept, joined

    def _are_one(self, likeness: float, one: str, other: str) -> bool:
        """Whether two stories are about as alike as the documents within each of them."""
        cohesion = max(self.clusters[one].cohesion(), self.clusters[other].cohesion())
        return likeness >= COHERENT * cohesion

    def _join(self, kept: str, joined: str, product: int) -> None:
        others = sorted({*self.products[kept], *self.products[joined]} - {kept, joined})
        found = {
            label: self._known(kept, label) + self._known(joined, label)
            for label in others
            if kept in self.fresh or label in self.fresh  # stories of the days before never join each other
        }
        for label in (*others, kept):
            self.products[label].pop(joined, None)
            self.products[label].pop(kept, None)
        del self.products[joined], self.products[kept]
        self.merge(kept, joined, product)
        for label, products in found.items():
            self._compare(kept, label, products)

    def _known(self, one: str, other: str) -> int:
        known = self.products[other].get(one)
        return self._product(one, other) if known is None else known

    def _product(self, one: str, other: str) -> int:
        short, long = sorted((self.clusters[one].sums, self.clusters[other].sums), key=len)
        return sum(weight * long[word] for word, weight in short.items() if word in long)

    def _compare(self, one: str, other: str, product: int) -> None:
        """Note how alike two stories are."""
        self.products[one][other] = self.products[other][one] = product
        likeness = product / (self.clusters[one].size * self.clusters[other].size * WHOLE**2)
        if likeness >= ALIKE:
            heappush(self.pairs, (-likeness, min(one, other), max(one, other), product))
