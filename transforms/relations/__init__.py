"""Relations: the mentions of a document in, who stands how to whom out, as the text states it.

Three ways to say so: words of the lexicon with the slots of their ends (`told`), places (`placed`), events (`acted`).
"""

from transforms.relations.finding import find_relations
from transforms.relations.patterns import load_patterns

__all__ = ["find_relations", "load_patterns"]
