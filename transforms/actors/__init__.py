"""Actors: the tokens of a mention in, the country and PLOVER sector out that its words give on a day, and who it is.

`code_actor` codes a mention in the tree of its sentence, `actor_at` reads the sentence around a span first, and
`lookup` tells what the lexicons know of a name. The modules build on each other in this order: codes, words,
knowledge, anchors, coding, spans.
"""

from transforms.actors.actor_spans import Known, actor_at, head_at, lookup, name_in
from transforms.actors.coder import code_actor
from transforms.actors.codes import NOMINAL, PLACED, ActorCode
from transforms.actors.knowledge import OFFICES
from transforms.actors.words import relational_nouns

__all__ = [
    "NOMINAL",
    "OFFICES",
    "PLACED",
    "ActorCode",
    "Known",
    "actor_at",
    "code_actor",
    "head_at",
    "lookup",
    "name_in",
    "relational_nouns",
]
