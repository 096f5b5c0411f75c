"""Linking: what the chains of all documents tell in, which of them tell one event out.

Chains that tell the very same are one variant. A variant is compared with those of its blocks, in a large block with
the fullest alone, so that time grows with the corpus; those that may tell one event, directly or through others, make a
component, in which variants are clustered by average link. Two things that one document tells apart are no one event.

A run compares anew what its documents touch: the variants that came, went or changed documents, those that became one
of the fullest of a block or ceased to be, and the components of before that hold them or what they are linked with.
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import pyarrow as pa

from transforms.chains.clustering import cluster
from transforms.chains.comparing import exclude_across, facts_across
from transforms.chains.likelihood import log_odds
from transforms.chains.merging import sketch_from
from transforms.chains.sketch import Sketch
from transforms.corpus.corpus import Corpus
from transforms.drafts import Variant

FLOOR = 0.0  # log odds above which variants are linked, and clusters joined
TOLD_APART = -4.0  # log odds of two things that one document tells apart
EXCLUDED = -10_000.0  # log odds of two things that cannot be one: more than any cluster outweighs
KEPT = 100_000  # sketches in memory at a time

Scored = tuple[array, array, array]  # type: ignore[type-arg]
"""Pairs by the places of their variants, and their scores."""


def link_variants(corpus: Corpus) -> None:
    """Fill the variants with their components and the events that they tell."""
    corpus.begin(Variant)
    corpus.run("variants_touched")
    if corpus.has("before.variants"):
        corpus.run("variants_turned")
        met = {name for one, other, score in scored(corpus, "turned_pairs") if score > FLOOR for name in (one, other)}
    else:
        met = set()
    corpus.put("met", pa.table({"variant_id": pa.array(sorted(met), pa.string())}))
    corpus.run("variants_linked")
    corpus.put("clustered", clustered(corpus))
    corpus.run("variants")
    corpus.stand(Variant)


def scored(corpus: Corpus, pairs: str) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of variants with the log odds that they tell one event."""
    for batch in corpus.batches(f"from {pairs} order by one_id, other_id"):
        for row in batch.to_pylist():
            one, other = _sketch(row["one_sketch"]), _sketch(row["other_sketch"])
            if not set(row["one_documents"]).isdisjoint(row["other_documents"]):
                score = TOLD_APART
            else:
                score = EXCLUDED if exclude_across(one, other) else log_odds(facts_across(one, other))
            yield row["one_id"], row["other_id"], score


@lru_cache(maxsize=KEPT)
def _sketch(content: str) -> Sketch:
    return sketch_from(json.loads(content))


def clustered(corpus: Corpus) -> pa.Table:
    """Return the component and the cluster of each variant that is clustered anew."""
    names = [
        name
        for batch in corpus.batches("select variant_id from linked_variants order by variant_id")
        for name in batch.column(0).to_pylist()
    ]
    places = {name: index for index, name in enumerate(names)}
    pairs = _numbered(scored(corpus, "linked_pairs"), places)
    roots = components(len(names), pairs)
    events = clusters(roots, pairs)
    return pa.table(
        {
            "variant_id": pa.array(names, pa.string()),
            "component_id": pa.array([names[root] for root in roots], pa.string()),
            "joined_by": pa.array([names[first] for first in events], pa.string()),
        }
    )


def _numbered(found: Iterable[tuple[str, str, float]], places: Mapping[str, int]) -> Scored:
    ones, others, scores = array("q"), array("q"), array("d")
    for one, other, score in found:
        ones.append(places[one])
        others.append(places[other])
        scores.append(score)
    return ones, others, scores


def components(things: int, pairs: Scored) -> list[int]:
    """Return for each thing the least that is linked with it, directly or through others."""
    above = list(range(things))

    def root(thing: int) -> int:
        while above[thing] != thing:
            above[thing] = above[above[thing]]
            thing = above[thing]
        return thing

    for pair, other, score in zip(*pairs, strict=True):
        if score > FLOOR and (first := root(pair)) != (second := root(other)):
            above[max(first, second)] = min(first, second)
    return [root(thing) for thing in range(things)]


def clusters(roots: Sequence[int], pairs: Scored) -> list[int]:
    """Return for each thing the least of its cluster; a component is clustered by itself."""
    members: dict[int, list[int]] = {}
    for thing, root in enumerate(roots):
        members.setdefault(root, []).append(thing)
    inside: dict[int, dict[tuple[int, int], float]] = {}
    for pair, other, score in zip(*pairs, strict=True):
        if roots[pair] == roots[other]:
            inside.setdefault(roots[pair], {})[pair, other] = score
    found = list(range(len(roots)))
    for root, scores in inside.items():
        place = {thing: number for number, thing in enumerate(members[root])}
        numbered = {(place[one], place[other]): score for (one, other), score in scores.items()}
        for joined in cluster(len(place), numbered, FLOOR):
            for number in joined:
                found[members[root][number]] = members[root][joined[0]]
    return found
