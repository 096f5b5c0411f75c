"""Takes the words of a participant, gives the noun that stands for it and how many they are."""

import re
from collections.abc import Mapping
from functools import cache

from transforms.lexicons.words import NUMBER_WORDS

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
FIGURES = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d{1,9}")
AFTER_NOUN = frozenset({"of", "in", "at", "from", "for", "on", "with", "to", "by", "who", "that", "which", "and", "or"})
"""Words with which what follows a noun begins."""
POSSESSIVE = ("'s", "’s", "'", "’")


def noun_of(words: str) -> str | None:
    """Return the noun on which the words for somebody depend, lower-case and in the singular; null for none."""
    head: str | None = None
    for word in WORD.findall(words):
        if word.casefold() in AFTER_NOUN and head is not None:
            break
        head = word.casefold()
    if head is None or head.isdigit():
        return None
    return singular(head)


def singular(noun: str) -> str:
    """Return a noun without the ending of the plural or of the possessive, near enough to compare two."""
    for ending in POSSESSIVE:
        noun = noun.removesuffix(ending)
    if noun.endswith("men") and len(noun) > len("men"):
        return f"{noun[:-2]}an"
    if noun.endswith("ies") and len(noun) > len("cries"):
        return f"{noun[:-3]}y"
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > len("gas"):
        return noun[:-1]
    return noun


def number_of(words: str) -> int | None:
    """Return how many the words say they are, where they begin with an exact number."""
    found = WORD.findall(words)
    if not found:
        return None
    first = found[1] if found[0].casefold() in {"the", "these", "those"} and len(found) > 1 else found[0]
    if FIGURES.match(words.strip()):
        return int(re.sub("[,.]", "", FIGURES.match(words.strip())[0]))  # type: ignore[index]
    return number_words().get(first.casefold())


@cache
def number_words() -> Mapping[str, int]:
    """Return the value of each word for an exact number."""
    return {
        row.words: row.lowest
        for row in NUMBER_WORDS.rows()
        if row.kind == "number" and row.lowest is not None and row.lowest == row.highest and row.words != "a"
    }
