"""Takes gold and predicted annotations of the same words, gives counts and the scores that they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Counts:
    """How many there are in the gold, how many were predicted, how many of these are right."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.gold + other.gold, self.predicted + other.predicted, self.right + other.right)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        return 200.0 * self.right / max(1, self.gold + self.predicted)

    @property
    def precision(self) -> float:
        """Share of the predicted that are right, in percent."""
        return 100.0 * self.right / max(1, self.predicted)

    @property
    def recall(self) -> float:
        """Share of the gold that were found, in percent."""
        return 100.0 * self.right / max(1, self.gold)


def count(gold: Iterable[Item], predicted: Iterable[Item]) -> Counts:
    """Return the counts of two sets of items."""
    wanted, found = set(gold), set(predicted)
    return Counts(len(wanted), len(found), len(wanted & found))


def agreement(gold: Sequence[object], predicted: Sequence[object]) -> Counts:
    """Return the counts of two rows of the same length, compared place by place."""
    return Counts(len(gold), len(predicted), sum(one == other for one, other in zip(gold, predicted, strict=True)))


def tree_scores(
    gold_heads: Sequence[int], gold_relations: Sequence[str], heads: Sequence[int], relations: Sequence[str]
) -> dict[str, Counts]:
    """Return the counts of heads (UAS), of heads with labels, subtypes included (LAS)."""
    return {
        "uas": agreement(gold_heads, heads),
        "las": agreement(
            list(zip(gold_heads, gold_relations, strict=True)), list(zip(heads, relations, strict=True))
        ),
    }  # fmt: skip
