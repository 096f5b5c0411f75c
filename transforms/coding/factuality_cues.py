"""Takes a token and where it stands to an event, gives the row of the file of cues that speaks for it.

`transforms/lexicons/factuality.csv` says in `when` on what conditions a row speaks: `:past` asks for one of
`CONDITIONS`, `for` for a word that introduces the event ("call for", but not "call it") or stands as an adverb at the
cue. All must hold; a slash parts alternatives. The row with most conditions speaks.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Annotated, NamedTuple

from transforms.language.reading import ROOT
from transforms.loading import Csv, Grammar
from transforms.row import OneOf
from transforms.syntax import OBJECTS, PASSIVE_SUBJECTS, Tree

PLACES = (
    *("above", "below", "effect", "end", "happening", "headline", "modifier", "object", "reported", "subject", "time"),
)
"""Where a cue may stand to the event."""


class Condition(NamedTuple):
    """What must hold of a cue and its event: one of `CONDITIONS`, or that a word introduces the event."""

    name: str
    is_word: bool


class When(NamedTuple):
    """On what conditions a row speaks."""

    every: tuple[tuple[Condition, ...], ...]
    """Conditions that must hold, of each at least one alternative."""


def read_when(cell: str) -> When:
    """Return the conditions that a cell asks for; raise ValueError where it is not written as `WHEN` says."""
    return When(tuple(tuple(map(_condition, either.split("/"))) for either in cell.split(" ")))


def _condition(written: str) -> Condition:
    """Return a condition as it is written: `:past`, or a word."""
    name = written.removeprefix(":")
    if not WORD.fullmatch(name):
        raise ValueError(f"has {written!r}, which is no condition; write {WHEN}")
    if written != name and name not in CONDITIONS:
        raise ValueError(
            f"asks for {written}, which there is not; use one of {', '.join(map(':{}'.format, CONDITIONS))}"
        )
    if written == name and name in CONDITIONS:
        raise ValueError(f"has the word {name!r}, which is the name of a condition; write :{name}")
    return Condition(name, is_word=written == name)


WORD = re.compile("[a-z]+")
WHEN = "`to :past :bare`: conditions, one blank between two; `for/on`: alternatives; `:past` is a name, `for` a word"
DIRECT = Condition("direct", is_word=False)


class WrittenCue(NamedTuple):
    """A word that says something of whether an event happened, as the file has it."""

    lemma: str
    place: Annotated[str, OneOf(PLACES)]
    when: Annotated[When, Grammar(read_when, WHEN)] | None
    factuality: str | None
    certainty: Annotated[str, OneOf(("possible", "probable"))] | None
    note: str | None


FACTUALITY = Csv(
    "factuality.csv",
    WrittenCue,
    ("lemma", "place", "when"),
    order="of cues with as many conditions the first speaks",
)
AHEAD = {"will", "would", "wo", "shall", "'ll", "’ll", "can", "could", "may", "must", "should"}
"""Auxiliaries of a clause that has not happened, so that what it waits for has not either."""
FUTURE = {"will", "would", "wo", "shall", "'ll", "’ll"}
PRESENT = frozenset(
    ("is", "are", "am", "'s", "’s", "'re", "’re", "be", "been", "being", "do", "does", "has", "have", "'ve", "’ve")
)
OWN = {"aux", "aux:pass", "mark", "nsubj", "nsubj:pass"}
DEFINITE = {"the", "this", "that", "these", "those"}


@dataclass(frozen=True)
class FactualityCue:
    """A word that says something of whether an event happened; either part may be empty."""

    factuality: str
    certainty: str


@dataclass(frozen=True)
class FactualityRow:
    """A cue with the conditions on which it speaks: of each at least one alternative holds."""

    conditions: tuple[tuple[Condition, ...], ...]
    cue: FactualityCue

    @property
    def words(self) -> frozenset[str]:
        """What may introduce the event."""
        return frozenset(one.name for either in self.conditions for one in either if one.is_word)


def cue_at(tree: Tree, at: int, place: str, event: int) -> FactualityCue | None:
    """Return what a token in some place says of an event."""
    row = row_at(tree, at, place, event)
    return row.cue if row else None


def row_at(tree: Tree, at: int, place: str, event: int) -> FactualityRow | None:
    """Return the row that speaks for a token in some place; one of its form goes before one of its lemma."""
    return _spoken(tree, (tree.word(at), tree.lemma(at)), place, at, event)


def _spoken(tree: Tree, forms: Sequence[str], place: str, at: int, event: int) -> FactualityRow | None:
    for form in forms:
        for row in _rows().get((form, place), ()):
            if all(any(_holds(tree, one, at, event) for one in either) for either in row.conditions):
                return row
    return None


def _holds(tree: Tree, condition: Condition, at: int, event: int) -> bool:
    """Whether a condition holds of a cue and the token of the event that it stands next to."""
    if not condition.is_word:
        return CONDITIONS[condition.name](tree, at, event)
    adverbs = (*tree.children(at, {"advmod"}), *_adverbs_before(tree, event))
    return condition.name in marks_of(tree, event) or any(tree.lemma(adverb) == condition.name for adverb in adverbs)


def _adverbs_before(tree: Tree, event: int) -> list[int]:
    """Return the adverbs of an event that stand before what introduces it: `yet` of "have yet to withdraw"."""
    marks = tree.children(event, {"mark"})
    return [at for at in tree.children(event, {"advmod"}) if marks and at < marks[0]]


def _is_past(tree: Tree, at: int, _: int) -> bool:
    """Whether a cue that governs the event is in the past or the perfect: "had to", "were able to", "has forced"."""
    own = tree.children(at, {"aux", "aux:pass", "cop"})
    if own:
        finite = tree.word(own[0])
        is_perfect = tree.lemma(own[0]) == "have" or tree.word(own[-1]) == "been"
        return is_perfect or (finite not in PRESENT and finite not in AHEAD and finite != "to")
    return _is_past_form(tree, at)


def _is_past_form(tree: Tree, at: int) -> bool:
    word = tree.word(at)
    is_finite = tree.token(at).pos in {"VERB", "AUX"} and not word.endswith(("ing", "s"))
    return (is_finite and word != tree.lemma(at)) or word == "was"


def _is_done(tree: Tree, _: int, event: int) -> bool:
    """Whether the clause of the event is itself in the past, not in the perfect: "until troops withdrew"."""
    own = tree.children(event, {"aux", "aux:pass", "cop"})
    return _is_past(tree, event, event) and not (own and tree.word(own[0]) in PRESENT)


def is_definite(tree: Tree, at: int) -> bool:
    """Whether a noun is one that the reader is expected to know."""
    owners = tree.children(at, {"nmod:poss"})
    return bool(owners) or any(tree.lemma(child) in DEFINITE for child in tree.children(at, {"det"}))


def _waits(tree: Tree, _: int, event: int) -> bool:
    """Whether the clause on which that of the event depends lies ahead."""
    above = tree.token(event).head
    return above != ROOT and any(tree.word(child) in AHEAD for child in tree.children(above, {"aux"}))


def _is_negated(tree: Tree, at: int, event: int) -> bool:
    """Whether a negation stands beside an auxiliary."""
    others = (child for child in tree.children(event, {"advmod"}) if child != at)
    return any(cue.factuality == "denied" for one in others if (cue := cue_below(tree, one, event)))


def _is_of_known(tree: Tree, _: int, event: int) -> bool:
    """Whether a light verb has an object that is known to have happened: "may have carried out the attack"."""
    is_light = any((DIRECT,) in row.conditions for row in _rows().get((tree.lemma(event), "above"), ()))
    return is_light and any(is_definite(tree, at) for at in tree.children(event, OBJECTS | PASSIVE_SUBJECTS))


def _is_perfect(tree: Tree, at: int, event: int) -> bool:
    return any(tree.lemma(child) == "have" for child in tree.children(event, {"aux"}) if child != at)


def cue_below(tree: Tree, below: int, at: int) -> FactualityCue | None:
    """Return the cue that stands below a token; with the word after it, it may be another: "not only"."""
    after = below + 1
    pair = f"{tree.lemma(below)} {tree.word(after)}" if after < len(tree.reading.tokens) else ""
    spoken = _spoken(tree, (pair,), "below", below, at) or row_at(tree, below, "below", at)
    return spoken.cue if spoken else None


def marks_of(tree: Tree, at: int) -> set[str]:
    """Return what introduces a phrase or clause, as lemma and as written: the engine takes "including" for a verb."""
    return {form for under in tree.children(at, {"case", "mark"}) for form in (tree.lemma(under), tree.word(under))}


def is_cue(tree: Tree, position: int) -> bool:
    """Whether a word before a noun only says whether what the noun names happened: "the alleged attack"."""
    is_before = tree.token(position).relation == "amod"
    return is_before and any((form, "modifier") in _rows() for form in (tree.lemma(position), tree.word(position)))


CONDITIONS: Mapping[str, Callable[[Tree, int, int], bool]] = MappingProxyType(
    {
        "past": _is_past,
        "done": _is_done,
        "ahead": _waits,
        "negated": _is_negated,
        "perfect": _is_perfect,
        "definite": lambda tree, _, event: tree.token(event).pos == "NOUN" and is_definite(tree, event),
        "indefinite": lambda tree, _, event: tree.token(event).pos == "NOUN" and not is_definite(tree, event),
        "verb": lambda tree, _, event: tree.token(event).pos == "VERB",
        "noun": lambda tree, _, event: tree.token(event).pos == "NOUN",
        "one": lambda tree, _, event: any(tree.lemma(child) == "a" for child in tree.children(event, {"det"})),
        "future": lambda tree, _, event: any(tree.word(child) in FUTURE for child in tree.children(event, {"aux"})),
        "first": lambda tree, at, event: at < min(tree.children(event, {"mark"}), default=0),
        "bare": lambda tree, at, _: not tree.children(at, OBJECTS | {"aux:pass", "nsubj:pass"}),
        "direct": lambda tree, _, event: tree.token(event).relation in OBJECTS | PASSIVE_SUBJECTS | {"acl"},
        "known": _is_of_known,
        "participle": lambda tree, _, event: _is_past_form(tree, event) and not tree.children(event, OWN),
        "gerund": lambda tree, _, event: tree.word(event).endswith("ing") and not tree.children(event, {"aux"}),
        "there": lambda tree, at, _: bool(tree.children(at, {"expl"})),
    }
)
"""What `when` may ask by `:name` of a cue and of the token of the event next to it."""


@cache
def _rows() -> Mapping[tuple[str, str], tuple[FactualityRow, ...]]:
    """Return the cues by word and place, those with most conditions first."""
    found: dict[tuple[str, str], list[FactualityRow]] = {}
    for row in FACTUALITY.rows():
        declared = FactualityRow(
            row.when.every if row.when else (), FactualityCue(row.factuality or "", row.certainty or "")
        )
        found.setdefault((row.lemma, row.place), []).append(declared)
    return MappingProxyType(
        {key: tuple(sorted(rows, key=lambda row: -len(row.conditions))) for key, rows in found.items()}
    )
