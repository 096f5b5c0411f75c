"""Takes scores of every possible head of every word, gives the best tree: one root, every word reached from it."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def best_heads(scores: Scores, lengths: NDArray[np.int64]) -> Heads:
    """Return the head of every word of every sentence: 0 is the root of the tree, i is the i-th word, counted from 1.

    `scores` is sentences x dependents x heads; dependents are words, heads are the root and then words. Rows past the
    length of a sentence hold nothing of use. Exact: the tree of the highest sum of log-probabilities with one root.
    """
    _, width, candidates = scores.shape
    words = np.arange(width)
    allowed = (np.arange(candidates)[None, None, :] <= lengths[:, None, None]) & (
        words[None, :, None] + 1 != np.arange(candidates)[None, None, :]
    )
    masked = np.where(allowed, scores, -np.inf)
    heads: Heads = masked.argmax(-1)
    inside = words[None, :] < lengths[:, None]
    heads[~inside] = 0
    for sentence in np.flatnonzero(~_are_trees(heads, inside)):
        length = int(lengths[sentence])
        heads[sentence, :length] = _spanning_tree(masked[sentence, :length, : length + 1])
    return heads


def _are_trees(heads: Heads, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say for each sentence whether its heads make a tree with a single root."""
    roots = ((heads == 0) & inside).sum(-1)
    reached = np.concatenate([np.zeros((len(heads), 1), np.int64), heads], 1)
    # Each pass doubles how far up a word looks; a word in a circle never reaches the root.
    for _ in range(max(1, int(heads.shape[1]).bit_length())):
        reached = np.take_along_axis(reached, reached, 1)
    ones: NDArray[np.bool_] = (roots == 1) & (reached == 0).all(-1)
    return ones


def _spanning_tree(scores: Scores) -> Heads:
    """Return the heads of one sentence by Chu-Liu and Edmonds; `scores` is dependents x (root and words)."""
    length = len(scores)
    weights = np.full((length + 1, length + 1), -np.inf)
    finite = scores.astype(np.float64)
    peak = finite.max(-1, keepdims=True)
    weights[1:] = finite - (peak + np.log(np.exp(finite - peak).sum(-1, keepdims=True)))
    # A root arc is made dearer than any whole tree differs from another, so the best tree has one of them.
    spread = weights[np.isfinite(weights)]
    weights[1:, 0] -= (length + 1) * (spread.max() - spread.min() + 1.0)
    return _arborescence(weights)[1:]


def _arborescence(weights: NDArray[np.float64]) -> Heads:
    """Return the best head of each node of a dense graph whose node 0 is the root; `weights` is dependents x heads."""
    size = len(weights)
    heads: Heads = weights.argmax(-1)
    heads[0] = 0
    circle = _circle(heads)
    if not circle:
        return heads
    in_circle = np.zeros(size, bool)
    in_circle[circle] = True
    outside = np.flatnonzero(~in_circle)
    members = np.asarray(circle)
    # The circle becomes one node, the last; entering it at a member saves the arc of the circle into that member.
    entering = weights[np.ix_(members, outside)] - weights[members, heads[members]][:, None]
    entry = entering.argmax(0)
    leaving = weights[np.ix_(outside, members)]
    exits = leaving.argmax(1)
    smaller = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    smaller[:-1, :-1] = weights[np.ix_(outside, outside)]
    smaller[-1, :-1] = entering.max(0)
    smaller[:-1, -1] = leaving.max(1)
    smaller[0] = -np.inf
    solved = _arborescence(smaller)
    result = heads.copy()
    for position, node in enumerate(outside):
        if node:
            head = int(solved[position])
            result[node] = members[exits[position]] if head == len(outside) else outside[head]
    into = int(solved[-1])
    result[members[entry[into]]] = outside[into]
    return result


def _circle(heads: Heads) -> list[int]:
    """Return the nodes of one circle, or none."""
    state = np.zeros(len(heads), np.int64)
    state[0] = -1
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = start
            path.append(node)
            node = int(heads[node])
        if state[node] == start:
            return path[path.index(node) :]
    return []
