"""Takes scores of tags for every word, gives labelled spans. Tags come in fours, after the tag for outside."""

import numpy as np
from numpy.typing import NDArray

OUTSIDE = 0
BEGIN, INSIDE, END, SINGLE = range(4)
POSITIONS = 4
"""Tag of label `k` at position `p` is `1 + POSITIONS * k + p`; a span is SINGLE, or BEGIN INSIDE* END."""


def tag(label: int, position: int) -> int:
    """Return the tag of a label's position."""
    return 1 + POSITIONS * label + position


def best_tags(scores: NDArray[np.float32], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the best well-formed sequence of tags of every sequence; `scores` is sequences x words x tags."""
    count, width, tags = scores.shape
    labels = (tags - 1) // POSITIONS
    rows = np.arange(count)
    back_free = np.zeros((width, count), np.int64)
    back_open = np.zeros((width, count, labels), bool)
    # `free`: best sum where no span is open after the word; `open_`: best sum where a span of the label is.
    free = np.zeros(count)
    open_ = np.full((count, labels), -np.inf)
    for word in range(width):
        outside = scores[:, word, OUTSIDE]
        by_label = scores[:, word, 1:].reshape(count, labels, POSITIONS)
        single, closed = free[:, None] + by_label[:, :, SINGLE], open_ + by_label[:, :, END]
        choices = np.concatenate([(free + outside)[:, None], single, closed], 1)
        started, kept = free[:, None] + by_label[:, :, BEGIN], open_ + by_label[:, :, INSIDE]
        back_free[word] = choices.argmax(1)
        back_open[word] = kept > started
        live = word < lengths
        free = np.where(live, choices[rows, back_free[word]], free)
        open_ = np.where(live[:, None], np.maximum(started, kept), open_)
    result = np.zeros((count, width), np.int64)
    within = np.full(count, -1)
    for word in range(width - 1, -1, -1):
        live = word < lengths
        choice = back_free[word]
        closing = np.where(choice > labels, choice - labels - 1, -1)
        closed_here = live & (within < 0)
        single_here = closed_here & (choice >= 1) & (choice <= labels)
        end_here = closed_here & (closing >= 0)
        inner = live & (within >= 0)
        kept_here = back_open[word][rows, np.maximum(within, 0)]
        result[single_here, word] = 1 + POSITIONS * (choice[single_here] - 1) + SINGLE
        result[end_here, word] = 1 + POSITIONS * closing[end_here] + END
        position = np.where(kept_here, INSIDE, BEGIN)
        result[inner, word] = 1 + POSITIONS * within[inner] + position[inner]
        within = np.where(end_here, closing, np.where(inner & ~kept_here, -1, within))
    return result


def spans(tags: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Return the label, first word and word after the last of each span of a well-formed sequence."""
    found = []
    first = 0
    for word in np.flatnonzero(tags):
        label, position = divmod(int(tags[word]) - 1, POSITIONS)
        if position == BEGIN:
            first = int(word)
        elif position == SINGLE:
            found.append((label, int(word), int(word) + 1))
        elif position == END:
            found.append((label, first, int(word) + 1))
    return found
