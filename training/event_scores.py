"""Takes a network and sentences with events, gives what it says of their triggers, and how often that is right."""

from collections.abc import Iterator, Sequence
from copy import deepcopy

import numpy as np
import torch
from torch import Tensor

from training.classifiers import TriggerClassifiers
from training.event_figures import event_figures
from training.losses import Trees, likeliest_trees
from training.model import Network
from training.tensors import Batch, Encoded, Labels, batches, collate
from transforms.language.reading import Trigger
from transforms.language.triggers import TriggerLabels

AT_ONCE = 4096
"""Word pieces of one call."""


def trigger_labels(labels: Labels) -> TriggerLabels:
    """Return the labels of triggers as the run time takes them."""
    lists = {
        "types": labels.types, "modes": labels.modes, "factuality": labels.factuality, "contexts": labels.contexts,
    }  # fmt: skip
    return TriggerLabels.of(lists, labels.participants)


@torch.no_grad()
def triggers_in(
    classifiers: TriggerClassifiers, batch: Batch, x: Tensor, trees: Trees, labels: TriggerLabels, given: bool
) -> list[list[Trigger]]:
    """Return the triggers of each sentence: those that the network finds likely, or those of the gold events."""
    scores = torch.cat(classifiers.of_tokens(x[:, 1:], batch.trigger_words), -1)
    lengths = batch.lengths.numpy()
    found: list[list[Trigger]] = [[] for _ in lengths]
    rows, words = (batch.event_sentences, batch.event_places)
    if not given:
        inside = np.arange(scores.shape[1])[None, :] < lengths[:, None]
        rows, words = (torch.from_numpy(places) for places in labels.likely(scores.numpy(), inside))
    if len(rows):
        pairs = classifiers.participants(x[:, 1:], rows, words, trees.paths(rows, words))
        decoded = labels.triggers(words.numpy(), scores[rows, words].numpy(), pairs.numpy(), lengths[rows.numpy()])
        for row, trigger in zip(rows.tolist(), decoded, strict=True):
            found[row].append(trigger)
    return found


@torch.no_grad()
def seen_by(
    network: Network, encoded: Sequence[Encoded], device: torch.device
) -> Iterator[tuple[list[Encoded], Tensor, Trees]]:
    """Yield groups of sentences with the vectors of their words and their trees."""
    network.eval()
    for group in batches(encoded, AT_ONCE, None):
        batch = collate(group).to(device)
        with torch.autocast(device.type, torch.bfloat16):
            x = network.words(batch.ids, batch.shapes, batch.firsts, batch.lasts)
            arcs = network.arcs(x)
            beyond = torch.arange(arcs.shape[-1], device=device)[None, :] > batch.lengths[:, None]
            dependents, heads = network.relation_vectors(x)
            trees = likeliest_trees(network, batch, arcs.masked_fill(beyond[:, None, :], -1e4), dependents, heads)
        yield group, x.float().cpu(), trees
    network.train()


def measure_events(
    network: Network, encoded: Sequence[Encoded], labels: Labels, device: torch.device
) -> dict[str, float]:
    """Return the scores of the classifiers of events, in percent."""
    run_time = trigger_labels(labels)
    # The vectors of words come back from the device, so what reads them must not be there.
    classifiers = deepcopy(network.triggers).to("cpu").eval()
    rows = [
        (sentence.example, free, given)
        for group, x, trees in seen_by(network, encoded, device)
        for sentence, free, given in zip(
            group,
            triggers_in(classifiers, collate(group), x, trees, run_time, given=False),
            triggers_in(classifiers, collate(group), x, trees, run_time, given=True),
            strict=True,
        )
    ]
    return event_figures(rows)
