"""What the words of the lexicon state: a tree and its mentions in, relations out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, islice, product

from transforms.language.reading import ROOT
from transforms.lexicons.classes import prepositions_of
from transforms.mentions import Spotted
from transforms.relations.ends import (
    ABSENT,
    UNABLE,
    WITHIN,
    Heads,
    Stated,
    doers,
    every,
    is_pair,
    is_within,
    kind_of,
    may_take_sides,
    owners,
)
from transforms.relations.patterns import Pattern, load_patterns, load_support_verbs
from transforms.syntax import MODIFIERS, OBJECTS, OBLIQUES, SUBJECTS, Tree

TITLES = {"compound", "flat", "nmod:desc", "amod", "appos"}
DOER, UNDERGOER = "ARG0", "ARG1"
OF_WHAT_IS_THEIRS = {"fights", "backs"}
"""Predicates that hold of a side when told of what is its own: strikes on ISIL positions are strikes on ISIL."""
NOT_OF_A_TRAIT = {"member_of", "part_of", "allied_with", "spokesperson_of"}
"""Predicates that a noun does not state of a part of its own words: "its allies", "Hezbollah fighters"."""
ALONE = {"person", "unnamed", "office"}
"""Kinds of one human being: nobody is a member of one."""
MEMBERSHIP = {"member_of", "part_of"}
OPPOSED = {"fights", "hostile_to"}
ACHIEVED = {"leads"}
"""Predicates that an infinitive does not state: "an offensive to retake the town" has not retaken it."""
COMPANY = {"with", "alongside", "for", "by"}
"""Before whoever one stands with in something: "stands with Iraq in the fight"."""
PARTAKING = prepositions_of("partaking")
JOINT = frozenset({"along", "together"})
"""Before "with" they leave no doubt on whose side one is: "joined the war along with the army"."""
LIGHT = prepositions_of("light")
CLIMB = 4  # words above an infinitive that may say who would do it: "has the means for a campaign to defeat them"
MOST = 16  # mentions at one end; a list of more is an enumeration, and pairs grow with the square


def stated_relations(tree: Tree, heads: Heads) -> Iterator[Stated]:
    """Yield what the words of the lexicon state in a sentence; of the patterns of a word the first that is full.

    That somebody is somewhere stands beside whatever else a word states: "attacked the post in the valley".
    """
    patterns = load_patterns()
    sides = {at: able for at, held in heads.items() if (able := [one for one in held if kind_of(one) not in UNABLE])}
    for at in range(len(tree.reading.tokens)):
        full = set[bool]()
        for pattern in patterns.get((tree.lemma(at), tree.token(at).pos), ()):
            is_place = pattern.predicate == "located_in"
            if is_place in full or not _is_said(tree, at, pattern):
                continue
            reaches = pattern.predicate in OF_WHAT_IS_THEIRS
            if pairs := list(_pairs(tree, at, pattern, sides if reaches else heads)):
                yield from (Stated(pattern.predicate, *pair, at, pattern.confidence) for pair in pairs)
                full.add(is_place)


def _is_said(tree: Tree, at: int, pattern: Pattern) -> bool:
    """Whether a word has the modifier that a pattern needs, and says that it is so where an infinitive would not."""
    if pattern.modifiers and not pattern.modifiers & {tree.lemma(child) for child in tree.children(at, MODIFIERS)}:
        return False
    return not (pattern.predicate in ACHIEVED and pattern.pos == "VERB" and "to" in tree.markers(at))


def _pairs(tree: Tree, at: int, pattern: Pattern, heads: Heads) -> Iterator[tuple[Spotted, Spotted]]:
    """Yield the pairs of mentions that fill both slots of a pattern, two different entities each."""
    reaches = pattern.predicate in OF_WHAT_IS_THEIRS
    ones = _filled(tree, at, pattern.subject, heads, reaches=reaches)[:MOST]
    if pattern.subject == ("between",):
        pairs = list(combinations(ones, 2))
    else:
        is_own = pattern.subject == ("self",)
        others = _filled(tree, at, pattern.object, heads, reaches=reaches, is_own=is_own)
        pairs = list(product(ones, others[:MOST]))
    yield from (pair for pair in pairs if is_pair(*pair) and _fits(pattern, *pair))


def _fits(pattern: Pattern, mention: Spotted, other: Spotted) -> bool:
    """Whether two mentions can be the ends: a town is held and not led, nobody fights a house or leads what is his."""
    is_trait = other.mention.kind != "name" or mention.mention.kind != "name"
    if is_trait and pattern.predicate in NOT_OF_A_TRAIT and is_within(other, mention):
        return False
    if pattern.predicate in MEMBERSHIP and (mention.mention.kind == "demonym" or kind_of(other) in ALONE):
        return False
    if pattern.predicate == "located_in" and kind_of(mention) in ABSENT:
        return False
    if pattern.kinds and kind_of(other) not in pattern.kinds:
        return False
    if pattern.predicate == "backs":  # "Iran-backed fighters" names the backer within
        return not UNABLE & {kind_of(mention), kind_of(other)}
    return pattern.predicate not in OPPOSED or may_take_sides(mention, other)


def _filled(
    tree: Tree, at: int, slots: Sequence[str], heads: Heads, *, reaches: bool, is_own: bool = False
) -> tuple[Spotted, ...]:
    """Return the mentions in the first of the slots that holds any, coordinated ones in the order of the text."""
    for slot in slots:
        seats = _stands_in(tree, at, slot, heads)
        if is_own:  # "officials in Mali" are Mali's, those who "condemned a bombing in Mali" are not
            seats = [seat for seat in seats if tree.token(seat).relation not in OBLIQUES or tree.token(seat).head == at]
        if slot == "self":  # of those of whom it is said the best known
            known = (seat for seat in seats if any(listed in heads for listed in tree.coordinated(seat)))
            seats = list(islice(known, 1))
        if slot == "object" and tree.token(at).relation == "amod":  # "rebel-held towns and roads": the towns
            listed = dict.fromkeys(seats)
        else:
            listed = dict.fromkeys(one for found in every(tree, seats) for one in _meant(tree, found))
        seated = dict.fromkeys(owner for seat in listed for owner in (owners(tree, heads, seat) if reaches else [seat]))
        # "Iraqi and Afghan fighters" are two with one head.
        if found := {held.mention.entity_id: held for one in seated for held in reversed(heads.get(one, ()))}:
            return tuple(sorted(found.values(), key=lambda held: held.first))
    return ()


def _meant(tree: Tree, at: int) -> list[int]:
    """Return those whom a plural noun names one by one, "the backers - Russia and Iran", else the noun itself."""
    lists = (tree.coordinated(first) for first in tree.children(at, {"appos"}))
    return next((listed for listed in lists if len(listed) > 1), [at])


def _stands_in(tree: Tree, at: int, slot: str, heads: Heads) -> list[int]:
    """Return the tokens that stand in a slot of a word; a slot that is named for no function is a preposition."""
    named: Mapping[str, Callable[[], list[int]]] = {
        "subject": lambda: _subjects(tree, at, heads),
        "object": lambda: tree.undergoers(at) or _filling(tree, at, UNDERGOER),
        "self": lambda: _said_of(tree, at),
        "possessor": lambda: tree.children(at, {"nmod:poss"}),
        "modifier": lambda: _modifiers(tree, at),
        "subject_above": lambda: _subjects_above(tree, at),
        "within": lambda: _within(tree, at),
        "holder": lambda: _holders(tree, at, heads),
    }
    find = named.get(slot)
    return find() if find else _after(tree, at, slot)


def _subjects_above(tree: Tree, at: int) -> list[int]:
    """Return who does what a noun says: the subject of its light verb, or of "is at war with"."""
    if tree.children(at, {"cop"}):
        return tree.subjects(at) if LIGHT & set(tree.markers(at)) else []
    return doers(tree, tree.token(at).head) if _is_done_above(tree, at) else []


def _within(tree: Tree, at: int) -> list[int]:
    """Return what the object of a verb lies within."""
    return [
        child
        for above in tree.children(at, OBJECTS)
        for child in tree.children(above, OBLIQUES)
        if WITHIN & set(tree.markers(child))
    ]


def _after(tree: Tree, at: int, preposition: str) -> list[int]:
    """Return what a preposition joins to a word, or to the verb whose subject or object it is."""
    token, is_between = tree.token(at), preposition == "between"
    seats = [at, token.head] if token.relation in OBJECTS | SUBJECTS and token.head != ROOT else [at]
    if is_between:  # "divergence of interest between"
        seats += tree.children(at, {"nmod"})
    below = [child for seat in seats for child in tree.children(seat, OBLIQUES) if child != at]
    joined = [(child, tree.markers(child)) for child in below]
    found = [
        child
        for child, markers in joined
        if preposition in markers and (preposition in JOINT or not JOINT & set(markers))
    ]
    if not found and token.pos == "VERB":
        found = _arguments_after(tree, at, preposition)
    if found and is_between:  # the second end may hang beside the first
        found += [child for child in below if child not in found and tree.children(child, {"cc"})]
    return found


def _arguments_after(tree: Tree, at: int, preposition: str) -> list[int]:
    """Return the heads of a verb's arguments that begin with a preposition, for syntax may hang them elsewhere.

    "Used artillery against the town" is such a case.
    """
    return [
        tree.head_of(argument.first, argument.last)
        for predicate in tree.reading.predicates
        if predicate.token == at
        for argument in predicate.arguments
        if tree.lemma(argument.first) == preposition
    ]


def _is_done_above(tree: Tree, at: int) -> bool:
    """Whether the subject of its clause does what a noun says: "wages war", "is at war", "fought in support of"."""
    token = tree.token(at)
    if token.relation in OBJECTS:
        return tree.lemma(token.head) in load_support_verbs() and not tree.children(at, {"nmod:poss"})
    is_bare = not tree.children(at, {"det", "nmod:poss"})
    return is_bare and token.relation in OBLIQUES and bool(LIGHT & set(tree.markers(at)))


def _subjects(tree: Tree, at: int, heads: Heads) -> list[int]:
    """Return who does what a verb says, who is what an adjective says; of an infinitive who would do it."""
    token = tree.token(at)
    if token.pos == "ADJ":
        return tree.subjects(at)
    for found in ([*doers(tree, at), *_before_hyphen(tree, at)], _filling(tree, at, DOER)):
        if _is_held(tree, heads, found):
            return found
    return _intending(tree, at, heads) if "to" in tree.markers(at) else []


def _intending(tree: Tree, at: int, heads: Heads) -> list[int]:
    """Return who would do what an infinitive says: the noun above it or its owner, else who is in what it names."""
    for _ in range(CLIMB):
        token = tree.token(at)
        if token.head == ROOT:
            return []
        above = token.head
        if tree.token(above).pos not in {"NOUN", "PROPN"}:
            is_part = token.relation not in OBLIQUES or bool(PARTAKING & set(tree.markers(at)))
            return doers(tree, above) if is_part else []
        if _is_held(tree, heads, [above]):
            return owners(tree, heads, above)
        at = above
    return []


def _holders(tree: Tree, at: int, heads: Heads) -> list[int]:
    """Return who is in what a noun names: "joined the fight", "Iraq in its fight", "stands with Iraq in the fight"."""
    token = tree.token(at)
    if token.head == ROOT:
        return []
    if token.relation in OBJECTS:
        return doers(tree, token.head) if _is_done_above(tree, at) else []
    if token.relation not in OBLIQUES or not PARTAKING & set(tree.markers(at)):
        return []
    beside = [child for child in tree.children(token.head, OBLIQUES) if COMPANY & set(tree.markers(child))]
    for found in (
        [token.head] if token.head in heads else [],
        beside,
        [token.head],
        tree.children(token.head, OBJECTS),
        doers(tree, token.head),
    ):
        if _is_held(tree, heads, found):
            return found
    return []


def _is_held(tree: Tree, heads: Heads, seats: Sequence[int]) -> bool:
    """Whether a mention stands at one of some tokens, or owns what does."""
    return any(owner in heads for seat in seats for owner in owners(tree, heads, seat))


def _filling(tree: Tree, at: int, role: str) -> list[int]:
    """Return the heads of what fills a semantic role of a word, for what the words of its clause leave out."""
    predicates = (predicate for predicate in tree.reading.predicates if predicate.token == at)
    spans = (
        (argument.first, argument.last)
        for predicate in predicates
        for argument in predicate.arguments
        if argument.role == role
    )
    return [tree.head_of(*span) for span in spans]


def _before_hyphen(tree: Tree, at: int) -> list[int]:
    """Return who does what a participle says that is joined to it by a hyphen: "Iran-backed"."""
    if tree.token(at).relation not in {"amod", "acl"} or at < 2 or tree.word(at - 1) not in {"-", "‐", "–"}:
        return []
    return [
        child for child in tree.children(at, {"obl:unmarked", "compound", "obl", "nsubj", "nmod", "amod"}) if child < at
    ]


def _said_of(tree: Tree, at: int) -> list[int]:
    """Return of whom a noun is said, the best known first: a name beside it, its subject, else the noun itself."""
    token, found = tree.token(at), list[int]()
    if token.relation in TITLES and token.head != ROOT:
        found.append(token.head)
    found += tree.children(at, {"appos"})
    if tree.children(at, {"cop"}):
        found += tree.children(at, SUBJECTS)
    if token.relation == "xcomp" and token.head != ROOT:
        found += tree.subjects(token.head)
    return [*found, at]


def _modifiers(tree: Tree, at: int) -> list[int]:
    """Return the nouns and adjectives before a noun, those before the name that it is a title of included."""
    token = tree.token(at)
    above = [token.head] if token.relation in TITLES and token.head > at else []
    hyphen = _before_hyphen(tree, at)
    return [
        child
        for seat in (at, *above)
        for child in tree.children(seat, MODIFIERS | {"nmod"})
        if child < at and child not in hyphen
    ]
