"""Takes `participant_words.yaml`, gives what words tell of who takes part in an event, whatever its type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ConfigDict

from transforms.loading import load_yaml

PARTICIPANT_WORDS = Path(__file__).with_name("participant_words.yaml")


@dataclass(frozen=True)
class SufferingWords:
    """What tells that the subject of a verb suffers a deed."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    verbs: frozenset[str]
    """Lemmas of verbs of which the deed is the object."""
    against: frozenset[str]
    """Lemmas of verbs of which the deed stands after their "against"."""
    event_types: frozenset[str]
    """Types of such deeds."""


@dataclass(frozen=True)
class ParticipantWords:
    """What the file declares."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    peopled: frozenset[str]
    """Lemmas of ground that stands for those who live there."""
    carrying: frozenset[str]
    """Lemmas of verbs whose subject does what their object says."""
    suffered: frozenset[str]
    """Types of the events that the object of a verb suffers, whatever the verb."""
    suffering: SufferingWords
    judging: frozenset[str]
    """Types of the events that judge a deed, and with it whoever did it."""
    aims: Mapping[str, Sequence[str]]
    """Types of the events that tell whom an event of a type is directed at, by that type."""


@cache
def load_participant_words() -> ParticipantWords:
    """Return what the file declares."""
    return load_yaml(PARTICIPANT_WORDS, ParticipantWords)
