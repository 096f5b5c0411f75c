"""Takes the ontology, gives the forms of the words that name events, with their types: an input of the network."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from transforms.ontology import Ontology, TriggerPattern

CONDITIONAL = 0.5
"""Of the confidence of a pattern, what one of its words has of itself when the pattern asks for more than this word."""
VOWELS = frozenset("aeiou")


def trigger_word_weights(ontology: Ontology, known: Mapping[tuple[str, str], str]) -> dict[str, dict[str, float]]:
    """Return by form and event type how sure its surest pattern is; `known` gives lemmas of forms that are
    irregular.
    """
    forms: dict[str, set[str]] = defaultdict(set)
    for (form, _), lemma in known.items():
        forms[lemma.lower()].add(form)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for kind in ontology.types.values():
        for pattern in kind.patterns:
            lemma = naming_word(pattern)
            share = CONDITIONAL if pattern.conditions or pattern.is_phrase else 1.0
            for form in {*inflected(lemma), *forms[lemma]}:
                weight = round(share * pattern.confidence, 2)
                found[form][kind.event_type] = max(weight, found[form].get(kind.event_type, 0.0))
    return {form: dict(sorted(row.items())) for form, row in sorted(found.items())}


def naming_word(pattern: TriggerPattern) -> str:
    """Return the word of a pattern that names the event: the verb of a phrase of verbs, the last word of another."""
    return pattern.words[0] if pattern.pos == "VERB" else pattern.words[-1]


def inflected(lemma: str) -> Iterator[str]:
    """Yield the forms that a word would have if it were regular, verb or noun; a wrong one does no harm."""
    yield lemma
    if lemma.endswith("e"):
        yield from (f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing")
    elif lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        yield from (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    else:
        yield from (f"{lemma}s", f"{lemma}es", f"{lemma}ed", f"{lemma}ing")
        if len(lemma) > 2 and lemma[-1] not in VOWELS and lemma[-2] in VOWELS:
            yield from (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing")


def write_trigger_words(weights: Mapping[str, Mapping[str, float]], path: Path) -> None:
    """Write the trigger words to a file, one row for each form and type."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["form", "event_type", "weight"])
        for form, row in weights.items():
            writer.writerows([form, label, weight] for label, weight in row.items())
