"""Takes an event, gives its contexts: what its unit and the learned heads say, and what the words of its clause tell.

The heads hear few contexts, since each has few examples; words such as "embassy", "refinery" or "ballot" tell many of
them at once. `transforms/ontology/contexts.yaml` holds the words.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.coding.candidates import Candidate
from transforms.mentions import Spotted
from transforms.ontology import known_contexts, load_contexts
from transforms.syntax import Tree

BESIDE = frozenset({"conj", "parataxis"})


@dataclass(frozen=True)
class Cues:
    """What tells the contexts."""

    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    """By its first word, each phrase with the context that it tells."""
    actors: Mapping[tuple[str, str], frozenset[str]]
    """Contexts by type of event and sector of an actor."""
    recipients: Mapping[tuple[str, str], frozenset[str]]
    """Contexts by type of event and sector of a recipient."""
    across_borders: Mapping[str, frozenset[str]]
    """Contexts of a type of event in which two countries take part."""


@cache
def load_cues() -> Cues:
    """Return the cues; raise KnowledgeInvalid where a context or a key of their file is unknown."""
    phrases = defaultdict[str, list[tuple[tuple[str, ...], str]]](list)
    sides = {side: defaultdict[tuple[str, str], set[str]](set) for side in ("actors", "recipients")}
    across = defaultdict[str, set[str]](set)
    for context, told in load_contexts().items():
        for phrase in told.words:
            words = tuple(phrase.split())
            phrases[words[0]].append((words, context))
        for event_type in told.event_types:
            for side, contexts in sides.items():
                for sector in told.actors if side == "actors" else told.recipients:
                    contexts[event_type, sector].add(context)
            if told.across_borders:
                across[event_type].add(context)
    return Cues(
        phrases=phrases,
        actors={place: frozenset(contexts) for place, contexts in sides["actors"].items()},
        recipients={place: frozenset(contexts) for place, contexts in sides["recipients"].items()},
        across_borders={event_type: frozenset(contexts) for event_type, contexts in across.items()},
    )


def contexts_of(tree: Tree, one: Candidate) -> list[str]:
    """Return the contexts of an event in the order of PLOVER's list, those of own knowledge after it."""
    cues = load_cues()
    told = {*one.contexts, *_of_words(tree, one, cues), *_of_sides(one, cues)}
    return [context for context in known_contexts() if context in told]


def _of_words(tree: Tree, one: Candidate, cues: Cues) -> Iterator[str]:
    """Yield what the words of an event's clause tell, those of its participants among them."""
    for at in sorted({*_clause(tree, tree.clause(one.position)), *_clause(tree, one.position)}):
        for word in {tree.word(at), tree.lemma(at)}:
            for phrase, context in cues.phrases.get(word, ()):
                if all(_is(tree, at + step, part) for step, part in enumerate(phrase)):
                    yield context


def _clause(tree: Tree, position: int) -> Iterator[int]:
    """Yield a word and what depends on it, without the clauses beside it, which tell other events."""
    yield position
    for at in tree.below[position]:
        if not (tree.token(at).relation in BESIDE and tree.token(at).pos == "VERB"):
            yield from tree.inside(at)


def _is(tree: Tree, at: int, word: str) -> bool:
    return at < len(tree.reading.tokens) and word in (tree.word(at), tree.lemma(at))


def _of_sides(one: Candidate, cues: Cues) -> Iterator[str]:
    """Yield what the participants of an event tell."""
    for side, contexts in ((one.actors, cues.actors), (one.recipients, cues.recipients)):
        for sector in _sectors(side):
            yield from contexts.get((one.event_type, sector), ())
    countries = {spotted.mention.country for spotted in (*one.actors, *one.recipients)} - {None}
    if len(countries) > 1:
        yield from cues.across_borders.get(one.event_type, ())


def _sectors(side: Sequence[Spotted]) -> set[str]:
    return {sector for spotted in side if (sector := spotted.mention.sector) is not None}
