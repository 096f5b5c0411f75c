"""Imprints: a document in, what its copies and documents on the same news share with it out.

Copies share runs of words: of all runs of five words those are kept whose hash falls into a fixed part (FracMinHash,
Irber et al. 2022), so that the share of one text in another can be told from what both keep. Documents on the same news
share rare words: the words that weigh most by how often they stand there and how few texts have them.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from functools import cache
from hashlib import blake2b
from math import log, sqrt
from pathlib import Path
from typing import NamedTuple

from transforms.documents.credits import find_credits
from transforms.drafts import Imprint
from transforms.loading import Csv

WORD = re.compile(r"\w+(?:['’-]\w+)*")
QUOTED = re.compile(r"[“\"]([^“”\"\n]+)[”\"]")
PARAGRAPH_END = re.compile(r"\n+")
RUN = 5  # words; fewer are shared by chance, more are broken by every small edit
KEPT = 4  # one run in so many is kept
HASH_BYTES = 7  # fits into a signed integer of 64 bits
MOST_WORDS = 60  # of a text that tell what it is about
SHORTEST = 3  # letters
WHOLE = 10_000  # length of the vector of a document's weights, which are integers, so that sums of them are exact
NAMED = 1.5  # weight of a name beside that of another word as rare
RARER = 0.5  # texts that have a word which none of the counted texts has


class CountRow(NamedTuple):
    """A word, and how many of our own texts have it."""

    word: str | None
    """Empty for the number of all texts."""
    texts: int


COUNTS = Csv("word_counts.csv", CountRow, key=("word",), folder=Path(__file__).parent)


def imprint_of(document_id: str, title: str | None, text: str) -> Imprint:
    """Return the imprint of a document: the hashes in increasing order, the words by weight, then by letters."""
    printed = WORD.findall(text)
    words = [word.casefold() for word in printed]
    headline = [word.casefold() for word in WORD.findall(title or "")]
    weights = weighed(Counter(headline + words), word_counts(), names_among(printed))
    return Imprint(
        document_id=document_id,
        runs=kept_runs(words),
        words=list(weights),
        weights=list(weights.values()),
        quoted=quoted_runs(text),
        credits=sorted({credit.wire for credit in find_credits(PARAGRAPH_END.split(text))}),
    )


def bare_imprint(document_id: str, text: str) -> Imprint:
    """Return the imprint of a document in a language whose words nobody counted: it has the runs that show copies."""
    words = [word.casefold() for word in WORD.findall(text)]
    return Imprint(document_id=document_id, runs=kept_runs(words), words=[], weights=[], quoted=[], credits=[])


def kept_runs(words: list[str]) -> list[int]:
    """Return the hashes of the runs that are kept, each once; a text shorter than a run is one itself."""
    starts = range(max(1, len(words) - RUN + 1)) if words else ()
    hashes = {hashed(words[start : start + RUN]) for start in starts}
    return sorted(number for number in hashes if number % KEPT == 0)


def quoted_runs(text: str) -> list[int]:
    """Return the hashes of the runs of words that stand in quotation marks, each once."""
    passages = (WORD.findall(match[1].casefold()) for match in QUOTED.finditer(text))
    return sorted({hashed(words[start : start + RUN]) for words in passages for start in range(len(words) - RUN + 1)})


def hashed(words: Iterable[str]) -> int:
    """Return the hash of some words, the same in every process."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=HASH_BYTES).digest(), "big")


def names_among(printed: Iterable[str]) -> frozenset[str]:
    """Return the words that never begin with a small letter, in small letters."""
    words = set(printed)
    small = {word for word in words if not word[0].isupper()}
    return frozenset({word.casefold() for word in words} - small)


def weighed(counted: Counter[str], texts_with: Mapping[str, int], names: Container[str] = ()) -> dict[str, int]:
    """Return the words that weigh most, each with its weight; the sum of their squares is about that of `WHOLE`.

    A word weighs the logarithm of how often it stands there times that of how few texts have it (tf-idf), a name more:
    it tells two pieces of news of one kind apart.
    """
    texts = texts_with[""]
    weights = {
        word: (1 + log(times))
        * log((texts + 1) / (texts_with.get(word, 0) + RARER))
        * (NAMED if word in names else 1.0)
        for word, times in counted.items()
        if len(word) >= SHORTEST and not word.isdigit()
    }
    heaviest = sorted(weights.items(), key=lambda weight: (-round(weight[1], 6), weight[0]))[:MOST_WORDS]
    length = sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
    return {word: round(WHOLE * weight / length) for word, weight in heaviest}


@cache
def word_counts() -> Mapping[str, int]:
    """Return in how many of our own texts each word stands; the empty word has the number of texts."""
    return {row.word or "": row.texts for row in COUNTS.rows()}
