"""Takes the tree of a sentence and its events, gives how many were killed, injured, arrested or took part, by event.

`transforms/lexicons/magnitudes.csv` says what counts what: the object of `kill` counts deaths. A number that no event
of the sentence explains is left out, and silence is no number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import ConfigDict

from transforms.coding.event_candidates import Candidate
from transforms.coding.numbers import Number, find_numbers
from transforms.language.reading import ROOT
from transforms.loading import Csv, load_yaml
from transforms.row import OneOf
from transforms.syntax import OBLIQUES, Tree

COUNTING = {"nummod", "det", "advmod", "amod", "compound", "nmod:desc"}
"""Relations in which a number counts the noun that it depends on."""
SIZES_AND_TYPES = Path(__file__).with_name("magnitudes.yaml")
RESULTS = {"xcomp", "advcl", "obj", "advmod", "compound:prt"}
"""Relations of what became of them to the verb of those who are counted: trees tell "dead" in several ways."""
PEOPLE = {"of", "by"}


class MagnitudeRow(NamedTuple):
    """A word, and what a number in some place beside it counts."""

    lemma: str
    pos: Annotated[str, OneOf(("ADJ", "NOUN", "VERB"))]
    slot: Annotated[str, OneOf(("itself", "none", "object", "subject", "of", "to"))]
    kind: tuple[Annotated[str, OneOf(("deaths", "injured", "arrested"))], ...]
    note: str | None


MAGNITUDES = Csv("magnitudes.csv", MagnitudeRow, key=("lemma", "pos", "slot"))


@dataclass(frozen=True)
class Counted:
    """A number of an event, with what it counts."""

    event: Candidate
    kind: str
    number: Number


def count(tree: Tree, events: Sequence[Candidate]) -> list[Counted]:
    """Return the numbers of each event, in the order of the text; of two of one kind in one event only the first."""
    found: dict[tuple[int, str], Counted] = {}
    for number in find_numbers(tree):
        for kind, at in _kinds(tree, number):
            if event := _explained(events, kind, at, is_none=number.highest == 0):
                found.setdefault((event.position, kind), Counted(event, kind, number))
                break
        else:
            for event in events:
                if _is_size(tree, event, number):
                    found.setdefault((event.position, "size"), Counted(event, "size", number))
    return list(found.values())


def _heads(tree: Tree, number: Number) -> list[int]:
    """Return what a number counts: itself where it stands alone, and the noun that it depends on."""
    heads, at = [], _anchor(tree, number)
    for _ in range(3):  # "two dozen people": a number may depend on a number
        heads.append(at)
        token = tree.token(at)
        if token.relation not in COUNTING or token.head == ROOT:
            break
        at = token.head
    return heads


def _anchor(tree: Tree, number: Number) -> int:
    """Return the token by which a number hangs in the tree: of "between 40 and 50 people" the first figure."""
    inside = range(number.first, number.last)
    outer = (at for at in inside if tree.token(at).head not in inside and tree.token(at).pos not in {"ADP", "ADV"})
    return next(outer, number.last - 1)


def _kinds(tree: Tree, number: Number) -> Iterator[tuple[str, int]]:
    """Yield what a number may count, each with the token that says so."""
    for head in _heads(tree, number):
        yield from ((kind, head) for kind in _entries(tree, head, "itself"))
        if number.highest == 0:
            yield from ((kind, head) for kind in _entries(tree, head, "none"))
        for below in (*tree.children(head, {"amod", "acl", "xcomp", "obl", "nmod"}),):
            yield from ((kind, below) for kind in _entries(tree, below, "itself") if _anchor(tree, number) != below)
        yield from _governed(tree, head)


def _governed(tree: Tree, head: int) -> Iterator[tuple[str, int]]:
    """Yield what the words that govern a counted noun say of it."""
    token = tree.token(head)
    at = token.head if token.relation != "conj" else tree.token(token.head).head
    if at == ROOT:
        return
    for slot, fillers in (("object", tree.undergoers(at)), ("subject", tree.subjects(at))):
        if head in {one for found in fillers for one in tree.coordinated(found)}:
            yield from ((kind, at) for kind in _entries(tree, at, slot))
            if slot == "subject":  # "nobody was hurt", where "hurt" is an adjective
                yield from ((kind, at) for kind in _entries(tree, at, "itself"))
    for beside in tree.children(at, RESULTS):  # "left nine people dead", "shot nine people dead"
        if beside != head:
            yield from ((kind, at) for kind in _entries(tree, beside, "itself"))
    for below in tree.children(at, {"xcomp", "advcl", "conj", "acl"}):  # "were arrested or killed"
        if head in tree.undergoers(below):
            yield from ((kind, below) for kind in _entries(tree, below, "object"))
    if token.relation in OBLIQUES:
        for marker in tree.markers(head):
            yield from ((kind, at) for kind in _entries(tree, at, marker))
            for subject in tree.subjects(at):
                yield from ((kind, subject) for kind in _entries(tree, subject, marker))


def _entries(tree: Tree, at: int, slot: str) -> Iterable[str]:
    token = tree.token(at)
    known = _lexicon()
    return known.get((tree.lemma(at), token.pos, slot)) or known.get((tree.word(at), token.pos, slot)) or ()


def _explained(events: Sequence[Candidate], kind: str, at: int, *, is_none: bool) -> Candidate | None:
    """Return the event of which a number tells: the one that its verb names, else the nearest of a fitting type.

    "Nobody was killed" tells of the attack in which nobody was killed, not of a killing.
    """
    named = next((event for event in events if event.position == at), None)
    if named and not is_none:
        return named
    events = [event for event in events if event.fact.factuality != "denied"] if is_none else events
    for event_type in _rules().explaining[kind]:
        fitting = [event for event in events if event.event_type == event_type]
        if fitting:
            return min(fitting, key=lambda candidate: abs(candidate.position - at))
    return None


def _is_size(tree: Tree, event: Candidate, number: Number) -> bool:
    """Whether a number counts those who took part in an event."""
    rules = _rules()
    slots = rules.sizes.get(event.event_type, ())
    if not slots or (event.event_type in rules.modes and event.mode not in rules.modes[event.event_type]):
        return False
    stand = {"doers": tree.doers, "undergoers": tree.undergoers}
    seats = (event.position, *event.objects)
    who = {at for slot in slots for seat in seats for at in stand[slot](seat)}
    who |= {at for seat in seats for at in tree.children(seat, OBLIQUES) if PEOPLE & set(tree.markers(at))}
    return bool(who & set(_heads(tree, number)))


@dataclass(frozen=True)
class Rules:
    """What numbers may tell of each type."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    sizes: Mapping[str, Sequence[str]]
    modes: Mapping[str, Sequence[str]]
    explaining: Mapping[str, Sequence[str]]


@cache
def _rules() -> Rules:
    """Return what numbers may tell of each type."""
    return load_yaml(SIZES_AND_TYPES, Rules)


@cache
def _lexicon() -> Mapping[tuple[str, str, str], tuple[str, ...]]:
    """Return what each word counts, by its lemma, its part of speech and where the number stands to it."""
    return {(row.lemma, row.pos, row.slot): row.kind for row in MAGNITUDES.rows()}
