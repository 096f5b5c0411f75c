"""Sketches: what event coreference looks at in a report, or in the chain of reports that tell one event.

A sketch knows neither texts nor rows. The sketches of a chain's reports are merged into one, which is compared alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from transforms.lexicons.classes import sectors_of

OFFICIAL = sectors_of("state")
"""Sectors in which a state acts: the army of a country and its government did one thing."""
COUNTED = ("deaths", "injured", "arrested")
"""Numbers of a report that tell two events apart."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part in an event."""

    entity_id: str | None
    country: str | None
    sector: str | None
    noun: str | None = None
    """The noun that stands for it, in the singular; null for a pronoun."""
    number: int | None = None
    """How many they are, where the words give an exact number."""

    @property
    def is_named(self) -> bool:
        """Whether it is somebody whom other documents may speak of, too."""
        return self.entity_id is not None and not is_own(self.entity_id)

    @property
    def is_state(self) -> bool:
        """Whether a state acts or is acted upon."""
        return self.country is not None and (self.sector is None or self.sector in OFFICIAL)


def is_own(entity_id: str) -> bool:
    """Whether an entity has no name, so that it belongs to one document."""
    last = entity_id.rpartition(".")[2]
    return len(last) == 16 and set(last) <= set("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which an event may have happened, and how they are known."""

    first_on: date | None = None
    last_on: date | None = None
    basis: str = "unknown"

    @property
    def is_known(self) -> bool:
        """Whether there is a bound at all."""
        return self.first_on is not None or self.last_on is not None


@dataclass(frozen=True, slots=True)
class Site:
    """Where an event happened."""

    place_id: str
    name: str
    country: str | None
    admin1: str | None
    precision: str
    basis: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is looked at in a report, or in a chain of reports."""

    key: str
    document_id: str
    event_types: frozenset[str]
    modes: frozenset[str]
    factualities: frozenset[str]
    lemmas: frozenset[str]
    acts: frozenset[str]
    """Kinds of acts that its words may name, those of `acts.csv`."""
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    days: Days = Days()
    site: Site | None = None
    numbers: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Lowest and highest of what is counted."""


@dataclass(frozen=True, slots=True)
class Position:
    """How a report stands in its document."""

    sentence: int
    part: str
    """Headline, deck or body."""
    is_noun: bool
    use: str
    """How a noun is introduced: definite, indefinite, owned, bare; `verb` for a verb."""
    is_told_apart: bool
    """Whether a word beside it says that it is not the one told before: "another", "a second", "again"."""
    quote_id: str | None
