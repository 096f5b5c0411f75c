"""Phrases: the reading of a sentence in, the words in it that name or refer to somebody or something out.

A phrase is a name, a noun with its modifiers, or a pronoun. What acts or may be acted upon (who) and what does not
(things) are both here: a pronoun may stand for either, and whoever resolves it must see both.
"""

from transforms.phrases.acronyms import settle_acronyms
from transforms.phrases.name_spans import names_known
from transforms.phrases.phrase import Phrase, antecedent, load_nouns
from transforms.phrases.phrase_extraction import find_phrases
from transforms.phrases.shared_names import settle_shared_names

__all__ = [
    "Phrase",
    "antecedent",
    "find_phrases",
    "load_nouns",
    "names_known",
    "settle_acronyms",
    "settle_shared_names",
]
