"""Takes what the model says of words as names of events, gives triggers with their participants.

The labels come from the model's folder: those of the ontology on the day of its training, which may have more since.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from transforms.language.reading import NO_EVENT, Participant, Trigger
from transforms.language.tagged_spans import BEGIN, best_tags, spans, tag

LIKELY = 0.05
"""Least probability that a token names an event; what is below never becomes a trigger."""
LIKELY_CONTEXT = 0.1
"""Least probability of a context that is told."""

NONE = 0
"""Place of `NO_EVENT` among the types."""

NEVER = -1e9
"""Score of a tag that a layer does not have."""

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TriggerLabels:
    """The labels of triggers, in the order of the model's scores."""

    types: tuple[str, ...]
    """`NO_EVENT` first."""
    modes: tuple[str, ...]
    """`NO_EVENT` first."""
    factuality: tuple[str, ...]
    contexts: tuple[str, ...]
    participants: tuple[tuple[str, ...], ...]
    """Roles in layers: within a layer no word fills two, across layers it may (those who died are who was hit)."""

    @classmethod
    def of(cls, labels: Mapping[str, Sequence[str]], layers: Sequence[Sequence[str]]) -> "TriggerLabels":
        """Return the labels as a file of labels holds them."""
        found = cls(
            types=tuple(labels["types"]),
            modes=tuple(labels["modes"]),
            factuality=tuple(labels["factuality"]),
            contexts=tuple(labels["contexts"]),
            participants=tuple(tuple(layer) for layer in layers),
        )
        assert found.types[NONE] == NO_EVENT
        return found

    @property
    def event_types(self) -> tuple[str, ...]:
        """The types but for `NO_EVENT`."""
        return self.types[1:]

    def parted(self, scores: Floats) -> list[Floats]:
        """Return the scores of types, modes, factuality and contexts."""
        sizes = [len(row) for row in (self.types, self.modes, self.factuality, self.contexts)]
        return np.split(scores, np.cumsum(sizes)[:-1], -1)

    def layers(self, scores: Floats) -> list[Floats]:
        """Return the scores of each layer of participants: triggers x words x tags."""
        sizes = [tag(len(layer), BEGIN) for layer in self.participants]
        return np.split(scores, np.cumsum(sizes)[:-1], -1)

    def likely(self, scores: Floats, inside: NDArray[np.bool_]) -> tuple[Whole, Whole]:
        """Return sentences and words of the tokens that may name an event; `scores` is sentences x words x labels."""
        none = softmax(self.parted(scores)[0])[..., NONE]
        rows, words = np.nonzero(inside & (1.0 - none >= LIKELY))
        return rows, words

    def triggers(self, words: Whole, scores: Floats, pairs: Floats, lengths: Whole) -> Iterator[Trigger]:
        """Yield a trigger for each of these words.

        `scores` is triggers x labels, `pairs` is triggers x words x tags, `lengths` that of each trigger's sentence.
        """
        types, modes, factuality, contexts = self.parted(scores)
        tables = [softmax(rows).tolist() for rows in (types, modes, factuality)]
        of_contexts = (1.0 / (1.0 + np.exp(-contexts.astype(np.float64)))).tolist()
        if not len(words):  # an array without rows has no shape to search in
            return
        parts = list(self._participants(self.layers(pairs), lengths))
        for row, word in enumerate(words.tolist()):
            yield Trigger(
                token=word,
                types=dict(zip(self.types, tables[0][row], strict=True)),
                modes=dict(zip(self.modes, tables[1][row], strict=True)),
                factuality=dict(zip(self.factuality, tables[2][row], strict=True)),
                contexts={
                    label: value
                    for label, value in zip(self.contexts, of_contexts[row], strict=True)
                    if value >= LIKELY_CONTEXT
                },
                participants=tuple(one for layer in parts for one in layer[row]),
            )

    def _participants(self, layers: Sequence[Floats], lengths: Whole) -> Iterator[list[list[Participant]]]:
        """Yield for each layer the participants of each trigger that fill its roles."""
        count, width, _ = layers[0].shape
        # One search for all layers: its cost is in its steps from word to word, not in how much each of them holds.
        tags_of_widest = max(layer.shape[-1] for layer in layers)
        together = np.full((len(layers), count, width, tags_of_widest), NEVER, np.float32)
        for number, layer in enumerate(layers):
            together[number, ..., : layer.shape[-1]] = layer
        every = best_tags(together.reshape(-1, width, tags_of_widest), np.tile(lengths, len(layers)))
        for roles, layer, tags in zip(self.participants, layers, every.reshape(len(layers), count, width), strict=True):
            certainty = np.take_along_axis(softmax(layer), tags[..., None], -1)[..., 0]
            found = [
                [
                    Participant(roles[label], first, last, float(certainty[row, first:last].min()))
                    for label, first, last in spans(tags[row])
                ]
                for row in range(count)
            ]
            yield [sorted(row, key=lambda one: (roles.index(one.role), one.first)) for row in found]


def moved_by(trigger: Trigger, words: int) -> Trigger:
    """Return a trigger with its places so many words farther on."""
    participants = (
        replace(one, first=one.first + words, last=one.last + words) for one in trigger.participants
    )  # fmt: skip
    return replace(trigger, token=trigger.token + words, participants=tuple(participants))


def softmax(scores: Floats) -> Floats:
    """Return probabilities of the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    result: Floats = raised / raised.sum(-1, keepdims=True)
    return result
