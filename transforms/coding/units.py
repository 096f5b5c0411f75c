"""Takes the dependency tree of a sentence, gives the lexical units of the ontology that its words fulfil."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from transforms.coding.cues import is_cue
from transforms.coding.partitives import wholes
from transforms.ontology import Unit, load_ontology
from transforms.syntax import CLAUSES, MODIFIERS, OBLIQUES, Tree

PLAIN_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""))
"""Endings of regular verbs, for words whose lemma the engine does not know: "freed" of `free`."""


NOBODY: frozenset[str] = frozenset()


def fired(tree: Tree) -> dict[int, tuple[Unit, ...]]:
    """Return the units that fit each token which names an event, the one that speaks first.

    A light verb silences its object.
    """
    found: dict[int, tuple[Unit, ...]] = {}
    for position in range(len(tree.reading.tokens)):
        if is_cue(tree, position):
            continue
        fitting = [unit for unit in candidates(tree, position) if fits(tree, position, unit)]
        if fitting:  # they come in falling precedence; what asks for less says less
            found[position] = tuple(unit for unit in fitting if unit.precedence[:2] == fitting[0].precedence[:2])
    for position, units in list(found.items()):
        nouns = (found[at][0] for at in tree.undergoers(position) if at in found)
        if finer := next((noun for noun in nouns if _is_finer(noun, units[0])), None):
            found[position] = (_lifted(units[0], finer), *units)
    spoken = {position: units[0] for position, units in found.items()}
    silenced = {at for position, unit in spoken.items() if unit.objects for at in tree.undergoers(position)}
    within = {at for position, unit in spoken.items() for at in range(position + 1, position + len(unit.words))}
    return {at: units for at, units in sorted(found.items()) if at not in silenced | within}


def span_end(tree: Tree, position: int, unit: Unit) -> int:
    """Return where the words of a unit end: after its phrase, or after a particle that stands next to its verb."""
    last = position + len(unit.words)
    is_next = unit.particle and last in tree.children(position, {"compound:prt"})
    return last + 1 if is_next else last


def _is_finer(noun: Unit, verb: Unit) -> bool:
    """Whether the object of a light verb says by its modifier what the verb leaves open: a joint exercise was held."""
    return bool(noun.modifiers) and bool(verb.objects) and noun.words[0] in verb.objects


def _lifted(verb: Unit, noun: Unit) -> Unit:
    """Return the unit of a light verb's object at the verb, where the participants stand."""
    return replace(
        noun,
        words=verb.words,
        pos=verb.pos,
        particle=verb.particle,
        objects=verb.objects,
        actor=(*verb.actor, *(slot for slot in noun.actor if slot not in verb.actor)),
        recipient=(*verb.recipient, *(slot for slot in noun.recipient if slot not in verb.recipient)),
    )


def candidates(tree: Tree, position: int) -> Sequence[Unit]:
    """Return the units of a token's lemma; where there are none, those of what it is by the endings of the verb."""
    units = load_ontology().units_by_lemma
    joined = tree.joined(position)
    if joined:  # "Saudi-led" and "sit-in" are words of their own
        return units.get(joined) or units.get(joined.removesuffix("s")) or ()
    if is_verbal_noun(tree, position):
        return units.get(tree.word(position)) or ()
    if known := units.get(tree.lemma(position)):
        return known
    if tree.token(position).pos != "VERB":
        return ()
    word = tree.word(position)
    stems = (word.removesuffix(ending) + stem for ending, stem in PLAIN_ENDINGS if word.endswith(ending))
    return next((found for stem in stems if (found := units.get(stem))), ())


def ruled_out(tree: Tree) -> dict[int, frozenset[str]]:
    """Return the types that a token would name but for what its units exclude: tourists who visit, a title defended.

    The learned heads, which do not know of these, are not heard on them.
    """
    found: dict[int, set[str]] = {}
    for position in range(len(tree.reading.tokens)):
        for unit in candidates(tree, position):
            if _excludes(unit) and not fits(tree, position, unit) and fits(tree, position, _without_exclusions(unit)):
                found.setdefault(position, set()).add(unit.event_type)
    return {position: frozenset(types) for position, types in found.items()}


def _excludes(unit: Unit) -> bool:
    return bool(unit.not_objects or unit.not_subjects or unit.not_modifiers or unit.not_contents)


@cache
def _without_exclusions(unit: Unit) -> Unit:
    nothing: frozenset[str] = frozenset()
    return replace(unit, not_objects=nothing, not_subjects=nothing, not_modifiers=nothing, not_contents=nothing)


def fits(tree: Tree, position: int, unit: Unit) -> bool:
    """Whether a token and its syntax meet the conditions of a unit."""
    token = tree.token(position)
    if unit.is_phrase:
        return _stands(tree, position, unit)
    pos = "NOUN" if is_verbal_noun(tree, position) else token.pos
    if pos != unit.pos or (pos == "NOUN" and token.relation in MODIFIERS):
        return False
    particles = [tree.lemma(at) for at in tree.children(position, {"compound:prt"})]
    # "Went off outside the court": the parser takes a particle before a preposition for an adverb.
    after = [tree.lemma(at) for at in tree.children(position, {"advmod"}) if at == position + 1]
    if (unit.particle not in (*particles, *after)) if unit.particle else particles:
        return False
    return (
        meets(unit.objects, unit.not_objects, tree, tree.undergoers(position))
        and meets(unit.subjects, NOBODY, tree, bodies(tree, position) if unit.subjects else ())
        and meets(NOBODY, unit.not_subjects, tree, tree.doers(position))
        and meets(unit.modifiers, unit.not_modifiers, tree, tree.children(position, MODIFIERS))
        and (not unit.complements or bool(unit.complements & complements(tree, position)))
        and meets(unit.contents, unit.not_contents, tree, contents(tree, position))
        and (not unit.modals or bool(unit.modals & modals(tree, position)))
    )


def is_verbal_noun(tree: Tree, position: int) -> bool:
    """Whether a form in -ing that the parser takes for a verb is a noun: "killed in police firing"."""
    is_gerund = tree.token(position).pos == "VERB" and tree.word(position).endswith("ing")
    return is_gerund and bool(tree.children(position, {"compound"})) and not tree.children(position, {"obj"})


def bodies(tree: Tree, position: int) -> list[int]:
    """Return those who do what a verb says and the bodies to which they belong: of "police officials" the police."""
    return [near for at in tree.doers(position) for near in (at, *tree.children(at, {"compound"}))]


def _stands(tree: Tree, position: int, unit: Unit) -> bool:
    """Whether the words of a phrase stand in a row from a token on."""
    return all(
        position + offset < len(tree.reading.tokens)
        and word in {tree.lemma(position + offset), tree.word(position + offset)}
        for offset, word in enumerate(unit.words)
    )


def meets(wanted: frozenset[str], unwanted: frozenset[str], tree: Tree, positions: Sequence[int]) -> bool:
    """Whether one of these tokens has a wanted lemma, where any is wanted, and none has an unwanted one."""
    if not wanted and not unwanted:
        return True
    heads = [at for position in positions for at in tree.coordinated(position)]
    near = [at for head in heads for at in (head, *wholes(tree, head))]
    lemmas = {word for at in near for word in (tree.lemma(at), tree.joined(at), _singular(tree.lemma(at))) if word}
    return (not wanted or bool(wanted & lemmas)) and not unwanted & lemmas


def _singular(lemma: str) -> str:
    """Return a lemma without the plural that the engine leaves on some nouns: "troops"."""
    return lemma[:-1] if lemma.endswith("s") and not lemma.endswith("ss") else lemma


def complements(tree: Tree, position: int) -> set[str]:
    """Return what introduces the obliques and clauses of a token: prepositions, `to`, and `that` for finite clauses."""
    found = {marker for at in tree.children(position, OBLIQUES | CLAUSES) for marker in tree.markers(at)}
    return found | ({"that"} if tree.children(position, {"ccomp"}) else set())


def contents(tree: Tree, position: int) -> list[int]:
    """Return the heads of the obliques and clauses of a token: what was vowed, asked or refused."""
    return tree.children(position, OBLIQUES | CLAUSES)


def modals(tree: Tree, position: int) -> set[str]:
    """Return the auxiliaries of the finite clauses that a token governs: `must` in "said that Iran must withdraw"."""
    clauses = tree.children(position, {"ccomp"})
    auxiliaries = ([tree.lemma(below) for below in tree.children(at, {"aux"})] for at in clauses)
    return {lemma for lemmas in auxiliaries for lemma in lemmas if "have" not in lemmas}  # "must have left" is a guess


def seats(tree: Tree, position: int, unit: Unit) -> list[int]:
    """Return the tokens at which the slots of a unit are sought: a light verb's object has slots too."""
    return [position, *_light_objects(tree, position, unit)]


def _light_objects(tree: Tree, position: int, unit: Unit) -> Iterator[int]:
    if unit.objects:
        yield from (at for at in tree.undergoers(position) if tree.lemma(at) in unit.objects)


def mode_of(tree: Tree, position: int, unit: Unit) -> str | None:
    """Return the mode that a unit gives, else the one whose content stands in the object or complement."""
    if unit.mode:
        return unit.mode
    heads = (*tree.undergoers(position), *contents(tree, position))
    said = {tree.lemma(at) for head in heads for at in (head, *contents(tree, head), *tree.children(head, MODIFIERS))}
    modes = load_ontology().types[unit.event_type].modes
    return next((name for name, mode in modes.items() if said & set(mode.content)), None)
