"""What a story is: some documents on the same news, and what happened in them; `training/stories.py` reads them."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

HELD_OUT = 5
"""One story in so many, by a hash of its name, is for our own test."""


class MalformedStory(ValueError):
    """A file of stories breaks the format; the message says where, what was found and what would be right."""


@dataclass(frozen=True)
class Mark:
    """What some characters of a text tell of one happening; `start` and `end` are half-open offsets."""

    start: int
    end: int
    happening: str
    factuality: str | None
    """Factuality that this mention gives, where it is not that of the happening."""
    dates: bool
    """Whether the words tell the happening's day, and not the happening itself."""


@dataclass(frozen=True)
class Party:
    """Who did or suffered something; `countries` and `sectors` are accepted codes, best first, null if not knowable."""

    names: tuple[str, ...]
    countries: tuple[str, ...] | None
    sectors: tuple[str, ...] | None
    optional: bool


@dataclass(frozen=True)
class Place:
    """Where something happened; without coordinates when a country is all that is told."""

    names: tuple[str, ...]
    countries: tuple[str, ...]
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None


@dataclass(frozen=True)
class Claim:
    """What one document tells otherwise, or as somebody's word, of one field of a happening."""

    document: str
    column: str
    value: str
    claimant: str | None


@dataclass(frozen=True)
class Happening:
    """One thing that happened, or would happen, once in a story."""

    id: str
    types: tuple[str, ...]
    mode: str | None
    factuality: str
    tier: str
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    mutual: bool = False
    first: date | None = None
    last: date | None = None
    place: Place | None = None
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    says: str | None = None
    part_of: str | None = None
    """Composite happening of which it is a part: the battle of an air strike."""
    content_of: str | None = None
    """Demand, threat, promise, refusal or accusation whose content it is."""
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Document:
    """A document of a story; `title` is the first paragraph of `text` where there is one."""

    id: str
    source_kind: str
    source: str
    published: date | None
    copy_of: str | None
    title: str | None
    text: str
    marks: tuple[Mark, ...]

    @property
    def mentions(self) -> list[Mark]:
        """Return the words that tell of happenings."""
        return [mark for mark in self.marks if not mark.dates]

    @property
    def dates(self) -> list[Mark]:
        """Return the words that date happenings."""
        return [mark for mark in self.marks if mark.dates]


@dataclass(frozen=True)
class Story:
    """Some documents on the same news, and what happened in them."""

    name: str
    about: str
    traits: tuple[str, ...]
    documents: tuple[Document, ...]
    happenings: tuple[Happening, ...]

    @property
    def is_held_out(self) -> bool:
        """Say whether the story belongs to our own test."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % HELD_OUT == 0


def fold_of(story: str, folds: int) -> int:
    """Return in which of some folds a story is tried; the remainder by `HELD_OUT` says what is held out."""
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) // HELD_OUT % folds
