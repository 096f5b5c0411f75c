"""Takes a tree, a unit and the mentions of the sentence, gives who did it and to whom."""

from collections.abc import Callable, Sequence
from itertools import chain

from transforms.coding.partitives import wholes
from transforms.coding.units import seats
from transforms.mentions import Spotted
from transforms.ontology import Unit
from transforms.syntax import INDIRECT_OBJECTS, MODIFIERS, OBLIQUES, Tree

GROUND = {"place", "facility"}
ROLE_OF_SLOT = {
    **dict.fromkeys(("subject", "by", "possessor"), "ARG0"),
    **dict.fromkeys(("object", "of", "on", "against"), "ARG1"),
    **dict.fromkeys(("indirect_object", "to"), "ARG2"),
}
"""PropBank's role of what usually fills a slot; it speaks where the syntax leaves the slot empty."""
INSIDE = MODIFIERS | {"nmod:poss", "nmod", "appos"}
"""Relations of the actors inside a phrase that is no actor: "Iran's decision", "positions of the rebels"."""

CONTENT = {"obj", "obl", "nmod", "xcomp", "ccomp"}
"""Relations of what an event is about."""

COMRADES = {"alongside", "beside"}
"""Prepositions before those at whose side somebody acts: they are not whom it is done to."""

Sides = tuple[tuple[Spotted, ...], tuple[Spotted, ...]]


def sides(tree: Tree, position: int, unit: Unit, mentions: Sequence[Spotted]) -> Sides:
    """Return the actors and the recipients of an event; of a reciprocal one all are actors."""
    at = seats(tree, position, unit)
    if unit.reciprocal:
        every = dict.fromkeys(
            spotted
            for slot in unit.actor
            for spotted in filled(tree, at, (slot,), mentions, stands_in) or filled(tree, at, (slot,), mentions, plays)
        )
        return tuple(every), ()
    solid = tuple(spotted for spotted in mentions if not _is_site(spotted))
    told = filled(tree, at, unit.actor, solid, stands_in)
    struck = filled(tree, at, unit.recipient, _but(mentions, told), stands_in)
    # What syntax tells goes before what the semantic roles tell, on either side.
    actors = told or filled(tree, at, unit.actor, _but(solid, struck), plays)
    others = _but(mentions, actors)
    recipients = (
        struck
        or filled(tree, at, unit.recipient, others, plays)
        or filled(tree, at, unit.recipient, others, stands_in, may_be_ground=True)
        or filled(tree, at, unit.recipient, others, plays, may_be_ground=True)
        or concerned(tree, at, others, actors)
    )
    return actors, recipients


def _but(mentions: Sequence[Spotted], others: Sequence[Spotted]) -> tuple[Spotted, ...]:
    return tuple(spotted for spotted in mentions if spotted not in others)


def _is_site(spotted: Spotted) -> bool:
    """Whether a mention names a place or a building, which does nothing: "the Bagram bombing"."""
    return spotted.entity is not None and spotted.entity.kind in GROUND


def concerned(
    tree: Tree, at: Sequence[int], mentions: Sequence[Spotted], actors: Sequence[Spotted]
) -> tuple[Spotted, ...]:
    """Return the nearest mention with a country inside the object or the content of an event, no actor once more."""
    own = {spotted.mention.entity_id for spotted in actors}
    others = (one for one in mentions if one.mention.country and one.mention.kind != "pronoun")
    heads = {one.head: one for one in others if one.mention.entity_id not in own and not is_ground(one)}
    for seat in at:
        for below in (*tree.undergoers(seat), *tree.children(seat, CONTENT)):
            if found := next((heads[inner] for inner in tree.inside(below) if inner in heads), None):
                return (found,)
    return ()


def filled(
    tree: Tree,
    at: Sequence[int],
    slots: Sequence[str],
    mentions: Sequence[Spotted],
    find: Callable[[Tree, int, str], list[int]],
    *,
    may_be_ground: bool = False,
) -> tuple[Spotted, ...]:
    """Return the mentions in the first of the slots that holds any, coordinated ones in the order of the text."""
    for slot in slots:
        heads = dict.fromkeys(
            other for seat in at for found in find(tree, seat, slot) for other in tree.coordinated(found)
        )
        each = (mentions_at(tree, head, mentions, may_be_ground=may_be_ground) for head in heads)
        if found := tuple(dict.fromkeys(chain.from_iterable(each))):
            return found
    return ()


def stands_in(tree: Tree, position: int, slot: str) -> list[int]:
    """Return the tokens that stand in a slot of a token: a grammatical function, or a preposition."""
    if slot == "subject":
        return tree.doers(position)
    if slot == "object":
        return tree.undergoers(position)
    if slot == "clause_subject":
        return [subject for at in tree.children(position, {"ccomp", "xcomp"}) for subject in tree.doers(at)]
    if slot == "clause_object":
        return [found for at in tree.children(position, {"ccomp", "xcomp", "acl"}) for found in tree.undergoers(at)]
    functions = {"indirect_object": INDIRECT_OBJECTS, "possessor": {"nmod:poss"}, "modifier": MODIFIERS}
    if slot in functions:
        return tree.children(position, functions[slot])
    return [at for at in tree.children(position, OBLIQUES) if slot in tree.markers(at)]


def plays(tree: Tree, position: int, slot: str) -> list[int]:
    """Return the heads of what fills the semantic role of a slot; nothing for a slot without such a role."""
    heads = [
        tree.head_of(argument.first, argument.last)
        for predicate in tree.reading.predicates
        if predicate.token == position
        for argument in predicate.arguments
        if argument.role == ROLE_OF_SLOT.get(slot)
    ]
    return [head for head in heads if not COMRADES & set(tree.markers(head))]


def fitting(tree: Tree, head: int, mentions: Sequence[Spotted]) -> tuple[Spotted, ...]:
    """Return the mentions that a phrase is, by its head; ground where there is nobody."""
    each = (mentions_at(tree, at, mentions, may_be_ground=False) for at in tree.coordinated(head))
    solid = tuple(dict.fromkeys(chain.from_iterable(each)))
    return solid or tuple(mentions_at(tree, head, mentions, may_be_ground=True))


def mentions_at(tree: Tree, position: int, mentions: Sequence[Spotted], *, may_be_ground: bool) -> list[Spotted]:
    """Return the mentions that a filler is, several in "Iraqi and Afghan fighters"; else the actors inside it.

    Of "Iran's decision" it gives Iran, and of "Hezbollah positions" Hezbollah: ground is not who was struck, unless
    nobody else is told.
    """
    exact = [spotted for spotted in mentions if spotted.head == position]
    whole = () if any(spotted.mention.country for spotted in exact) else wholes(tree, position)
    if found := [one for one in mentions if one.head in whole and one.mention.country and not is_ground(one)]:
        return found
    if solid := [spotted for spotted in exact if may_be_ground or not is_ground(spotted)]:
        return solid
    near = set(tree.children(position, INSIDE))
    inside = (spotted for spotted in mentions if spotted.head in near and not is_ground(spotted))
    return [spotted for spotted in inside if spotted.mention.country]


def is_ground(spotted: Spotted) -> bool:
    """Whether a mention is a place or a building without a name, which neither acts nor is acted upon."""
    return spotted.mention.kind == "nominal" and spotted.entity is not None and spotted.entity.kind in GROUND
