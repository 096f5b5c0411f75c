"""Writes the model that ships: `python -m training.export --checkpoint FILE --corpora DIR --encoder DIR --out DIR`.

The averaged weights of a checkpoint become three ONNX graphs of eight-bit numbers, beside the labels, the vocabulary,
the licence and the checksums that loading verifies. `--float` writes the same without rounding, to compare with.
"""

import argparse
import csv
import hashlib
import json
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import torch

from training.batches import PROPER, Labels, edits_of
from training.corpora import Example, read_training
from training.graph import Floats, relations_graph, roles_graph, sentences_graph
from transforms.language.lemmas import cut_off

AGREED = 0.8
"""Share of a form's uses that must have one lemma, for the form to be taken from the list."""
IRREGULAR = Path(__file__).with_name("irregular_forms.csv")
CHECKSUMS = "SHA256SUMS"
LICENCE = Path(__file__).with_name("LICENSE-weights")


def read_weights(checkpoint: Path) -> dict[str, Floats]:
    """Return the averaged weights of a checkpoint; what does not learn is taken as it stands."""
    saved = torch.load(checkpoint, map_location="cpu")
    weights = {**saved["network"], **saved["average"]}
    return {name: weight.float().numpy() for name, weight in weights.items()}


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
    folder: Path,
    rounds: bool,
) -> None:
    """Write all files of a model and their checksums; `rounds` says whether its weights become whole numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    (folder / "sentences.onnx").write_bytes(sentences_graph(weights, rounds).SerializeToString())
    (folder / "relations.onnx").write_bytes(relations_graph(weights, rounds).SerializeToString())
    (folder / "roles.onnx").write_bytes(roles_graph(weights, rounds).SerializeToString())
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
    parser.add_argument("--corpora", type=Path, required=True, help="folder of open corpora, for the lemmas")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with vocab.txt")
    parser.add_argument("--out", type=Path, required=True, help="folder of the model; its files are replaced")
    parser.add_argument("--float", action="store_true", help="write it without rounding")
    arguments = parser.parse_args()
    labels = Labels.read(arguments.checkpoint.with_name("labels.json"))
    vocabulary = arguments.encoder / "vocab.txt"
    weights = read_weights(arguments.checkpoint)
    examples = read_training(arguments.corpora)
    write_model(weights, labels, examples, vocabulary, arguments.out, rounds=not arguments.float)
    size = sum(path.stat().st_size for path in arguments.out.iterdir())
    print(f"{arguments.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
