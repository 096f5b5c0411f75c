"""Languages: a text, and what it and its source declare, in; the code of the language that it is in out.

Function words decide where there are some: they make up 25 to 50 % of English news, headlines and names included (of
5,587 public texts 20 lie below 24.5 % and 4, which are lists of names, below 15 %) and, of their own language, as much
of any other. A list of scores or casualties has hardly any; then what its document declares counts, then its source.
Nothing is called foreign for a lack of English words alone.
"""

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import NamedTuple

from transforms.loading import Csv

WORD = re.compile(r"[^\W\d_]+")
OTHER_LETTER = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
OTHER_SHARE = 0.4  # of characters, spaces and digits included; text in another script has above 0.6
LOOKED_AT = 6000  # characters; the share of function words is steady long before
FEW = 20  # words; in fewer even a sentence of English may have no function word, and a name one of another language
ENGLISH_SHARE = 0.15  # between Dutch, which shares words with English, and English
FOREIGN_SHARE = 0.1  # of words that are function words of another language, in small letters: not "Los Angeles"
DISTINCT = 3  # function words that differ; one alone may be a name or a title
MARKED_SHARE = 0.04  # of letters with accents; with more a text without function words is not English
ENGLISH = "en"
UNDETERMINED = "und"
"""The code of ISO 639-2 for a language that could not be told."""
SAME = {"eng": ENGLISH}


class FunctionWordRow(NamedTuple):
    """A function word of English."""

    word: str
    kind: str


class ForeignWordsRow(NamedTuple):
    """Function words of another language, with blanks between them."""

    language: str
    words: str
    note: str


class ScriptRow(NamedTuple):
    """A script, and the language that it is most usual for."""

    script: str
    language: str
    note: str | None


FUNCTION_WORDS = Csv("english_function_words.csv", FunctionWordRow, key=("word",))
FOREIGN_WORDS = Csv("foreign_function_words.csv", ForeignWordsRow, key=("language",))
SCRIPTS = Csv("scripts.csv", ScriptRow, key=("script",))


def find_language(text: str, declared: str | None = None, source: str | None = None) -> str:
    """Return the code of the language of a text, given those that the document and its source declare.

    Letters that are not Latin are evidence at any length.
    """
    start = text[:LOOKED_AT]
    stated = _stated(declared, source)
    words = Counter(WORD.findall(start))
    foreign, share = _foreign_words(words)
    if len(OTHER_LETTER.findall(start)) > OTHER_SHARE * len(start):
        return foreign or (stated if stated and stated != ENGLISH else None) or _by_script(start)
    known = function_words()
    english = sum(count for word, count in words.items() if word.lower() in known) / max(1, words.total())
    if foreign and share > english:
        return foreign
    if english >= ENGLISH_SHARE and (words.total() >= FEW or not stated):
        return ENGLISH
    return stated or (UNDETERMINED if _marked_share(start) > MARKED_SHARE else ENGLISH)


def _stated(declared: str | None, source: str | None) -> str | None:
    """Return the language that is declared, English where either the document or its source declares it."""
    codes = [SAME.get(code, code) for code in (declared, source) if code]
    return ENGLISH if ENGLISH in codes else next(iter(codes), None)


@cache
def function_words() -> frozenset[str]:
    """Return the function words of English."""
    return frozenset(row.word for row in FUNCTION_WORDS.rows())


def _foreign_words(words: Counter[str]) -> tuple[str | None, float]:
    """Return the language, other than English, most of whose function words are among some words, and their share."""
    counts: Counter[str] = Counter()
    distinct: Counter[str] = Counter()
    languages = _languages_of()
    for word, count in words.items():
        for language in languages.get(word, ()) if word.islower() or not word.isascii() else ():
            counts[language] += count
            distinct[language] += 1
    if not counts:
        return None, 0.0
    language = max(counts, key=lambda code: (counts[code], distinct[code], code))
    share = counts[language] / words.total()
    return (language, share) if share >= FOREIGN_SHARE and distinct[language] >= DISTINCT else (None, share)


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """Return the languages of which each word is a function word, without the words that English has too."""
    languages: dict[str, tuple[str, ...]] = {}
    for row in FOREIGN_WORDS.rows():
        for word in dict.fromkeys(row.words.split()):
            if word not in function_words():
                languages[word] = (*languages.get(word, ()), row.language)
    return languages


def _by_script(text: str) -> str:
    """Return the language that most letters of a text are usual for."""
    languages = {row.script: row.language for row in SCRIPTS.rows()}
    scripts = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in OTHER_LETTER.findall(text))
    known = [languages[script] for script, _ in scripts.most_common() if script in languages]
    # Japanese writes mostly in Chinese characters.
    return "ja" if "ja" in known else known[0] if known else UNDETERMINED


def _marked_share(text: str) -> float:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(not letter.isascii() for letter in letters) / max(1, len(letters))
