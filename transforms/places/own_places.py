"""The places of a user's own knowledge, `lexicons/places.csv`. A name that it has means its place alone."""

from typing import Annotated, NamedTuple

from annotated_types import Ge, Le

from transforms.loading import Csv


class OwnPlaceRow(NamedTuple):
    """A place, its names and where it is."""

    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    kind: str
    """One of `data/kinds.csv`, which says how exactly a point can stand for it."""
    latitude: Annotated[float, Ge(-90), Le(90)]
    longitude: Annotated[float, Ge(-180), Le(180)]
    country: str | None
    source: str
    note: str | None


OWN_PLACES = Csv("places.csv", OwnPlaceRow, key=("name",))
