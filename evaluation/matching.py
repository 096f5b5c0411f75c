"""Takes gold and answers, gives which answer stands for which gold, and counts.

All tasks match in one way: pairs are taken best first, each gold and each answer at most once, and pairs that are
equally alike in the order of the gold, then of the answers.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from evaluation.gold import Span

G = TypeVar("G")
A = TypeVar("A")
T = TypeVar("T")


def is_same(span: Span, other: Span) -> bool:
    """Whether two spans cover the same characters."""
    return (span.start, span.end) == (other.start, other.end)


def shared(span: Span, other: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(span.end, other.end) - max(span.start, other.start))


def overlap(span: Span, other: Span) -> float:
    """Return the share of the stretch that two spans reach over together which both cover: 1 for the same span."""
    common = shared(span, other)
    return common / (max(span.end, other.end) - min(span.start, other.start)) if common else 0.0


def touches(span: Span, others: Collection[Span]) -> bool:
    """Whether a span shares a character with one of the others."""
    return any(shared(span, other) for other in others)


def plain(words: str | None) -> str:
    """Return words without case, diacritics and superfluous white space."""
    letters = unicodedata.normalize("NFKD", words or "")
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def tokens(words: str | None) -> list[str]:
    """Return the words of a text, each without case and diacritics."""
    return re.findall(r"\w+", plain(words))


def likeness_of_words(one: str | None, other: str | None) -> float:
    """Return the F1 of the words that two texts share."""
    ours, theirs = Counter(tokens(one)), Counter(tokens(other))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def match(gold: Sequence[G], answers: Sequence[A], likeness: Callable[[G, A], Any]) -> list[tuple[int, int]]:
    """Return positions of gold and answers that belong together; those whose likeness is 0 never do.

    A likeness is any value that orders: a number, a boolean, or a tuple whose first place says whether at all.
    """
    candidates = []
    for i, one in enumerate(gold):
        for j, other in enumerate(answers):
            degree = likeness(one, other)
            if degree[0] if isinstance(degree, tuple) else degree:
                candidates.append((degree, -i, -j))
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken_answers: set[int] = set()
    for _, i, j in sorted(candidates, reverse=True):
        if -i not in taken_gold and -j not in taken_answers:
            taken_gold.add(-i)
            taken_answers.add(-j)
            pairs.append((-i, -j))
    return pairs


@dataclass
class Count:
    """How many answers are right, how many there are, and how many there should be."""

    right: int = 0
    answered: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.answered if self.answered else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return harmonic_mean(self.precision, self.recall)


def harmonic_mean(precision: float, recall: float) -> float:
    """Return the F1 of a precision and a recall."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True)
class Comparison(Generic[T]):
    """Which gold was found, which was not, and which answers stand for none."""

    matched: list[tuple[T, T]]
    missed: list[T]
    spurious: list[T]


@dataclass
class Tally:
    """Counts over a set, in all and by label."""

    total: Count = field(default_factory=Count)
    by_label: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))

    def add(self, label: str | None, right: int = 0, answered: int = 0, gold: int = 0) -> None:
        """Count under a label and in all."""
        for count in (self.total, self.by_label[str(label)]):
            count.right += right
            count.answered += answered
            count.gold += gold

    def add_sets(self, gold: Collection[str], answers: Collection[str]) -> None:
        """Count labels of which each is either given or not."""
        for label in sorted({*gold, *answers}):
            right = label in gold and label in answers
            self.add(label, right=right, answered=label in answers, gold=label in gold)

    def compare(  # noqa: PLR0913, what a task may say of its matches
        self,
        gold: Sequence[T],
        answers: Sequence[T],
        likeness: Callable[[T, T], Any],
        label: Callable[[T], str | None],
        is_optional: Callable[[T], bool] = lambda gold: False,
        is_pardoned: Callable[[T], bool] = lambda answer: False,
        pardons: int = 0,
    ) -> Comparison[T]:
        """Match, count and return what was compared.

        Optional gold counts neither when found nor when missed; a pardoned answer does not count as wrong, nor do
        the first `pardons` wrong ones. A match counts under the label of its gold.
        """
        pairs = match(gold, answers, likeness)
        found, used = {i for i, _ in pairs}, {j for _, j in pairs}
        matched = [(gold[i], answers[j]) for i, j in pairs if not is_optional(gold[i])]
        missed = [one for i, one in enumerate(gold) if i not in found and not is_optional(one)]
        spurious = [one for j, one in enumerate(answers) if j not in used and not is_pardoned(one)][pardons:]
        for one, _ in matched:
            self.add(label(one), right=1, answered=1, gold=1)
        for one in missed:
            self.add(label(one), gold=1)
        for one in spurious:
            self.add(label(one), answered=1)
        return Comparison(matched, missed, spurious)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the labels that the gold has."""
        scores = [count.f1 for count in self.by_label.values() if count.gold]
        return sum(scores) / len(scores) if scores else 0.0
