"""Takes facts, gives the logarithm of the odds that two reports tell one event; the weights are learned.

`training/chains.py` made the weights from our own stories.
"""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).with_name("weights.csv")


def log_odds(facts: Iterable[str]) -> float:
    """Return the logarithm of the odds that facts speak of one event."""
    weights = load_weights()
    return sum(weights.get(fact, 0.0) for fact in facts)


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weight of each fact."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {row["fact"]: float(row["weight"]) for row in csv.DictReader(file)}
