"""Draws the curve of events: `python -m training.probe --checkpoint FILE --events DIR --out FILE`.

The encoder stays as it is and its word vectors are computed once, so that classifiers are trained in minutes on a
quarter, a half and all of our sentences with events; each line of the file holds the figures of one of them on the
held-out sentences. With `--gold` the likeliest type of each text of PLV and of the PLOVER gold set (development halves)
is scored too: by the classifiers alone, one type for each text, none where no token is more likely an event than not.
"""

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.adapters import saved_weights
from training.classifiers import TriggerClassifiers
from training.corpora import Example
from training.encoders import VOCABULARY
from training.event_figures import Found, event_figures
from training.event_scores import seen_by, trigger_labels, triggers_in
from training.gold_types import GOLD, read_gold, type_counts
from training.losses import WEIGHTS, Trees, event_losses
from training.model import Dropout, Network
from training.tensors import Batch, Encoded, Encoder, Labels, batches, collate
from training.trigger_examples import read_events
from training.weights import saved_config
from transforms.language.pieces import Pieces
from transforms.language.trigger_words import TRIGGER_WORDS, TriggerWords

SEED = 20221122
SHARES = (0.25, 0.5, 1.0)
STEPS = 1600
"""Steps of training, the same for every share."""
PIECES = 1024
"""Word pieces of a batch."""
RATE = 2e-3
DROPOUT = 0.3


@dataclass(frozen=True)
class Seen:
    """A sentence with the vectors of its words, the root first, and what hangs on what."""

    encoded: Encoded
    x: Tensor
    heads: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    relations: "np.ndarray[tuple[int], np.dtype[np.int64]]"


def see(network: Network, encoded: Sequence[Encoded]) -> list[Seen]:
    """Return the sentences as the network sees them."""
    return [
        Seen(sentence, x[row, : length + 1].clone(), trees.heads[row, :length], trees.relations[row, :length])
        for group, x, trees in seen_by(network, encoded, torch.device("cpu"))
        for row, sentence in enumerate(group)
        for length in [len(sentence.example.words)]
    ]


def together(group: Sequence[Seen], relations: int) -> tuple[Batch, Tensor, Trees]:
    """Return a batch of sentences with what was seen of them."""
    batch = collate([one.encoded for one in group])
    width = int(batch.lengths.max())
    x = torch.zeros(len(group), width + 1, group[0].x.shape[1])
    heads, labels = np.zeros((len(group), width), np.int64), np.zeros((len(group), width), np.int64)
    for row, one in enumerate(group):
        x[row, : len(one.x)] = one.x
        heads[row, : len(one.heads)] = one.heads
        labels[row, : len(one.relations)] = one.relations
    return batch, x, Trees(heads, labels, relations)


def grouped(seen: Sequence[Seen], chance: random.Random | None) -> Iterator[list[Seen]]:
    """Yield groups of sentences of like length."""
    by_sentence = {id(one.encoded): one for one in seen}
    for group in batches([one.encoded for one in seen], PIECES, chance):
        yield [by_sentence[id(encoded)] for encoded in group]


def train(labels: Labels, seen: Sequence[Seen], steps: int) -> TriggerClassifiers:
    """Return classifiers trained on these sentences."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    dropout = Dropout(DROPOUT)
    classifiers = TriggerClassifiers(labels.sizes().triggers, seen[0].x.shape[1], dropout)
    adam = torch.optim.AdamW(classifiers.parameters(), lr=RATE, weight_decay=0.02)
    step = 0
    while step < steps:
        for group in grouped(seen, chance):
            for parameters in adam.param_groups:
                parameters["lr"] = RATE * max(0.0, 1 - step / steps)
            batch, x, trees = together(group, len(labels.relations))
            found = event_losses(classifiers, batch, dropout(x), trees if len(batch.event_places) else None)
            torch.autograd.backward(torch.stack([WEIGHTS[name] * value for name, value in found.items()]).sum())
            torch.nn.utils.clip_grad_norm_(classifiers.parameters(), 2.0)
            adam.step()
            adam.zero_grad(set_to_none=True)
            step += 1
            if step == steps:
                break
    return classifiers.eval()


def found_by(classifiers: TriggerClassifiers, labels: Labels, seen: Sequence[Seen]) -> list[Found]:
    """Return sentences with the triggers found, and with what is said of the gold ones."""
    rows = []
    for group in grouped(seen, None):
        batch, x, trees = together(group, len(labels.relations))
        said = [triggers_in(classifiers, batch, x, trees, trigger_labels(labels), given) for given in (False, True)]
        rows += list(zip([one.encoded.example for one in group], *said, strict=True))
    return rows


def main() -> None:
    """Train on each share and write the figures."""
    arguments = parsed()
    torch.set_num_threads(arguments.threads)
    labels = Labels.read(arguments.checkpoint.with_name("labels.json"))
    trigger_words = TriggerWords.read(arguments.checkpoint.with_name(TRIGGER_WORDS), labels.types[1:])
    encoder = Encoder(Pieces(arguments.checkpoint.with_name(VOCABULARY)), labels, trigger_words)
    saved = torch.load(arguments.checkpoint, map_location="cpu")
    network = Network(labels.sizes(), saved_config(saved))
    network.load_state_dict({**network.state_dict(), **saved_weights(saved)})

    def seen_of(examples: Iterable[Example]) -> list[Seen]:
        return see(network, [encoder.encode(example) for example in examples])

    ours = read_events(arguments.events)
    seen, held_out = seen_of(ours.training), seen_of(ours.held_out)
    names = GOLD if arguments.gold else ()
    gold = {name: seen_of(read_gold(arguments.gold / f"{name}.dev.jsonl")) for name in names}
    random.Random(SEED).shuffle(seen)
    lines = []
    for share in arguments.shares:
        chosen = seen[: round(share * len(seen))]
        classifiers = train(labels, chosen, arguments.steps)
        figures = event_figures(found_by(classifiers, labels, held_out))
        types = {name: round(type_counts(found_by(classifiers, labels, rows)).f1, 1) for name, rows in gold.items()}
        events = sum(len(one.encoded.example.happenings or ()) for one in chosen)
        lines.append(
            json.dumps({"sentences": len(chosen), "events": events, "held_out": len(held_out), **figures, **types})
        )
        print(lines[-1], flush=True)
        arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if arguments.keep:
        network.triggers.load_state_dict(classifiers.state_dict())
        torch.save({**saved, "network": network.state_dict(), "average": {}}, arguments.keep)


def parsed() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--checkpoint", type=Path, required=True, help="checkpoint of a phase; its folder has the labels"
    )
    parser.add_argument("--events", type=Path, required=True, help="folder of our own sentences with events")
    parser.add_argument("--gold", type=Path, help="folder of gold events, development halves")
    parser.add_argument("--out", type=Path, required=True, help="file of figures, one line for each share")
    parser.add_argument("--keep", type=Path, help="where to write a checkpoint with the heads trained on all")
    parser.add_argument("--steps", type=int, default=STEPS, help="steps of training")
    parser.add_argument("--shares", type=float, nargs="*", default=SHARES, help="shares of the sentences")
    parser.add_argument("--threads", type=int, default=2, help="threads of the CPU")
    return parser.parse_args()


if __name__ == "__main__":
    main()
