"""Takes the address of a document, gives the names of the town for which its publisher writes.

Papers and stations are named for their town: `kansascity.com`, `concordmonitor.com`, `norfolkdailynews.com`. What is
left of an address without the words of `data/publisher_words.csv` is a name to be weighed with those of the text, no
more; the end of the address tells the country.
"""

from functools import cache, lru_cache
from urllib.parse import urlsplit

from transforms.places.gazetteer import MAIN, load_gazetteer, read_rows
from transforms.places.keys import key_of
from transforms.places.toponym_resolution import Hints

SHORTEST = 4  # letters of a town's name; shorter rests are names of owners and channels
SMALLEST = 5_000  # people of a town that has a paper of its own
COMMERCE = {"com", "co", "org", "net", "gov", "ac", "info", "news", "edu", "biz", "tv"}


@lru_cache(maxsize=10_000)
def home_of(address: str | None) -> Hints:
    """Return what an address tells: names of towns and a country; nothing where it is none of a publisher."""
    host = (
        (urlsplit(address if "//" in address else f"//{address}").hostname or "")
        if address and _is_plain(address)
        else ""
    )
    parts = host.split(".")
    if len(parts) < 2:
        return Hints()
    country = alpha_3().get(parts[-1].upper())
    names = [name for part in parts[:-1] if part not in COMMERCE for name in towns_in(part)]
    return Hints(homes=tuple(dict.fromkeys(names)), home_country=country)


def _is_plain(address: str) -> bool:
    return address.isascii() and "[" not in address and "]" not in address and len(address) < 2000


def towns_in(label: str) -> list[str]:
    """Return what is left of a part of an address without the words of publishers, where towns are so named."""
    rests = {label.replace("-", " "), label.replace("-", "")}
    waiting = list(rests)
    while waiting:
        rest = waiting.pop()
        for word in publisher_words():
            for shorter in (rest.removeprefix(word), rest.removesuffix(word)):
                shorter = shorter.strip()
                if shorter != rest and len(shorter) >= SHORTEST and shorter not in rests:
                    rests.add(shorter)
                    waiting.append(shorter)
    named = [name for rest in rests if (name := town_of(rest))]
    # The longest rest alone: "norfolk" of "norfolkdaily", not "folk".
    return sorted(named, key=lambda name: (-len(name), name))[:1] if label not in publisher_words() else []


def town_of(rest: str) -> str | None:
    """Return letters as the name of a town, in two words where they are one: "kansascity"; null for no town."""
    spellings = [rest, *(f"{rest[:at]} {rest[at:]}" for at in range(3, len(rest) - 2))]
    for spelling in spellings:
        sizes = [spot.population for spot, quality in load_gazetteer().find(key_of(spelling)) if quality == MAIN]
        if spelling not in publisher_words() and max(sizes, default=0) >= SMALLEST:
            return spelling
    return None


@cache
def publisher_words() -> frozenset[str]:
    """Return the words that stand beside the name of a town in the names of papers and stations."""
    return frozenset(row["word"] for row in read_rows("publisher_words.csv"))


@cache
def alpha_3() -> dict[str, str]:
    """Return the alpha-3 code of the country of each end of an address."""
    return {**{row["alpha_2"]: row["iso"] for row in read_rows("countries.csv")}, "UK": "GBR", "GOV": "USA"}
