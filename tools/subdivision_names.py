"""Takes what pycountry (ISO 3166-2) holds, gives the parts of countries as `subdivisions.csv`.

The file is generated and committed because importing the package costs more than loading all lexicons; a test fails
when it is out of date. `python -m tools.subdivision_names` writes it anew. A name that parts of two
countries share is left out, as is one that a country has.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator

from transforms.lexicons import FOLDER, normalise

FILE = FOLDER / "subdivisions.csv"
HEADER = ("iso", "names", "source")
SHORTEST = 4  # letters; shorter names are words or other names more often than provinces
SIDES = frozenset(
    (
        *(
            "north",
            "south",
            "east",
            "west",
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
            "upper",
            "lower",
            "middle",
            "outer",
            "inner",
            "greater",
            "new",
        ),
    )
)
TYPES = frozenset(
    (
        *(
            "city",
            "district",
            "province",
            "region",
            "state",
            "county",
            "department",
            "governorate",
            "municipality",
            "prefecture",
            "of",
            "and",
            "the",
            "capital",
            "territory",
            "republic",
            "autonomous",
            "federal",
            "national",
            "metropolitan",
            "oblast",
            "kray",
            "island",
            "islands",
            "coast",
            "river",
            "lake",
            "mountain",
            "valley",
            "union",
            "town",
            "centre",
            "center",
            "bay",
            "red",
            "white",
            "blue",
            "black",
            "green",
            "sea",
        ),
    )
)
"""Words that make no name by themselves or with one another."""
SMALL = frozenset(
    ("Municipality", "Commune", "Parish", "Local council", "Town council", "Borough", "Urban municipality")
)
"""Types of parts that are villages and towns; their names are words of English too often, as Store is."""


def write_subdivisions() -> str:
    """Return the content of `subdivisions.csv`: for every country the normalised names of its parts."""
    import pycountry

    iso = {country.alpha_2: str(country.alpha_3) for country in pycountry.countries}
    taken = {normalise(str(country.name)) for country in pycountry.countries}
    held: dict[str, set[str]] = defaultdict(set)
    for part in (part for part in pycountry.subdivisions if part.type not in SMALL):
        for name in _spellings(str(part.name)):
            held[normalise(name)].add(iso[part.country_code])
    found: dict[str, list[str]] = defaultdict(list)
    for name, countries in held.items():
        if len(countries) == 1 and name not in taken and _is_name(name):
            found[next(iter(countries))].append(name)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(HEADER)
    rows.writerows((country, "|".join(sorted(names)), "ISO 3166-2") for country, names in sorted(found.items()))
    return text.getvalue()


def _is_name(name: str) -> bool:
    return len(name) >= SHORTEST and not set(name.split()) <= SIDES | TYPES and not name[0].isdigit()


def _spellings(name: str) -> Iterator[str]:
    """Yield a name without what stands in brackets, and without the side of the sky: West Darfur, Darfur."""
    bare = name.partition(" (")[0].partition(" [")[0].partition(",")[0].strip().replace("|", " ")
    yield bare
    first, _, rest = bare.partition(" ")
    if first.casefold() in SIDES and rest and rest.casefold() not in TYPES:
        yield rest


if __name__ == "__main__":
    FILE.write_text(write_subdivisions(), encoding="utf-8")
