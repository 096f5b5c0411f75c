"""Choosing: a scene in, whom its document takes to fill the roles that a report's own sentence leaves open, out.

A softmax over those who may fill a role and nobody; `training/participants.py` learns the weights on our own stories.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from transforms.participants.facts import filling, nobody
from transforms.participants.scene import OTHER, Act, Scene

WEIGHTS = Path(__file__).with_name("weights.csv")
BELIEVED = 0.4  # probability from which somebody is taken to fill a role; tuned on our own stories

Option = tuple[str, ...]
NOBODY: Option = ()


@dataclass(frozen=True)
class Choice:
    """Who may fill a role of a report, and what speaks for each."""

    place: int
    role: str
    options: tuple[Option, ...]
    """Entities; the first option is nobody."""
    facts: tuple[list[str], ...]


def open_choices(scene: Scene) -> list[Choice]:
    """Return a choice for each role that the sentence of a report leaves open."""
    return [
        choice_of(scene, place, role)
        for place, act in enumerate(scene.acts)
        for role in OTHER
        if not act.filled[role] and not (role == "recipient" and act.report.is_mutual)
    ]


def choice_of(scene: Scene, place: int, role: str) -> Choice:
    """Return who may fill a role of a report."""
    act = scene.acts[place]
    taken = set(act.filled[OTHER[role]])
    together = [one.filled[part] for one in scene.similar(place) for part in OTHER]
    singles = [(name,) for name in scene.near(act.sentence)]
    known = [option for option in (*together, *singles) if _may_fill(scene, act, option, taken)]
    options = (NOBODY, *dict.fromkeys(known))
    facts = (nobody(scene, place, role), *(filling(scene, place, role, option) for option in options[1:]))
    return Choice(place, role, options, facts)


def _may_fill(scene: Scene, act: Act, option: Option, taken: set[str]) -> bool:
    return bool(option) and not taken & set(option) and all(name in scene.referents for name in option)


def chosen(choice: Choice) -> tuple[Option, float]:
    """Return the likeliest option and its probability; nobody where none is likely enough."""
    shares = probabilities(choice.facts, load_weights())
    best = max(range(len(shares)), key=shares.__getitem__)
    named = max(range(1, len(shares)), key=shares.__getitem__, default=0)
    return (choice.options[named], shares[named]) if named and shares[named] >= BELIEVED else (NOBODY, shares[best])


def probabilities(facts: Sequence[Sequence[str]], weights: dict[str, float]) -> list[float]:
    """Return the probability of each option."""
    values = [sum(weights.get(fact, 0.0) for fact in each) for each in facts]
    top = max(values)
    powers = [exp(value - top) for value in values]
    total = sum(powers)
    return [power / total for power in powers]


@cache
def load_weights() -> dict[str, float]:
    """Return the weight of each fact."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {row["fact"]: float(row["weight"]) for row in csv.DictReader(file)}
