"""The classifiers of events on the vectors of words: types, modes, factuality, contexts, participants.

One more tells in one number how factual a predicate is, as Universal Decompositional Semantics asks. It is for training
alone: it teaches the features that factuality is read from.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

FAR = 15
"""Words; participants know how far a word stands from its trigger up to this distance."""
TRIGGER, PARTICIPANT = 256, 96
"""Widths of the vectors that triggers, and pairs of trigger and word, are scored with."""


@dataclass(frozen=True)
class TriggerSizes:
    """How many labels the classifiers have, and how many paths lie between a trigger and a word."""

    types: int
    modes: int
    factuality: int
    contexts: int
    participants: list[int]
    """Tags of each layer of roles."""
    paths: int

    @property
    def of_token(self) -> list[int]:
        """Sizes of what is said of a trigger alone, in the order of the scores."""
        return [self.types, self.modes, self.factuality, self.contexts]


class TriggerClassifiers(nn.Module):
    """Scores of triggers and of their participants."""

    def __init__(self, sizes: TriggerSizes, word: int, dropout: nn.Module) -> None:
        super().__init__()
        self.sizes = sizes
        self.dropout = dropout
        self.token_in = nn.Linear(word, TRIGGER)
        self.units_in = nn.Linear(sizes.types - 1, TRIGGER, bias=False)
        self.token = nn.Linear(TRIGGER, sum(sizes.of_token))
        self.factual = nn.Linear(TRIGGER, 1)
        self.trigger_in, self.word_in = nn.Linear(word, PARTICIPANT), nn.Linear(word, PARTICIPANT)
        tags = sum(sizes.participants)
        self.pair = nn.Parameter(torch.empty(PARTICIPANT, tags, PARTICIPANT))
        nn.init.normal_(self.pair, std=1.0 / PARTICIPANT)
        self.left = nn.Linear(PARTICIPANT, tags)
        self.right = nn.Linear(PARTICIPANT, tags, bias=False)
        self.distance = nn.Parameter(torch.zeros(2 * FAR + 1, tags))
        self.path = nn.Parameter(torch.zeros(sizes.paths, tags))

    def of_tokens(self, words: Tensor, trigger_words: Tensor) -> tuple[Tensor, ...]:
        """Return scores of types, modes, factuality and contexts for vectors of words and what the lexicon knows."""
        return self.token(self.features(words, trigger_words)).float().split(self.sizes.of_token, -1)

    def features(self, words: Tensor, trigger_words: Tensor) -> Tensor:
        """Return what all that is said of a trigger alone is read from."""
        return self.dropout(F.gelu(self.token_in(words) + self.units_in(trigger_words)))

    def factual_of(self, words: Tensor, trigger_words: Tensor) -> Tensor:
        """Return how factual these words are, from -3 to 3."""
        return self.factual(self.features(words, trigger_words)).float().squeeze(-1)

    def participants(self, words: Tensor, sentences: Tensor, places: Tensor, paths: Tensor) -> Tensor:
        """Return scores, triggers x words x tags, for triggers at these places, with their paths to the words."""
        triggers = self.dropout(F.gelu(self.trigger_in(words[sentences, places])))
        others = self.dropout(F.gelu(self.word_in(words[sentences])))
        left = (triggers @ self.pair.reshape(PARTICIPANT, -1)).view(len(triggers), self.pair.shape[1], PARTICIPANT)
        pairs = torch.bmm(others, left.transpose(1, 2)).float()
        width = words.shape[1]
        distance = (torch.arange(width, device=words.device)[None] - places[:, None]).clamp(-FAR, FAR) + FAR
        of_one = self.left(triggers)[:, None].float() + self.right(others).float()
        return pairs + of_one + self.distance[distance] + self.path[paths]
