"""Named classes of PLOVER's sectors and of prepositions, each named once: `sectors.csv`, `preposition_classes.csv`."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, NamedTuple

from transforms.loading import Csv
from transforms.row import OneOf
from transforms.tables import EntityKind, Sector

SECTOR_CLASSES = ("state", "arm_of_state", "service", "private", "local", "armed", "many_countries")
"""Offices of a state; those of them that speak for each other within a country, a ministry for its army; those whose
offices tell of which country somebody is; those who are mostly about their own affairs; people who are mostly of the
country in which they act, for officials and business travel and refugees come; those who bear arms and are no force of
a state; bodies that are of no one country."""
PREPOSITION_CLASSES = (
    *("of_a_country", "of_a_body", "of_a_name", "of_ground", "of_a_thing", "of_a_party", "of_a_holder"),
    *("between_places", "partaking", "light", "during"),
)
"""Before the country of a noun; before the body to which somebody belongs; before the place that is part of who is
named; before the place where somebody is; before the place where a thing is, and not whose; before the
country near somebody whose country is open; before what holds the place that a text describes; between a place and the
larger one around it; before what somebody takes part in; with a support verb; before an event at a place in which
somebody takes part."""


class SectorRow(NamedTuple):
    """A sector of PLOVER."""

    sector: Sector
    classes: tuple[Annotated[str, OneOf(SECTOR_CLASSES)], ...]
    kind: EntityKind | None
    """Kind of a group of it that has no name; null where it may be of several."""


class PrepositionClassesRow(NamedTuple):
    """A preposition, and the classes that it is in."""

    preposition: str
    classes: tuple[Annotated[str, OneOf(PREPOSITION_CLASSES)], ...]


SECTORS_FILE = Csv("sectors.csv", SectorRow, key=("sector",))
PREPOSITIONS_FILE = Csv("preposition_classes.csv", PrepositionClassesRow, key=("preposition",))


@cache
def sectors_of(name: str) -> frozenset[str]:
    """Return the sectors of a class; raise KeyError for one that there is not."""
    if name not in SECTOR_CLASSES:
        raise KeyError(name)
    return frozenset(row.sector for row in SECTORS_FILE.rows() if name in row.classes)


@cache
def prepositions_of(name: str) -> frozenset[str]:
    """Return the prepositions of a class; raise KeyError for one that there is not."""
    if name not in PREPOSITION_CLASSES:
        raise KeyError(name)
    return frozenset(row.preposition for row in PREPOSITIONS_FILE.rows() if name in row.classes)


@cache
def kinds_by_sector() -> Mapping[str, str]:
    """Return the kind of a group that has no name, by its sector."""
    return {row.sector: row.kind for row in SECTORS_FILE.rows() if row.kind}
