"""Choosing: what speaks for each country in, the likeliest one out, with what told it most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from transforms.learned_weights import probabilities, score_of
from transforms.nationality.facts import NONE

WEIGHTS = Path(__file__).with_name("weights.csv")
LIKELY = 0.4  # least probability of a country that is given; of less likely ones fewer than half were right
SIDES = {"same_side": "other_side"}
"""Beginnings of facts that `report_participants.country_basis` has no word of its own for."""


@dataclass(frozen=True)
class Choice:
    """The likeliest country of a party."""

    country: str
    probability: float
    basis: str
    """What speaks most for it, as `report_participants.country_basis` has it."""


def choose(facts: Mapping[str, Sequence[str]], weights: Mapping[str, float]) -> Choice | None:
    """Return the likeliest country; null where the document names none."""
    chances = dict(zip(facts, probabilities([score_of(told, weights) for told in facts.values()]), strict=True))
    best = max((country for country in facts if country != NONE), key=lambda country: chances[country], default=None)
    return Choice(best, chances[best], _basis(best, facts, weights)) if best else None


def _basis(best: str, facts: Mapping[str, Sequence[str]], weights: Mapping[str, float]) -> str:
    """Return what speaks for a country more than for the others weighed."""
    sums: dict[str, float] = {}
    others = len(facts) - 2  # beside it, and beside none
    for country, told in facts.items():
        share = 1.0 if country == best else -1.0 / others if country != NONE else 0.0
        for fact in told:
            sums[fact.partition(":")[0]] = sums.get(fact.partition(":")[0], 0.0) + share * weights.get(fact, 0.0)
    told_by = max((what for what in sums if not what.startswith("none")), key=lambda what: sums[what])
    return SIDES.get(told_by, told_by)
