"""Learned weights: what speaks for options in, how likely each of them is out.

Facts are short words, as the modules named `facts.py` make them; their weights stand in CSV files that scripts in
`training/` write. A fact that the file does not have weighs nothing.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

Weights = Mapping[str, float]


@cache
def read_weights(path: Path) -> Weights:
    """Return the weight of each fact of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["fact"]: float(row["weight"]) for row in csv.DictReader(file)}


def score_of(facts: Iterable[str], weights: Weights) -> float:
    """Return the sum of the weights of some facts: the logarithm of odds, but for a constant."""
    return sum(weights.get(fact, 0.0) for fact in facts)


def probabilities(scores: Sequence[float]) -> list[float]:
    """Return the probability of each option by its score."""
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
