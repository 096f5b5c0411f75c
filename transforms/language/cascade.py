"""Takes two engines, gives one: the larger reads again only those sentences that the smaller is unsure of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from transforms.language.reading import Reading, Trigger

SURE = 0.5
"""Probability from which a token is taken for an event, and below which it is not."""


class Reader(Protocol):
    """What reads sentences."""

    def read(self, sentences: Sequence[str]) -> list[Reading]:
        """Return the reading of each sentence, in their order."""
        ...


@dataclass(frozen=True)
class Cascade:
    """Reads with a small engine, and with a base one where the small one's doubt reaches a threshold."""

    small: Reader
    base: Reader
    threshold: float
    """Doubt from 0, everything is read twice, to 1, nothing is."""

    def read(self, sentences: Sequence[str]) -> list[Reading]:
        """Return the reading of each sentence, in their order."""
        readings = self.small.read(sentences)
        unsure = [index for index, reading in enumerate(readings) if doubt(reading.triggers) >= self.threshold]
        again = self.base.read([sentences[place] for place in unsure])
        for place, reading in zip(unsure, again, strict=True):
            readings[place] = reading
        return readings


def doubt(triggers: Iterable[Trigger]) -> float:
    """Return the probability that one of a sentence's events, or its type, is wrong, were all right by themselves.

    A sentence without a token that is at all likely to name an event leaves no doubt.
    """
    right = 1.0
    for trigger in triggers:
        right *= trigger.types[trigger.event_type] if trigger.probability >= SURE else 1.0 - trigger.probability
    return 1.0 - right
