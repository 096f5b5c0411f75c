"""Takes an event, gives its contexts: what its pattern and the learned classifiers say, and what the words of its
clause tell.

The classifiers hear few contexts, since each has few examples; words such as "embassy", "refinery" or "ballot" tell
many of them at once. `transforms/ontology/contexts.yaml` holds the words.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from transforms.coding.event_candidates import Candidate
from transforms.mentions import Spotted
from transforms.ontology import known_contexts, load_contexts
from transforms.syntax import Tree

BESIDE = frozenset({"conj", "parataxis"})


@dataclass(frozen=True)
class ContextCues:
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
def load_cues() -> ContextCues:
    """Return the cues; raise KnowledgeInvalid where a context or a key of their file is unknown."""
    phrases = defaultdict[str, list[tuple[tuple[str, ...], str]]](list)
    by_role = {role: defaultdict[tuple[str, str], set[str]](set) for role in ("actors", "recipients")}
    across = defaultdict[str, set[str]](set)
    for context, declaration in load_contexts().items():
        for phrase in declaration.words:
            words = tuple(phrase.split())
            phrases[words[0]].append((words, context))
        for event_type in declaration.event_types:
            for role, contexts in by_role.items():
                for sector in declaration.actors if role == "actors" else declaration.recipients:
                    contexts[event_type, sector].add(context)
            if declaration.across_borders:
                across[event_type].add(context)
    return ContextCues(
        phrases=phrases,
        actors={place: frozenset(contexts) for place, contexts in by_role["actors"].items()},
        recipients={place: frozenset(contexts) for place, contexts in by_role["recipients"].items()},
        across_borders={event_type: frozenset(contexts) for event_type, contexts in across.items()},
    )


def contexts_of(tree: Tree, candidate: Candidate) -> list[str]:
    """Return the contexts of an event in the order of PLOVER's list, those of own knowledge after it."""
    cues = load_cues()
    found = {*candidate.contexts, *_of_words(tree, candidate, cues), *_of_participants(candidate, cues)}
    return [context for context in known_contexts() if context in found]


def _of_words(tree: Tree, candidate: Candidate, cues: ContextCues) -> Iterator[str]:
    """Yield what the words of an event's clause tell, those of its participants among them."""
    for at in sorted({*_clause(tree, tree.clause(candidate.position)), *_clause(tree, candidate.position)}):
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


def _of_participants(candidate: Candidate, cues: ContextCues) -> Iterator[str]:
    """Yield what the participants of an event tell."""
    for participants, contexts in ((candidate.actors, cues.actors), (candidate.recipients, cues.recipients)):
        for sector in _sectors(participants):
            yield from contexts.get((candidate.event_type, sector), ())
    countries = {spotted.mention.country for spotted in (*candidate.actors, *candidate.recipients)} - {None}
    if len(countries) > 1:
        yield from cues.across_borders.get(candidate.event_type, ())


def _sectors(participants: Sequence[Spotted]) -> set[str]:
    return {sector for spotted in participants if (sector := spotted.mention.sector) is not None}
