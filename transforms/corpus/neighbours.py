"""Neighbours: the state of linking of a release in, what the versions of one event were compared with out.

The pairs and their scores are those of `linking.py`, which are found anew for one event and its blocks alone; what each
pair shares and what keeps it apart comes from `transforms/chains/features.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import Any

import pyarrow as pa

from transforms.chains.comparing import facts_across
from transforms.chains.features import (
    Feature,
    Names,
    exclusion_between,
    exclusion_sentence,
    features_across,
)
from transforms.chains.likelihood import log_odds
from transforms.chains.merging import FACETS, sketch_from
from transforms.chains.sketch import Days, Sketch
from transforms.corpus.corpus import Corpus
from transforms.corpus.linking import AT_A_TIME, FULLEST, names_of, scored
from transforms.corpus.scoring import EXCLUDED, JOINED, PARTED, TOLD_APART

KEPT_APART = "told_apart"


@dataclass(frozen=True)
class Pair:
    """A version of an event and another version, of it or of another event, that were compared."""

    ours: str
    """Variant of the event."""
    theirs: str
    score: float
    """Log odds that both tell one event, as linking has them."""

    @property
    def is_excluded(self) -> bool:
        """Whether both cannot be one event, whatever else agrees."""
        return self.score <= EXCLUDED

    @property
    def is_corrected(self) -> bool:
        """Whether a person says that both are one event, or two."""
        return self.score in {JOINED, PARTED}


@dataclass(frozen=True)
class Neighbourhood:
    """The versions of one event, those with which they were compared, and how."""

    own: frozenset[str]
    pairs: Sequence[Pair]
    """Those within the event from both sides, the others from the side of the event."""
    sketches: Mapping[str, Sketch]
    joined_by: Mapping[str, str]
    """The event of each version, by the least version of it."""
    blocks: Mapping[str, frozenset[str]]
    names: Names = field(default_factory=dict)
    """Names of entities, for what is told in words."""
    corrections: Mapping[frozenset[str], str] = field(default_factory=dict)
    """For two versions that a person calls one event, or two, who says so and why."""

    @cached_property
    def inside(self) -> list[Pair]:
        """The pairs of two versions of the event."""
        return [pair for pair in self.pairs if pair.theirs in self.own]

    @cached_property
    def outside(self) -> Mapping[str, list[Pair]]:
        """The pairs with versions of other events, by their event."""
        found: dict[str, list[Pair]] = defaultdict(list)
        for pair in self.pairs:
            if pair.theirs not in self.own:
                found[self.joined_by[pair.theirs]].append(pair)
        return found

    def features(self, pair: Pair) -> list[Feature]:
        """Return by what both of a pair are alike or differ, the heaviest first."""
        return features_across(self.sketches[pair.ours], self.sketches[pair.theirs], self.names)

    def likeness(self, pair: Pair) -> float:
        """Return the log odds of a pair by its features alone, whatever excludes that it is one event."""
        return log_odds(facts_across(self.sketches[pair.ours], self.sketches[pair.theirs]))

    def exclusion(self, pair: Pair) -> str | None:
        """Return in words why both of a pair cannot be one event, or None where they can."""
        if pair.score == PARTED:
            return f"kept apart by {self.corrections[frozenset({pair.ours, pair.theirs})]}"
        ours, theirs = self.sketches[pair.ours], self.sketches[pair.theirs]
        name = KEPT_APART if pair.score == TOLD_APART else exclusion_between(ours, theirs)
        return exclusion_sentence(name, ours, theirs, self.names) if name else None

    def share_a_block(self, pair: Pair) -> bool:
        """Whether both of a pair stand in one block; of a large one not all are compared."""
        return bool(self.blocks[pair.ours] & self.blocks[pair.theirs])

    def links(self, root: str) -> dict[str, Pair]:
        """Return the strongest pair by which each further version is joined with the first or one joined before it."""
        beside: dict[str, list[Pair]] = defaultdict(list)
        for pair in self.inside:
            beside[pair.theirs].append(pair)
        found: dict[str, Pair] = {}
        waiting = [(-pair.score, pair.ours, pair.theirs) for pair in beside[root]]
        heapify(waiting)
        while waiting:
            score, ours, theirs = heappop(waiting)
            if ours not in found and ours != root:
                found[ours] = Pair(ours, theirs, -score)
                for pair in beside[ours]:
                    heappush(waiting, (-pair.score, pair.ours, pair.theirs))
        return found

    def path(self, start: str, end: str) -> list[Pair]:
        """Return the strongest pairs through which two versions of the event were joined, the last one first."""
        strongest, found = self.links(start), []
        while end != start and end in strongest:
            found.append(strongest[end])
            end = strongest[end].theirs
        return found

    def nearest(self, most: int) -> list[Pair]:
        """Return the pair that is most alike of each other event: of so many events, the nearest first."""
        found = [
            max((self.likeness(pair), pair.ours, pair.theirs, pair.score) for pair in pairs)
            for pairs in self.outside.values()
        ]
        return [Pair(ours, theirs, score) for _, ours, theirs, score in sorted(found, reverse=True)[:most]]

    def entities(self) -> list[str]:
        """Return the keys of all who take part."""
        parties = (party for sketch in self.sketches.values() for party in (*sketch.actors, *sketch.recipients))
        return sorted({party.entity_id for party in parties if party.entity_id})


def average(pairs: Iterable[Pair]) -> float | None:
    """Return the mean score of some pairs, which decides whether two clusters are joined; None of none.

    Those of which a person decides have none.
    """
    scores = [pair.score for pair in pairs if not pair.is_corrected]
    return round(sum(scores) / len(scores), 3) if scores else None


def neighbourhood_of(corpus: Corpus, own: Iterable[str], others: Iterable[str] = ()) -> Neighbourhood:
    """Return the neighbourhood of the variants of one event, in a corpus that has `now.variants` and `now.tellings`.

    What some other variants tell is known, too, whether they were compared or not.
    """
    variants = frozenset(own)
    corpus.put("own_variants", pa.table({"variant_id": pa.array(sorted(variants), pa.string())}))
    corpus.connection.execute(f"set variable fullest = {FULLEST}")
    corpus.connection.execute(f"set variable at_a_time = {AT_A_TIME}")
    corpus.run("neighbours")
    corpus.run("compared")
    pairs = list(pairs_of(corpus, variants))
    compared = {variant for pair in pairs for variant in (pair.ours, pair.theirs)} | {*variants, *others}
    rows = rows_of(corpus, compared)
    return Neighbourhood(
        own=variants,
        pairs=pairs,
        sketches={row["variant_id"]: sketch_of(row) for row in rows},
        joined_by={row["variant_id"]: row["joined_by"] for row in rows},
        blocks={row["variant_id"]: frozenset(row["blocks"]) for row in rows},
    )


def pairs_of(corpus: Corpus, own: frozenset[str]) -> Iterator[Pair]:
    """Yield the pairs that were compared, seen from each version of the event."""
    variants = names_of(corpus)
    for pairs in scored(corpus):
        for one, other, score in zip(pairs.ones.tolist(), pairs.others.tolist(), pairs.scores.tolist(), strict=True):
            for ours, theirs in ((variants[one], variants[other]), (variants[other], variants[one])):
                if ours in own:
                    yield Pair(ours, theirs, score)


def rows_of(corpus: Corpus, variants: Iterable[str]) -> list[dict[str, Any]]:
    """Return the variants of these keys."""
    query = "from now.variants where list_contains(?, variant_id)"
    rows: list[dict[str, Any]] = corpus.connection.execute(query, [sorted(variants)]).to_arrow_table().to_pylist()
    return rows


def sketch_of(row: Mapping[str, Any]) -> Sketch:
    """Return what a variant tells, as it is compared."""
    return sketch_from({facet: row[facet] for facet in FACETS}, Days(row["first_on"], row["last_on"], row["basis"]))
