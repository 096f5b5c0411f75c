"""Writes the model that ships: `python -m training.model_export --checkpoint FILE --corpora DIR --out DIR`.

The averaged weights of a checkpoint become four ONNX graphs of eight-bit numbers, beside the labels, the vocabulary,
the licence and the checksums that loading verifies. `--float` writes the same without rounding, to compare with.
"""

import argparse
import csv
import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch

from training.adapters import saved_weights
from training.corpora import Example, read_training
from training.encoders import VOCABULARY
from training.forms import known_lemmas, seen_endings
from training.graph import Floats, participants_graph, relations_graph, roles_graph, sentences_graph
from training.model import EncoderConfig, Sizes
from training.shipped import shipped_weights
from training.tensors import Labels
from training.weights import saved_config
from transforms.language.model_folder import CHECKSUMS
from transforms.language.trigger_words import TRIGGER_WORDS

KEPT = 0.7
"""Share of the last phase in a mix with an earlier one; of .6, .7, .8 and 1 the highest that kept all development
figures of trees within .3 of the earlier phase."""
LABELS, EDITS, LEMMAS = "labels.json", "edits.json", "lemmas.csv"
LICENCE = Path(__file__).with_name("LICENSE-weights")


def read_weights(checkpoint: Path) -> tuple[dict[str, Floats], EncoderConfig]:
    """Return the averaged weights of a checkpoint, and the size of its encoder.

    What does not learn is taken as it stands.
    """
    saved = torch.load(checkpoint, map_location="cpu")
    weights = saved_weights(saved)
    return {name: weight.float().numpy() for name, weight in weights.items()}, saved_config(saved)


def mixed(weights: Mapping[str, Floats], base: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return weights drawn back towards those of an earlier phase, which did not know the classifiers of events."""
    return {
        name: weight
        if name.startswith("triggers.") or name not in base
        else (KEPT * weight + (1 - KEPT) * base[name]).astype(np.float32)
        for name, weight in weights.items()
    }


def read_base(path: Path, sizes: Sizes) -> dict[str, Floats]:
    """Return the weights of an earlier phase: those of a checkpoint, or of the folder of a model that ships."""
    if path.is_dir():
        return {name: weight.numpy() for name, weight in shipped_weights(path, sizes).items()}
    return read_weights(path)[0]


def write_model(  # noqa: PLR0913, one for each file that is written
    weights: dict[str, Floats],
    config: EncoderConfig,
    labels: Labels,
    examples: list[Example],
    beside: Path,
    folder: Path,
    rounds: bool,
) -> None:
    """Write all files of a model and their checksums; `rounds` says whether its weights become whole numbers.

    The vocabulary and the forms of trigger words are those that lie beside the checkpoint.
    """
    write_graphs(weights, config, folder, rounds)
    labels.write(folder / LABELS)
    write_forms(examples, labels, folder)
    for name in (VOCABULARY, TRIGGER_WORDS):
        shutil.copyfile(beside / name, folder / name)
    seal(folder)


def write_graphs(weights: dict[str, Floats], config: EncoderConfig, folder: Path, rounds: bool) -> None:
    """Write the graphs of a model into a folder, in place of all that it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    (folder / "sentences.onnx").write_bytes(sentences_graph(weights, config, rounds).SerializeToString())
    (folder / "relations.onnx").write_bytes(relations_graph(weights, rounds).SerializeToString())
    (folder / "roles.onnx").write_bytes(roles_graph(weights, rounds).SerializeToString())
    (folder / "participants.onnx").write_bytes(participants_graph(weights, rounds).SerializeToString())


def write_forms(examples: list[Example], labels: Labels, folder: Path) -> None:
    """Write what a model knows of the lemmas of forms, from open corpora, into a folder."""
    endings = json.dumps(seen_endings(examples, labels), ensure_ascii=False, indent=1)
    (folder / EDITS).write_text(endings + "\n", encoding="utf-8")
    with (folder / LEMMAS).open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(["form", "pos", "lemma"])
        rows.writerows(sorted((form, pos, lemma) for (form, pos), lemma in known_lemmas(examples).items()))


def seal(folder: Path, licence: Path = LICENCE) -> None:
    """Write the licence and the checksums of a model whose other files are all there."""
    shutil.copyfile(licence, folder / "LICENSE")
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.iterdir())
    ]  # fmt: skip
    (folder / CHECKSUMS).write_text("".join(sums), encoding="utf-8")


def main() -> None:
    """Export the checkpoint that the command names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="checkpoint of a phase of training")
    parser.add_argument(
        "--base",
        type=Path,
        help="checkpoint of an earlier phase, or model that ships, to mix with, so that less is forgotten",
    )
    parser.add_argument("--corpora", type=Path, required=True, help="folder of open corpora, for the lemmas")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model; its files are replaced")
    parser.add_argument("--float", action="store_true", help="write it without rounding")
    arguments = parser.parse_args()
    labels = Labels.read(arguments.checkpoint.with_name(LABELS))
    weights, config = read_weights(arguments.checkpoint)
    if arguments.base:
        weights = mixed(weights, read_base(arguments.base, labels.sizes()))
    examples = read_training(arguments.corpora)
    write_model(
        weights, config, labels, examples, arguments.checkpoint.parent, arguments.out, rounds=not arguments.float
    )
    size = sum(path.stat().st_size for path in arguments.out.iterdir())
    print(f"{arguments.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
