"""Takes a network and sentences with events, gives what it says of their triggers, and how often that is right."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from training.batches import Batch, Encoded, Labels, batches, collate
from training.heads import TriggerHeads
from training.losses import Trees, believed_trees
from training.model import Network
from training.scores import Counts, count
from transforms.language.reading import Trigger
from transforms.language.triggers import TriggerLabels

SURE = 0.5
"""Probability from which a trigger, or a context, counts as told in these figures."""
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
    heads: TriggerHeads, batch: Batch, x: Tensor, trees: Trees, labels: TriggerLabels, given: bool
) -> list[list[Trigger]]:
    """Return the triggers of each sentence: those that the network finds likely, or those of the gold events."""
    scores = torch.cat(heads.of_tokens(x[:, 1:], batch.units), -1)
    lengths = batch.lengths.numpy()
    found: list[list[Trigger]] = [[] for _ in lengths]
    rows, words = (batch.event_sentences, batch.event_places)
    if not given:
        inside = np.arange(scores.shape[1])[None, :] < lengths[:, None]
        rows, words = (torch.from_numpy(places) for places in labels.likely(scores.numpy(), inside))
    if len(rows):
        pairs = heads.participants(x[:, 1:], rows, words, trees.paths(rows, words))
        told = labels.triggers(words.numpy(), scores[rows, words].numpy(), pairs.numpy(), lengths[rows.numpy()])
        for row, trigger in zip(rows.tolist(), told, strict=True):
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
            trees = believed_trees(network, batch, arcs.masked_fill(beyond[:, None, :], -1e4), dependents, heads)
        yield group, x.float().cpu(), trees
    network.train()


def measure_events(
    network: Network, encoded: Sequence[Encoded], labels: Labels, device: torch.device
) -> dict[str, float]:
    """Return the scores of the heads of events, in percent."""
    run_time = trigger_labels(labels)
    heads = network.triggers
    rows = [
        (sentence, free, given)
        for group, x, trees in seen_by(network, encoded, device)
        for sentence, free, given in zip(
            group,
            triggers_in(heads, collate(group), x, trees, run_time, given=False),
            triggers_in(heads, collate(group), x, trees, run_time, given=True),
            strict=True,
        )
    ]
    return event_figures(rows)


def event_figures(rows: Sequence[tuple[Encoded, list[Trigger], list[Trigger]]]) -> dict[str, float]:
    """Return the scores of sentences with the triggers found in them, and with what is said of the gold ones.

    `roles_given`, `modes`, `factuality`, `contexts` are those of gold triggers; `roles` ask for the trigger as well.
    """
    totals: dict[str, Counts] = defaultdict(Counts)
    for sentence, free, given in rows:
        told = sentence.example.happenings or ()
        found = [trigger for trigger in free if trigger.probability >= SURE]
        totals["triggers"] += count([one.token for one in told], [trigger.token for trigger in found])
        totals["types"] += count(
            [(one.token, one.event_type) for one in told], [(trigger.token, trigger.event_type) for trigger in found]
        )
        totals["roles"] += count(
            [(one.token, *part) for one in told for part in one.participants],
            [(one.token, part.role, part.first, part.last) for one in found for part in one.participants],
        )
        for one, trigger in zip(told, given, strict=True):
            totals["types_given"] += count([one.event_type], [trigger.event_type])
            totals["modes"] += count([one.mode], [likeliest(trigger.modes)])
            totals["factuality"] += count([one.factuality], [likeliest(trigger.factuality)])
            totals["actual"] += count([one.factuality == "actual"], [likeliest(trigger.factuality) == "actual"])
            totals["contexts"] += count(
                one.contexts, [label for label, value in trigger.contexts.items() if value >= SURE]
            )
            totals["roles_given"] += count(
                one.participants, [(part.role, part.first, part.last) for part in trigger.participants]
            )
    return {name: round(counts.f1, 1) for name, counts in totals.items()}


def likeliest(probabilities: Mapping[str, float]) -> str:
    """Return the label of the highest probability."""
    return max(probabilities, key=probabilities.__getitem__)
