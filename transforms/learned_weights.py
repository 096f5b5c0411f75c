"""Learned weights: what speaks for options in, how likely each of them is out.

Facts are short words, as the modules named `facts.py` make them; their weights stand in CSV files that scripts in
`training/` write. A fact that the file does not have weighs nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from transforms.loading import Csv

Weights = Mapping[str, float]


class WeightRow(NamedTuple):
    """A fact, and its weight."""

    fact: str
    weight: float


def weights_in(path: Path) -> Csv[WeightRow]:
    """Return the declaration of a file of weights."""
    return Csv(path.name, WeightRow, key=("fact",), folder=path.parent)


@cache
def read_weights(path: Path) -> Weights:
    """Return the weight of each fact of a file; raise KnowledgeInvalid where a row is not as it should be."""
    return {row.fact: row.weight for row in weights_in(path).rows()}


def score_of(facts: Iterable[str], weights: Weights) -> float:
    """Return the sum of the weights of some facts: the logarithm of odds, but for a constant."""
    return sum(weights.get(fact, 0.0) for fact in facts)


def probabilities(scores: Sequence[float]) -> list[float]:
    """Return the probability of each option by its score."""
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
