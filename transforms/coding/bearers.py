"""Takes a noun, gives the people by name whom it means: in apposition to it, or as `bearers.yaml` says, one or a list.

Of "party adviser Ana Ruiz" the noun is the head, of "three reporters: Ana Ruiz, Luis Soto and his son Juan" too: what
is done to the adviser and to the reporters is done to those who are named.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from transforms.loading import load_yaml
from transforms.mentions import Spotted
from transforms.syntax import CLAUSES, OBJECTS, OBLIQUES, Tree

BEARERS = Path(__file__).with_name("bearers.yaml")
APPOSED = {"appos", "flat"}
DEEPEST = 3  # appositions within each other: "reporters Ana Ruiz and her son Juan, a pupil"


def bearers(tree: Tree, noun: int, mentions: Sequence[Spotted]) -> list[Spotted]:
    """Return the people whose names stand for a noun, in the order of the text."""
    people = {mention.head: mention for mention in mentions if _is_person(mention)}
    return list(dict.fromkeys(people[at] for at in _named(tree, noun, people, DEEPEST))) if people else []


def with_bearers(found: Sequence[Spotted], named: Sequence[Spotted]) -> list[Spotted]:
    """Return the mentions that a noun is with the people whom it means, each once.

    Of "a woman identified as Ana Ruiz" only the name is left: somebody without a name is nobody but her.
    """
    known = {mention.mention.entity_id for mention in found}
    others = [mention for mention in named if mention.mention.entity_id not in known]
    kept = [mention for mention in found if not others or not _is_unnamed(mention) or mention.mention.country]
    return [*kept, *others]


def _is_unnamed(mention: Spotted) -> bool:
    return mention.entity is not None and mention.entity.kind == "unnamed"


def _named(tree: Tree, noun: int, people: dict[int, Spotted], depth: int) -> Iterator[int]:
    """Yield the heads of the names of a noun, and of those that the list goes on with."""
    for first in _pointed_at(tree, noun):
        for at in tree.coordinated(first):
            if at in people:
                yield at
            elif depth:
                yield from _named(tree, at, people, depth - 1)


def _pointed_at(tree: Tree, noun: int) -> Iterator[int]:
    """Yield the heads of the phrases that say who a noun means."""
    words = load_bearer_words()
    yield from tree.children(noun, APPOSED)
    yield from tree.examples(noun)
    for clause in tree.children(noun, {"acl"}):
        if tree.lemma(clause) in words.naming:
            yield from tree.children(clause, OBLIQUES | OBJECTS | CLAUSES)


class BearerCues(BaseModel):
    """The lemmas that lead from a noun to a name, by how they do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    naming: frozenset[str]


@cache
def load_bearer_words() -> BearerCues:
    """Return the lemmas that lead from a noun to a name."""
    return load_yaml(BEARERS, BearerCues)


def _is_person(mention: Spotted) -> bool:
    return mention.mention.kind == "name" and mention.entity is not None and mention.entity.kind == "person"
