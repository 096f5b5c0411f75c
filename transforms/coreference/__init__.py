"""Coreference: the phrases of a document in, which of them refer to the same thing out.

Names join by their words; two people of one surname never join. Pronouns and nouns join the antecedent that a ranker
learnt from open data likes best, unless it likes a new beginning better.
"""

from transforms.coreference.names import join_names, load_legal_forms, name_words, usual_labels
from transforms.coreference.ranking import (
    FAR,
    WEIGHTS,
    Thing,
    antecedents,
    beginning,
    is_anaphor,
    likeness,
    sort_of,
)
from transforms.coreference.resolving import Reference, resolve

__all__ = [
    "FAR",
    "WEIGHTS",
    "Reference",
    "Thing",
    "antecedents",
    "beginning",
    "is_anaphor",
    "join_names",
    "likeness",
    "load_legal_forms",
    "name_words",
    "resolve",
    "sort_of",
    "usual_labels",
]
