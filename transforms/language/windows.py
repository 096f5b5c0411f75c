"""Takes the words of sentences, gives them as the model takes them: windows of word pieces, and arrays of windows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.language.pieces import LATER_PIECE, Pieces
from transforms.language.trigger_words import TriggerWords

WINDOW = 254
"""Word pieces read at once; the model knows 256 positions, two of which mark the ends."""
STEP = 8
"""Sentences are padded to a multiple of so many pieces and words, which depends on no other sentence."""
BATCH = 3072
"""Word pieces of one call of the model, padding included; keeps the memory low and the processor's cache warm."""

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence, or a part of one that is too long, as the model takes it."""

    sentence: int
    first: int
    words: tuple[str, ...]
    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    lasts: list[int]


def windows_of(sentence: int, words: Sequence[str], pieces: Pieces) -> Iterator[Window]:
    """Yield the windows of a sentence: one, unless it is very long."""
    seen = [pieces.of_word(word) for word in words]
    first = 0
    while first < len(words):
        last, ids, shapes = first, [pieces.start], [0]
        firsts, lasts = [0], [0]
        while last < len(words) and len(ids) + len(seen[last][0]) <= WINDOW + 1:
            numbers, form = seen[last]
            firsts.append(len(ids))
            ids.extend(numbers)
            shapes.append(form)
            shapes.extend([form + LATER_PIECE] * (len(numbers) - 1))
            lasts.append(len(ids) - 1)
            last += 1
        yield Window(sentence, first, tuple(words[first:last]), [*ids, pieces.end], [*shapes, 0], firsts, lasts)
        first = last


def same_sizes(windows: Sequence[Window]) -> Iterator[tuple[list[int], int, int]]:
    """Yield places of windows that go together, with the pieces and the words that they are padded to."""
    sizes: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, window in enumerate(windows):
        sizes[_padded(len(window.ids)), _padded(len(window.words))].append(index)
    for (pieces, words), places in sorted(sizes.items()):
        step = max(1, BATCH // pieces)
        for start in range(0, len(places), step):
            yield places[start : start + step], pieces, words


def feed(
    windows: Sequence[Window], pieces: int, words: int, padding: int, trigger_words: TriggerWords
) -> dict[str, NDArray[np.generic]]:
    """Return the arrays that the model takes; the start of a sentence, the root of its tree, comes before its words."""
    count = len(windows)
    ids, shapes = np.full((count, pieces), padding), np.zeros((count, pieces), np.int64)
    firsts, lasts = np.zeros((count, words + 1), np.int64), np.zeros((count, words + 1), np.int64)
    known = np.zeros((count, words + 1, trigger_words.width), np.float32)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = window.ids
        shapes[row, : len(window.shapes)] = window.shapes
        firsts[row, : len(window.firsts)] = window.firsts
        lasts[row, : len(window.lasts)] = window.lasts
        known[row, 1 : len(window.words) + 1] = trigger_words.of_words(window.words)
    # The model looks words up in all its rows at once.
    start = np.arange(count)[:, None] * pieces
    return {"ids": ids, "shapes": shapes, "firsts": firsts + start, "lasts": lasts + start, "units": known}


def _padded(length: int) -> int:
    return -(-length // STEP) * STEP
