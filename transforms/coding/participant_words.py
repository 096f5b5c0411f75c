"""Takes `participant_words.yaml`, gives what words tell of who takes part in an event, whatever its type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

PARTICIPANT_WORDS = Path(__file__).with_name("participant_words.yaml")


@dataclass(frozen=True)
class ParticipantWords:
    """What the file declares."""

    peopled: frozenset[str]
    """Lemmas of ground that stands for those who live there."""
    carrying: frozenset[str]
    """Lemmas of verbs whose subject does what their object says."""
    suffered: frozenset[str]
    """Types of the events that the object of a verb suffers, whatever the verb."""
    suffering: frozenset[str]
    """Lemmas of verbs whose subject suffers the deed that is their object."""
    withstanding: frozenset[str]
    """Lemmas of verbs whose subject suffers the deed after their "against"."""
    deeds: frozenset[str]
    """Types of such deeds."""
    judging: frozenset[str]
    """Types of the events that judge a deed, and with it whoever did it."""
    aims: Mapping[str, Sequence[str]]
    """Types of the events that tell whom an event of a type is directed at, by that type."""


@cache
def load_participant_words() -> ParticipantWords:
    """Return what the file declares."""
    declared = yaml.safe_load(PARTICIPANT_WORDS.read_text(encoding="utf-8"))
    return ParticipantWords(
        peopled=frozenset(declared["peopled"]),
        carrying=frozenset(declared["carrying"]),
        suffered=frozenset(declared["suffered"]),
        suffering=frozenset(declared["suffering"]["verbs"]),
        withstanding=frozenset(declared["suffering"]["against"]),
        deeds=frozenset(declared["suffering"]["event_types"]),
        judging=frozenset(declared["judging"]),
        aims=declared["aims"],
    )
