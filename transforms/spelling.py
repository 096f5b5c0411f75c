"""Spelling: whether two names are spellings of one, and the block of names within which that is asked.

Takes names as texts write them; gives the skeleton of consonants that their transliterations share.
"""

import re
from collections.abc import Sequence

from rapidfuzz.distance import DamerauLevenshtein

from transforms.lexicons import normalise
from transforms.tables import Entity

LONG = 5  # letters from which a word may be spelt in two ways; shorter ones that differ are different names
MOST_LETTERS = 2  # letters by which two spellings of a word may differ: Mohammed, Muhamad no longer
SOUNDS = (
    *(("ph", "f"), ("kh", "k"), ("gh", "g"), ("q", "k"), ("ck", "k"), ("dh", "d"), ("th", "t"), ("sch", "s")),
    *(("sh", "s"), ("ch", "s"), ("tz", "z"), ("ts", "z"), ("zh", "j"), ("w", "v"), ("y", "i"), ("h", "")),
)
"""Letters that transliterations write for one sound, and the one that stands for them in a skeleton."""
MATCHED = ("person", "place", "facility", "organisation", "armed_group")
"""Kinds of entity that a name in a text introduces; unnamed ones belong to their document alone."""


def block_of(entity: Entity) -> str | None:
    """Return the block of an entity that may be spelt in several ways; None for one that is matched with none.

    Only entities that texts introduce are matched, each with one of its sort: the lexicons' own spellings were looked
    up when the documents were read.
    """
    words = name_words(entity.name)
    if entity.origin != "text" or entity.kind not in MATCHED or not words:
        return None
    if len(words) == 1 and entity.kind == "person":
        return None
    sort = entity.entity_id.partition(".")[0]
    return " ".join((sort, *sorted(map(skeleton, words))))


def name_words(name: str) -> list[str]:
    """Return the words of a name that tell it from others: without the article of Arabic names."""
    words = normalise(name).split()
    return [word for word in words if word != "al"] or words


def skeleton(word: str) -> str:
    """Return what the spellings of a transliterated word share: its consonants, those of one sound as one letter."""
    for spelling, sound in SOUNDS:
        word = word.replace(spelling, sound)
    bare = word[:1] + re.sub("[aeiou]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", bare)


def is_same_name(name: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are spellings of one: word for word the same, or alike in sound and a letter or two apart.

    Only long words of letters alone may differ, and not in their last letter, which often tells man from woman.
    """
    return len(name) == len(other) and all(
        ours == theirs or _sounds_alike(ours, theirs) for ours, theirs in zip(name, other, strict=True)
    )


def _sounds_alike(word: str, other: str) -> bool:
    return (
        min(len(word), len(other)) >= LONG
        and word[-1] == other[-1]
        and (word + other).isalpha()
        and skeleton(word) == skeleton(other)
        and DamerauLevenshtein.distance(word, other) <= MOST_LETTERS
    )
