"""Takes trees, gives for every predicate how each word of its sentence hangs together with it, as a number.

A word is the predicate itself, under a child of the predicate, the predicate's head, under another child of that head,
or farther off. The number says which of these, by which relation, and whether the word begins or ends its group: an
argument is most often one such group, so that the model's search for arguments starts from the tree.
"""

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

EDGES = 4
"""Inside a group, at its beginning, at its end, both."""


def path_count(relations: int) -> int:
    """Return how many numbers there are for so many relations."""
    return EDGES * (3 * relations + 2)


def paths(heads: Whole, relations: Whole, sentences: Whole, predicates: Whole, labels: int) -> Whole:
    """Return predicates x words: the number of the path between the two.

    `heads` and `relations` are sentences x words; a head is 0 for the root, else the head's place counted from 1.
    Predicate `k` is word `predicates[k]` of sentence `sentences[k]`. Heads may go in circles.
    """
    count, width = len(predicates), heads.shape[1]
    if not count:
        return np.zeros((0, width), np.int64)
    rows = np.arange(count)
    above = heads[sentences] - 1
    relation = relations[sentences]
    words = np.broadcast_to(np.arange(width), (count, width))
    head = above[rows, predicates]
    under = _last_before(above, predicates)
    beside = _last_before(above, head)
    is_self = words == predicates[:, None]
    is_head = words == head[:, None]
    of_under, of_beside = np.take_along_axis(relation, under, 1), np.take_along_axis(relation, beside, 1)
    is_under = (np.take_along_axis(above, under, 1) == predicates[:, None]) & ~is_self
    has_head = head[:, None] >= 0
    is_beside = has_head & (np.take_along_axis(above, beside, 1) == head[:, None]) & ~is_self & ~is_head & ~is_under
    far = 3 * labels + 1
    kind = np.full((count, width), far)
    kind[is_beside] = (1 + 2 * labels + of_beside)[is_beside]
    by_head = np.broadcast_to(1 + labels + relation[rows, predicates][:, None], kind.shape)
    kind[is_head & ~is_self & ~is_under] = by_head[is_head & ~is_self & ~is_under]
    kind[is_under] = (1 + of_under)[is_under]
    kind[is_self] = 0
    group = np.where(is_under, under, np.where(is_beside, beside, -1 - kind))
    begins, ends = np.ones((count, width), bool), np.ones((count, width), bool)
    begins[:, 1:] = group[:, 1:] != group[:, :-1]
    ends[:, :-1] = begins[:, 1:]
    result: Whole = EDGES * kind + begins + 2 * ends
    return result


def _last_before(above: Whole, stop: Whole) -> Whole:
    """Return the last word on the way up from each word before its `stop`, or the top of its tree."""
    count, width = above.shape
    words = np.broadcast_to(np.arange(width), (count, width))
    up = np.where((above < 0) | (above == stop[:, None]) | (words == stop[:, None]), words, above)
    for _ in range(max(1, width.bit_length())):
        up = np.take_along_axis(up, up, 1)
    return up
