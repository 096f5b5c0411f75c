"""Takes `parties.yaml`, gives what words tell of who takes part in an event, whatever its type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ConfigDict

from transforms.loading import load_yaml

PARTIES = Path(__file__).with_name("parties.yaml")


@dataclass(frozen=True)
class Parties:
    """What the file declares."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    peopled: frozenset[str]
    """Lemmas of ground that stands for those who live there."""
    carrying: frozenset[str]
    """Lemmas of verbs whose subject does what their object says."""
    aims: Mapping[str, Sequence[str]]
    """Types of the events that tell whom an event of a type is directed at, by that type."""


@cache
def load_parties() -> Parties:
    """Return what the file declares."""
    return load_yaml(PARTIES, Parties)
