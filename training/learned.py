"""Keeps what a teacher has learned as files of the repository, and makes its model of them and the published encoder.

    python -m training.learned keep --checkpoint DIR/teacher.pt --corpora DIR --out training/teacher
    python -m training.learned export --learned training/teacher --encoder MPNET --out MODEL

The published weights are left out: the encoder has them. What was learned beside them is kept in sixteen bits, some 20
MB in place of 430, with the labels, the forms of trigger words and what is known of lemmas as of the day of training,
so that making the model needs no corpora.
"""

import argparse
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from training.adapters import DOWN, adapt, rank_of, saved_weights
from training.corpora import Example, read_training
from training.encoders import VOCABULARY, load_encoder, read_config, read_vocabulary, write_vocabulary
from training.graph import Floats
from training.model import EncoderConfig, Network
from training.model_export import EDITS, LABELS, LEMMAS, seal, write_forms, write_graphs
from training.tensors import Labels
from training.weights import saved_config
from transforms.language.trigger_words import TRIGGER_WORDS

LEARNED = "learned.safetensors"
LICENCE = Path(__file__).with_name("LICENSE-weights-base")
ENCODER = "encoder"
"""Of the file's own notes: the size of the encoder, as JSON."""


class NotLearned(Exception):
    """Weights that are no sums of low rank beside the encoder at hand."""


def keep(saved: Mapping[str, Any], beside: Path, examples: list[Example], out: Path) -> None:
    """Write what a checkpoint with adapters has learned into a folder; raise `NotLearned` for one without.

    Its labels and the forms of trigger words are those that lie beside it.
    """
    if not rank_of(saved):
        raise NotLearned("every weight of the checkpoint learns; train it with --adapters")
    out.mkdir(parents=True, exist_ok=True)
    for name in (LABELS, TRIGGER_WORDS):
        shutil.copyfile(beside / name, out / name)
    write_forms(examples, Labels.read(beside / LABELS), out)
    weights = {name: weight.half().contiguous() for name, weight in sorted(saved["average"].items())}
    notes = {ENCODER: json.dumps(asdict(saved_config(dict(saved))), sort_keys=True)}
    save_file(weights, out / LEARNED, notes)


def whole_weights(learned: Path, encoder: Path) -> tuple[dict[str, Floats], EncoderConfig]:
    """Return the weights of the network: those of the published encoder, and what was learned beside them.

    Raises `NotLearned` where the one was not learned beside the other.
    """
    config = read_config(encoder)
    path = learned / LEARNED
    with safe_open(path, framework="pt") as file:
        sizes = json.loads(file.metadata()[ENCODER])
        average = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118, it is no mapping
    if sizes != asdict(config):
        raise NotLearned(f"{path}: it was learned beside an encoder of {sizes}; {encoder} is one of {asdict(config)}")
    network = Network(Labels.read(learned / LABELS).sizes(), config, pieces=len(read_vocabulary(encoder)))
    load_encoder(network, encoder)
    adapt(network, next((len(weight) for name, weight in average.items() if name.endswith(DOWN)), 1))
    learns = {name for name, weight in network.named_parameters() if weight.requires_grad}
    if strange := sorted(learns ^ average.keys()):
        raise NotLearned(f"{path}: weight {strange[0]!r} is too much or is missing; keep the checkpoint anew")
    network_weights: dict[str, Tensor] = network.state_dict()
    whole = saved_weights({"network": network_weights, "average": average})
    return {name: weight.float().numpy() for name, weight in whole.items()}, config


def export(learned: Path, encoder: Path, out: Path) -> None:
    """Write the model of what was learned into a folder, in eight bits; its files are replaced."""
    weights, config = whole_weights(learned, encoder)
    write_graphs(weights, config, out, rounds=True)
    for name in (LABELS, TRIGGER_WORDS, EDITS, LEMMAS):
        shutil.copyfile(learned / name, out / name)
    write_vocabulary(encoder, out / VOCABULARY)
    seal(out, LICENCE)


def main() -> None:
    """Do what the command names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    keeping = commands.add_parser("keep", help="write what a checkpoint has learned")
    keeping.add_argument("--checkpoint", type=Path, required=True, help="checkpoint of a training with --adapters")
    keeping.add_argument("--corpora", type=Path, required=True, help="folder of open corpora, for the lemmas")
    keeping.add_argument("--out", type=Path, required=True, help="folder for the files")
    exporting = commands.add_parser("export", help="write the model that reads")
    exporting.add_argument("--learned", type=Path, required=True, help="folder that `keep` wrote")
    exporting.add_argument("--encoder", type=Path, required=True, help="folder that training.mpnet wrote")
    exporting.add_argument("--out", type=Path, required=True, help="folder of the model; its files are replaced")
    arguments = parser.parse_args()
    if arguments.command == "keep":
        saved = torch.load(arguments.checkpoint, map_location="cpu")
        keep(saved, arguments.checkpoint.parent, read_training(arguments.corpora), arguments.out)
    else:
        export(arguments.learned, arguments.encoder, arguments.out)
    size = sum(path.stat().st_size for path in arguments.out.iterdir())
    print(f"{arguments.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
