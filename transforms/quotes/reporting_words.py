"""Reporting words: the lexicon of words that attribute, and of prepositions that do, as the finders ask for it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEXICONS = Path(__file__).parent.parent / "lexicons"
VERBS = LEXICONS / "reporting_verbs.csv"
PREPOSITIONS = LEXICONS / "reporting_prepositions.csv"
HEDGES = LEXICONS / "reporting_hedges.csv"


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
    """Slots of the content: `clause`, `infinitive`, `object`, `object_infinitive`, `predicate`, or a preposition."""


@cache
def load_words() -> Mapping[tuple[str, str], ReportingWord]:
    """Return the reporting words by lemma and part of speech."""
    with VERBS.open(encoding="utf-8", newline="") as file:
        words = [
            ReportingWord(row["lemma"], row["pos"], row["act"], row["commits"] == "yes", tuple(row["frame"].split()))
            for row in csv.DictReader(file)
        ]
    return {(word.lemma, word.pos): word for word in words}


@cache
def load_prepositions() -> Mapping[tuple[str, ...], str]:
    """Return the words before a source, such as "according to", each with its act; the lexicon lists them."""
    with PREPOSITIONS.open(encoding="utf-8", newline="") as file:
        return {tuple(row["words"].split()): row["act"] for row in csv.DictReader(file)}


@cache
def load_hedges() -> frozenset[str]:
    """Return the words that weaken an attribution, in lower case."""
    with HEDGES.open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))
