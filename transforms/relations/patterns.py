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

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from transforms.lexicons import KINDS
from transforms.own_knowledge import KnowledgeInvalid
from transforms.tables import PREDICATES

LEXICONS = Path(__file__).parent.parent / "lexicons"
PATTERNS = LEXICONS / "relations.csv"
SUPPORT_VERBS = LEXICONS / "support_verbs.csv"
COLUMNS = ("predicate", "lemma", "pos", "modifiers", "subject", "object", "kinds", "confidence", "note")


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
def load_patterns(path: Path = PATTERNS) -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
    """Return the patterns by lemma and part of speech; raise `KnowledgeInvalid` for a row that breaks a rule."""
    found: dict[tuple[str, str], list[Pattern]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            where = f"{path.name}:{number}"
            if tuple(row) != COLUMNS:
                raise KnowledgeInvalid(f"{where}: columns are {', '.join(row)}; they must be {', '.join(COLUMNS)}")
            if row["predicate"] not in PREDICATES:
                raise KnowledgeInvalid(f"{where}: predicate {row['predicate']!r}; use one of {', '.join(PREDICATES)}")
            if not 0 < float(row["confidence"]) <= 1:
                raise KnowledgeInvalid(f"{where}: confidence {row['confidence']}; it lies between 0 and 1")
            if unknown := set(row["kinds"].split("|")) - {"", *KINDS}:
                raise KnowledgeInvalid(f"{where}: kinds {', '.join(sorted(unknown))}; use some of {', '.join(KINDS)}")
            found[row["lemma"], row["pos"]].append(
                Pattern(
                    row["predicate"],
                    row["lemma"],
                    row["pos"],
                    frozenset(row["modifiers"].split("|")) - {""},
                    tuple(row["subject"].split("|")),
                    tuple(row["object"].split("|")),
                    frozenset(row["kinds"].split("|")) - {""},
                    float(row["confidence"]),
                )
            )
    return {name: tuple(patterns) for name, patterns in found.items()}


@cache
def load_support_verbs(path: Path = SUPPORT_VERBS) -> frozenset[str]:
    """Return the verbs whose subject does what their object names: "launched strikes", never "condemned strikes"."""
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(row["lemma"] for row in csv.DictReader(file))
