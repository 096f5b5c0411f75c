"""Takes the folder of a model that ships, gives the weights of its network: the reverse of `training.graph`.

The weights come back as the whole numbers that they were rounded to, times their scales, so training can go on from a
model whose checkpoint is gone.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.graph import HIDDEN, PLAIN, Floats
from training.model import MIXED_LAYERS, Sizes

TURNED = ("lemma", "name")
"""Layers of the graph of sentences, beside those of the encoder, whose weights stand there as inputs x outputs."""
POSITIONS = 512
"""Rows of the table of positions of a network that trains."""


def shipped_weights(folder: Path, sizes: Sizes) -> dict[str, Tensor]:
    """Return the weights by the names that a network has for them; those it trains with alone are not among them."""
    sentences, relations, roles, participants = (
        _constants(folder / f"{name}.onnx") for name in ("sentences", "relations", "roles", "participants")
    )
    found: dict[str, Floats] = {
        "pieces.weight": _linear(sentences, "pieces", rows=True),
        "shapes.weight": sentences["shape"],
        "mix": np.log([sentences[f"mix.{index}"].item() for index in range(MIXED_LAYERS)]),
        "arc_pair": _linear(sentences, "arc_pair"),
        "arc_bias.weight": sentences["arc_bias"],
        "triggers.units_in.weight": sentences["units_in"].T,
    }
    positions = sentences["positions"]
    # The graph has no more positions than a window has pieces.
    found["positions"] = np.concatenate([positions, np.zeros((POSITIONS - len(positions), positions.shape[1]))])
    found.update((name, value) for name, value in sentences.items() if name.rpartition(".")[0].endswith("norm"))
    layers = {name.removesuffix(".weight") for name in sentences if name.startswith("layers.") and _is_rounded(name)}
    for name in [*layers, *TURNED]:
        _put(found, name, _linear(sentences, name), sentences[f"{name}.bias"])
    _put(found, "triggers.token", _linear(sentences, "token"), sentences["token.bias"])
    widths = {**HIDDEN, "upos": sizes.upos, **PLAIN}
    ends = np.cumsum(list(widths.values()))[:-1]
    weights, biases = np.split(_linear(sentences, "heads"), ends, 1), np.split(sentences["heads.bias"], ends)
    for name, weight, bias in zip(widths, weights, biases, strict=True):
        _put(found, name, weight, bias)
    _put_pairs(found, relations, "labels", "labels.", sizes.relations)
    _put_pairs(found, roles, "tags", "roles.", sizes.roles)
    _put_pairs(found, participants, "tags", "triggers.", sum(sizes.triggers.participants))
    found["role_distance"], found["role_path"] = roles["distance"], _linear(roles, "path", rows=True)
    found["triggers.distance"] = participants["distance"]
    found["triggers.path"] = _linear(participants, "path", rows=True)
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in found.items()}


def _constants(path: Path) -> dict[str, Floats]:
    return {constant.name: numpy_helper.to_array(constant) for constant in onnx.load(path).graph.initializer}


def _is_rounded(name: str) -> bool:
    return name.endswith(".weight") and "norm" not in name


def _linear(constants: Mapping[str, Floats], name: str, rows: bool = False) -> Floats:
    """Return a product's weights as inputs x outputs, or a table, whose scales are those of its rows."""
    whole = constants[name if rows else f"{name}.weight"]
    scales = constants.get(f"{name}.scales")
    return whole if scales is None else (whole * scales).astype(np.float32)


def _put(found: dict[str, Floats], name: str, weight: Floats, bias: Floats) -> None:
    found[f"{name}.weight"], found[f"{name}.bias"] = weight.T, bias


def _put_pairs(found: dict[str, Floats], constants: Mapping[str, Floats], theirs: str, ours: str, labels: int) -> None:
    pair = _linear(constants, f"{theirs}.pair")
    found[f"{ours}pair"] = pair.reshape(len(pair), labels, -1)
    _put(found, f"{ours}left", _linear(constants, f"{theirs}.left"), constants[f"{theirs}.left.bias"])
    found[f"{ours}right.weight"] = _linear(constants, f"{theirs}.right").T
