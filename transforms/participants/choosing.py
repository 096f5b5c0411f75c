"""Choosing: a scene in, whom its document takes to fill the roles that a report's own sentence leaves open, out.

A softmax over those who may fill a role and nobody; `training/participants.py` learns the weights on our own stories.
"""

from dataclasses import dataclass
from pathlib import Path

from transforms.coding.rulings import load_rulings
from transforms.learned_weights import probabilities, read_weights, score_of
from transforms.lexicons.classes import sectors_of
from transforms.participants.facts import filling, nobody
from transforms.participants.scene import OTHER, Act, Scene

WEIGHTS = Path(__file__).with_name("weights.csv")
BELIEVED = {"actor": 0.3, "recipient": 0.35}
"""Probability from which somebody is taken to fill a role: on stories left out, half of such choices are right."""

SERVING = sectors_of("state")
"""Sectors of those who act for their state."""

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


@dataclass(frozen=True)
class Chosen:
    """Who is taken to fill a role of a report, and how likely that is."""

    place: int
    role: str
    names: Option
    probability: float


def open_choices(scene: Scene) -> list[Choice]:
    """Return a choice for each role that the sentence of a report leaves open, or fills with a pronoun of nobody."""
    return [
        choice_of(scene, index, role)
        for index, act in enumerate(scene.acts)
        for role in OTHER
        if not scene.knows(act.filled[role]) and not (role == "recipient" and _is_mutual(act))
    ]


def _is_mutual(act: Act) -> bool:
    """Whether several do it with each other, so that nobody else is asked for."""
    several = act.report.event_type in load_rulings().mutual and len(act.filled["actor"]) > 1
    return act.report.is_mutual or several


def choice_of(scene: Scene, index: int, role: str) -> Choice:
    """Return who may fill a role of a report."""
    act = scene.acts[index]
    together = [one.filled[part] for one in scene.similar(index) for part in OTHER]
    singles = [(name,) for name in scene.near(act.sentence)]
    others = act.filled[OTHER[role]]
    known = [option for option in (*together, *singles) if _may_fill(scene, act, option, others)]
    options = (NOBODY, *dict.fromkeys(known))
    facts = (nobody(scene, index, role), *(filling(scene, index, role, option) for option in options[1:]))
    return Choice(index, role, options, facts)


def _may_fill(scene: Scene, act: Act, option: Option, others: Option) -> bool:
    """Whether those of an option may stand on one side with these others on the other: nobody acts on himself.

    Of somebody whom the sentence of the report alone names, its syntax has told what can be told.
    """
    is_known = bool(option) and all(name in scene.referents for name in option)
    if not is_known or all(scene.is_only_in(name, act.sentence) for name in option):
        return False
    return not set(others) & set(option) and not any(_is_own(scene, name, others) for name in option)


def _is_own(scene: Scene, name: str, others: Option) -> bool:
    """Whether a referent is the very state that those on the other side serve: Russia beside its minister."""
    best = scene.referents[name].best
    is_state = best.entity is not None and best.entity.kind == "state"
    serving = [scene.referents[other].best.mention for other in others if other in scene.referents]
    return is_state and any(one.country == best.mention.country and one.sector in SERVING for one in serving)


def chosen(choice: Choice) -> Chosen:
    """Return the likeliest of somebody; nobody where none is likely enough."""
    weights = read_weights(WEIGHTS)
    shares = probabilities([score_of(facts, weights) for facts in choice.facts])
    named = max(range(1, len(shares)), key=shares.__getitem__, default=0)
    if not named or shares[named] < BELIEVED[choice.role]:
        return Chosen(choice.place, choice.role, NOBODY, shares[0])
    return Chosen(choice.place, choice.role, choice.options[named], shares[named])
