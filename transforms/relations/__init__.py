"""Relations: the mentions of a document in, who stands how to whom out, as the text states it.

Three ways to say so: words of the lexicon with the slots of their ends (`stated_relations`), places
(`location_relations`), events (`event_relations`).
"""

from transforms.relations.patterns import load_patterns
from transforms.relations.relation_extraction import find_relations

__all__ = ["find_relations", "load_patterns"]
