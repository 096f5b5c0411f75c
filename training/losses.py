"""Takes a batch, gives what the network loses on each task that the batch is annotated for."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from training.classifiers import TriggerClassifiers
from training.model import Network
from training.tensors import UNKNOWN_LABEL, Batch
from transforms.language.paths import paths
from transforms.language.tagged_spans import OUTSIDE

Whole = NDArray[np.int64]

PREFER_OUTSIDE = 0.5
"""Weight of the kinds that a corpus leaves open outside its names; below one, so that an untaught kind stays quiet."""
SMOOTHING = 0.02
"""Of the types of triggers: what of a word's certainty is spread over all types, since our sentences are few."""
WEIGHTS = {
    "upos": 0.5, "lemma": 0.3, "arcs": 1.0, "relations": 1.0, "predicates": 0.3, "roles": 2.0, "names": 1.0,
    "triggers": 4.0, "modes": 0.5, "factuality": 0.7, "contexts": 0.2, "participants": 2.0,
    "factual": 0.3, "may_be": 2.0,
}  # fmt: skip
"""Weights of the tasks in the loss; roles, triggers and participants count more because most words are none."""


Weighted = dict[str, tuple[float, Tensor]]
"""Losses by task, each with its weight."""


@dataclass(frozen=True)
class Trees:
    """Heads, 0 for the root, and relations of sentences x words."""

    heads: Whole
    relations: Whole
    labels: int

    def paths(self, sentences: Tensor, places: Tensor) -> Tensor:
        """Return the paths from words at these places to the words of their sentences."""
        found = paths(self.heads, self.relations, sentences.cpu().numpy(), places.cpu().numpy(), self.labels)
        return torch.from_numpy(found).to(places.device)


@torch.no_grad()
def likeliest_trees(network: Network, batch: Batch, arcs: Tensor, dependents: Tensor, heads: Tensor) -> Trees:
    """Return the likeliest heads with their relations, which need not make trees.

    Gold trees would teach roles to trust the tree more than they can when reading.
    """
    best = arcs.argmax(-1)
    best[torch.arange(best.shape[1], device=best.device)[None, :] >= batch.lengths[:, None]] = 0
    rows = torch.arange(len(best), device=best.device)[:, None]
    relations = network.relations_of(dependents, heads[rows, best]).argmax(-1)
    return Trees(best.cpu().numpy(), relations.cpu().numpy(), network.sizes.relations)


def annotated_lesson(network: Network, batch: Batch) -> Weighted:
    """Return the weight and the loss of each task that the batch is annotated for."""
    x = network.words(batch.ids, batch.shapes, batch.firsts, batch.lasts)
    return {name: (WEIGHTS[name], value) for name, value in losses(network, batch, x).items()}


def losses(network: Network, batch: Batch, x: Tensor) -> dict[str, Tensor]:
    """Return the loss of each task that the batch is annotated for; `x` holds the vectors of words, the root first."""
    found: dict[str, Tensor] = {}
    parsed = (batch.heads != UNKNOWN_LABEL).nonzero(as_tuple=True)
    upos, lemmas, names, predicates = network.tags(x)
    if len(parsed[0]) or len(batch.event_places):
        arcs = network.arcs(x)
        beyond = torch.arange(arcs.shape[-1], device=arcs.device)[None, :] > batch.lengths[:, None]
        arcs = arcs.masked_fill(beyond[:, None, :], -1e4)
        dependents, heads = network.relation_vectors(x)
    if len(batch.role_places) or len(batch.event_places):
        trees = likeliest_trees(network, batch, arcs, dependents, heads)
    if len(parsed[0]):
        gold = batch.heads[parsed]
        found["arcs"] = F.cross_entropy(arcs[parsed], gold)
        relations = network.relations_of(dependents[parsed], heads[parsed[0], gold])
        found["relations"] = F.cross_entropy(relations, batch.relations[parsed])
        found["upos"] = F.cross_entropy(upos[parsed], batch.upos[parsed])
        edits = batch.lemmas[parsed]
        if bool((edits != UNKNOWN_LABEL).any()):
            found["lemma"] = F.cross_entropy(lemmas[parsed], edits)
    if bool(batch.named.any()):
        found["names"] = name_loss(names[batch.named], batch.allowed[batch.named])
    if bool((batch.predicates >= 0).any()):
        known = batch.predicates >= 0
        found["predicates"] = F.binary_cross_entropy_with_logits(predicates[known], batch.predicates[known].float())
    if len(batch.role_places):
        found["roles"] = role_loss(network, batch, x, trees)
    if bool((batch.trigger_types != UNKNOWN_LABEL).any()):
        found.update(event_losses(network.triggers, batch, x, trees if len(batch.event_places) else None))
    found.update(hint_losses(network.triggers, batch, x))
    return found


def name_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Return the loss of scores of words x tags; where no name at all is allowed too, kinds of names weigh less."""
    scores = scores.log_softmax(-1)
    weights = torch.where(allowed, 0.0, -1e4).to(scores.dtype)
    open_outside = allowed[:, OUTSIDE]
    weights[:, OUTSIDE + 1 :] += torch.log(torch.tensor(PREFER_OUTSIDE)) * open_outside[:, None]
    return -(scores + weights).logsumexp(-1).mean()


def role_loss(network: Network, batch: Batch, x: Tensor, trees: Trees) -> Tensor:
    """Return the loss of the roles of words to the predicates of the batch."""
    paths = trees.paths(batch.role_sentences, batch.role_places)
    scores = network.role_scores(x, batch.role_sentences, batch.role_places, paths)
    return F.cross_entropy(scores.flatten(0, 1), batch.role_tags.flatten())


def hint_losses(classifiers: TriggerClassifiers, batch: Batch, x: Tensor) -> dict[str, Tensor]:
    """Return the loss of each task on events that other corpora annotate; `x` is that of `event_losses`."""
    found = {}
    if len(batch.factual):
        rows = batch.factual_sentences, batch.factual_places
        said = classifiers.factual_of(x[:, 1:][rows], batch.trigger_words[rows])
        found["factual"] = F.smooth_l1_loss(said, batch.factual)
    if len(batch.may_be):
        types = classifiers.of_tokens(x[:, 1:][batch.hinted], batch.trigger_words[batch.hinted])[0].log_softmax(-1)
        found["may_be"] = -types.masked_fill(~batch.may_be, -1e4).logsumexp(-1).mean()
    return found


def event_losses(classifiers: TriggerClassifiers, batch: Batch, x: Tensor, trees: Trees | None) -> dict[str, Tensor]:
    """Return the loss of each task of events; `x` holds the vectors of words, the root first.

    Trees are wanted where the batch holds events.
    """
    known = batch.trigger_types != UNKNOWN_LABEL
    types, modes, factuality, contexts = classifiers.of_tokens(x[:, 1:], batch.trigger_words)
    found = {"triggers": F.cross_entropy(types[known], batch.trigger_types[known], label_smoothing=SMOOTHING)}
    rows = batch.event_sentences, batch.event_places
    if trees is not None:
        found["modes"] = F.cross_entropy(modes[rows], batch.event_modes)
        found["factuality"] = F.cross_entropy(factuality[rows], batch.event_factuality)
        of_each = F.binary_cross_entropy_with_logits(contexts[rows], batch.event_contexts, reduction="none")
        found["contexts"] = of_each.sum(-1).mean()
        scores = classifiers.participants(x[:, 1:], *rows, trees.paths(*rows))
        layers = scores.split(classifiers.sizes.participants, -1)
        found["participants"] = torch.stack([
            F.cross_entropy(layer.flatten(0, 1), batch.participant_tags[:, number].flatten())
            for number, layer in enumerate(layers)
        ]).sum()  # fmt: skip
    return found
