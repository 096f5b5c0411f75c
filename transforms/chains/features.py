"""Takes the sketches of two chains, gives the features by which they are compared in plain words, with their weights.

The facts are those of `comparing.py`, the weights those of `weights.csv`: the weights of all features of a pair add up
to its score. The facts of one matter, such as days, are one feature. How a feature is told stands in
`feature_sentences.csv`, where {ours} is what the first chain tells, {theirs} what the other one does.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Annotated, NamedTuple

from transforms.chains.comparing import (
    BASES,
    LIKENESSES,
    exclusion_across,
    facts_across,
    likeness,
    relate,
)
from transforms.chains.likelihood import log_odds
from transforms.chains.sketch import COUNTED, Days, Party, Site, Sketch
from transforms.loading import Csv
from transforms.row import OneOf

EXCLUSION = "exclusion"
BASE, BEYOND = "base", "across"
OF_OTHERS = {"acts": "words", "types": "type"}
"""Facts of which there are hundreds, with the features that they are part of."""
FEATURES = (BASE, "words", "type", "mode", "factuality", "actors", "recipients", "days", "places", *COUNTED)
"""Matters that are compared, each with all its facts."""
OTHER = "other"
Names = Mapping[str, str]
"""Names of entities by their keys."""
Told = Mapping[str, str]
"""What fills the places of a sentence."""


class SentenceRow(NamedTuple):
    """How a feature of two reports is told."""

    feature: Annotated[str, OneOf((*FEATURES, EXCLUSION))]
    value: str
    sentence: str


class BasisRow(NamedTuple):
    """How it is told from what a day or a place is known."""

    basis: Annotated[str, OneOf(tuple(sorted({*BASES.values(), "inferred"})))]
    words: str


SENTENCES = Csv("feature_sentences.csv", SentenceRow, key=("feature", "value"), folder=Path(__file__).parent)
BASIS_WORDS = Csv("basis_words.csv", BasisRow, key=("basis",), folder=Path(__file__).parent)


@dataclass(frozen=True, slots=True)
class Feature:
    """Something by which two chains are alike or differ."""

    feature: str
    """One of FEATURES."""
    value: str
    weight: float
    """What it adds to the log odds that both tell one event."""
    sentence: str
    """What it is, in plain words, with what both tell."""


@cache
def load_sentences() -> Mapping[tuple[str, str], str]:
    """Return the sentence of each feature and value."""
    return {(row.feature, row.value): row.sentence for row in SENTENCES.rows()}


@cache
def load_basis_words() -> Mapping[str, str]:
    """Return how each basis is told."""
    return {row.basis: row.words for row in BASIS_WORDS.rows()}


def features_across(ours: Sketch, theirs: Sketch, names: Names) -> list[Feature]:
    """Return the features of chains of two documents, the heaviest first; their weights add up to the score."""
    facts: dict[str, list[str]] = defaultdict(list)
    for fact in facts_across(ours, theirs):
        facts[feature_of(fact)].append(fact)
    found = []
    for name, of_feature in facts.items():
        value = value_of(name, of_feature)
        sentence = sentence_of(name, value, ours, theirs, names)
        found.append(Feature(name, value, round(log_odds(of_feature), 3), sentence))
    return sorted(found, key=lambda feature: (-abs(feature.weight), feature.feature))


def feature_of(fact: str) -> str:
    """Return the feature to which a fact that is compared across documents belongs.

    Two acts of one type or factuality have a base rate: how often such acts of two documents are one.
    """
    name, _, value = fact.removeprefix(f"{BEYOND},").partition("=")
    if name in {BEYOND, "type"} or (name == "factuality" and "+" not in value):
        return BASE
    return OF_OTHERS.get(name, name)


def value_of(feature: str, facts: Sequence[str]) -> str:
    """Return the value of a feature with all its facts, as `feature_sentences.csv` has it."""
    if feature == BASE:
        return "alike" if len(facts) > 1 else "apart"
    if feature in {"type", "factuality"}:
        return OTHER
    return facts[0].partition("=")[2].partition(",")[0]


def sentence_of(feature: str, value: str, ours: Sketch, theirs: Sketch, names: Names) -> str:
    """Return a feature in plain words."""
    sentence = load_sentences()[feature, value]
    return sentence.format_map(told_of(feature, ours, theirs, names))


def exclusion_between(ours: Sketch, theirs: Sketch) -> str | None:
    """Return the name of what excludes that chains of two documents tell one event; None where nothing does."""
    return exclusion_across(relate(ours, theirs))


def exclusion_sentence(exclusion: str, ours: Sketch, theirs: Sketch, names: Names) -> str:
    """Return in plain words what excludes that two chains tell one event."""
    told = {
        "factualities": f"{listed(ours.factualities)} and {listed(theirs.factualities)}",
        **{
            f"{side}_{field}": text
            for side, sketch in (("ours", ours), ("theirs", theirs))
            for field, text in (
                ("days", days_in_words(sketch.days)),
                ("place", site_in_words(sketch.site)),
                ("actors", parties_in_words(sketch.actors, names)),
                ("recipients", parties_in_words(sketch.recipients, names)),
            )
        },
    }
    return load_sentences()[EXCLUSION, exclusion].format_map(told)


def told_of(feature: str, ours: Sketch, theirs: Sketch, names: Names) -> Told:
    """Return what two chains tell of the matter of a feature, in words."""
    if feature in {"actors", "recipients"}:
        return parties_told(getattr(ours, feature), getattr(theirs, feature), names)
    if feature in COUNTED:
        return {"ours": _range(ours.numbers[feature]), "theirs": _range(theirs.numbers[feature])}
    if feature == "days":
        return {"ours": days_in_words(ours.days), "theirs": days_in_words(theirs.days)}
    if feature == "places":
        return {"ours": site_in_words(ours.site), "theirs": site_in_words(theirs.site)}
    if feature == BASE:
        return {"shared": listed(ours.event_types & theirs.event_types | same_factuality(ours, theirs))}
    if attribute := SETS.get(feature):
        here, there = getattr(ours, attribute), getattr(theirs, attribute)
        return {"ours": listed(here), "theirs": listed(there), "shared": listed(here & there)}
    return {}


SETS = {"words": "lemmas", "type": "event_types", "mode": "modes", "factuality": "factualities"}
"""Features of which a chain tells a set of values, with its attribute of a sketch."""


def same_factuality(ours: Sketch, theirs: Sketch) -> frozenset[str]:
    """Return the factuality that both tell, where they tell no other."""
    told = ours.factualities | theirs.factualities
    return told if len(told) == 1 else frozenset()


def parties_told(ours: Sequence[Party], theirs: Sequence[Party], names: Names) -> Told:
    """Return who fills a role in two chains: where both tell, the two that are alike most."""
    if ours and theirs:
        pairs = product(ours, theirs)
        our, their = min(pairs, key=lambda pair: LIKENESSES.index(likeness(*pair)))
        ours, theirs = (our,), (their,)
    here, there = parties_in_words(ours, names), parties_in_words(theirs, names)
    return {"ours": here, "theirs": there, "shared": here, "told": here if ours else there}


def parties_in_words(parties: Sequence[Party], names: Names) -> str:
    """Return who takes part, in words."""
    return ", ".join(dict.fromkeys(party_in_words(party, names) for party in parties)) or "nobody"


def party_in_words(party: Party, names: Names) -> str:
    """Return the name of somebody, else the noun, else what is known, with the codes."""
    if party.is_named and party.entity_id:
        return names.get(party.entity_id, party.entity_id)
    noun = " ".join(str(word) for word in (party.number, party.noun) if word)
    codes = " ".join(code for code in (party.country, party.sector) if code)
    if noun:
        return f"{noun} ({codes})" if codes else noun
    return codes or "somebody"


def days_in_words(days: Days) -> str:
    """Return days with how they are known."""
    if not days.is_known:
        return "not known"
    first, last = days.first_on, days.last_on
    if first == last:
        told = f"{first}"
    elif first and last:
        told = f"{first} to {last}"
    else:
        told = f"from {first} on" if first else f"until {last}"
    return f"{told} ({basis_in_words(days.basis)})"


def site_in_words(site: Site | None) -> str:
    """Return a place with how it is known."""
    return f"{site.name} ({basis_in_words(site.basis)})" if site else "nowhere"


def basis_in_words(basis: str) -> str:
    """Return from what a day or a place is known, as comparing has it."""
    return load_basis_words()[BASES.get(basis, "inferred")]


def listed(values: frozenset[str]) -> str:
    """Return some values in a fixed order."""
    return ", ".join(sorted(values)) or "none"


def _range(told: tuple[int, int]) -> str:
    low, high = told
    return f"{low}" if low == high else f"{low} to {high}"
