"""Takes `data/gazetteer.npz`, our CSV files and the lexicon of states, gives the places that a name may mean.

`load_gazetteer` reads everything once. A place is asked for by a key (`transforms.places.keys`); the same key may name
places of many countries, and whoever resolves a name chooses among them.
"""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from math import log10
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from transforms.checksums import check_whole
from transforms.identifiers import slug
from transforms.lexicons import load_lexicons
from transforms.lexicons.named_entities import country_of
from transforms.places.declared import DECLARED
from transforms.places.keys import key_of
from transforms.places.own_places import OWN_PLACES

FOLDER = Path(__file__).parent / "data"
FILE = FOLDER / "gazetteer.npz"

KINDS = ("country", "continent", "division", "district", "town", "locality", "airport")
"""Kinds of place in the file, in the order of their numbers there."""
SCALE = 100_000  # coordinates are whole hundred-thousandths of a degree
MAIN, OTHER, MADE = 0, 1, 2
"""How a key names a place: as its main name, as another one, or as one without the Arabic article."""
ADJECTIVE = 3
"""A key that is the adjective of a place, or the name of its people."""
ABBREVIATION = 4

SAME_DEGREES = 5.0  # degrees between the middles of one area as we and others draw it, at most

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of place, as `data/place_kinds.csv` has it."""

    feature_class: str
    precision: str
    prior: float
    """Weight before anything else is known, in powers of ten of people; 0 where the people are counted."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the gazetteer."""

    place_id: str
    name: str
    kind: str
    latitude: float
    longitude: float
    country: str | None
    """ISO 3166 alpha-3; null for seas, what several countries share, and disputed areas."""
    division: str
    """GeoNames code of the first-level division, such as US.KY; empty where there is none."""
    population: int
    note: str | None
    parts: tuple[str, ...] = ()
    """Countries in which an area of several lies."""

    @property
    def prior(self) -> float:
        """How likely the place is meant before anything is known, in powers of ten of people."""
        return max(load_kinds()[self.kind].prior, log10(self.population + 1))

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries in which it lies."""
        return (self.country,) if self.country else self.parts


@dataclass(frozen=True)
class Gazetteer:
    """All places and their names."""

    arrays: Mapping[str, Array]
    keys: Sequence[bytes]
    names: Sequence[bytes]
    starts: Array
    iso: tuple[str | None, ...]
    """Alpha-3 code of each country number of the file."""
    codes: tuple[str, ...]
    added: Mapping[str, tuple[tuple[Spot, int], ...]]
    """Places and names of our CSV files and of the lexicon of states, by key."""
    divisions: Mapping[str, str]
    """English name of each first-level division, by its code."""
    states: Mapping[str, str]
    """English name of each country, by its alpha-3 code."""
    _made: dict[int, Spot] = field(default_factory=dict)
    own: Mapping[str, tuple[tuple[Spot, int], ...]] = field(default_factory=dict)
    """Places of a user's own knowledge by key; what has one of their names means them."""

    def find(self, key: str) -> list[tuple[Spot, int]]:
        """Return the places that a key names, each once, with how it names them."""
        if own := self.own.get(key):
            return list(own)
        found: dict[str, tuple[Spot, int]] = {}
        added = self.added.get(key, ())
        for spot, quality in (*added, *self._listed(key)):
            # An area of ours goes before the division that others count it to: Crimea has no silent owner.
            if spot.kind == "division" and any(_is_area_of(spot, area) for area, own in added if own == MAIN):
                continue
            if spot.place_id not in found or quality < found[spot.place_id][1]:
                found[spot.place_id] = spot, quality
        return list(found.values())

    def _listed(self, key: str) -> Iterator[tuple[Spot, int]]:
        sought = key.encode("utf-8", "replace")
        at = bisect_left(self.keys, sought)
        if at < len(self.keys) and self.keys[at] == sought:
            for place in range(int(self.starts[at]), int(self.starts[at + 1])):
                yield self.spot(int(self.arrays["places"][place])), int(self.arrays["qualities"][place])

    def spot(self, row: int) -> Spot:
        """Return the place in a row of the file."""
        if row not in self._made:
            self._made[row] = self._read(row)
        return self._made[row]

    def _read(self, row: int) -> Spot:
        arrays, kind = self.arrays, KINDS[int(self.arrays["kinds"][row])]
        geonames_id = int(arrays["ids"][row])
        code = self.codes[int(arrays["divisions"][row])]
        latitude, longitude = int(arrays["latitudes"][row]) / SCALE, int(arrays["longitudes"][row]) / SCALE
        country = self.iso[int(arrays["countries"][row])]
        name = _plain(self.names[row].decode("utf-8"), country)
        own = f"division.{code}" if kind == "division" else f"{kind}.{code or country}.{key_of(name).replace(' ', '-')}"
        if kind in {"locality", "airport"}:  # of which one division may have two of one name
            own += f".{latitude:.2f}.{longitude:.2f}"
        if kind == "division" and code in wide_divisions():
            known, latitude, longitude = wide_divisions()[code]
            geonames_id = geonames_id or known
        if kind == "country" and country:
            latitude, longitude = country_points()[country]
        note = disputed_divisions().get(code)
        return Spot(
            place_id=str(geonames_id) if geonames_id else _slug(own),
            name=name,
            kind=kind,
            latitude=latitude,
            longitude=longitude,
            country=None if note else country,
            division=code,
            population=int(arrays["populations"][row]),
            note=note,
            parts=(country,) if note and country else (),
        )


def _plain(name: str, country: str | None) -> str:
    """Return a name as the press writes it: Tartus, not Ţarţūs, of countries whose names are put into Latin letters."""
    if name.isascii() or country not in romanised():
        return name
    parts = unicodedata.normalize("NFKD", name)
    return "".join(part for part in parts if not unicodedata.combining(part) and part not in "ʻʼ’‘")


@cache
def romanised() -> frozenset[str]:
    """Return the countries whose names are written in other letters than Latin ones, by alpha-3 code."""
    return frozenset(row["iso"] for row in read_rows("countries.csv") if row["is_romanised"])


def _is_area_of(division: Spot, area: Spot) -> bool:
    near = (
        abs(division.latitude - area.latitude) < SAME_DEGREES
        and abs(division.longitude - area.longitude) < SAME_DEGREES
    )
    return near and area.kind in {"region", "disputed", "area", "island", "islet"}


def _slug(words: str) -> str:
    return "".join(word if word.isalnum() or word in "_.:-" else "-" for word in words)[:200]


@cache
def load_kinds() -> Mapping[str, Kind]:
    """Return the kinds of place, by name."""
    rows = read_rows("place_kinds.csv")
    return MappingProxyType(
        {row["kind"]: Kind(row["feature_class"], row["precision"], float(row["prior"])) for row in rows}
    )


@cache
def country_points() -> Mapping[str, tuple[float, float]]:
    """Return the point of each country, by alpha-3 code: the middle of its land, or of its islands."""
    return {row["iso"]: (float(row["latitude"]), float(row["longitude"])) for row in read_rows("countries.csv")}


@cache
def wide_divisions() -> Mapping[str, tuple[int, float, float]]:
    """Return the GeoNames id and the middle of divisions so wide that the mean of their towns is far from it."""
    rows = read_rows("wide_divisions.csv")
    return {
        row["code"]: (int(row["geonames_id"] or 0), float(row["latitude"]), float(row["longitude"])) for row in rows
    }


@cache
def disputed_divisions() -> Mapping[str, str]:
    """Return what is to be said of every place in a first-level division that is disputed, by the division's code."""
    notes = {row["place_id"]: f"in {row['name']}: {row['note']}" for row in read_rows("areas.csv")}
    return {row["code"]: notes[row["place_id"]] for row in read_rows("disputed_divisions.csv")}


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of our CSV files as they are written, found right."""
    return DECLARED[name].cells()


def split(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several."""
    return tuple(one for one in cell.split("|") if one)


def read_arrays(folder: Path) -> dict[str, Array]:
    """Return the arrays of the gazetteer's file in a folder; raise `DamagedData` where it is not the one released."""
    check_whole(folder)
    with np.load(folder / FILE.name) as file:
        return {name: file[name] for name in file.files}


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer."""
    arrays = read_arrays(FOLDER)
    keys, names = (arrays.pop(name).tobytes().split(b"\n")[:-1] for name in ("keys", "names"))
    countries = arrays.pop("country_codes").tobytes().decode().split("\n")[:-1]
    codes = tuple(arrays.pop("division_codes").tobytes().decode().split("\n")[:-1])
    starts = np.concatenate([[0], np.cumsum(arrays.pop("counts"), dtype=np.int64)])
    alpha_3 = {row["alpha_2"]: row["iso"] for row in read_rows("countries.csv")}
    bare = Gazetteer(
        arrays, keys, names, starts, tuple(alpha_3.get(country) for country in countries), codes, {}, {}, {}
    )
    of_kind = {kind: np.flatnonzero(arrays["kinds"] == KINDS.index(kind)) for kind in ("country", "division")}
    states = {spot.country: spot for row in of_kind["country"] if (spot := bare.spot(int(row)))}
    divisions = {spot.division: spot for row in of_kind["division"] if (spot := bare.spot(int(row)))}
    return Gazetteer(
        arrays,
        keys,
        names,
        starts,
        bare.iso,
        codes,
        {key: tuple(found) for key, found in _added(bare, states, divisions).items()},
        {code: spot.name for code, spot in divisions.items()},
        {code: spot.name for code, spot in states.items() if code},
        own=own_places(),
    )


@cache
def own_places() -> Mapping[str, tuple[tuple[Spot, int], ...]]:
    """Return the places of own knowledge by key; raise KnowledgeInvalid where one cannot be."""
    found, ids = defaultdict[str, list[tuple[Spot, int]]](list), dict[str, str]()
    for line, row in OWN_PLACES.own_lines():
        if row.kind not in load_kinds():
            raise line.wrong(f"kind {row.kind!r} is unknown", f"use one of {', '.join(load_kinds())}")
        country = country_of(line, row.country, load_lexicons().countries)
        place_id = f"own.{slug(row.name)}"
        if (other := ids.setdefault(place_id, row.name)) != row.name:
            raise line.wrong(f"{row.name!r} and {other!r} are one key", "name one of them otherwise")
        spot = Spot(place_id, row.name, row.kind, row.latitude, row.longitude, country, "", 0, row.note)
        for names, quality in (((row.name, *row.aliases), MAIN), (row.adjectives, ADJECTIVE)):
            for name in names:
                found[key_of(name)].append((spot, quality))
    return {key: tuple(spots) for key, spots in found.items()}


Added = Iterator[tuple[Spot, Sequence[str], int]]
"""Places with more names of theirs, and of what quality those are."""


def _added(
    gazetteer: Gazetteer, states: Mapping[str | None, Spot], divisions: Mapping[str, Spot]
) -> dict[str, list[tuple[Spot, int]]]:
    """Return what our files and the lexicon of states add, by key."""
    found: dict[str, list[tuple[Spot, int]]] = defaultdict(list)
    added = chain(_states_added(states), _areas_added(), _names_added(gazetteer), _divisions_added(divisions))
    for spot, names, quality in added:
        for name in names:
            if key := key_of(name):
                found[key].append((spot, quality))
    return found


def _states_added(states: Mapping[str | None, Spot]) -> Added:
    """Yield states with the names that the lexicon has of them."""
    lexicons = load_lexicons()
    for entity_id, state in lexicons.states.items():
        if state.iso and state.status != "historic" and (spot := states.get(state.iso)):
            yield spot, (state.name, *lexicons.entities[entity_id].aliases), MAIN
            yield spot, state.demonyms, ADJECTIVE


def _areas_added() -> Added:
    """Yield the areas that are no division of one country: seas, regions, disputed land."""
    lexicons = load_lexicons()
    for row in read_rows("areas.csv"):
        spot = _area(row)
        yield spot, (row["name"], *split(row["aliases"])), MAIN
        yield spot, split(row["adjectives"]), ADJECTIVE
        if known := lexicons.states.get(row["state"]):
            yield spot, (known.name, *lexicons.entities[row["state"]].aliases), MAIN
            yield spot, known.demonyms, ADJECTIVE


def _area(row: Mapping[str, str]) -> Spot:
    """Return the place of a row of `areas.csv`."""
    countries = split(row["countries"])
    return Spot(
        place_id=row["place_id"],
        name=row["name"],
        kind=row["kind"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        country=countries[0] if len(countries) == 1 else None,
        division="",
        population=0,
        note=row["note"] or None,
        parts=countries,
    )


def _names_added(gazetteer: Gazetteer) -> Added:
    """Yield places of the gazetteer with names that it lacks."""
    for row in read_rows("names.csv"):
        meant = [spot for spot, _ in gazetteer.find(key_of(row["name"])) if spot.place_id == row["place_id"]]
        for spot in meant:
            yield spot, split(row["names"]), MAIN
            yield spot, split(row["adjectives"]), ADJECTIVE


def _divisions_added(divisions: Mapping[str, Spot]) -> Added:
    """Yield first-level divisions with their other names: short ones, those of their people."""
    for row in read_rows("divisions.csv"):
        if spot := divisions.get(row["code"]):
            yield spot, split(row["names"]), MAIN
            yield spot, split(row["abbreviations"]), ABBREVIATION
            yield spot, split(row["adjectives"]), ADJECTIVE
