"""Takes a network and encoded sentences, gives what the network says of them, decoded as the run time decodes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.corpora import KINDS
from training.losses import Trees, Whole
from training.model import Network
from training.scores import Counts, agreement, count, tree_scores
from training.tensors import Batch, Encoded, Labels, batches, collate
from transforms.language.lemmas import apply_edit
from transforms.language.tagged_spans import OUTSIDE, POSITIONS, best_tags, spans
from transforms.language.trees import best_heads


@dataclass(frozen=True)
class Predicted:
    """What the network says of one sentence; arguments are those of the gold predicates."""

    upos: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    names: list[tuple[str, int, int]]
    predicates: list[int]
    arguments: list[list[tuple[str, int, int]]]


@dataclass(frozen=True)
class _Decoded:
    """What the network says of a batch: a row for each sentence, words along it."""

    lengths: Whole
    upos: Whole
    lemmas: Whole
    heads: Whole
    relations: Whole
    names: Whole
    """Tags."""
    predicates: NDArray[np.float32]
    """Scores; a word whose score is above zero is a predicate."""
    arguments: Mapping[int, list[list[tuple[str, int, int]]]]
    """Arguments of the gold predicates of each sentence, by its place in the batch."""


@torch.no_grad()
def predict(
    network: Network, encoded: Sequence[Encoded], labels: Labels, device: torch.device
) -> list[tuple[Encoded, Predicted]]:
    """Return every sentence with what the network says of it."""
    network.eval()
    found = []
    for group in batches(encoded, 4096, None):
        said = _decode(network, collate(group).to(device), labels)
        found += [(sentence, _predicted(sentence, said, index, labels)) for index, sentence in enumerate(group)]
    network.train()
    return found


def _decode(network: Network, batch: Batch, labels: Labels) -> _Decoded:
    """Return what the network says of a batch: the best trees and spans, and the best label of each word."""
    device = batch.ids.device
    with torch.autocast(device.type, torch.bfloat16):
        x = network.words(batch.ids, batch.shapes, batch.firsts, batch.lasts)
        upos, lemmas, names, predicates = network.tags(x)
        arcs = network.arcs(x)
        dependents, heads = network.relation_vectors(x)
        lengths = batch.lengths.cpu().numpy()
        best = best_heads(arcs.cpu().numpy(), lengths)
        rows = torch.arange(len(best), device=device)[:, None]
        relations = network.relations_of(dependents, heads[rows, torch.from_numpy(best).to(device)]).argmax(-1)
        trees = Trees(best, relations.cpu().numpy(), len(labels.relations))
        role_tags = _role_tags(network, batch, x, trees)
    arguments: dict[int, list[list[tuple[str, int, int]]]] = defaultdict(list)
    for sentence, row in zip(batch.role_sentences.tolist(), role_tags, strict=False):
        arguments[sentence].append([(labels.roles[label], first, last) for label, first, last in spans(row)])
    return _Decoded(
        lengths=lengths,
        upos=upos.argmax(-1).cpu().numpy(),
        lemmas=lemmas.argmax(-1).cpu().numpy(),
        heads=trees.heads,
        relations=trees.relations,
        names=best_tags(names.log_softmax(-1).cpu().numpy(), lengths),
        predicates=predicates.cpu().numpy(),
        arguments=arguments,
    )


def _role_tags(network: Network, batch: Batch, x: Tensor, trees: Trees) -> Whole:
    """Return the best tags of the roles of words, a row for each gold predicate of a batch; `x` holds its words."""
    if not len(batch.role_places):
        return np.zeros((0, 0), np.int64)
    paths = trees.paths(batch.role_sentences, batch.role_places)
    scores = network.role_scores(x, batch.role_sentences, batch.role_places, paths)
    lengths = batch.lengths[batch.role_sentences]
    return best_tags(scores.cpu().numpy(), lengths.cpu().numpy())


def _predicted(sentence: Encoded, said: _Decoded, index: int, labels: Labels) -> Predicted:
    """Return what the network says of the sentence at a place of its batch, without what pads it."""
    length = int(said.lengths[index])
    return Predicted(
        upos=[labels.upos[number] for number in said.upos[index, :length]],
        lemmas=[
            apply_edit(word, labels.lemmas[number])
            for word, number in zip(sentence.example.words, said.lemmas[index, :length], strict=True)
        ],
        heads=said.heads[index, :length].tolist(),
        relations=[labels.relations[number] for number in said.relations[index, :length]],
        names=[(KINDS[label], first, last) for label, first, last in spans(said.names[index])],
        predicates=np.flatnonzero(said.predicates[index, :length] > 0).tolist(),
        arguments=said.arguments[index],
    )


def measure(found: Sequence[tuple[Encoded, Predicted]]) -> dict[str, float]:
    """Return the scores of every task that the sentences are annotated for, in percent."""
    totals: dict[str, Counts] = defaultdict(Counts)
    for sentence, predicted in found:
        example = sentence.example
        if example.upos is not None and example.heads is not None and example.relations is not None:
            totals["upos"] += agreement(example.upos, predicted.upos)
            totals["lemma"] += agreement(example.lemmas or (), predicted.lemmas)
            for name, counts in tree_scores(
                example.heads, example.relations, predicted.heads, predicted.relations
            ).items():
                totals[name] += counts
        if example.predicates is not None:
            totals["predicates"] += count([index for index, _ in example.predicates], predicted.predicates)
            for (_, arguments), said in zip(example.predicates, predicted.arguments, strict=True):
                totals["arguments"] += count(arguments, said)
        if sentence.allowed is not None:
            for counts in [coarse_names(sentence, predicted)]:
                totals["names"] += counts
    return {name: round(counts.f1, 2) for name, counts in totals.items()}


def coarse_names(sentence: Encoded, predicted: Predicted) -> Counts:
    """Return the counts of names, right where the corpus allows the kind; kinds that it leaves open are not counted."""
    assert sentence.allowed is not None
    allowed = sentence.allowed
    gold = set()
    first = 0
    for index, row in enumerate(allowed):
        if row[OUTSIDE]:
            continue
        positions = {(int(number) - 1) % POSITIONS for number in np.flatnonzero(row)}
        if positions & {0, 3}:
            first = index
        if positions & {2, 3}:
            gold.add((first, index + 1))
    said = []
    right = 0
    for kind, start, end in predicted.names:
        base = 1 + POSITIONS * KINDS.index(kind)
        if all(row[OUTSIDE] and row[base] for row in allowed[start:end]):
            continue
        said.append((start, end))
        right += (start, end) in gold and all(row[base : base + POSITIONS].any() for row in allowed[start:end])
    return Counts(len(gold), len(said), right)
