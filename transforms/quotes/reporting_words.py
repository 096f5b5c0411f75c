"""Reporting words: the lexicon of words that attribute, and of prepositions that do, as the finders ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, NamedTuple

from transforms.loading import Csv
from transforms.row import OneOf

SLOTS = (
    *("clause", "infinitive", "object", "object_infinitive", "predicate"),
    *("about", "against", "at", "for", "of", "on", "to", "with"),
)
"""Where what is attributed stands to the word: a function in its clause, or a preposition."""


class VerbRow(NamedTuple):
    """A word that attributes."""

    lemma: str
    pos: Annotated[str, OneOf(("ADJ", "ADV", "NOUN", "VERB"))]
    act: str
    commits: bool
    frame: tuple[Annotated[str, OneOf(SLOTS)], ...]
    """Slots of the content."""
    note: str


class PrepositionRow(NamedTuple):
    """Words before a source."""

    words: str
    act: str
    note: str | None


class HedgeRow(NamedTuple):
    """A word that weakens an attribution, in lower case."""

    word: str
    note: str | None


VERBS = Csv("reporting_verbs.csv", VerbRow, key=("lemma", "pos"))
PREPOSITIONS = Csv("reporting_prepositions.csv", PrepositionRow, key=("words",))
HEDGES = Csv("reporting_hedges.csv", HedgeRow, key=("word",))


@dataclass(frozen=True)
class ReportingWord:
    """A word that attributes, and where what it attributes stands to it."""

    lemma: str
    pos: str
    act: str
    """What is done with the words: one of the codes of `quotes.act`."""
    is_claim: bool
    """Whether who says so puts the content forward as true."""
    frame: tuple[str, ...]
    """Slots of the content."""


@cache
def load_words() -> Mapping[tuple[str, str], ReportingWord]:
    """Return the reporting words by lemma and part of speech."""
    words = [ReportingWord(row.lemma, row.pos, row.act, row.commits, row.frame) for row in VERBS.rows()]
    return {(word.lemma, word.pos): word for word in words}


@cache
def load_prepositions() -> Mapping[tuple[str, ...], str]:
    """Return the words before a source, such as "according to", each with its act; the lexicon lists them."""
    return {tuple(row.words.split()): row.act for row in PREPOSITIONS.rows()}


@cache
def load_hedges() -> frozenset[str]:
    """Return the words that weaken an attribution, in lower case."""
    return frozenset(row.word for row in HEDGES.rows())
