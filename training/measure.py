"""Measures a checkpoint on what is held out: `python -m training.measure --checkpoint FILE --corpora DIR --out FILE`.

The figures are those of a learning curve: development sets whose words are given, averaged weights, before rounding.
"""

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import torch

from training.adapters import saved_weights
from training.corpora import read_names, read_roles, read_trees, with_roles
from training.encoders import VOCABULARY
from training.event_scores import measure_events
from training.model import Network
from training.own import read_own
from training.predict import measure, predict
from training.tensors import Encoded, Encoder, Labels
from training.trigger_examples import EVENTS, read_events
from training.weights import read_state, saved_config
from transforms.language.pieces import Pieces
from transforms.language.trigger_words import TRIGGER_WORDS, TriggerWords

Held = Mapping[str, list[Encoded]]
"""Held-out sentences by the name of their set."""
OWN = "own"
OURS = frozenset({OWN, EVENTS})
"""Sets of our own sentences: small, so measured whole."""


def open_held_out(corpora: Path, encoder: Encoder) -> dict[str, list[Encoded]]:
    """Return the development sets of the open corpora."""
    trees = with_roles(read_trees(corpora / "ud/ewt_dev.conllu", "ewt"), read_roles(corpora / "roles/ewt_dev.jsonl"))
    examples = {
        "ewt_dev": trees,
        "gum_dev": read_trees(corpora / "ud/gum_dev.conllu", "gum"),
        "uner_ewt_test": read_names(corpora / "names/uner_ewt_test.iob2", "uner"),
    }
    return {name: [encoder.encode(example) for example in rows] for name, rows in examples.items()}


def thinned(held_out: Held, every: int) -> dict[str, list[Encoded]]:
    """Return one sentence in so many of the open sets, and all of ours."""
    return {name: encoded if name in OURS else encoded[::every] for name, encoded in held_out.items()}


def measure_all(network: Network, held_out: Held, labels: Labels, device: torch.device) -> dict[str, dict[str, float]]:
    """Return the scores of each set, in percent."""
    return {
        name: measure_events(network, encoded, labels, device)
        if name == EVENTS
        else measure(predict(network, encoded, labels, device))
        for name, encoded in held_out.items()
    }


def main() -> None:
    """Measure the checkpoint that the command names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--checkpoint", type=Path, required=True, help="checkpoint; its folder has labels and trigger words"
    )
    parser.add_argument("--corpora", type=Path, required=True, help="folder of open corpora")
    parser.add_argument("--sentences", type=Path, required=True, help="folder of our own sentences")
    parser.add_argument("--events", type=Path, required=True, help="folder of our own sentences with events")
    parser.add_argument("--every", type=int, default=1, help="measure on one sentence in so many of the open sets")
    parser.add_argument("--out", type=Path, help="learning curve that a line is added to")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--threads", type=int, default=2, help="threads of the CPU")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    checkpoint: Path = arguments.checkpoint
    labels = Labels.read(checkpoint.with_name("labels.json"))
    trigger_words = TriggerWords.read(checkpoint.with_name(TRIGGER_WORDS), labels.types[1:])
    encoder = Encoder(Pieces(checkpoint.with_name(VOCABULARY)), labels, trigger_words)
    saved = torch.load(checkpoint, map_location=arguments.device)
    network = Network(labels.sizes(), saved_config(saved)).to(arguments.device)
    own = network.state_dict()
    weights = saved_weights(saved)
    network.load_state_dict({**own, **{name: weight for name, weight in weights.items() if name in own}})
    held_out = open_held_out(arguments.corpora, encoder)
    held_out[OWN] = [encoder.encode(example) for example in read_own(arguments.sentences).held_out]
    held_out[EVENTS] = [encoder.encode(example) for example in read_events(arguments.events).held_out]
    some = thinned(held_out, arguments.every)
    line = {
        **asdict(read_state(saved)),
        **{f"{name}_n": len(encoded) for name, encoded in some.items()},
        **measure_all(network, some, labels, torch.device(arguments.device)),
    }
    print(json.dumps(line), flush=True)
    if arguments.out:
        with arguments.out.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
