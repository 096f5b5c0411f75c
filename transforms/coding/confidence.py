"""Takes what may be an event, gives how sure we are of it: that it is told, of its type, with its factuality.

A logistic curve over how likely the words name an event of the type (`choosing.py`) and over what is known of it only
later: who takes part, whether it happened, which of PLOVER's rulings changed it. `training/confidence.py` learns the
weights from our own stories and writes them to `confidence.csv`; `benchmarks/calibration.py` measures how far the
confidence can be believed.
"""

import csv
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from transforms.coding.candidates import Candidate
from transforms.mentions import Spotted

WEIGHTS = Path(__file__).parent / "confidence.csv"
PRIVATE = {None, "UNK", "CVL", "BUS", "MED", "EDU", "AGR", "MNC"}
"""Sectors of those who are mostly about their own affairs."""
RULINGS = ("promised", "refused", "threatened")
"""What PLOVER's rulings make of an event, each with a confidence of its own."""
SUREST = 0.99  # probability beyond which a choice is not believed; its logarithm would drown the others


def confidence_of(one: Candidate) -> float:
    """Return how sure we are of an event, between 0 and 1."""
    weights = load_weights()
    total = sum(weights[name] * value for name, value in features(one).items())
    return round(1 / (1 + math.exp(-total)), 3)


def features(one: Candidate) -> dict[str, float]:
    """Return what the confidence rests on, by name."""
    sides = (*one.actors, *one.recipients)
    return {
        "always": 1.0,
        "probability": _logit(one.probability),
        "pattern": float(bool(one.unit)),
        "marked": float(bool(one.model)),
        "no actor": float(not one.actors),
        "no recipient": float(not one.recipients and not one.is_mutual),
        "nobody": float(not sides),
        "noun": float(one.is_noun),
        "noun without actor": float(one.is_noun and not one.actors),
        "nobody political": float(not any(map(_is_political, sides))),
        "nobody named": float(not any(spotted.mention.kind == "name" for spotted in sides)),
        **{ruling: float(one.ruling == ruling) for ruling in RULINGS},
    }


def _is_political(spotted: Spotted) -> bool:
    """Whether somebody acts for a state, an organisation or a cause, as far as we know."""
    mention = spotted.mention
    return mention.country is not None or mention.sector not in PRIVATE


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1 - SUREST), SUREST)
    return math.log(bounded / (1 - bounded))


@cache
def load_weights() -> Mapping[str, float]:
    """Return the weight of each feature."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {row["feature"]: float(row["weight"]) for row in csv.DictReader(file)}
