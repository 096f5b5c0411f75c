"""Takes what may be an event, gives how sure we are of it: of type, factuality and actor together.

A logistic curve over few features, whose weights `benchmarks/calibration.py` fits on our own sentences that no head
was trained on and writes to `confidence.csv`. There the reliability of what comes out is measured too.
"""

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from transforms.coding.candidates import Candidate
from transforms.lexicons.classes import sectors_of
from transforms.loading import Csv
from transforms.mentions import Spotted


class WeightRow(NamedTuple):
    """A feature, and its weight."""

    feature: str
    weight: float


WEIGHTS = Csv(
    "confidence.csv", WeightRow, ("feature",), Path(__file__).parent, order="as benchmarks/calibration.py writes it"
)
PRIVATE = {None, *sectors_of("private")}
"""Sectors of those who are mostly about their own affairs."""
SUREST = 0.98  # probability beyond which a voice is not believed; its logarithm would drown the others


def confidence_of(one: Candidate) -> float:
    """Return how sure we are of an event, between 0 and 1."""
    weights = load_weights()
    total = sum(weights[name] * value for name, value in features(one).items())
    return round(1 / (1 + math.exp(-total)), 3)


def features(one: Candidate) -> dict[str, float]:
    """Return what the confidence rests on, by name."""
    return {
        "always": 1.0,
        "unit": _logit(one.unit) if one.unit else 0.0,
        "model": _logit(one.model) if one.model else 0.0,
        "no_unit": float(one.unit == 0),
        "no_model": float(one.model == 0),
        "no_actor": float(not one.actors),
        "no_recipient": float(not one.recipients and not one.is_mutual),
        "is_noun": float(one.is_noun),
        "is_actual": float(one.fact.factuality == "actual"),
        "nobody_political": float(not any(map(_is_political, (*one.actors, *one.recipients)))),
        "nobody_named": float(not any(spotted.mention.kind == "name" for spotted in (*one.actors, *one.recipients))),
        "is_ruled": float(bool(one.ruling)),
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
    return {row.feature: row.weight for row in WEIGHTS.rows()}
