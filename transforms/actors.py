"""Actors: the tokens of a mention in, the country and PLOVER sector out that its words give on a day, and who it is.

What counts, in this order: the mention's own name in the lexicons with the affiliation of the day; the titles and
modifiers around a name; the role phrase of a nominal with its modifiers, possessors and complements.
"""

from dataclasses import dataclass
from datetime import date

from transforms.lexicons import Lexicons
from transforms.syntax import Tree
from transforms.tables import Entity


@dataclass(frozen=True)
class ActorCode:
    """What the words of a mention say of who acts."""

    country: str | None
    """ISO 3166 alpha-3 or a pseudo-country; null when the words give none."""
    sector: str | None
    secondary: str | None
    entity: Entity | None
    """Entity of a lexicon, or body of a state such as `government.SYR.foreign-ministry`; null for a bare nominal."""
    how: str
    """What gave the code, in words."""
    confidence: float


def code_actor(tree: Tree, first: int, last: int, kind: str, on: date | None, lexicons: Lexicons) -> ActorCode:
    """Return the code of tokens `first` up to `last`: a name of the engine's `kind`, or a "nominal".

    `on` is the day that affiliations are asked for; without it the main or latest one counts.
    """
    return ActorCode(None, None, None, None, "nothing that a lexicon knows", 0.0)
