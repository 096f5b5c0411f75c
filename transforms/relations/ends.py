"""Ends: the mentions of a sentence in, which of them stands at a token of its tree out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transforms.language.reading import ROOT
from transforms.lexicons.classes import prepositions_of
from transforms.mentions import Spotted
from transforms.syntax import OBJECTS, OBLIQUES, SUBJECTS, Tree

GROUND = {"place", "facility", "state"}
"""Kinds where somebody can be."""
WITHIN = prepositions_of("of_ground")
"""Prepositions before the place where somebody is."""
UNABLE = {"place", "facility"}
"""Kinds that take no side: who bombs a school does not fight the school."""

ABSENT = {"state", "government", "international_organisation"}
"""Kinds that act in many places and are in none of them for that."""
NOBODY = {"people", "unnamed"}
"""Kinds of which a pronoun alone tells nobody who they are: "we" of a speaker, "they"."""
OWNERS = {"compound", "nmod:poss", "amod"}
"""Before a noun, whose it is: "ISIL targets", "Turkey's jets", "Syrian positions"."""
OWNING = {"of", "by", "against"}
"""Before a noun after another: "the presence of troops", "shelling by the army", "the campaign against rebels"."""

CONTROLLING = {"of", "in", "from", "for"}

Heads = Mapping[int, Sequence[Spotted]]
"""The mentions that refer to something, by the token on which their words depend; the longest first."""


@dataclass(frozen=True)
class Stated:
    """A relation between two mentions; `at` is the token that states it."""

    predicate: str
    subject: Spotted
    object: Spotted
    at: int
    confidence: float


def heads_of(here: Sequence[Spotted]) -> Heads:
    """Return the mentions that may be ends, by their head; a pronoun gives way to the words that it stands for."""
    heads: dict[int, list[Spotted]] = defaultdict(list)
    full: dict[str, Spotted] = {}
    for kind in ("name", "nominal"):
        for mention in here:
            if mention.mention.entity_id and mention.mention.kind == kind:
                full.setdefault(mention.mention.entity_id, mention)
    for mention in sorted(here, key=lambda mention: mention.first - mention.last):
        if mention.mention.entity_id:
            is_pronoun = mention.mention.kind == "pronoun"
            spotted = full.get(mention.mention.entity_id, mention) if is_pronoun else mention
            if spotted.may_act and not (spotted.mention.kind == "pronoun" and kind_of(spotted) in NOBODY):
                heads[mention.head].append(spotted)
    return heads


def kind_of(mention: Spotted) -> str | None:
    """Return the kind of the entity of a mention."""
    return mention.entity.kind if mention.entity else None


def is_pair(mention: Spotted, other: Spotted) -> bool:
    """Whether two mentions are of two things; "Iraqi" within "Iraqi officials" is a trait of theirs."""
    is_trait = is_within(other, mention) and other.mention.kind == "demonym"
    return mention.mention.entity_id != other.mention.entity_id and not is_trait


def is_within(mention: Spotted, other: Spotted) -> bool:
    """Whether a mention is part of the words of another one of the same sentence."""
    is_here = mention.mention.sentence_id == other.mention.sentence_id
    return is_here and other.first <= mention.first and mention.last <= other.last


def owners(tree: Tree, heads: Heads, at: int) -> list[int]:
    """Return the token of whoever a noun belongs to that is no mention itself: "ISIL targets" are of ISIL."""
    if at in heads or tree.token(at).pos not in {"NOUN", "PROPN"}:
        return [at]
    if before := [child for child in tree.children(at, OWNERS) if child in heads]:
        return before
    after = [child for child in tree.children(at, OBLIQUES) if OWNING & set(tree.markers(child))]
    held = [one for one in after if one in heads]
    # "A series of Turkish air strikes".
    return held or [owner for one in after for owner in tree.children(one, OWNERS) if owner in heads] or [at]


def first_of_list(tree: Tree, at: int) -> int:
    """Return the first of the coordinated words to which a word belongs: it alone has the preposition of all."""
    seen = set[int]()
    while tree.token(at).relation == "conj" and tree.token(at).head != ROOT and at not in seen:
        seen.add(at)
        at = tree.token(at).head
    return at


def every(tree: Tree, seats: Iterable[int]) -> list[int]:
    """Return tokens with those that are coordinated with them, each once."""
    return list(dict.fromkeys(listed for seat in seats for listed in tree.coordinated(seat)))


def doers(tree: Tree, at: int) -> list[int]:
    """Return who does what a verb says; after a preposition it is the object of the verb above, if that has one.

    "Accused the army of shelling", "helped the army in retaking the town", "kept rebels from advancing".
    """
    token = tree.token(at)
    if token.relation in {"advcl", "acl"} and token.head != ROOT and tree.token(token.head).pos == "VERB":
        controlled = tree.children(token.head, OBJECTS) if CONTROLLING & set(tree.markers(at)) else []
        if controlled and not tree.children(at, SUBJECTS):
            return controlled
    return tree.doers(at)


def may_take_sides(mention: Spotted, other: Spotted) -> bool:
    """Whether two mentions can be for or against each other: no places, and neither is part of the other's words."""
    return not (UNABLE & {kind_of(mention), kind_of(other)} or is_within(mention, other) or is_within(other, mention))
