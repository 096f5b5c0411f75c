"""Coreference: the phrases of a document in, which of them refer to the same referent out.

Names join by their words; two people of one surname never join. Pronouns and nouns join the antecedent that a ranker
learnt from open data likes best, unless it likes a new beginning better.
"""

from transforms.coreference.name_matching import join_names, load_legal_forms, name_words, usual_labels
from transforms.coreference.ranking import (
    FAR,
    WEIGHTS,
    Referent,
    antecedents,
    beginning,
    is_anaphor,
    likeness,
    sort_of,
)
from transforms.coreference.referents import Reference, resolve

__all__ = [
    "FAR",
    "WEIGHTS",
    "Reference",
    "Referent",
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
