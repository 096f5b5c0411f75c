"""Takes sentences with lemmas, gives what the run time knows of forms: their lemmas, and the endings of edits."""

import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from training.corpora import Example
from training.tensors import PROPER, Labels, edits_of
from transforms.language.lemmas import cut_off

AGREED = 0.8
"""Share of a form's uses that must have one lemma, for the form to be taken from the list."""
IRREGULAR = Path(__file__).with_name("irregular_forms.csv")


def known_lemmas(examples: Sequence[Example]) -> dict[tuple[str, str], str]:
    """Return the lemmas, by part of speech, of forms that nearly always have the same and of irregular forms."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for example in examples:
        for word, pos, lemma in zip(example.words, example.upos or (), example.lemmas or (), strict=bool(example.upos)):
            if pos not in PROPER and word.isalpha():
                counts[word.lower(), pos][lemma] += 1
    found = {}
    for key, lemmas in counts.items():
        lemma, times = lemmas.most_common(1)[0]
        if times >= AGREED * lemmas.total():
            found[key] = lemma
    with IRREGULAR.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault((row["form"], row["pos"]), row["lemma"])
    return found


def seen_endings(examples: Sequence[Example], labels: Labels) -> dict[str, list[str]]:
    """Return for each edit the endings that it has been seen to cut off."""
    endings: dict[str, set[str]] = {script: set() for script in labels.lemmas}
    for example in examples:
        for word, script in zip(example.words, edits_of(example), strict=False):
            if script in endings:
                endings[script].add(cut_off(word, script))
    return {script: sorted(cut) for script, cut in endings.items()}
