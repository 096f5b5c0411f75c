"""Takes a name as a text writes it, gives the places that it may mean, each with how good the name is for it.

A name is looked up as it stands, then without the words that say what sort of place it is ("Dabaa airbase", "Lake
Chad", "northern Homs"), then with one letter or two spelt otherwise. What was left out says which kinds of place fit
and how near the point of the place that was found is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from transforms.places.gazetteer import (
    ABBREVIATION,
    ADJECTIVE,
    MADE,
    MAIN,
    OTHER,
    Spot,
    load_gazetteer,
    load_kinds,
    read_rows,
    split,
)
from transforms.places.keys import key_of, without_article

SHORTEST_BARE_CODE = 3  # letters from which a code needs no dots and no town before it: "NSW", not "IN" and "OR"
PENALTIES = {OTHER: 0.8, MADE: 1.0, ADJECTIVE: 0.0, ABBREVIATION: 0.0}
"""What a name that is not the main one loses, in powers of ten of people."""
OVERSHADOWED = 1.6  # lost besides by a second name of a place where another place has it as its first
CODE = 1.5  # lost by two capital letters that stand for a division without dots and without a town before them
SHOUTED = 2.0  # lost by a town whose name is written as two or three capital letters
UNFIT = 2.5  # lost by a place of another kind than the words beside its name say: a town for "Cedar County"
STRIPPED = 0.5  # lost by a place whose name is only a part of what the text says
ENDINGS = ("'s", "’s", "'", "’")
QUOTES = ' \t\n"“”‘«»()[]{}*•'


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean."""

    spot: Spot
    weight: float
    """How likely it is before the document is known, in powers of ten of people."""
    precision: str
    """How exactly its point stands for what was named."""
    how: str
    """How the name means it, in words."""
    quality: int = MAIN
    """How the name stands in the gazetteer."""

    @property
    def is_main(self) -> bool:
        return self.quality == MAIN

    @property
    def is_other(self) -> bool:
        return self.quality == OTHER

    @property
    def is_adjective(self) -> bool:
        return self.quality == ADJECTIVE


@dataclass(frozen=True, slots=True)
class Generic:
    """Words that say what sort of place a name is of."""

    words: tuple[str, ...]
    is_first: bool
    kinds: frozenset[str]
    precision: str


@cache
def generics() -> tuple[Generic, ...]:
    """Return the words that say what sort of place a name is of, the longest first."""
    rows = (
        Generic(
            tuple(key_of(row["words"]).split()),
            row["side"] == "first",
            frozenset(split(row["kinds"])),
            row["precision"],
        )
        for row in read_rows("generics.csv")
    )
    return tuple(sorted(rows, key=lambda row: -len(row.words)))


def trimmed(words: str) -> str:
    """Return a name on one line without quotation marks, article and possessive ending."""
    name = " ".join(words.split()).strip(QUOTES)
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return name.strip(QUOTES + ",;:") if name[-2:-1] else name


@lru_cache(maxsize=50_000)
def candidates(words: str, is_after_comma: bool = False) -> tuple[Candidate, ...]:
    """Return the places that a name may mean, the likeliest first; a name after a town and a comma may be a code."""
    name = trimmed(words)
    key = key_of(name)
    if not key:
        return ()
    found = list(_direct(name, key, is_after_comma))
    if any(candidate.is_main for candidate in found):
        found = [
            candidate
            if candidate.is_main or not candidate.is_other
            else replace(candidate, weight=candidate.weight - OVERSHADOWED)
            for candidate in found
        ]
    if not found or all(candidate.spot.kind in {"locality"} for candidate in found):
        found += _generic(key)
    best: dict[str, Candidate] = {}
    for candidate in sorted(found, key=lambda candidate: (-candidate.weight, candidate.spot.place_id)):
        best.setdefault(candidate.spot.place_id, candidate)
    return tuple(best.values())


def _direct(name: str, key: str, is_after_comma: bool) -> Iterator[Candidate]:
    """Yield what the whole name means."""
    keys = dict.fromkeys((key, without_article(key)))
    for place, sought in enumerate(keys):
        for spot, quality in load_gazetteer().find(sought):
            bare = name.isupper() and len(name) < SHORTEST_BARE_CODE
            if quality == ABBREVIATION and not (is_after_comma or bare or _is_code(name)):
                continue
            if quality == ADJECTIVE and name[:1].islower():
                continue
            kind = load_kinds()[spot.kind]
            weight = spot.prior - PENALTIES.get(quality, 0.0) - (PENALTIES[MADE] if place else 0.0)
            if quality == ABBREVIATION and bare and not is_after_comma:
                weight -= CODE
            if (
                quality in {MAIN, OTHER}
                and spot.kind in {"town", "locality"}
                and name.isupper()
                and len(name) <= SHORTEST_BARE_CODE
            ):
                weight -= SHOUTED
            yield Candidate(spot, weight, kind.precision, _how(quality, spot), quality)


def _how(quality: int, spot: Spot) -> str:
    worded = {OTHER: "another name of", ADJECTIVE: "adjective of", ABBREVIATION: "short for", MADE: "without article,"}
    return f"{worded.get(quality, 'name of')} {spot.name}"


def _is_code(name: str) -> bool:
    """Whether a name is surely a code: with dots, or long enough to be no word."""
    letters = name.replace(".", "").replace(" ", "")
    return "." in name or (letters.isupper() and len(letters) >= SHORTEST_BARE_CODE)


def _generic(key: str) -> Iterator[Candidate]:
    """Yield what a name means without the words that say what sort of place it is."""
    words = tuple(key.split())
    for generic in generics():
        size = len(generic.words)
        edge = words[:size] if generic.is_first else words[-size:]
        rest = words[size:] if generic.is_first else words[:-size]
        if edge != generic.words or not rest:
            continue
        found = candidates(" ".join(rest).title())
        for one in found:
            if one.is_adjective and generic.kinds:
                continue
            fits = not generic.kinds or one.spot.kind in generic.kinds
            precision = generic.precision if not generic.kinds or not fits else one.precision
            yield replace(
                one,
                weight=one.weight - STRIPPED - (0.0 if fits else UNFIT),
                precision=coarser(precision, one.precision),
                how=f"{one.how}, beside {' '.join(generic.words)!r}",
            )
        if found:
            return


ORDER = ("exact", "near", "city", "district", "province", "country", "region", "unknown")


def coarser(one: str, other: str) -> str:
    """Return the coarser of two precisions; what is near something wide is no nearer than that is exact."""
    return max(one, other, key=ORDER.index)
