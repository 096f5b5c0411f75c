"""Writes the model that ships: `python -m training.export --checkpoint FILE --corpora DIR --encoder DIR --out DIR`.

The averaged weights of a checkpoint become two ONNX graphs of eight-bit numbers, beside the labels, the vocabulary,
the licence and the checksums that loading verifies. `--float` writes the same without rounding, to compare with.
"""

import argparse
import csv
import hashlib
import json
import random
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from training.batches import PROPER, Encoder, Labels, edits_of
from training.corpora import Example, read_training
from training.graph import Floats, Ranges, relations_graph, roles_graph, sentences_graph
from transforms.language.engine import CHECKSUMS, FAR
from transforms.language.lemmas import cut_off
from transforms.language.pieces import Pieces

CALIBRATION = 400
"""Sentences of the corpora on which the ranges of activations are measured."""
SEED = 7
MARGIN = 1.05
"""Ranges are made a little wider than seen."""
AGREED = 0.8
"""Share of a form's uses that must have one lemma, for the form to be taken from the list."""
IRREGULAR = Path(__file__).with_name("irregular_forms.csv")
LICENCE = Path(__file__).with_name("LICENSE-weights")


def read_weights(checkpoint: Path) -> dict[str, Floats]:
    """Return the averaged weights of a checkpoint; what does not learn is taken as it stands."""
    saved = torch.load(checkpoint, map_location="cpu")
    weights = {**saved["network"], **saved["average"]}
    return {name: weight.float().numpy() for name, weight in weights.items()}


def session(model: onnx.ModelProto) -> onnxruntime.InferenceSession:
    """Return a session that runs a graph."""
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def measure_ranges(weights: dict[str, Floats], encoder: Encoder, examples: list[Example]) -> Ranges:
    """Return the least and the greatest value that goes into each linear layer on these sentences."""
    low: dict[str, float] = defaultdict(float)
    high: dict[str, float] = defaultdict(float)
    sentences = session(sentences_graph(weights, None, shows_inputs=True))
    pairs = [session(graph(weights, None, shows_inputs=True)) for graph in (relations_graph, roles_graph)]

    def take(names: list[str], values: list[Floats]) -> None:
        for name, value in zip(names, values, strict=True):
            if name.startswith("into.") and value.size:
                low[name[5:]] = min(low[name[5:]], float(value.min()))
                high[name[5:]] = max(high[name[5:]], float(value.max()))

    names = [output.name for output in sentences.get_outputs()]
    for example in examples:
        ids, shapes, firsts, lasts = encoder.see(example.words)
        if len(ids) > 250:
            continue
        feed = {"ids": ids, "shapes": shapes, "firsts": firsts, "lasts": lasts}
        values = sentences.run(names, {name: np.asarray([row]) for name, row in feed.items()})
        take(names, values)
        out = dict(zip(names, values, strict=True))
        places = np.arange(len(example.words))
        heads = out["arcs"][0, 1:].argmax(-1)
        chosen = np.flatnonzero(out["predicates"][0, 1:, 0] > 0)
        rows = {
            "dependents": out["label_dependents"][0, 1:], "heads": out["label_heads"][0, heads],
            "predicates": out["role_predicates"][0, chosen + 1],
            "words": np.repeat(out["role_words"][:, 1:], len(chosen), 0),
            "distances": np.clip(places[None, :] - chosen[:, None], -FAR, FAR) + FAR,
            # Paths are looked up, not multiplied: they do not bear on the ranges.
            "paths": np.zeros((len(chosen), len(places)), np.int64),
        }  # fmt: skip
        for scorer in pairs:
            shown = [output.name for output in scorer.get_outputs()]
            take(shown, scorer.run(shown, {put.name: rows[put.name] for put in scorer.get_inputs()}))
    return {name: (low[name] * MARGIN, high[name] * MARGIN) for name in high}


def known_lemmas(examples: list[Example]) -> dict[tuple[str, str], str]:
    """Return the lemmas, by part of speech, of forms that nearly always have the same and of irregular forms."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for example in examples:
        for word, pos, lemma in zip(example.words, example.upos or (), example.lemmas or (), strict=bool(example.upos)):
            if pos not in PROPER and word.isalpha():
                counts[word.lower(), pos][lemma] += 1
    found = {}
    for key, lemmas in counts.items():
        lemma, times = lemmas.most_common(1)[0]
        if times >= AGREED * lemmas.total():
            found[key] = lemma
    with IRREGULAR.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault((row["form"], row["pos"]), row["lemma"])
    return found


def seen_endings(examples: list[Example], labels: Labels) -> dict[str, list[str]]:
    """Return for each edit the endings that it has been seen to cut off."""
    endings: dict[str, set[str]] = {script: set() for script in labels.lemmas}
    for example in examples:
        for word, script in zip(example.words, edits_of(example), strict=False):
            if script in endings:
                endings[script].add(cut_off(word, script))
    return {script: sorted(cut) for script, cut in endings.items()}


def write_model(
    weights: dict[str, Floats],
    labels: Labels,
    examples: list[Example],
    vocabulary: Path,
    ranges: Ranges | None,
    folder: Path,
) -> None:
    """Write all files of a model and their checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    (folder / "sentences.onnx").write_bytes(sentences_graph(weights, ranges).SerializeToString())
    (folder / "relations.onnx").write_bytes(relations_graph(weights, ranges).SerializeToString())
    (folder / "roles.onnx").write_bytes(roles_graph(weights, ranges).SerializeToString())
    labels.write(folder / "labels.json")
    endings = json.dumps(seen_endings(examples, labels), ensure_ascii=False, indent=1)
    (folder / "edits.json").write_text(endings + "\n", encoding="utf-8")
    with (folder / "lemmas.csv").open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(["form", "pos", "lemma"])
        rows.writerows(sorted((form, pos, lemma) for (form, pos), lemma in known_lemmas(examples).items()))
    shutil.copyfile(vocabulary, folder / "vocabulary.txt")
    shutil.copyfile(LICENCE, folder / "LICENSE")
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.iterdir())
    ]  # fmt: skip
    (folder / CHECKSUMS).write_text("".join(sums), encoding="utf-8")


def main() -> None:
    """Export the checkpoint that the command names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="checkpoint of a phase of training")
    parser.add_argument("--corpora", type=Path, required=True, help="folder of open corpora, for the ranges")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with vocab.txt")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model; its files are replaced")
    parser.add_argument("--float", action="store_true", help="write it without rounding")
    arguments = parser.parse_args()
    labels = Labels.read(arguments.checkpoint.with_name("labels.json"))
    vocabulary = arguments.encoder / "vocab.txt"
    weights = read_weights(arguments.checkpoint)
    examples = read_training(arguments.corpora)
    ranges = None
    if not arguments.float:
        sample = random.Random(SEED).sample(examples, CALIBRATION)
        ranges = measure_ranges(weights, Encoder(Pieces(vocabulary), labels), sample)
    write_model(weights, labels, examples, vocabulary, ranges, arguments.out)
    size = sum(path.stat().st_size for path in arguments.out.iterdir())
    print(f"{arguments.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
