"""The CSV files of places, each declared by the type of its rows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from annotated_types import Ge, Le

from transforms.loading import Csv
from transforms.row import OneOf
from transforms.tables import Precision, Sector

FOLDER = Path(__file__).parent / "data"
Latitude = Annotated[float, Ge(-90), Le(90)]
Longitude = Annotated[float, Ge(-180), Le(180)]


class ActRow(NamedTuple):
    """How acts of a type are done: on the ground, at a seat, in a meeting, in words, from afar."""

    event_type: str
    mode: str | None
    lemmas: tuple[str, ...]
    sectors: tuple[Sector, ...]
    done: Annotated[str, OneOf(("ground", "seat", "meeting", "order", "word", "afar"))]
    example: str


class AreaRow(NamedTuple):
    """A place that GeoNames has not, or draws otherwise: seas, regions, disputed areas, sites."""

    place_id: str
    name: str
    kind: str
    latitude: Latitude
    longitude: Longitude
    countries: tuple[str, ...]
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    state: str | None
    note: str | None
    source: str


class CountryRow(NamedTuple):
    """A country, and the middle of its land."""

    iso: str
    alpha_2: str
    latitude: Latitude
    longitude: Longitude
    is_romanised: Annotated[str, OneOf(("yes",))] | None
    source: str


class DirectionRow(NamedTuple):
    """A word for a part of a place."""

    word: str
    example: str


class DisputedDivisionRow(NamedTuple):
    """A first-level division that belongs to a disputed area."""

    code: str
    name: str
    place_id: str


class DivisionRow(NamedTuple):
    """Other names of a first-level division."""

    code: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    adjectives: tuple[str, ...]
    source: str


class GenericRow(NamedTuple):
    """Words that say what sort of place a name is of."""

    words: str
    side: Annotated[str, OneOf(("first", "last"))]
    kinds: tuple[str, ...]
    precision: Precision
    note: str | None


class KindRow(NamedTuple):
    """A kind of place."""

    kind: str
    feature_class: str
    precision: Precision
    prior: float
    note: str | None


class NameRow(NamedTuple):
    """Other names of a place of GeoNames."""

    place_id: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    source: str


class PlaceNounRow(NamedTuple):
    """A noun beside which the name of a state is a place."""

    noun: str
    example: str


class PlaceVerbRow(NamedTuple):
    """A verb whose object is a place."""

    verb: str
    example: str


class PrepositionRow(NamedTuple):
    """A preposition, and what the name after it tells."""

    preposition: str
    tells: Annotated[str, OneOf(("government", "place"))]
    puts: Annotated[str, OneOf(("in", "near"))] | None
    example: str


class PublisherWordRow(NamedTuple):
    """A word beside the name of a town in the names of papers and stations."""

    word: str
    note: str


class WideDivisionRow(NamedTuple):
    """The middle of a division that is so wide that the mean of its towns is far from it."""

    code: str
    name: str
    geonames_id: int | None
    latitude: Latitude
    longitude: Longitude
    source: str


ACTS = Csv("acts.csv", ActRow, ("event_type", "mode", "lemmas", "sectors"), FOLDER)
AREAS = Csv("areas.csv", AreaRow, ("place_id",), FOLDER)
COUNTRIES = Csv("countries.csv", CountryRow, ("iso",), FOLDER)
DIRECTIONS = Csv("directions.csv", DirectionRow, ("word",), FOLDER)
DISPUTED_DIVISIONS = Csv("disputed_divisions.csv", DisputedDivisionRow, ("code",), FOLDER)
DIVISIONS = Csv("divisions.csv", DivisionRow, ("code",), FOLDER)
GENERICS = Csv("generics.csv", GenericRow, ("words", "side"), FOLDER, order="of as many words the first count")
PLACE_KINDS = Csv("place_kinds.csv", KindRow, ("kind",), FOLDER)
NAMES = Csv("names.csv", NameRow, ("place_id", "name"), FOLDER)
PLACE_NOUNS = Csv("place_nouns.csv", PlaceNounRow, ("noun",), FOLDER)
PLACE_VERBS = Csv("place_verbs.csv", PlaceVerbRow, ("verb",), FOLDER)
PREPOSITIONS = Csv("prepositions.csv", PrepositionRow, ("preposition",), FOLDER)
PUBLISHER_WORDS = Csv("publisher_words.csv", PublisherWordRow, ("word",), FOLDER)
WIDE_DIVISIONS = Csv("wide_divisions.csv", WideDivisionRow, ("code",), FOLDER)

DECLARED: Mapping[str, Csv[Any]] = {
    file.name: file
    for file in (
        *(ACTS, AREAS, COUNTRIES, DIRECTIONS, DISPUTED_DIVISIONS, DIVISIONS, GENERICS, PLACE_KINDS, NAMES),
        *(PLACE_NOUNS, PLACE_VERBS, PREPOSITIONS, PUBLISHER_WORDS, WIDE_DIVISIONS),
    )
}
"""The files by name; a new one needs its row and its line here."""
