"""Takes events of a sentence, gives them with those as actors who say that they did it: `claimants.yaml`."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from transforms.coding.event_candidates import Candidate
from transforms.coding.factuality import fact_of
from transforms.coding.slots import fitting
from transforms.coding.strategies import CLAIM
from transforms.language.reading import ROOT
from transforms.loading import load_yaml
from transforms.mentions import Spotted
from transforms.syntax import OBLIQUES, Tree

CLAIMANTS = Path(__file__).with_name("claimants.yaml")


def with_claimants(tree: Tree, candidates: Sequence[Candidate], mentions: Sequence[Spotted]) -> list[Candidate]:
    """Return the events, those of which nobody is told to have done them with whoever claims them."""
    return [
        candidate if candidate.actors or not candidate.is_noun else _owned(tree, candidate, mentions)
        for candidate in candidates
    ]


def _owned(tree: Tree, candidate: Candidate, mentions: Sequence[Spotted]) -> Candidate:
    """Return an event with its actors where somebody claims it, else as it is."""
    verb = _claiming_verb(tree, candidate.position)
    who = tree.doers(verb) if verb is not None else []
    actors = dict.fromkeys(chain.from_iterable(fitting(tree, at, mentions) for at in who))
    return replace(candidate, actors=tuple(who for who in actors if who not in candidate.recipients), actors_by=CLAIM)


def _claiming_verb(tree: Tree, event: int) -> int | None:
    """Return the verb by which the event that a noun names is claimed; None where none does."""
    words, token = load_words(), tree.token(event)
    if token.head == ROOT or token.relation not in OBLIQUES or not words.before & set(tree.markers(event)):
        return None
    verb = tree.token(token.head).head if tree.lemma(token.head) in words.owned else token.head
    if verb == ROOT or tree.lemma(verb) not in words.verbs or fact_of(tree, verb).factuality != "actual":
        return None
    return verb if any(tree.lemma(at) in words.owned for at in tree.undergoers(verb)) else None


class ClaimWords(BaseModel):
    """The words of a claim, by their part in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: frozenset[str]
    owned: frozenset[str]
    before: frozenset[str]


@cache
def load_words() -> ClaimWords:
    """Return the words of a claim."""
    return load_yaml(CLAIMANTS, ClaimWords)
