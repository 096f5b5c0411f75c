"""Takes facts, gives the logarithm of the odds that two reports tell one event; the weights are learned.

`training/chains.py` made the weights from our own stories.
"""

from collections.abc import Iterable
from pathlib import Path

from transforms.learned_weights import read_weights, score_of

WEIGHTS = Path(__file__).with_name("weights.csv")


def log_odds(facts: Iterable[str]) -> float:
    """Return the logarithm of the odds that facts speak of one event."""
    return score_of(facts, read_weights(WEIGHTS))
