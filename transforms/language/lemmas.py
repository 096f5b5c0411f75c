"""Takes a form with its part of speech, gives the lemma: from a list of known forms, else by an edit of the form.

An edit is `case|cut|ending`: cut that many letters off the end of the form, add the ending, and lower the case
(`low`), keep it (`keep`) or write a capital and small letters (`title`): `low|3|y` makes `countries` into `country`.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LOW, KEEP, TITLE = "low", "keep", "title"


def edit(form: str, lemma: str, prefers_kept_case: bool) -> str:
    """Return the edit that turns the form into the lemma; where the case leaves a choice, the caller's preference."""
    low, target = form.lower(), lemma.lower()
    shared = 0
    while shared < min(len(low), len(target)) and low[shared] == target[shared]:
        shared += 1
    rest = f"{len(low) - shared}|{target[shared:]}"
    order = (KEEP, LOW, TITLE) if prefers_kept_case else (LOW, KEEP, TITLE)
    for case in order:
        if apply_edit(form, f"{case}|{rest}") == lemma:
            return f"{case}|{rest}"
    return f"{LOW}|{rest}"


@lru_cache(maxsize=65536)
def apply_edit(form: str, script: str) -> str:
    """Return the lemma; an edit that would leave nothing of the form gives the form in small letters."""
    case, cut, ending = script.split("|", 2)
    lemma = form[: max(0, len(form) - int(cut))] + ending
    if not lemma or int(cut) > len(form):
        return form.lower()
    if case == LOW:
        return lemma.lower()
    return lemma[:1].upper() + lemma[1:].lower() if case == TITLE else lemma


def cut_off(form: str, script: str) -> str:
    """Return the letters that an edit cuts off the form, in small letters."""
    cut = int(script.split("|", 2)[1])
    return form[len(form) - cut :].lower() if cut else ""


INFLECTED = frozenset({"VERB", "NOUN"})
"""Parts of speech whose forms may need another edit than the network's first."""
TRIED = 12
"""Edits that are tried, best first; beyond them an edit that makes a word makes it by chance."""


class Lemmas:
    """Finds lemmas with the known forms and the edits of a model."""

    def __init__(
        self,
        known: Mapping[tuple[str, str], str],
        endings: Mapping[str, Sequence[str]],
        vocabulary: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Take the lemmas of forms in small letters by part of speech, and what each edit has been seen to cut off.

        `vocabulary` holds further lemmas that there are, with their parts of speech.
        """
        self._known = known
        self._lemmas = {*((lemma, pos) for (_, pos), lemma in known.items()), *vocabulary}
        self._edits = list(endings)
        self._endings = [frozenset(cut) for cut in endings.values()]

    @classmethod
    def read(cls, folder: Path, vocabulary: Iterable[tuple[str, str]] = ()) -> "Lemmas":
        """Return those of the model in a folder, with further lemmas that there are."""
        with (folder / "lemmas.csv").open(encoding="utf-8", newline="") as lines:
            known = {(row["form"], row["pos"]): row["lemma"] for row in csv.DictReader(lines)}
        return cls(known, json.loads((folder / "edits.json").read_text(encoding="utf-8")), vocabulary)

    def lemma(self, form: str, pos: str, best: int, scores: NDArray[np.float32]) -> str:
        """Return the lemma of a form; `scores` has one number for each edit, `best` is the place of the highest."""
        known = self._known.get((form.lower(), pos))
        if known is not None:
            return known
        # The network sees pieces and not letters: it may choose an edit that was never made on such an ending, or one
        # that makes no word. Of its first choices, one that makes a word goes before one that does not.
        ranked = (best, *np.argsort(-scores, kind="stable").tolist())
        made = (place for place in ranked if cut_off(form, self._edits[place]) in self._endings[place])
        likely = [apply_edit(form, self._edits[place]) for place in islice(made, TRIED if pos in INFLECTED else 1)]
        words = (lemma for lemma in likely if (lemma.lower(), pos) in self._lemmas)
        return next(words, likely[0] if likely else form.lower())
