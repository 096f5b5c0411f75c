"""Scoring: pairs of variants in, the log odds that both tell one event out, some million pairs at a time.

Many variants share facets: the same act in the same words, the same actors, the same town. Each distinct pair of facets
is compared once, by `transforms/chains/comparing.py`, and so is each distinct relation that comes of them; the pairs of
variants only look up what came of theirs. Days are compared as numbers.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.chains.comparing import (
    Relation,
    across,
    act_facts,
    agree,
    are_two_towns,
    both,
    exclude_across,
    factuality_fact,
    named_gap,
    number_facts,
    relation_facts,
    sites_apart,
    words_alike,
)
from transforms.chains.likelihood import log_odds
from transforms.chains.merging import FACETS, facet_from
from transforms.chains.sketch import Sketch

TOLD_APART = -4.0  # log odds of two things that one document tells apart
EXCLUDED = -10_000.0  # log odds of two things that cannot be one: more than any cluster outweighs
DIGITS = 9  # of log odds, beyond which sums of the same weights differ by their order
OPEN_START, OPEN_END = -(10**7), 10**7  # days since 1970 of an interval without a start or an end
FARTHEST = 1_000  # days between two intervals beyond which it makes no difference
APART = ("open", "same")
"""How days are apart where no gap says it; the numbers after these are gaps."""

Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]
Found = TypeVar("Found", bound=Hashable)


@dataclass(frozen=True)
class Coded:
    """A column by its distinct values."""

    codes: Numbers
    """The place of the value of each row among them."""
    values: Sequence[Any]

    @classmethod
    def of(cls, column: pa.ChunkedArray, value_of: Callable[[Any], Any]) -> "Coded":
        """Return a column by its distinct values, each as a function makes it."""
        encoded = column.dictionary_encode().unify_dictionaries().combine_chunks()
        if isinstance(encoded, pa.ChunkedArray):  # of no rows
            return cls(np.empty(0, np.int64), [])
        return cls(
            encoded.indices.to_numpy().astype(np.int64), [value_of(told) for told in encoded.dictionary.to_pylist()]
        )

    def compared(self, ones: Numbers, others: Numbers, compare: Callable[[Any, Any], Found]) -> "Coded":
        """Return for pairs of rows what comparing their values gives; each distinct pair of values is compared once."""
        size = max(len(self.values), 1)
        distinct, places = np.unique(self.codes[ones] * size + self.codes[others], return_inverse=True)
        found = [compare(self.values[pair // size], self.values[pair % size]) for pair in distinct.tolist()]
        known = {value: code for code, value in enumerate(dict.fromkeys(found))}
        return Coded(np.array([known[value] for value in found], np.int64)[places], list(known))


def combined(columns: Sequence[Coded], combine: Callable[..., Any]) -> Scores:
    """Return for each row the number that a function makes of its values; it is asked once for those that are alike."""
    codes = np.zeros_like(columns[0].codes)
    for column in columns:
        codes = codes * max(len(column.values), 1) + column.codes
    _, first, places = np.unique(codes, return_index=True, return_inverse=True)
    found = [combine(*(column.values[column.codes[row]] for column in columns)) for row in first.tolist()]
    return np.array(found, np.float64)[places]


@dataclass(frozen=True)
class Sketches:
    """What some variants tell, by column."""

    facets: Mapping[str, Coded]
    first: Numbers
    """First days, counted from 1970."""
    last: Numbers
    bases: Coded

    @classmethod
    def of(cls, rows: pa.Table) -> "Sketches":
        """Return the columns of rows of variants."""
        return cls(
            {facet: Coded.of(rows[facet], partial(facet_from, facet)) for facet in FACETS},
            days_of(rows["first_on"], OPEN_START),
            days_of(rows["last_on"], OPEN_END),
            Coded.of(rows["basis"], str),
        )

    def scores(self, ones: Numbers, others: Numbers) -> Scores:
        """Return the log odds that pairs of rows tell one event, of documents that have nothing else in common."""
        acts = self.facets["acts"].compared(ones, others, compare_acts)
        numbers = self.facets["numbers"].compared(
            ones, others, lambda our, their: weigh(number_facts(our.numbers, their.numbers))
        )
        relations = (
            acts,
            self.facets["actors"].compared(ones, others, lambda our, their: agree(our.actors, their.actors)),
            self.facets["recipients"].compared(
                ones, others, lambda our, their: agree(our.recipients, their.recipients)
            ),
            self.days_apart(ones, others),
            self.bases.compared(ones, others, both),
            self.facets["site"].compared(ones, others, compare_sites),
        )
        scores = combined(relations, weigh_relation) + np.array(numbers.values or [0.0])[numbers.codes]
        return np.asarray(np.maximum(np.round(scores, DIGITS), EXCLUDED), np.float64)

    def days_apart(self, ones: Numbers, others: Numbers) -> Coded:
        """Return how far the days of pairs of rows are apart, by name."""
        gap = np.maximum(self.first[ones], self.first[others]) - np.minimum(self.last[ones], self.last[others])
        is_same = (self.first[ones] == self.first[others]) & (self.last[ones] == self.last[others])
        is_open = (self.first == OPEN_START) & (self.last == OPEN_END)
        codes = np.where(is_same, APART.index("same"), len(APART) + np.clip(gap, 0, FARTHEST))
        codes = np.where(is_open[ones] | is_open[others], APART.index("open"), codes)
        return Coded(codes, [*APART, *map(named_gap, range(FARTHEST + 1))])


def days_of(column: pa.ChunkedArray, unknown: int) -> Numbers:
    """Return days counted from 1970."""
    return np.asarray(column.cast(pa.int32()).cast(pa.int64()).fill_null(unknown).to_numpy(), np.int64)


def weigh(facts: Iterable[str]) -> float:
    """Return what facts weigh between documents."""
    return log_odds(across(facts))


def compare_acts(ours: Sketch, theirs: Sketch) -> tuple[float, str, bool]:
    """Return what the acts of two sketches weigh, how their words are alike, and whether they share a factuality."""
    weight = weigh([*act_facts(ours, theirs), factuality_fact(ours, theirs)])
    return weight, words_alike(ours, theirs), bool(ours.factualities & theirs.factualities)


def compare_sites(ours: Sketch, theirs: Sketch) -> tuple[str | None, bool]:
    """Return how the places of two sketches lie to each other, and whether they are two towns."""
    return sites_apart(ours.site, theirs.site), are_two_towns(ours.site, theirs.site)


def weigh_relation(
    acts: tuple[float, str, bool], actors: str, recipients: str, days: str, dated: str, sites: tuple[str | None, bool]
) -> float:
    """Return the log odds of what was compared, but for numbers."""
    weight, words, share_factuality = acts
    relation = Relation(words, actors, recipients, days, dated, sites[0], sites[1], share_factuality)
    if exclude_across(relation):
        return 2 * EXCLUDED  # whatever their numbers are
    return log_odds(["across"]) + weight + weigh(relation_facts(relation))
