"""Tests of what a teacher has learned: kept small, it makes the model that the whole checkpoint would make."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training only")
pytest.importorskip("safetensors")

from safetensors.torch import save_file  # noqa: E402

from training.adapters import adapt, saved_weights  # noqa: E402
from training.corpora import Example  # noqa: E402
from training.encoders import load_encoder, read_config, read_vocabulary  # noqa: E402
from training.learned import LEARNED, NotLearned, export, keep, whole_weights  # noqa: E402
from training.model import Network  # noqa: E402
from training.tensors import Labels  # noqa: E402
from training.trigger_words import write_trigger_words  # noqa: E402
from training.weights import Average, Rates, State, optimizer, save  # noqa: E402
from transforms.language.engine import Engine  # noqa: E402

WIDTH, LAYERS = 24, 4
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "rebels", "fled", "."]
EXAMPLES = [
    Example(source="ewt", words=("Rebels", "fled", "."), upos=("NOUN", "VERB", "PUNCT"), lemmas=("rebel", "flee", "."),
            heads=(2, 0, 2), relations=("nsubj", "root", "punct")),
]  # fmt: skip
RATES = Rates(encoder=1e-3, classifiers=1e-2, triggers=1e-2)


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    """Return the folder of a published BERT with random weights."""
    torch.manual_seed(1)
    folder = tmp_path / "encoder"
    folder.mkdir()
    weights = {
        "embeddings.word_embeddings.weight": torch.randn(len(PIECES), WIDTH),
        "embeddings.position_embeddings.weight": torch.randn(256, WIDTH),
        "embeddings.token_type_embeddings.weight": torch.randn(2, WIDTH),
        "embeddings.LayerNorm.weight": torch.randn(WIDTH),
        "embeddings.LayerNorm.bias": torch.randn(WIDTH),
    }
    shapes = {
        **{f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")},
        "attention.output.dense": (WIDTH, WIDTH), "attention.output.LayerNorm": (WIDTH,),
        "intermediate.dense": (4 * WIDTH, WIDTH), "output.dense": (WIDTH, 4 * WIDTH), "output.LayerNorm": (WIDTH,),
    }  # fmt: skip
    for layer in range(LAYERS):
        for part, shape in shapes.items():
            weights[f"encoder.layer.{layer}.{part}.weight"] = torch.randn(shape) * 0.2
            weights[f"encoder.layer.{layer}.{part}.bias"] = torch.randn(shape[0]) * 0.2
    save_file(weights, folder / "model.safetensors")
    config = {
        "model_type": "bert", "hidden_size": WIDTH, "intermediate_size": 4 * WIDTH, "num_hidden_layers": LAYERS,
        "num_attention_heads": 2, "max_position_embeddings": 256, "layer_norm_eps": 1e-5,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "vocab.txt").write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def trained(encoder: Path, tmp_path: Path) -> dict[str, Any]:
    """Return the checkpoint of a network that learned beside the encoder; its labels lie in the folder of the test."""
    labels = replace(Labels.of(EXAMPLES), lemmas=["low|0|", "low|1|"], roles=["ARG0"])
    labels.write(tmp_path / "labels.json")
    write_trigger_words({}, tmp_path / "units.csv")
    network = Network(labels.sizes(), read_config(encoder), pieces=len(read_vocabulary(encoder)))
    load_encoder(network, encoder)
    adapt(network, 2)
    with torch.no_grad():
        for weight in network.parameters():
            if weight.requires_grad:
                weight.add_(torch.randn_like(weight) * 0.1)
    save(network, Average(network), optimizer(network, RATES), State(phase="teacher"), tmp_path / "teacher.pt")
    return dict(torch.load(tmp_path / "teacher.pt"))


def test_what_was_learned_and_the_encoder_are_the_whole_network(
    trained: dict[str, Any], encoder: Path, tmp_path: Path
) -> None:
    keep(trained, tmp_path, EXAMPLES, tmp_path / "learned")
    weights, config = whole_weights(tmp_path / "learned", encoder)
    expected = saved_weights(trained)
    assert config == read_config(encoder)
    assert weights.keys() == expected.keys()
    for name, weight in expected.items():
        np.testing.assert_allclose(weights[name], weight.float().numpy(), atol=2e-3, rtol=2e-3, err_msg=name)


def test_the_published_weights_are_not_kept_twice(trained: dict[str, Any], tmp_path: Path) -> None:
    keep(trained, tmp_path, EXAMPLES, tmp_path / "learned")
    assert sorted(path.name for path in (tmp_path / "learned").iterdir()) == [
        "edits.json", "labels.json", LEARNED, "lemmas.csv", "units.csv",
    ]  # fmt: skip
    assert (tmp_path / "learned" / LEARNED).stat().st_size < (tmp_path / "teacher.pt").stat().st_size / 4


def test_a_model_of_it_reads(trained: dict[str, Any], encoder: Path, tmp_path: Path) -> None:
    keep(trained, tmp_path, EXAMPLES, tmp_path / "learned")
    folders = [tmp_path / "model", tmp_path / "again"]
    for folder in folders:
        export(tmp_path / "learned", encoder, folder)
    (reading,) = Engine(folders[0]).read(["Rebels fled."])
    assert [reading.text[token.start : token.end] for token in reading.tokens] == ["Rebels", "fled", "."]
    assert (folders[0] / "SHA256SUMS").read_bytes() == (folders[1] / "SHA256SUMS").read_bytes()
    assert "all-mpnet-base-v2" in (folders[0] / "LICENSE").read_text(encoding="utf-8")


def test_another_encoder_is_refused(trained: dict[str, Any], encoder: Path, tmp_path: Path) -> None:
    keep(trained, tmp_path, EXAMPLES, tmp_path / "learned")
    config = json.loads((encoder / "config.json").read_text(encoding="utf-8"))
    (encoder / "config.json").write_text(json.dumps({**config, "num_attention_heads": 4}), encoding="utf-8")
    with pytest.raises(NotLearned, match="it was learned beside an encoder of"):
        whole_weights(tmp_path / "learned", encoder)


def test_a_checkpoint_whose_every_weight_learned_is_not_kept(trained: dict[str, Any], tmp_path: Path) -> None:
    whole = {name: weight for name, weight in trained["network"].items() if not name.endswith((".down", ".up"))}
    with pytest.raises(NotLearned, match="train it with --adapters"):
        keep({**trained, "network": whole}, tmp_path, EXAMPLES, tmp_path / "learned")
