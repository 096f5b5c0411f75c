"""The network: an encoder of word pieces, shapes of words added, and a classifier for each task.

The encoder is of BERT's kind, as wide and deep as its `config.json` says; where it tells distances between pieces
(MPNet), their scores are added to attention. Torch only; the run time has none.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.classifiers import TriggerClassifiers, TriggerSizes
from transforms.language.paths import path_count
from transforms.language.pieces import SHAPES

MIXED_LAYERS = 4
"""Layers whose mix makes the word vector: the last four."""
ARC, LABEL, NAME, LEMMA, ROLE = 256, 128, 192, 192, 96
"""Widths of the classifiers of the tasks."""
FAR = 15
"""Words; roles know how far a word stands from its predicate up to this distance."""


PIECES = 30522
"""Word pieces of BERT's uncased vocabulary, which both encoders share."""
FARTHEST = 128
"""Word pieces; distances from here on share a bucket."""


@dataclass(frozen=True)
class EncoderConfig:
    """How large an encoder is; the defaults are those of all-MiniLM-L6-v2."""

    width: int = 384
    layers: int = 6
    attention_heads: int = 12
    positions: int = 512
    epsilon: float = 1e-12
    """Added to a variance before a norm divides by its root."""
    buckets: int = 0
    """Distances that attention tells apart, half of them to the left; 0 where it tells none."""


@dataclass(frozen=True)
class Sizes:
    """How many labels each task has."""

    upos: int
    lemmas: int
    relations: int
    names: int
    roles: int
    triggers: TriggerSizes


MINILM = EncoderConfig()


@lru_cache(maxsize=512)
def buckets(length: int, count: int) -> Tensor:
    """Return the bucket of the distance from each word piece to each other, as T5 and MPNet part them."""
    places = torch.arange(length)
    distance = places[None, :] - places[:, None]
    side = count // 2
    exact = side // 2
    size = distance.abs()
    larger = (size.clamp(min=1).float() / exact).log() / math.log(FARTHEST / exact) * (side - exact)
    near = torch.where(size < exact, size, (exact + larger.long()).clamp(max=side - 1))
    return near + side * (distance > 0).long()


class Dropout(nn.Module):
    """Drops the same features for all words of a sentence: a third of the cost of a draw for each word."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        shape = (x.shape[0], 1, x.shape[2]) if x.dim() == 3 else x.shape
        kept = torch.rand(shape, device=x.device) >= self.share
        return x * (kept / (1 - self.share)).to(x.dtype)


class Layer(nn.Module):
    """A layer of BERT."""

    def __init__(self, config: EncoderConfig, dropout: float) -> None:
        super().__init__()
        width = config.width
        self.attention_heads = config.attention_heads
        self.query_key_value = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.attended_norm = nn.LayerNorm(width, eps=config.epsilon)
        self.wide = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)
        self.norm = nn.LayerNorm(width, eps=config.epsilon)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the vectors of the next layer; `bias` is added to the scores of attention."""
        batch, length, width = x.shape
        narrow = width // self.attention_heads
        together = self.query_key_value(x).view(batch, length, 3, self.attention_heads, narrow)
        query, key, value = together.permute(2, 0, 3, 1, 4)
        # Written out: for sentences of some thirty pieces the fused attention is slower on a CPU, above all backwards.
        weights = (query @ key.transpose(2, 3) * narrow**-0.5 + bias).softmax(-1)
        attended = (weights.to(value.dtype) @ value).transpose(1, 2).reshape(batch, length, width)
        x = self.attended_norm(x + self.dropout(self.attended(attended)))
        return self.norm(x + self.dropout(self.narrow(F.gelu(self.wide(x)))))


class Biaffine(nn.Module):
    """Scores of every label for every pair of two rows of vectors."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.pair = nn.Parameter(torch.empty(width, labels, width))
        nn.init.normal_(self.pair, std=1.0 / width)
        self.left = nn.Linear(width, labels)
        self.right = nn.Linear(width, labels, bias=False)


class Network(nn.Module):
    """Encoder and classifiers."""

    def __init__(
        self,
        sizes: Sizes,
        config: EncoderConfig = MINILM,
        dropout: float = 0.1,
        head_dropout: float = 0.25,
        pieces: int = PIECES,
    ) -> None:
        super().__init__()
        self.sizes = sizes
        self.config = config
        width = config.width
        self.pieces = nn.Embedding(pieces, width)
        self.pieces.weight.requires_grad_(False)
        self.positions = nn.Parameter(torch.zeros(config.positions, width))
        self.shapes = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shapes.weight)
        self.embedded_norm = nn.LayerNorm(width, eps=config.epsilon)
        if config.buckets:
            self.distance_bias = nn.Parameter(torch.zeros(config.buckets, config.attention_heads))
        self.layers = nn.ModuleList(Layer(config, dropout) for _ in range(config.layers))
        self.mix = nn.Parameter(torch.zeros(MIXED_LAYERS))
        self.dropout = Dropout(dropout)
        self.head_dropout = Dropout(head_dropout)
        both = 2 * width
        self.upos = nn.Linear(both, sizes.upos)
        self.lemma_in, self.lemma = nn.Linear(both, LEMMA), nn.Linear(LEMMA, sizes.lemmas)
        self.name_in, self.name = nn.Linear(both, NAME), nn.Linear(NAME, sizes.names)
        self.arc_dependent, self.arc_head = nn.Linear(both, ARC), nn.Linear(both, ARC)
        self.arc_pair = nn.Parameter(torch.zeros(ARC, ARC))
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.label_dependent, self.label_head = nn.Linear(both, LABEL), nn.Linear(both, LABEL)
        self.labels = Biaffine(LABEL, sizes.relations)
        self.predicate = nn.Linear(both, 1)
        self.role_predicate, self.role_word = nn.Linear(both, ROLE), nn.Linear(both, ROLE)
        self.roles = Biaffine(ROLE, sizes.roles)
        self.role_distance = nn.Parameter(torch.zeros(2 * FAR + 1, sizes.roles))
        self.role_path = nn.Parameter(torch.zeros(path_count(sizes.relations), sizes.roles))
        self.triggers = TriggerClassifiers(sizes.triggers, both, self.head_dropout)

    def words(self, ids: Tensor, shapes: Tensor, firsts: Tensor, lasts: Tensor) -> Tensor:
        """Return the vectors of words, the start of the sentence (the root of the tree) before the first."""
        states = self.states(ids, shapes)
        weights = self.mix.softmax(0)
        mixed = sum(weights[index] * state.float() for index, state in enumerate(states[-MIXED_LAYERS:]))
        assert isinstance(mixed, Tensor)
        rows = torch.arange(len(ids), device=ids.device)[:, None]
        return self.head_dropout(torch.cat([mixed[rows, firsts], mixed[rows, lasts]], -1))

    def states(self, ids: Tensor, shapes: Tensor) -> list[Tensor]:
        """Return the vectors of word pieces after each layer of the encoder."""
        x = self.pieces(ids) + self.positions[: ids.shape[1]] + self.shapes(shapes)
        x = self.dropout(self.embedded_norm(x))
        bias = torch.zeros(ids.shape, dtype=x.dtype).to(ids.device).masked_fill(ids == 0, -1e4)[:, None, None, :]
        if self.config.buckets:
            bias = bias + self.distance_bias[buckets(ids.shape[1], self.config.buckets)].permute(2, 0, 1)
        if torch.is_autocast_enabled(ids.device.type):
            bias = bias.to(torch.bfloat16)
        states = []
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        return states

    def arcs(self, x: Tensor) -> Tensor:
        """Return scores: sentences x words x (root and words)."""
        dependents = self.head_dropout(F.gelu(self.arc_dependent(x[:, 1:])))
        heads = self.head_dropout(F.gelu(self.arc_head(x)))
        return ((dependents @ self.arc_pair) @ heads.transpose(1, 2) + self.arc_bias(heads).transpose(1, 2)).float()

    def relation_vectors(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return vectors of words as dependents and, the root first, as heads."""
        return (
            self.head_dropout(F.gelu(self.label_dependent(x[:, 1:]))),
            self.head_dropout(F.gelu(self.label_head(x))),
        )

    def relations_of(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Return scores of labels for rows of dependents with their heads."""
        pair = self.labels.pair
        left = (dependents @ pair.reshape(LABEL, -1)).view(*dependents.shape[:-1], pair.shape[1], LABEL)
        pairs = (left * heads[..., None, :]).sum(-1)
        return (pairs + self.labels.left(dependents) + self.labels.right(heads)).float()

    def role_vectors(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return vectors of words as predicates and as words of arguments."""
        return (
            self.head_dropout(F.gelu(self.role_predicate(x[:, 1:]))),
            self.head_dropout(F.gelu(self.role_word(x[:, 1:]))),
        )

    def role_scores(self, x: Tensor, sentences: Tensor, places: Tensor, paths: Tensor) -> Tensor:
        """Return scores, predicates x words x tags, for predicates at places of sentences; `x` holds all words."""
        predicates, words = self.role_vectors(x)
        return self.roles_of(predicates[sentences, places], words[sentences], places, paths)

    def roles_of(self, predicates: Tensor, words: Tensor, places: Tensor, paths: Tensor) -> Tensor:
        """Return scores, predicates x words x tags, for predicates at these places, with their paths to the words."""
        pair = self.roles.pair
        left = (predicates @ pair.reshape(ROLE, -1)).view(len(predicates), pair.shape[1], ROLE)
        pairs = torch.bmm(words, left.transpose(1, 2)).float()
        distance = (torch.arange(words.shape[1], device=words.device)[None] - places[:, None]).clamp(-FAR, FAR) + FAR
        of_one = self.roles.left(predicates)[:, None].float() + self.roles.right(words).float()
        return pairs + of_one + self.role_distance[distance] + self.role_path[paths]

    def tags(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return scores of parts of speech, edits, names and predicates for words."""
        words = x[:, 1:]
        return (
            self.upos(words).float(),
            self.lemma(self.head_dropout(F.gelu(self.lemma_in(words)))).float(),
            self.name(self.head_dropout(F.gelu(self.name_in(words)))).float(),
            self.predicate(words).float().squeeze(-1),
        )


def initial_scale(network: Network) -> None:
    """Give the arc scorer a start near the identity, so that a word first looks for words like it."""
    with torch.no_grad():
        network.arc_pair.copy_(torch.eye(ARC) / math.sqrt(ARC))
