"""Takes a word that may name an event, gives the type that it most likely names and how likely that is.

Each type that is proposed competes with the others and with there being no event at all: a logistic model whose
weights `training/choices.py` learns from our own stories and writes to `choices.csv`.
"""

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transforms.coding.evidence import told_of_type, told_of_word
from transforms.coding.proposals import Proposal
from transforms.syntax import Tree

WEIGHTS = Path(__file__).with_name("choices.csv")


@dataclass(frozen=True)
class Choice:
    """What a word most likely names."""

    event_type: str
    probability: float
    """That it names an event of this type."""


def choose(tree: Tree, proposal: Proposal) -> Choice:
    """Return the likeliest of the types that are proposed for a word."""
    weights = load_weights()
    shared = sum(weights.get(name, 0.0) for name in told_of_word(tree, proposal))
    scores = {
        event_type: shared
        + sum(weights.get(name, 0.0) * value for name, value in told_of_type(tree, proposal, event_type))
        for event_type in proposal.types
    }
    best = max(scores, key=scores.__getitem__)
    top = max(scores[best], 0.0)  # no event scores nothing
    total = math.exp(-top) + sum(math.exp(score - top) for score in scores.values())
    return Choice(best, math.exp(scores[best] - top) / total)


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weight of each piece of evidence."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {row["evidence"]: float(row["weight"]) for row in csv.DictReader(file)}
