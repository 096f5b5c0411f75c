"""Takes a token, tells whether it is a number or a quantity without a noun that stands for people: `counted.yaml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ConfigDict

from transforms.language.reading import ROOT
from transforms.loading import load_yaml
from transforms.syntax import OBJECTS, PASSIVE_SUBJECTS, Tree

FILE = Path(__file__).with_name("counted.yaml")
QUANTITIES = {"NUM", "PRON", "DET", "ADJ", "NOUN"}
"""Parts of speech of numbers and of the words that stand for people as a number does."""
LONGEST = 4  # tokens before a number that belong to it: "as many as 20"


@dataclass(frozen=True)
class Words:
    """What the file declares."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    words: frozenset[str]
    verbs: frozenset[str]


def stands_for_people(tree: Tree, at: int) -> bool:
    """Whether a token is a number or a quantity of people: four of "killing four", those of "those arrested"."""
    token = tree.token(at)
    is_number = token.pos == "NUM" and tree.word(at)[0] not in "$£€"
    if not (is_number or (token.pos in QUANTITIES and tree.word(at) in load_words().words)):
        return False
    if _of_something(tree, at):
        return False
    first = _first_of_list(tree, at)
    return _undergoes(tree, first) or any(_is_done_to_people(tree, verb) for verb in tree.children(at, {"acl"}))


def beginning_of(tree: Tree, at: int) -> int:
    """Return where the words of a number begin: at "at" of "at least four", after the "of" of "of all those"."""
    below, first = set(tree.inside(at)), at
    while first > 0 and at - first < LONGEST and first - 1 in below and tree.token(first - 1).pos != "PUNCT":
        first -= 1
    while first < at and tree.token(first).relation == "case" and tree.token(first).head == at:
        first += 1
    return first


def _of_something(tree: Tree, at: int) -> bool:
    """Whether words after a number tell what it counts: "four of the soldiers", "12 percent"."""
    return any("of" in tree.markers(below) for below in tree.children(at, {"nmod", "obl"}))


def _first_of_list(tree: Tree, at: int) -> int:
    """Return the first of coordinated tokens: "killed two and four"."""
    while tree.token(at).relation == "conj" and tree.token(at).head != ROOT:
        at = tree.token(at).head
    return at


def _undergoes(tree: Tree, at: int) -> bool:
    """Whether a token is the object or the passive subject of a verb for what is done to people."""
    token = tree.token(at)
    if token.head == ROOT or not _is_done_to_people(tree, token.head):
        return False
    is_subject = token.relation == "nsubj" and tree.is_passive(token.head)
    return token.relation in OBJECTS | PASSIVE_SUBJECTS or is_subject


def _is_done_to_people(tree: Tree, verb: int) -> bool:
    return tree.token(verb).pos in {"VERB", "ADJ"} and tree.lemma(verb) in load_words().verbs


@cache
def load_words() -> Words:
    """Return what the file declares."""
    return load_yaml(FILE, Words)
