"""Linking: what the chains of all documents tell in, which of them tell one event out.

Chains that tell the very same are one variant. A variant is compared with those of its blocks, in a large block with
the fullest alone, so that time grows with the corpus; those that may tell one event, directly or through others, make a
component, in which variants are clustered by average link. Two things that one document tells apart are no one event.
What a person says of two reports is a pair, too, wherever they stand, and weighs more than all else together.

A run compares anew what its documents touch: the variants that came, went or changed documents, those that became one
of the fullest of a block or ceased to be, and the components of before that hold them or what they are linked with.
All pairs are compared some at a time: first to find the components, whose pairs are then compared to be clustered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.chains.clustering import cluster
from transforms.chains.merging import FACETS
from transforms.corpus.corpus import Corpus
from transforms.corpus.scoring import JOINED, PARTED, TOLD_APART, Numbers, Scores, Sketches
from transforms.drafts import Variant

FLOOR = 0.0  # log odds above which variants are linked, and clusters joined
FULLEST = 24  # variants of a block with which all others of it are compared
AT_A_TIME = 50_000  # variants; their pairs take some 200 MB while they are scored
COMPARED = (*FACETS, "first_on", "last_on", "basis")
"""Columns by which variants are compared."""


@dataclass(frozen=True)
class Pairs:
    """Variants, numbered in the order of their keys, that are compared two by two."""

    ones: Numbers
    others: Numbers
    scores: Scores

    def where(self, chosen: Numbers | npt.NDArray[np.bool_]) -> "Pairs":
        """Return some of the pairs."""
        return Pairs(self.ones[chosen], self.others[chosen], self.scores[chosen])


def link_variants(corpus: Corpus) -> None:
    """Fill the variants with their components and the events that they tell."""
    corpus.begin(Variant)
    corpus.connection.execute(f"set variable fullest = {FULLEST}")
    corpus.connection.execute(f"set variable at_a_time = {AT_A_TIME}")
    corpus.run("variants_touched")
    met = met_anew(corpus) if corpus.has("before.variants") else []
    corpus.put("met", pa.table({"variant_id": pa.array(met, pa.string())}))
    corpus.run("variants_linked")
    corpus.put("clustered", clustered(corpus))
    corpus.run("variants")
    corpus.stand(Variant)


def met_anew(corpus: Corpus) -> list[str]:
    """Return the variants that one that turned is linked with, or compared with in one component, and that one."""
    corpus.run("variants_turned")
    corpus.run("compared")
    names, known = names_of(corpus), components_before(corpus)
    found: set[int] = set()
    for pairs in scored(corpus):
        is_beside = (known[pairs.ones] == known[pairs.others]) & (known[pairs.ones] > 0)
        met = pairs.where((pairs.scores > FLOOR) | is_beside)
        found.update(met.ones.tolist(), met.others.tolist())
    return sorted(names[place] for place in found)


def clustered(corpus: Corpus) -> pa.Table:
    """Return the component and the cluster of each variant that is clustered anew."""
    corpus.run("compared")
    names, sketches = names_of(corpus), sketches_of(corpus)
    roots = components(len(names), scored(corpus, sketches))
    corpus.put("roots", pa.table({"place": np.arange(len(roots), dtype=np.int32), "root": roots.astype(np.int32)}))
    corpus.run("compared_inside")
    firsts = clusters(roots, scored(corpus, sketches))
    all_names = pa.array(names, pa.string())
    return pa.table(
        {"variant_id": all_names, "component_id": all_names.take(roots), "joined_by": all_names.take(firsts)}
    )


def names_of(corpus: Corpus) -> list[str]:
    """Return the keys of the variants that are compared, by their numbers."""
    batches = corpus.batches("select variant_id from compared_variants order by place")
    return [name for batch in batches for name in batch.column(0).to_pylist()]


def components_before(corpus: Corpus) -> Numbers:
    """Return the components of before of the variants that are compared, numbered from 1; 0 for one that had none."""
    return corpus.numbers("select place, component from component_numbers order by place")["component"]


def sketches_of(corpus: Corpus) -> Sketches:
    """Return what the variants tell that are compared."""
    columns = ", ".join(COMPARED)
    query = f"select {columns} from compared_variants join current_variants using (variant_id) order by place"
    return Sketches.of(pa.Table.from_batches(corpus.batches(query), VARIANTS))


VARIANTS = pa.schema([(name, Variant.arrow_schema().field(name).type) for name in COMPARED])


def scored(corpus: Corpus, sketches: Sketches | None = None) -> Iterator[Pairs]:
    """Yield the pairs to be compared with the log odds that they tell one event, those of a component together."""
    sketches = sketches or sketches_of(corpus)
    ((last,),) = corpus.connection.execute(
        "select coalesce(max(batch), -1) from (select batch from paired union all select batch from bound)"
    ).fetchall()
    for batch in range(last + 1):
        corpus.connection.execute(f"set variable batch = {batch}")
        found = corpus.numbers("from pairs")
        ones, others = found["one"], found["other"]
        told = [found[name] > 0 for name in ("is_joined", "is_parted", "told_apart")]
        scores = np.select(told, [JOINED, PARTED, TOLD_APART], sketches.scores(ones, others))
        yield Pairs(ones, others, scores)


def components(things: int, found: Iterable[Pairs]) -> Numbers:
    """Return for each thing the least that is linked with it, directly or through others."""
    above = list(range(things))

    def root(thing: int) -> int:
        while above[thing] != thing:
            above[thing] = above[above[thing]]
            thing = above[thing]
        return thing

    for pairs in found:
        linked = pairs.where(pairs.scores > FLOOR)
        for one, other in zip(linked.ones.tolist(), linked.others.tolist(), strict=True):
            first, second = root(one), root(other)
            if first != second:
                above[max(first, second)] = min(first, second)
    return np.array([root(thing) for thing in range(things)], np.int64)


def clusters(roots: Numbers, found: Iterable[Pairs]) -> Numbers:
    """Return for each thing the least of its cluster; a component, of which all pairs come together, by itself."""
    firsts = np.arange(len(roots))
    for pairs in found:
        for component in by_component(pairs, roots):
            members, places = np.unique([component.ones, component.others], return_inverse=True)
            if component.scores.min() > FLOOR:  # nothing speaks against any
                firsts[members] = members[0]
                continue
            ends = zip(*places.reshape(2, -1).tolist(), strict=True)
            for joined in cluster(len(members), dict(zip(ends, component.scores.tolist(), strict=True)), FLOOR):
                firsts[members[joined]] = members[joined[0]]
    return firsts


def by_component(pairs: Pairs, roots: Numbers) -> Iterator[Pairs]:
    """Yield the pairs of one component after the other."""
    order = np.argsort(roots[pairs.ones], kind="stable")
    ends = np.flatnonzero(np.diff(roots[pairs.ones][order])) + 1
    for chosen in np.split(order, ends):
        if len(chosen):
            yield pairs.where(chosen)
