"""Takes how likely pairs of things are one, gives clusters: the likeliest pair is joined first, by average link.

Two clusters are as likely one as their compared pairs are on average; pairs that were not compared say nothing. The
order in which pairs come changes nothing.
"""

import heapq
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

Pair = tuple[int, int]


@dataclass
class Links:
    """The clusters of things numbered from 0, and what speaks for joining any two of them."""

    floor: float
    """Average score above which two clusters are joined."""
    clusters: dict[int, list[int]]
    """Members by the least of them."""
    sums: dict[int, dict[int, tuple[float, int]]] = field(default_factory=lambda: defaultdict(dict))
    """For each cluster and each one compared with it: the sum of the scores and how many there are."""
    waiting: list[tuple[float, int, int]] = field(default_factory=list)
    """Pairs of clusters worth joining, the likeliest first; those that have grown since are no longer valid."""

    def add(self, one: int, other: int, total: float, pairs: int) -> None:
        """Let scores of pairs between two clusters count."""
        before, number = self.sums[one].get(other, (0.0, 0))
        told = (before + total, number + pairs)
        self.sums[one][other] = self.sums[other][one] = told
        score = told[0] / told[1]
        if score > self.floor:
            heapq.heappush(self.waiting, (-round(score, 9), min(one, other), max(one, other)))

    def is_valid(self, score: float, one: int, other: int) -> bool:
        """Whether a pair that waits is still what it was."""
        if one not in self.clusters or other not in self.clusters or other not in self.sums[one]:
            return False
        total, pairs = self.sums[one][other]
        return -round(total / pairs, 9) == score

    def join(self, one: int, other: int) -> None:
        """Make two clusters one."""
        self.clusters[one] += self.clusters.pop(other)
        for third, (total, pairs) in self.sums.pop(other).items():
            del self.sums[third][other]
            if third != one:
                self.add(one, third, total, pairs)


def cluster(things: int, scores: Mapping[Pair, float], floor: float) -> list[list[int]]:
    """Return the clusters of things numbered from 0, each with its members in order, by their first."""
    links = Links(floor, {number: [number] for number in range(things)})
    for (one, other), score in sorted(scores.items()):
        links.add(one, other, score, 1)
    while links.waiting:
        score, one, other = heapq.heappop(links.waiting)
        if links.is_valid(score, one, other):
            links.join(one, other)
    return sorted(sorted(members) for members in links.clusters.values())
