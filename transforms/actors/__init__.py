"""Actors: the tokens of a mention in, the country and PLOVER sector out that its words give on a day, and who it is.

`code_words` codes a mention by its own words, `code_actor` by where its clause is set as well, `actor_at` reads the
sentence around a span first, and `lookup` tells what the lexicons know of a name. The modules build on each other in
this order: codes, words, knowledge, anchors, coding, spans.
"""

from transforms.actors.actor_spans import Known, actor_at, head_at, lookup, name_in
from transforms.actors.coder import code_actor, code_words
from transforms.actors.codes import CIVILIANS, NOMINAL, PLACED, ActorCode
from transforms.actors.knowledge import OFFICES
from transforms.actors.words import relational_nouns

__all__ = [
    "CIVILIANS",
    "NOMINAL",
    "OFFICES",
    "PLACED",
    "ActorCode",
    "Known",
    "actor_at",
    "code_actor",
    "code_words",
    "head_at",
    "lookup",
    "name_in",
    "relational_nouns",
]
