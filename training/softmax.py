"""Softmax over the options of choices: their facts and which are right in, a weight for each fact out.

What several stages learn from our own stories has this shape: which antecedent, which days, which place, which country,
which participant. Fitted by full-batch Adagrad with L2; the same choices give the same weights.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 0.3

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(slots=True)
class Options:
    """What is learned from: options by their facts, those of one choice beside each other, each right or wrong."""

    facts: list[Sequence[str]] = field(default_factory=list)
    choice: list[int] = field(default_factory=list)
    """The number of the choice to which each belongs."""
    is_right: list[bool] = field(default_factory=list)
    choices: int = 0

    def add(self, facts: Sequence[Sequence[str]], is_right: Sequence[bool]) -> None:
        """Take in the options of one choice."""
        self.facts += facts
        self.choice += [self.choices] * len(facts)
        self.is_right += is_right
        self.choices += 1

    def extend(self, others: "Options") -> None:
        """Take in the options of other choices."""
        self.facts += others.facts
        self.choice += [self.choices + choice for choice in others.choice]
        self.is_right += others.is_right
        self.choices += others.choices


@dataclass(frozen=True)
class Settings:
    """How weights are fitted."""

    rounds: int
    decay: float
    """Strength of L2."""
    rare: int
    """Times that a fact must be seen to get a weight."""
    small: float = 0.02
    """Weights nearer to zero are left out."""


def fit(options: Options, settings: Settings) -> dict[str, float]:
    """Return the weight of each fact that is seen often enough."""
    seen = Counter(fact for facts in options.facts for fact in facts)
    known = {fact: index for index, fact in enumerate(sorted(f for f, count in seen.items() if count >= settings.rare))}
    row = np.array([index for index, facts in enumerate(options.facts) for fact in facts if fact in known], np.int64)
    column = np.array([known[fact] for facts in options.facts for fact in facts if fact in known], np.int64)
    choice, right = np.array(options.choice, np.int64), np.array(options.is_right)
    starts = np.flatnonzero(np.diff(choice, prepend=-1))
    weights: Floats = np.zeros(len(known))
    squares: Floats = np.full(len(known), 1e-6)
    for _ in range(settings.rounds):
        scores = np.asarray(np.bincount(row, weights[column], len(choice)), np.float64)
        gradient = softmax(scores, choice, starts) - softmax(np.where(right, scores, -1e9), choice, starts)
        slope: Floats = np.bincount(column, gradient[row], len(known)) + settings.decay * weights
        squares += slope**2
        weights -= RATE * slope / np.sqrt(squares)
    return {
        fact: round(float(weights[place]), 3) for fact, place in known.items() if abs(weights[place]) >= settings.small
    }


def softmax(scores: Floats, choice: Whole, starts: Whole) -> Floats:
    """Return the probability of each option within its choice."""
    top = np.maximum.reduceat(scores, starts)
    powers = np.exp(scores - top[choice])
    return np.asarray(powers / np.add.reduceat(powers, starts)[choice])


def write_weights(path: Path, weights: Mapping[str, float]) -> None:
    """Write weights as a CSV file, sorted by their facts."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("fact", "weight"))
        writer.writerows(sorted(weights.items()))
