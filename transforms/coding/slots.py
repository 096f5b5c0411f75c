"""Takes a tree, a pattern and the mentions of the sentence, gives who did it and to whom."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from transforms.coding.bearers import bearers, with_bearers
from transforms.coding.participant_words import load_participant_words
from transforms.coding.partitives import wholes
from transforms.coding.several import by_country
from transforms.coding.strategies import CARRIER, CONCERNED, GROUND_BY_ROLES, GROUND_BY_SYNTAX, NOTHING, ROLES, SYNTAX
from transforms.coding.trigger_patterns import seats
from transforms.language.reading import ROOT
from transforms.lexicons.classes import prepositions_of
from transforms.mentions import Spotted
from transforms.ontology import TriggerPattern
from transforms.syntax import CLAUSES, INDIRECT_OBJECTS, MODIFIERS, OBLIQUES, PASSIVE_SUBJECTS, SUBJECTS, Tree

GROUND = {"place", "facility"}
UNIDENTIFIED = "UNK"
LANDS = {"state", "place", "people"}
"""Kinds of what a country is called by, and what lies in it."""
ROLE_OF_SLOT = {
    **dict.fromkeys(("subject", "by", "possessor"), "ARG0"),
    **dict.fromkeys(("object", "of", "on", "against"), "ARG1"),
    **dict.fromkeys(("indirect_object", "to"), "ARG2"),
}
"""PropBank's role of what usually fills a slot; it speaks where the syntax leaves the slot empty."""
INSIDE = MODIFIERS | {"nmod:poss", "nmod", "appos"}
"""Relations of the actors inside a phrase that is no actor: "Iran's decision", "positions of the rebels"."""

ASIDE = {"advcl", "parataxis"}
"""Relations of clauses that tell what else happened, when and why."""

SITED = prepositions_of("of_a_thing")
"""Prepositions that tell where a thing is, and not whose: "an army camp in Mali"."""

CONTENT = {"obj", "obl", "nmod", "xcomp", "ccomp"}
"""Relations of what an event is about."""

COMRADES = {"alongside", "beside"}
"""Prepositions before those at whose side somebody acts: they are not whom it is done to."""

DESCRIBES = MODIFIERS | {"nmod:poss", "nmod", "flat"}
"""Relations of the words that describe somebody."""

WHOSE = MODIFIERS | {"nmod:poss"}
"""Relations of a name that tells whose something is."""

TITLE = {"NOUN", "PROPN", "ADJ", "PART"}
"""Parts of speech of the words of a title."""

Find = Callable[[Tree, int, str], list[int]]
Filled = tuple[str, tuple[Spotted, ...]]
"""The strategy that told who fills a role, and who does."""
Way = tuple[str, Callable[[], tuple[Spotted, ...]]]
"""A strategy, and whom it finds when it is asked."""


@dataclass(frozen=True)
class ActorsAndRecipients:
    """The actors and the recipients of an event, and the strategies that told them."""

    actors: tuple[Spotted, ...]
    recipients: tuple[Spotted, ...]
    actors_by: str
    recipients_by: str


def participants_of(
    tree: Tree, position: int, pattern: TriggerPattern, mentions: Sequence[Spotted]
) -> ActorsAndRecipients:
    """Return the actors and the recipients of an event; of a reciprocal one all are actors."""
    at = seats(tree, position, pattern)
    if pattern.reciprocal:
        by, every = _each_other(tree, at, pattern, mentions)
        return ActorsAndRecipients(every, (), by, NOTHING)
    solid = tuple(spotted for spotted in mentions if not _is_site(spotted))
    acting = filled(tree, at, pattern.actor, solid, stands_in)
    carriers = () if any(spotted.mention.country for spotted in acting) else _carriers(tree, position, solid)
    acting = carriers or acting
    struck = filled(tree, at, pattern.recipient, _but(tree, mentions, acting), stands_in)
    # What syntax tells goes before what the semantic roles tell, in either role.
    actors_by, actors = first_told(
        [
            (CARRIER, lambda: carriers),
            (SYNTAX, lambda: acting),
            (ROLES, lambda: filled(tree, at, pattern.actor, _but(tree, solid, struck), plays)),
        ]
    )
    ways = chain([(SYNTAX, lambda: struck)], _ways_to_recipients(tree, at, pattern, mentions, actors))
    recipients_by, recipients = first_told(ways)
    return ActorsAndRecipients(actors, recipients, actors_by, recipients_by)


def first_told(ways: Iterable[Way]) -> Filled:
    """Return who fills a role by the first of these strategies that tells anybody, and its name."""
    return next(((name, found) for name, way in ways if (found := way())), (NOTHING, ()))


def _each_other(tree: Tree, at: Sequence[int], pattern: TriggerPattern, mentions: Sequence[Spotted]) -> Filled:
    """Return who does something to each other, from all slots, by the strategy that told the first of them."""
    ways: tuple[tuple[str, Find], ...] = ((SYNTAX, stands_in), (ROLES, plays))
    told = [
        first_told((name, partial(filled, tree, at, (slot,), mentions, find)) for name, find in ways)
        for slot in pattern.actor
    ]
    every = dict.fromkeys(spotted for _, found in told for spotted in found)
    return next((by for by, _ in told if by), NOTHING), distinct(tree, tuple(every))


def _ways_to_recipients(
    tree: Tree, at: Sequence[int], pattern: TriggerPattern, mentions: Sequence[Spotted], actors: tuple[Spotted, ...]
) -> Iterator[Way]:
    """Yield what tells to whom an event was done where no function or preposition does; nothing is sought unasked."""
    # Who sends troops does not strike them, unless the pattern says so.
    others = [
        mention for mention in _but(tree, mentions, actors) if mention.head not in at[1:] or not _is_force(mention)
    ]
    others = [mention for mention in others if not _is_owner(tree, mention, actors) and not is_sited(tree, mention)]
    known = [mention for mention in others if not is_ground(mention) or _says_who(mention)]
    # Whose the object is says nothing of what the verb's own agent is.
    meant = tuple(slot for slot in pattern.recipient if slot != "possessor")
    yield ROLES, lambda: filled(tree, at, meant, others, plays)
    yield GROUND_BY_SYNTAX, lambda: filled(tree, at, pattern.recipient, known, stands_in, may_be_ground=True)
    yield GROUND_BY_ROLES, lambda: filled(tree, at, meant, known, plays, may_be_ground=True)
    yield CONCERNED, lambda: concerned(tree, at, _not_owned(tree, others, mentions, actors), actors)
    yield GROUND_BY_SYNTAX, lambda: filled(tree, at, pattern.recipient, others, stands_in, may_be_ground=True)
    yield GROUND_BY_ROLES, lambda: filled(tree, at, meant, others, plays, may_be_ground=True)


def _carriers(tree: Tree, position: int, mentions: Sequence[Spotted]) -> tuple[Spotted, ...]:
    """Return who begins, goes on with or ends what a noun says: the US that "speeded up the withdrawal of forces"."""
    token = tree.token(position)
    if token.pos == "VERB" or token.relation not in {"obj", "nsubj:pass"} or token.head == ROOT:
        return ()
    if tree.lemma(token.head) not in load_participant_words().carrying:
        return ()
    return tuple(chain.from_iterable(fitting(tree, at, mentions) for at in tree.doers(token.head)))


def _is_owner(tree: Tree, mention: Spotted, actors: Sequence[Spotted]) -> bool:
    """Whether a mention is the actors' own country as whose something is: the US embargo that a US president lifts."""
    is_ours = mention.mention.country in {spotted.mention.country for spotted in actors}
    return is_ours and _is_country(mention) and tree.token(mention.head).relation in WHOSE


def _but(tree: Tree, mentions: Sequence[Spotted], others: Sequence[Spotted]) -> tuple[Spotted, ...]:
    """Return the mentions that are none of the others: neither the same thing nor part of how it is described."""
    known = {mention.mention.entity_id for mention in others if mention.mention.entity_id}
    return tuple(
        spotted
        for spotted in mentions
        if spotted not in others
        and spotted.mention.entity_id not in known
        and not any(leads_to(tree, spotted, mention) or spotted.head in _described(tree, mention) for mention in others)
    )


def _described(tree: Tree, mention: Spotted) -> set[int]:
    """Return the tokens that describe a mention, clauses left out: Iran in "Iran's president", and in "of Iran"."""
    found, waiting = set(range(mention.first, mention.last)), [mention.head]
    for at in waiting:
        below = tree.children(at, DESCRIBES)
        found.update(below)
        waiting += below
    return found


def holds(mention: Spotted, other: Spotted) -> bool:
    """Whether a mention is a part of another: Iran of "Iran's president"."""
    return mention is not other and mention.first <= other.first and other.last <= mention.last


def distinct(tree: Tree, found: Sequence[Spotted]) -> tuple[Spotted, ...]:
    """Return the mentions without those that only describe another: Iran of "Iranian commander Qasem Soleimani"."""
    return tuple(
        mention
        for mention in found
        if not any(
            holds(other, mention) or leads_to(tree, mention, other) or _modifies(tree, mention, other)
            for other in found
        )
    )


def _modifies(tree: Tree, mention: Spotted, other: Spotted) -> bool:
    """Whether a people or a state only says whose the other is: Turkish of "Turkish F-16 fighters"."""
    is_theirs = (
        mention.mention.country == other.mention.country and _is_country(mention) and mention.last <= other.first
    )
    is_adjective = tree.token(mention.head).relation in WHOSE and tree.token(mention.head).head == other.head
    return is_theirs and (is_adjective or mention.last == other.first)


def leads_to(tree: Tree, mention: Spotted, name: Spotted) -> bool:
    """Whether a mention stands in the title before a person's name: nothing but nouns and adjectives lies between."""
    if name.entity is None or name.entity.kind != "person" or name.mention.kind != "name" or mention.last > name.first:
        return False
    between = range(mention.last, name.first)
    is_title = all(
        (tree.token(at).pos in TITLE or tree.lemma(at) == "of") and tree.token(at).relation != "conj" for at in between
    )
    return name.mention.country in {None, mention.mention.country} and is_title


def _is_site(spotted: Spotted) -> bool:
    """Whether a mention names a place or a building, which does nothing: "the Bagram bombing"."""
    return spotted.entity is not None and spotted.entity.kind in GROUND


def _not_owned(
    tree: Tree, others: Sequence[Spotted], mentions: Sequence[Spotted], actors: Sequence[Spotted]
) -> list[Spotted]:
    """Return the mentions that are not the actors' own, as in "resigned after his long presidency"."""
    names = {spotted.mention.entity_id for spotted in actors} - {None}
    owners = (mention.head for mention in mentions if mention.mention.entity_id in names)
    owned = {tree.token(at).head for at in owners if tree.token(at).relation == "nmod:poss"}
    return [mention for mention in others if mention.head not in owned]


def concerned(
    tree: Tree, at: Sequence[int], mentions: Sequence[Spotted], actors: Sequence[Spotted]
) -> tuple[Spotted, ...]:
    """Return the nearest mention with a country inside the object or the content of an event, and those beside it.

    A state or a place of the actors' own country comes last: they act upon their own there, "the curfew in Sudan".
    """
    own = {spotted.mention.country for spotted in actors}
    others = [
        mention
        for mention in mentions
        if mention.mention.country and mention.mention.kind != "pronoun" and not is_ground(mention)
    ]
    others = [mention for mention in others if not _is_where(tree, mention) and not is_sited(tree, mention)]
    grounds = {mention.head: mention for mention in others if _is_country(mention) and mention.mention.country in own}
    heads = {mention.head: mention for mention in others if mention.head not in grounds}
    contents = [below for seat in at for below in (*tree.undergoers(seat), *tree.children(seat, CONTENT))]
    for likely in (heads, grounds):
        for below in contents:
            if found := next((inner for inner in _within(tree, below) if inner in likely), None):
                return distinct(tree, [likely[one] for one in tree.coordinated(found) if one in likely])
    return ()


def _is_where(tree: Tree, mention: Spotted) -> bool:
    """Whether a country only says where something lies: "a stronghold on the Thai border"."""
    token = tree.token(mention.head)
    is_modifier = token.relation in WHOSE and token.head != ROOT
    return is_modifier and _is_country(mention) and bool((SITED | {"on"}) & set(tree.markers(token.head)))


def is_sited(tree: Tree, mention: Spotted) -> bool:
    """Whether a place or a state only says where something happens: "marched in Tbilisi", "a bus near Quetta"."""
    is_land = (
        mention.mention.kind == "name" and mention.entity is not None and mention.entity.kind in {"state", "place"}
    )
    return is_land and bool(SITED & set(tree.markers(mention.head)))


def _within(tree: Tree, position: int) -> Iterator[int]:
    """Yield a token and what depends on it, nearest first, but for clauses that tell of something else."""
    waiting = [position]
    while waiting:
        yield from waiting
        below = (at for up in waiting for at in tree.below[up])
        waiting = [at for at in below if not _is_aside(tree, at)]


def _is_aside(tree: Tree, position: int) -> bool:
    """Whether a token heads a clause that tells something else: when or why, or more of somebody after a comma."""
    relation = tree.token(position).relation
    if relation == "acl:relcl":
        first = min(tree.inside(position))
        return first > 0 and tree.word(first - 1) == ","
    if relation == "acl" and tree.word(position).endswith("ing"):
        return True  # "a village bordering Austria"
    return relation in ASIDE and "to" not in tree.markers(position)


def _is_country(spotted: Spotted) -> bool:
    """Whether a mention is the bare name of a state, a people or a place."""
    return spotted.mention.kind in {"name", "demonym"} and spotted.entity is not None and spotted.entity.kind in LANDS


def filled(
    tree: Tree,
    at: Sequence[int],
    slots: Sequence[str],
    mentions: Sequence[Spotted],
    find: Find,
    *,
    may_be_ground: bool = False,
) -> tuple[Spotted, ...]:
    """Return the mentions in the first of the slots that holds any, coordinated ones in the order of the text."""
    shared = partial(_shared, find=find)
    for seek, slot in ((seek, slot) for seek in (find, shared) for slot in slots):
        heads = dict.fromkeys(
            other for seat in at for found in seek(tree, seat, slot) for other in tree.coordinated(found)
        )
        each = (mentions_at(tree, head, mentions, may_be_ground=may_be_ground) for head in heads)
        if found := tuple(dict.fromkeys(chain.from_iterable(each))):
            return distinct(tree, found)
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


def _shared(tree: Tree, position: int, slot: str, find: Find) -> list[int]:
    """Return what fills a slot of a verb coordinated with this one and stands after both: "seized and freed the ship".

    A verb with a subject or an object of its own shares nothing.
    """
    token = tree.token(position)
    if token.pos != "VERB" or slot in {"subject", "possessor", "by"}:
        return []
    others = [at for at in tree.children(position, {"conj"}) if not tree.children(at, SUBJECTS | PASSIVE_SUBJECTS)]
    if token.relation == "conj" and not tree.children(position, SUBJECTS | PASSIVE_SUBJECTS):
        others.append(token.head)
    if slot == "object" and (tree.undergoers(position) or tree.children(position, CLAUSES)):
        return []
    verbs = [at for at in others if tree.token(at).pos == "VERB" and tree.is_passive(at) == tree.is_passive(position)]
    return [found for at in verbs for found in find(tree, at, slot) if found > max(position, at)]


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
    solid = distinct(tree, tuple(dict.fromkeys(chain.from_iterable(each))))
    return solid or tuple(mentions_at(tree, head, mentions, may_be_ground=True))


def mentions_at(tree: Tree, position: int, mentions: Sequence[Spotted], *, may_be_ground: bool) -> list[Spotted]:
    """Return the mentions that a filler is, several in "Iraqi and Afghan fighters"; else the actors inside it.

    Of "Iran's decision" it gives Iran, and of "Hezbollah positions" Hezbollah: ground is not who was struck, unless
    nobody else is told.
    """
    exact = [spotted for spotted in mentions if spotted.head == position]
    if named := [spotted for mention in exact for spotted in mentions if _is_what(tree, mention, spotted)]:
        return named
    whole = () if any(spotted.mention.country for spotted in exact) else wholes(tree, position)
    if whole and not exact and (peoples := _modifying(tree, position, mentions)):
        return peoples
    parts = [mention for mention in mentions if mention.head in whole and not is_ground(mention)]
    if found := [part for part in parts if part.mention.country or part.mention.kind == "name"]:
        return found
    named = bearers(tree, position, mentions)
    if solid := [
        spotted for spotted in exact if not is_ground(spotted) or (may_be_ground and _says_more(tree, spotted))
    ]:
        return [part for who in with_bearers(solid, named) for part in by_country(tree, who, mentions)]
    if named or parts:
        return named or parts
    near = {at for at in tree.children(position, INSIDE) if not SITED & set(tree.markers(at))}
    inside = (spotted for spotted in mentions if spotted.head in near and not is_ground(spotted))
    return [spotted for spotted in inside if spotted.mention.country]


def _modifying(tree: Tree, position: int, mentions: Sequence[Spotted]) -> list[Spotted]:
    """Return the peoples and states that stand as adjectives before a noun: "the Turkish and Greek sides"."""
    heads = {other for at in tree.children(position, MODIFIERS) for other in tree.coordinated(at)}
    return [
        mention for mention in mentions if mention.head in heads and mention.mention.country and _is_country(mention)
    ]


def _is_what(tree: Tree, mention: Spotted, name: Spotted) -> bool:
    """Whether a nominal only says what the name just after it is: "NATO-member Norway", "the rebel group M23"."""
    is_apposed = tree.token(name.head).relation == "appos" and tree.token(name.head).head == mention.head
    is_next = mention.mention.kind == "nominal" and name.mention.kind == "name" and mention.last == name.first
    is_known = name.entity is not None and name.entity.origin == "lexicon"
    return is_apposed and is_next and (is_known or mention.mention.sector in {None, UNIDENTIFIED})


def _says_more(tree: Tree, spotted: Spotted) -> bool:
    """Whether ground says whose it is, what was struck or who lives there: "suspect sites" and "streets" are nobody."""
    is_facility = spotted.entity is not None and spotted.entity.kind == "facility"
    return _says_who(spotted) or is_facility or tree.lemma(spotted.head) in load_participant_words().peopled


def _says_who(spotted: Spotted) -> bool:
    """Whether ground says whose it is."""
    return bool(spotted.mention.country) or spotted.mention.sector not in {None, UNIDENTIFIED}


def _is_force(spotted: Spotted) -> bool:
    """Whether a mention is soldiers of whom nothing says whose they are: those of whoever sends them."""
    return spotted.mention.kind == "nominal" and spotted.mention.sector == "MIL" and not spotted.mention.country


def is_ground(spotted: Spotted) -> bool:
    """Whether a mention is a place or a building without a name, which neither acts nor is acted upon."""
    return spotted.mention.kind == "nominal" and spotted.entity is not None and spotted.entity.kind in GROUND
