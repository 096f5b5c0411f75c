"""Names of places as they are written in, what their spellings share out: the key under which a gazetteer finds them.

`Qusair`, `al-Qusair` and `Al Quṣayr` differ in article and vowels: the first two have one key, and the third one of
its own that the gazetteer lists beside it. What no list holds is sought by its consonants (`transforms.spelling`).
"""

from functools import lru_cache

from transforms.lexicons import normalise

LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a"})
"""Letters that no decomposition makes plain."""
SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "&": "and", "township": "twp", "co": "county"}
"""Words of names that are written out or not."""
ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ez", "es", "er", "en", "ed", "the", "ul"})
"""The Arabic article in its spellings before letters of all kinds, as it stands within names."""


@lru_cache(maxsize=100_000)
def key_of(name: str) -> str:
    """Return what spellings of a name share: no case, diacritics, dots, apostrophes and hyphens, one form of saints."""
    words = normalise(name).translate(LETTERS).replace("(", " ").replace(")", " ").replace(",", " ").split()
    return " ".join(SHORT.get(word, word) for word in words)


def without_article(key: str) -> str:
    """Return a key without the Arabic articles in it; the key itself where nothing else would stay."""
    words = key.split()
    kept = [word for word in words if word not in ARTICLES]
    return " ".join(kept) if kept else key
