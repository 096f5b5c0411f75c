"""Takes the dependency tree of a sentence, gives the trigger patterns of the ontology that its words fulfil."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from transforms.coding.factuality_cues import is_cue
from transforms.coding.partitives import wholes
from transforms.ontology import TriggerPattern, load_ontology
from transforms.syntax import CLAUSES, MODIFIERS, OBLIQUES, Tree

PLAIN_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""))
"""Endings of regular verbs, for words whose lemma the engine does not know: "freed" of `free`."""


NOBODY: frozenset[str] = frozenset()


def fired(tree: Tree) -> dict[int, TriggerPattern]:
    """Return the pattern that speaks for each token which names an event; a light verb silences its object."""
    found: dict[int, TriggerPattern] = {}
    for position in range(len(tree.reading.tokens)):
        if is_cue(tree, position):
            continue
        fitting = (pattern for pattern in candidates(tree, position) if fits(tree, position, pattern))
        if pattern := next(fitting, None):  # they come in falling precedence
            found[position] = pattern
    for position, pattern in list(found.items()):
        if finer := next((found[at] for at in tree.undergoers(position) if _is_finer(found.get(at), pattern)), None):
            found[position] = _lifted(pattern, finer)
    silenced = {at for position, pattern in found.items() if pattern.objects for at in tree.undergoers(position)}
    within = {at for position, pattern in found.items() for at in range(position + 1, position + len(pattern.words))}
    return {at: pattern for at, pattern in found.items() if at not in silenced | within}


def _is_finer(noun: TriggerPattern | None, verb: TriggerPattern) -> bool:
    """Whether the object of a light verb says by its modifier what the verb leaves open: a joint exercise was held."""
    return noun is not None and bool(noun.modifiers) and bool(verb.objects) and noun.words[0] in verb.objects


def _lifted(verb: TriggerPattern, noun: TriggerPattern) -> TriggerPattern:
    """Return the pattern of a light verb's object at the verb, where the participants stand."""
    return replace(
        noun,
        words=verb.words,
        pos=verb.pos,
        particle=verb.particle,
        objects=verb.objects,
        actor=(*verb.actor, *(slot for slot in noun.actor if slot not in verb.actor)),
        recipient=(*verb.recipient, *(slot for slot in noun.recipient if slot not in verb.recipient)),
    )


def candidates(tree: Tree, position: int) -> Sequence[TriggerPattern]:
    """Return the patterns of a token's lemma; where there are none, those of what it is by the endings of the verb."""
    patterns = load_ontology().patterns_by_lemma
    joined = tree.joined(position)
    if joined:  # "Saudi-led" and "sit-in" are words of their own
        return patterns.get(joined) or patterns.get(joined.removesuffix("s")) or ()
    if is_verbal_noun(tree, position):
        return patterns.get(tree.word(position)) or ()
    if known := patterns.get(tree.lemma(position)):
        return known
    if tree.token(position).pos != "VERB":
        return ()
    word = tree.word(position)
    stems = (word.removesuffix(ending) + stem for ending, stem in PLAIN_ENDINGS if word.endswith(ending))
    return next((found for stem in stems if (found := patterns.get(stem))), ())


def ruled_out(tree: Tree) -> dict[int, frozenset[str]]:
    """Return the types that a token would name but for what its patterns exclude: tourists who visit, a title defended.

    The learned classifiers, which do not know of these, are not heard on them.
    """
    found: dict[int, set[str]] = {}
    for position in range(len(tree.reading.tokens)):
        for pattern in candidates(tree, position):
            if (
                _excludes(pattern)
                and not fits(tree, position, pattern)
                and fits(tree, position, _without_exclusions(pattern))
            ):
                found.setdefault(position, set()).add(pattern.event_type)
    return {position: frozenset(types) for position, types in found.items()}


def _excludes(pattern: TriggerPattern) -> bool:
    return bool(pattern.not_objects or pattern.not_subjects or pattern.not_modifiers or pattern.not_contents)


@cache
def _without_exclusions(pattern: TriggerPattern) -> TriggerPattern:
    nothing: frozenset[str] = frozenset()
    return replace(pattern, not_objects=nothing, not_subjects=nothing, not_modifiers=nothing, not_contents=nothing)


def fits(tree: Tree, position: int, pattern: TriggerPattern) -> bool:
    """Whether a token and its syntax meet the conditions of a pattern."""
    token = tree.token(position)
    if pattern.is_phrase:
        return _stands(tree, position, pattern)
    pos = "NOUN" if is_verbal_noun(tree, position) else token.pos
    if pos != pattern.pos or (pos == "NOUN" and token.relation in MODIFIERS):
        return False
    particles = [tree.lemma(at) for at in tree.children(position, {"compound:prt"})]
    # "Went off outside the court": the parser takes a particle before a preposition for an adverb.
    after = [tree.lemma(at) for at in tree.children(position, {"advmod"}) if at == position + 1]
    if (pattern.particle not in (*particles, *after)) if pattern.particle else particles:
        return False
    return (
        meets(pattern.objects, pattern.not_objects, tree, tree.undergoers(position))
        and meets(pattern.subjects, NOBODY, tree, bodies(tree, position) if pattern.subjects else ())
        and meets(NOBODY, pattern.not_subjects, tree, tree.doers(position))
        and meets(pattern.modifiers, pattern.not_modifiers, tree, tree.children(position, MODIFIERS))
        and (not pattern.complements or bool(pattern.complements & complements(tree, position)))
        and meets(pattern.contents, pattern.not_contents, tree, contents(tree, position))
        and (not pattern.modals or bool(pattern.modals & modals(tree, position)))
    )


def is_verbal_noun(tree: Tree, position: int) -> bool:
    """Whether a form in -ing that the parser takes for a verb is a noun: "killed in police firing"."""
    is_gerund = tree.token(position).pos == "VERB" and tree.word(position).endswith("ing")
    return is_gerund and bool(tree.children(position, {"compound"})) and not tree.children(position, {"obj"})


def bodies(tree: Tree, position: int) -> list[int]:
    """Return those who do what a verb says and the bodies to which they belong: of "police officials" the police."""
    return [near for at in tree.doers(position) for near in (at, *tree.children(at, {"compound"}))]


def _stands(tree: Tree, position: int, pattern: TriggerPattern) -> bool:
    """Whether the words of a phrase stand in a row from a token on."""
    return all(
        position + offset < len(tree.reading.tokens)
        and word in {tree.lemma(position + offset), tree.word(position + offset)}
        for offset, word in enumerate(pattern.words)
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


def seats(tree: Tree, position: int, pattern: TriggerPattern) -> list[int]:
    """Return the tokens at which the slots of a pattern are sought: a light verb's object has slots too."""
    return [position, *_light_objects(tree, position, pattern)]


def _light_objects(tree: Tree, position: int, pattern: TriggerPattern) -> Iterator[int]:
    if pattern.objects:
        yield from (at for at in tree.undergoers(position) if tree.lemma(at) in pattern.objects)


def mode_of(tree: Tree, position: int, pattern: TriggerPattern) -> str | None:
    """Return the mode that a pattern gives, else the one whose content stands in the object or complement."""
    if pattern.mode:
        return pattern.mode
    heads = (*tree.undergoers(position), *contents(tree, position))
    said = {tree.lemma(at) for head in heads for at in (head, *contents(tree, head), *tree.children(head, MODIFIERS))}
    modes = load_ontology().types[pattern.event_type].modes
    return next((name for name, mode in modes.items() if said & set(mode.content)), None)
