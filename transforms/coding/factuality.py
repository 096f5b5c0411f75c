"""Takes a tree and a trigger, gives whether the event happened, how sure that is, and the words that say so.

`transforms/lexicons/factuality.csv` holds the cues. A cue stands `below` a token on the way up from the trigger (an
auxiliary, an adverb, a determiner, a conjunction), is a `modifier` of a noun that names the event, or stands `above`
it and takes it as its complement: what is called for is demanded, what happened after a call is not.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from transforms.language.reading import ROOT
from transforms.syntax import OBLIQUES, Tree

FACTUALITY = Path(__file__).parent.parent / "lexicons" / "factuality.csv"
REACH = 4  # governors above an event whose words still say whether it happened: "was expected to agree to withdraw"
BELOW = {"aux", "advmod", "det", "mark", "case", "cc:preconj", "obl:unmarked", "cop", "discourse"}
COMPLEMENTS = {"xcomp", "ccomp", "obj", "acl", "nsubj:pass", "csubj", "csubj:pass", "compound", "amod", "iobj"}
"""Relations in which an event is what the word above it speaks of."""
TAKEN = {"for", "to", "of", "on", "against", "from", "about", "that", "into", "including", "such"}
"""Prepositions after which a noun is what the word above it speaks of: "a call for talks", not "a call after talks"."""
SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer"}
RANK = ("hypothetical", "denied", "habitual", "demanded", "threatened", "planned", "predicted", "actual")
"""Of several cues at one token the first of these decides: "if they do not withdraw" is hypothetical."""
CERTAINTIES = ("possible", "probable", "certain")
"""From the least sure to the surest; the least sure cue decides."""
OVER = {"hypothetical"}
"""What makes a conditional of all below it, a question too."""


@dataclass(frozen=True)
class Cue:
    """A word that says something of whether an event happened; either part may be empty."""

    factuality: str
    certainty: str


@dataclass(frozen=True)
class Fact:
    """Whether an event happened, how sure the text is of that, and the words that say so in the order of the text."""

    factuality: str
    certainty: str
    cues: tuple[str, ...] = ()


def fact_of(tree: Tree, position: int) -> Fact:
    """Return what the words around a trigger say of whether the event happened; the nearest factual cue decides."""
    told = list(_told(tree, position))
    sure = min((cue.certainty for _, cue in told if cue.certainty), key=CERTAINTIES.index, default="certain")
    factual = [(at, cue.factuality) for at, cue in told if cue.factuality]
    said = factual[0][1] if factual else "actual"
    # What was denied is not denied: "did not refuse to meet".
    if len(factual) > 1 and said == factual[1][1] == "denied":
        said = "actual"
    if said != "actual" and any(kind in OVER for _, kind in factual):
        said = "hypothetical"
    heard = dict.fromkeys(at for at, cue in told if cue.certainty or cue.factuality)
    return Fact(said, sure, tuple(tree.word(at) for at in sorted(heard)))


def _told(tree: Tree, position: int) -> Iterator[tuple[int, Cue]]:
    """Yield the cues of a trigger from the nearest on, each with its token."""
    seen, at = set[int](), position
    for _ in range(REACH + 1):
        seen.add(at)
        yield from _at(tree, at, is_trigger=at == position)
        token = tree.token(at)
        above = token.head
        if above == ROOT or above in seen:
            yield from _asked(tree, at)
            return
        if token.relation == "conj":
            if not _shares_auxiliaries(tree, at, above):
                return
        elif not _is_taken(tree, at) or (token.relation in OBLIQUES and (tree.lemma(above), "above") not in _cues()):
            return
        elif cue := _cues().get((tree.lemma(above), "above")):
            yield above, cue
        at = above


def _at(tree: Tree, at: int, *, is_trigger: bool) -> Iterator[tuple[int, Cue]]:
    """Yield the cues that stand directly below a token, those first that decide over the others."""
    found = []
    for below in tree.below[at]:
        token = tree.token(below)
        if token.relation in BELOW:
            # "Said that it would close the border" reports a plan; "would close it" by itself is a supposition.
            reported = _cues().get((tree.lemma(below), "reported")) if tree.token(at).relation == "ccomp" else None
            found.append((below, reported or _below(tree, below)))
        elif token.relation == "amod" and is_trigger:
            found.append((below, _modifying(tree, below)))
        elif token.relation in SUBJECTS:
            found += [(under, _below(tree, under)) for under in tree.children(below, {"det", "cc:preconj"})]
            found.append((below, _cues().get((tree.lemma(below), "subject"))))
        elif token.relation in OBLIQUES:
            found += [
                (under, _below(tree, under)) for under in tree.children(below, {"det"}) if tree.lemma(under) != "no"
            ]
        elif token.relation == "obj" and is_trigger:
            found += [
                (under, _below(tree, under)) for under in tree.children(below, {"det"}) if tree.lemma(under) == "no"
            ]
    if is_trigger and tree.token(at).head == ROOT and "to" in tree.markers(at):
        # A headline: "Police to guard mosques".
        found += [(under, _cues().get(("to", "headline"))) for under in tree.children(at, {"mark"})]
    told = [(below, cue) for below, cue in found if cue]
    yield from sorted(told, key=lambda one: RANK.index(one[1].factuality or "actual"))


def _below(tree: Tree, at: int) -> Cue | None:
    return _cues().get((tree.lemma(at), "below")) or _cues().get((tree.word(at), "below"))


def _modifying(tree: Tree, at: int) -> Cue | None:
    return _cues().get((tree.word(at), "modifier")) or _cues().get((tree.lemma(at), "modifier"))


def _asked(tree: Tree, root: int) -> Iterator[tuple[int, Cue]]:
    """Yield the mark of a question."""
    for at in tree.children(root, {"punct"}):
        if cue := _cues().get((tree.word(at), "end")):
            yield at, cue


def _is_taken(tree: Tree, at: int) -> bool:
    """Whether a token is what its governor speaks of, and not when, where or why that was."""
    token = tree.token(at)
    if token.relation in COMPLEMENTS:
        return True
    return token.relation in OBLIQUES | {"advcl"} and bool(TAKEN & set(tree.markers(at)))


def is_cue(tree: Tree, position: int) -> bool:
    """Whether a word before a noun only says whether what the noun names happened: "the alleged attack"."""
    is_before = tree.token(position).relation == "amod"
    return is_before and any((form, "modifier") in _cues() for form in (tree.lemma(position), tree.word(position)))


def _shares_auxiliaries(tree: Tree, at: int, first: int) -> bool:
    """Whether a coordinated verb stands under the auxiliaries of the first: "will visit Paris and meet its mayor"."""
    own = tree.children(at, {"aux", "aux:pass", "nsubj", "nsubj:pass", "mark", "cop"})
    return not own and tree.token(at).pos == tree.token(first).pos and _form(tree, at) == _form(tree, first)


def _form(tree: Tree, at: int) -> str:
    """Return the form of a verb: base, `ing`, or any other."""
    if tree.word(at) == tree.lemma(at):
        return "base"
    return "ing" if tree.word(at).endswith("ing") else "other"


@cache
def _cues() -> Mapping[tuple[str, str], Cue]:
    """Return the cues by lemma and by where they stand to the event."""
    with FACTUALITY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType({(row["lemma"], row["place"]): Cue(row["factuality"], row["certainty"]) for row in rows})
