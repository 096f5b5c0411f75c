"""Patterns: `lexicons/relations.csv` in, the words that state a relation out, with the slots in which its ends stand.

A slot is a grammatical function of the word or a preposition:

subject, object     of a verb in the active voice; "Iran-backed" has Iran as subject
self                who a noun says this of: itself, its apposition, the name that it is a title of, its subject
possessor, modifier "Hezbollah's leader", "the Hezbollah leader"
subject_above       subject of a support verb whose object the noun is: "Moscow has close relations with ..."
within              the place in which the object of a verb is: "staged attacks in the capital"
holder              who is in what the noun names: "joined the fight", "stands with Iraq in the fight"
between             both ends at once: "tensions between Russia and Iran"
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from annotated_types import Ge, Le

from transforms.loading import Csv
from transforms.row import OneOf
from transforms.tables import EntityKind, Predicate

FUNCTIONS = ("subject", "object", "self", "possessor", "modifier", "subject_above", "within", "holder", "between")
MARKERS = (
    *("against", "along", "alongside", "as", "at", "behind", "by", "for", "from", "in", "inside", "into", "near", "of"),
    *("on", "over", "through", "to", "together", "toward", "towards", "with"),
)
"""Prepositions, and adverbs that stand as such, before an end of a relation."""
Slot = Annotated[str, OneOf((*FUNCTIONS, *MARKERS))]


class PatternRow(NamedTuple):
    """A word that states a relation."""

    predicate: Predicate
    lemma: str
    pos: Annotated[str, OneOf(("ADJ", "NOUN", "VERB"))]
    modifiers: tuple[str, ...]
    subject: tuple[Slot, ...]
    object: tuple[Slot, ...]
    kinds: tuple[EntityKind, ...]
    confidence: Annotated[float, Ge(0), Le(1)]
    note: str | None


class SupportVerbRow(NamedTuple):
    """A verb whose subject does what its object names."""

    lemma: str


PATTERNS = Csv(
    "relations.csv",
    PatternRow,
    key=("predicate", "lemma", "pos", "modifiers", "subject", "object", "kinds"),
    order="of patterns of one word the first speaks",
)
SUPPORT_VERBS = Csv("support_verbs.csv", SupportVerbRow, key=("lemma",))


@dataclass(frozen=True)
class Pattern:
    """A word that states a relation, and the slots of its ends."""

    predicate: str
    lemma: str
    pos: str
    modifiers: frozenset[str]
    """Words of which one must modify it; empty for any."""
    subject: tuple[str, ...]
    object: tuple[str, ...]
    kinds: frozenset[str]
    """Kinds of entity that its object may have; empty for any."""
    confidence: float


@cache
def load_patterns(folder: Path | None = None) -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
    """Return the patterns by lemma and part of speech; raise `KnowledgeInvalid` for a row that breaks a rule."""
    found: dict[tuple[str, str], list[Pattern]] = defaultdict(list)
    for row in PATTERNS.rows(folder):
        found[row.lemma, row.pos].append(
            Pattern(
                row.predicate,
                row.lemma,
                row.pos,
                frozenset(row.modifiers),
                row.subject,
                row.object,
                frozenset(row.kinds),
                row.confidence,
            )
        )
    return {name: tuple(patterns) for name, patterns in found.items()}


@cache
def load_support_verbs() -> frozenset[str]:
    """Return the verbs whose subject does what their object names: "launched strikes", never "condemned strikes"."""
    return frozenset(row.lemma for row in SUPPORT_VERBS.rows())
