"""Scoring: pairs of variants in, the log odds that both tell one event out, some million pairs at a time.

Many variants share facets: the same act in the same words, the same actors, the same town. Each distinct pair of facets
is compared once, by `transforms/chains/comparing.py`, and so is each distinct relation that comes of them; the pairs of
variants only look up what came of theirs. Days are compared as numbers.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import prod
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
    factualities_alike,
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
JOINED, PARTED = 1e12, -1e15  # log odds of two that a person calls one event or two: more than all pairs of clusters
DIGITS = 9  # of log odds, beyond which sums of the same weights differ by their order
OPEN_START, OPEN_END = -(10**7), 10**7  # days since 1970 of an interval without a start or an end
FARTHEST = 1_000  # days between two intervals beyond which it makes no difference
DENSE = 10_000_000  # numbers up to which a table of all is faster than sorting those there are
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
        pairs, places = distinct(self.codes[ones] * size + self.codes[others], size * size)
        found = [compare(self.values[pair // size], self.values[pair % size]) for pair in pairs.tolist()]
        return Coded(places, found).by_value()

    def by_value(self) -> "Coded":
        """Return the same column with each value once."""
        known = {value: code for code, value in enumerate(dict.fromkeys(self.values))}
        return Coded(np.array([known[value] for value in self.values], np.int64)[self.codes], list(known))

    def mapped(self, value_of: Callable[[Any], Any]) -> "Coded":
        """Return a column of what a function makes of the values."""
        return Coded(self.codes, [value_of(value) for value in self.values]).by_value()

    def numbers(self) -> Scores:
        """Return the column as numbers, which its values are."""
        return np.asarray([*self.values, 0.0], np.float64)[self.codes]


def distinct(codes: Numbers, limit: int) -> tuple[Numbers, Numbers]:
    """Return the distinct ones of numbers below a limit, in order, and the place of each number among them."""
    if limit > DENSE:
        found, places = np.unique(codes, return_inverse=True)
        return found, places
    is_there = np.zeros(limit, np.bool_)
    is_there[codes] = True
    return np.flatnonzero(is_there), (np.cumsum(is_there) - 1)[codes]


def combined(columns: Sequence[Coded], combine: Callable[..., Any]) -> Coded:
    """Return what a function makes of the values of each row; it is asked once for rows that are alike."""
    codes, sizes = np.zeros_like(columns[0].codes), [max(len(column.values), 1) for column in columns]
    for column, size in zip(columns, sizes, strict=True):
        codes = codes * size + column.codes
    rows, places = distinct(codes, prod(sizes))
    told = zip(columns, np.unravel_index(rows, sizes), strict=True)
    values = ([column.values[code] for code in codes.tolist()] for column, codes in told)
    return Coded(places, [combine(*row) for row in zip(*values, strict=True)])


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
        facets = self.facets
        acts = facets["acts"].compared(ones, others, compare_acts)
        counted = facets["numbers"].compared(ones, others, compare_numbers)
        relations = (
            acts.mapped(lambda compared: compared[1:]),
            facets["actors"].compared(ones, others, lambda our, their: agree(our.actors, their.actors)),
            facets["recipients"].compared(ones, others, lambda our, their: agree(our.recipients, their.recipients)),
            self.days_apart(ones, others),
            self.bases.compared(ones, others, both),
            facets["site"].compared(ones, others, compare_sites),
        )
        weights = (acts.mapped(lambda compared: compared[0]), counted, combined(relations, weigh_relation))
        scores = np.round(sum(weight.numbers() for weight in weights), DIGITS)
        return np.asarray(np.maximum(scores, EXCLUDED), np.float64)

    def days_apart(self, ones: Numbers, others: Numbers) -> Coded:
        """Return how far the days of pairs of rows are apart, by name."""
        gap = np.maximum(self.first[ones], self.first[others]) - np.minimum(self.last[ones], self.last[others])
        is_same = (self.first[ones] == self.first[others]) & (self.last[ones] == self.last[others])
        is_open = (self.first == OPEN_START) & (self.last == OPEN_END)
        codes = np.where(is_same, APART.index("same"), len(APART) + np.clip(gap, 0, FARTHEST))
        codes = np.where(is_open[ones] | is_open[others], APART.index("open"), codes)
        return Coded(codes, [*APART, *map(named_gap, range(FARTHEST + 1))]).by_value()


def days_of(column: pa.ChunkedArray, unknown: int) -> Numbers:
    """Return days counted from 1970."""
    return np.asarray(column.cast(pa.int32()).cast(pa.int64()).fill_null(unknown).to_numpy(), np.int64)


def weigh(facts: Iterable[str]) -> float:
    """Return what facts weigh between documents."""
    return log_odds(across(facts))


def compare_acts(ours: Sketch, theirs: Sketch) -> tuple[float, str, str]:
    """Return what the acts of two sketches weigh, and how their words and their factualities are alike."""
    weight = weigh([*act_facts(ours, theirs), factuality_fact(ours, theirs)])
    return weight, words_alike(ours, theirs), factualities_alike(ours, theirs)


def compare_sites(ours: Sketch, theirs: Sketch) -> tuple[str | None, bool]:
    """Return how the places of two sketches lie to each other, and whether they are two towns."""
    return sites_apart(ours.site, theirs.site), are_two_towns(ours.site, theirs.site)


def compare_numbers(ours: Sketch, theirs: Sketch) -> float:
    """Return what the numbers of two sketches weigh."""
    return weigh(number_facts(ours.numbers, theirs.numbers))


def weigh_relation(
    acts: tuple[str, str], actors: str, recipients: str, days: str, dated: str, sites: tuple[str | None, bool]
) -> float:
    """Return what a relation weighs; that of two that cannot be one event, more than acts and numbers outweigh."""
    relation = Relation(acts[0], actors, recipients, days, dated, *sites, factualities=acts[1])
    if exclude_across(relation):
        return 2 * EXCLUDED
    return log_odds(["across"]) + weigh(relation_facts(relation))
