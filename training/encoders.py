"""Takes the folder of a published encoder, gives its size, its vocabulary and its weights as our network has them.

all-MiniLM-L6-v2 is a BERT; all-mpnet-base-v2 is an MPNet, whose vocabulary is BERT's with five marks of its own around
it. Both are read into BERT's vocabulary, so that a teacher and its student cut a sentence into the same pieces.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from training.model import EncoderConfig, Network
from transforms.language.pieces import END, MASK, PADDING, START

WEIGHTS, CONFIG, PIECES = "model.safetensors", "config.json", "vocab.txt"
VOCABULARY = "vocabulary.txt"
"""Beside a checkpoint: the word pieces of the network, in its order."""
MPNET_MARKS = {PADDING: "<pad>", START: "<s>", END: "</s>", MASK: "<mask>"}
"""What MPNet calls the marks of BERT's vocabulary; its table has rows for BERT's own, which it was not trained on."""
MPNET_ALONE = frozenset({*MPNET_MARKS.values(), "<unk>"})
MPNET_POSITIONS = 2
"""Rows of MPNet's table of positions that stand for no position."""

BERT_PARTS = {
    "attended": "attention.output.dense", "attended_norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense", "narrow": "output.dense", "norm": "output.LayerNorm",
}  # fmt: skip
BERT_ATTENTION = tuple(f"attention.self.{part}" for part in ("query", "key", "value"))
MPNET_PARTS = {**BERT_PARTS, "attended": "attention.attn.o", "attended_norm": "attention.LayerNorm"}
MPNET_ATTENTION = tuple(f"attention.attn.{part}" for part in ("q", "k", "v"))


def read_config(folder: Path) -> EncoderConfig:
    """Return the size of the encoder in a folder; raise ValueError where it is of another kind."""
    config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    kind = config["model_type"]
    if kind not in {"bert", "mpnet"} or config["intermediate_size"] != 4 * config["hidden_size"]:
        raise ValueError(f"{folder / CONFIG}: a {kind!r} of this form cannot be read; take a 'bert' or an 'mpnet'")
    return EncoderConfig(
        width=config["hidden_size"],
        layers=config["num_hidden_layers"],
        attention_heads=config["num_attention_heads"],
        positions=config["max_position_embeddings"] - (MPNET_POSITIONS if kind == "mpnet" else 0),
        epsilon=config["layer_norm_eps"],
        buckets=config.get("relative_attention_num_buckets", 0),
    )


def read_vocabulary(folder: Path) -> list[str]:
    """Return the word pieces of an encoder in the order in which our networks have them, that of BERT."""
    lines = (folder / PIECES).read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [piece for piece in lines if piece not in MPNET_ALONE]


def write_vocabulary(folder: Path, path: Path) -> None:
    """Write the word pieces of the encoder in a folder to a file, one a line."""
    path.write_text("\n".join(read_vocabulary(folder)) + "\n", encoding="utf-8")


def load_encoder(network: Network, folder: Path) -> None:
    """Fill the encoder of a network with published weights."""
    state = load_file(folder / WEIGHTS)
    own = network.state_dict()
    embeddings = {name.removeprefix("embeddings."): weight for name, weight in state.items()}
    if network.config.buckets:
        lines = (folder / PIECES).read_text(encoding="utf-8").rstrip("\n").split("\n")
        rows = {piece: row for row, piece in enumerate(lines)}
        order = [rows[MPNET_MARKS.get(piece, piece)] for piece in read_vocabulary(folder)]
        own["pieces.weight"] = embeddings["word_embeddings.weight"][order]
        own["positions"] = embeddings["position_embeddings.weight"][MPNET_POSITIONS:]
        own["distance_bias"] = state["encoder.relative_attention_bias.weight"]
        _load_layers(own, state, network.config.layers, MPNET_PARTS, MPNET_ATTENTION)
    else:
        own["pieces.weight"] = embeddings["word_embeddings.weight"]
        own["positions"] = embeddings["position_embeddings.weight"] + embeddings["token_type_embeddings.weight"][0]
        _load_layers(own, state, network.config.layers, BERT_PARTS, BERT_ATTENTION)
    own["embedded_norm.weight"] = embeddings["LayerNorm.weight"]
    own["embedded_norm.bias"] = embeddings["LayerNorm.bias"]
    network.load_state_dict(own)


def _load_layers(
    own: dict[str, Tensor],
    state: Mapping[str, Tensor],
    layers: int,
    parts: Mapping[str, str],
    attention: tuple[str, ...],
) -> None:
    for layer in range(layers):
        theirs = f"encoder.layer.{layer}"
        for end in ("weight", "bias"):
            own[f"layers.{layer}.query_key_value.{end}"] = torch.cat(
                [state[f"{theirs}.{part}.{end}"] for part in attention]
            )
            for name, part in parts.items():
                own[f"layers.{layer}.{name}.{end}"] = state[f"{theirs}.{part}.{end}"]
