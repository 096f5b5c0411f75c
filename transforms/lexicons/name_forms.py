"""Takes a name, gives what its spellings share, and whether it is written as it must be to mean something."""

import re
import unicodedata

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212_/"
APOSTROPHES = "'`\u2018\u2019\u201b\u02bb\u02bc\u02be\u02bf\u2032\u00b4"
FOLDED = str.maketrans(
    dict.fromkeys(DASHES + "\u00a0,", " ")
    | dict.fromkeys(APOSTROPHES + '."\u201c\u201d')
    # Letters that Unicode does not decompose.
    | {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ħ": "h"}
    | {"&": " and "}
)
# The Arabic article in its spellings: `al Assad`, `el-Assad`, and `as-Sisi`, `an-Nusra` where a dash shows it.
ARTICLE = re.compile(r"(?:(?<=\s)|^)(?:[ae]l(?=[\s-])|[ae](?:l|d|n|r|s|sh|t|th|z|dh)-(?=\w))[\s-]*")
PLAIN = re.compile(r"(?!el )[a-z0-9]+(?: (?!el )[a-z0-9]+)*")
DASH = re.compile(f"[{DASHES[1:-2]}]")


def normalise(name: str) -> str:
    """Return what spellings of a name share: no case, diacritics, dots, apostrophes or leading article `the`.

    Dashes are spaces, and the Arabic article is `al` however it is written and joined.
    """
    plain = name.casefold()
    if PLAIN.fullmatch(plain):  # most names, at a third of the time
        return plain.removeprefix("the ")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", DASH.sub("-", plain)) if not unicodedata.combining(c))
    plain = ARTICLE.sub("al ", plain)
    words = plain.translate(FOLDED).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


SPOKEN = 4  # letters from which the press writes an acronym like a word: Nato, Isis, Farc, but not Us or Who


def agrees(name: str, spelling: str) -> bool:
    """Return whether a name is written with the case that the lexicon's spelling needs."""
    bare, meant = without_article(name), without_article(spelling)
    if is_acronym(meant):
        return is_acronym(bare) or (len(bare) >= SPOKEN and bare[:1].isupper())
    return not bare.islower() or meant.islower()


def without_article(name: str) -> str:
    """Return a name without a leading `the`."""
    return name[4:] if name[:4].casefold() == "the " else name


def is_acronym(name: str) -> bool:
    """Whether all letters of a name, two at least, are capitals."""
    letters = [letter for letter in name if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)
