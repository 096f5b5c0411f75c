"""Takes weights of the network, gives four ONNX graphs: from word pieces to scores, and for pairs of words.

Numbers are eight bits wide where it pays. Each row of activations, the vector of one word, is rounded with a scale of
its own: a scale taken from the batch, as dynamic quantisation takes it, would make a sentence's result depend on its
neighbours, and one fixed beforehand costs twice the accuracy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.classifiers import PARTICIPANT, TRIGGER
from training.model import ARC, LABEL, LEMMA, MIXED_LAYERS, NAME, ROLE, EncoderConfig, buckets

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]
Inputs = Mapping[str, tuple[int, Sequence[str | int]]]
"""Type and shape of each input of a graph."""
OPSET, CONTRIB = 20, "com.microsoft"
IR_VERSION = 9
MASKED_OUT = -10000.0
LEVELS = 127
"""Largest whole number that a weight or an activation becomes."""
TINY = 1e-9
"""Least size of a scale, so that a row of zeros divides by something."""
POSITIONS = 256
"""Word pieces of the longest window that the run time reads at once."""


HIDDEN = {
    "arc_dependent": ARC, "arc_head": ARC, "label_dependent": LABEL, "label_head": LABEL, "lemma_in": LEMMA,
    "name_in": NAME, "role_predicate": ROLE, "role_word": ROLE, "triggers.trigger_in": PARTICIPANT,
    "triggers.word_in": PARTICIPANT,
}  # fmt: skip
"""Layers that are one product of the vectors of words, with their widths: those whose sums pass through a GELU."""
PLAIN = {"predicate": 1, "triggers.token_in": TRIGGER}
"""The same without a GELU, after the parts of speech."""


@dataclass
class Graph:
    """A graph being written. `rounds` says whether weights become whole numbers."""

    rounds: bool
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Add a constant, return its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def shared(self, name: str, value: NDArray[np.generic]) -> str:
        """Return the name of a constant that many nodes use; add it at its first use."""
        if all(constant.name != name for constant in self.constants):
            self.constants.append(numpy_helper.from_array(value, name))
        return name

    def add(self, operator: str, inputs: Sequence[str], name: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output, return the output's name."""
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name=name, domain=domain, **attributes))
        return name

    def linear(self, x: str, name: str, weight: Floats, bias: Floats | None) -> str:
        """Add `x @ weight + bias`; `weight` is inputs x outputs."""
        bias_name = [] if bias is None else [self.constant(f"{name}.bias", bias)]
        if self.rounds:
            product = self._rounded_product(x, name, weight)
        else:
            product = self.add("MatMul", [x, self.constant(f"{name}.weight", weight)], f"{name}.product")
        return self.add("Add", [product, *bias_name], f"{name}.sum") if bias_name else product

    def _rounded_product(self, x: str, name: str, weight: Floats) -> str:
        """Add `x @ weight` in whole numbers, with a scale for each row of `x` and each column of `weight`."""
        scales = np.maximum(np.abs(weight).max(0) / LEVELS, TINY).astype(np.float32)
        whole = np.round(weight / scales).astype(np.int8)
        greatest = self.add(
            "ReduceMax", [self.add("Abs", [x], f"{name}.magnitudes"), self.shared("last", np.asarray([-1]))],
            f"{name}.greatest", keepdims=1,
        )  # fmt: skip
        safe = self.add("Max", [greatest, self.shared("tiny", np.asarray(TINY, np.float32))], f"{name}.safe")
        step = self.add("Mul", [safe, self.shared("step", np.asarray(1 / LEVELS, np.float32))], f"{name}.step")
        stretched = self.add("Div", [x, step], f"{name}.stretched")
        one, middle = self.shared("one", np.asarray(1, np.float32)), self.shared("middle", np.asarray(128, np.uint8))
        rounded = self.add("QuantizeLinear", [stretched, one, middle], f"{name}.rounded")
        of_weight = [self.constant(f"{name}.weight", whole), one, self.constant(f"{name}.scales", scales), middle]
        product = self.add("MatMulIntegerToFloat", [rounded, *of_weight], f"{name}.whole", CONTRIB)
        return self.add("Mul", [product, step], f"{name}.product")

    def table(self, ids: str, name: str, rows: Floats) -> str:
        """Add a look-up of rows, kept as whole numbers with a scale for each row where the graph is quantised."""
        if not self.rounds:
            return self.add("Gather", [self.constant(name, rows), ids], f"{name}.rows")
        scales = np.maximum(np.abs(rows).max(-1, keepdims=True) / LEVELS, TINY).astype(np.float32)
        whole = np.round(rows / scales).astype(np.int8)
        found = self.add("Gather", [self.constant(name, whole), ids], f"{name}.whole")
        wide = self.add("Cast", [found], f"{name}.wide", to=TensorProto.FLOAT)
        scale = self.add("Gather", [self.constant(f"{name}.scales", scales), ids], f"{name}.scale")
        return self.add("Mul", [wide, scale], f"{name}.rows")

    def model(self, inputs: Inputs, outputs: Mapping[str, str]) -> onnx.ModelProto:
        """Return the model; `outputs` gives each output the value that it shows."""
        nodes = [*self.nodes, *(helper.make_node("Identity", [value], [name]) for name, value in outputs.items())]
        graph = helper.make_graph(
            nodes,
            "reading",
            [helper.make_tensor_value_info(name, kind, list(shape)) for name, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            self.constants,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="entente")


def sentences_graph(w: Weights, config: EncoderConfig, rounds: bool) -> onnx.ModelProto:
    """Return the graph from word pieces to the scores of words, arcs and the vectors that pairs are scored with."""
    g = Graph(rounds)
    words = _word_vectors(g, w, config, _layers(g, w, config))
    _hidden_layers(g, w, words)
    arcs = _arc_scores(g, w)
    known = _token_vectors(g, w)
    outputs = {
        "upos": "upos.scores",
        "predicates": "predicate.scores",
        "lemmas": g.linear("lemma_in.vectors", "lemma", w["lemma.weight"].T, w["lemma.bias"]),
        "names": g.linear("name_in.vectors", "name", w["name.weight"].T, w["name.bias"]),
        "arcs": arcs,
        "label_dependents": "label_dependent.vectors",
        "label_heads": "label_head.vectors",
        "role_predicates": "role_predicate.vectors",
        "role_words": "role_word.vectors",
        "tokens": g.linear(known, "token", w["triggers.token.weight"].T, w["triggers.token.bias"]),
        "triggers": "triggers.trigger_in.vectors",
        "trigger_words": "triggers.word_in.vectors",
    }
    number = TensorProto.INT64
    inputs = {
        "ids": (number, ["sentences", "pieces"]),
        "shapes": (number, ["sentences", "pieces"]),
        "firsts": (number, ["sentences", "words"]),
        "lasts": (number, ["sentences", "words"]),
        "units": (TensorProto.FLOAT, ["sentences", "words", w["triggers.units_in.weight"].shape[1]]),
    }
    return g.model(inputs, outputs)


def _layers(g: Graph, w: Weights, config: EncoderConfig) -> list[str]:
    """Add the encoder, return the outputs of its layers: vectors of word pieces."""
    x = g.table("ids", "pieces", w["pieces.weight"])
    of_shapes = g.add("Gather", [g.constant("shape", w["shapes.weight"]), "shapes"], "shape.rows")
    with_shapes = g.add("Add", [x, of_shapes], "x.shaped")
    length = g.add("Shape", ["ids"], "length", start=1, end=2)
    zero, axis = g.constant("zero", np.asarray([0])), g.constant("axis", np.asarray([0]))
    places = g.add("Slice", [g.constant("positions", w["positions"][:POSITIONS]), zero, length, axis], "places")
    x = g.add("Add", [with_shapes, places], "x.placed")
    x = g.add("LayerNormalization", [x, *_norm(g, w, "embedded_norm")], "x.embedded", epsilon=config.epsilon, axis=-1)
    mask = g.add("Cast", ["ids"], "mask.some", to=TensorProto.BOOL)
    mask = g.add("Cast", [mask], "mask", to=TensorProto.INT32)
    bias = _distance_bias(g, w, config, length) if config.buckets else ""
    states = []
    for layer in range(config.layers):
        x = _layer(g, w, config, x, mask, bias, layer)
        states.append(x)
    return states


def _word_vectors(g: Graph, w: Weights, config: EncoderConfig, states: Sequence[str]) -> str:
    """Add the mix of the last layers, return the vectors of words: those of their first and last piece."""
    mix = np.exp(w["mix"]) / np.exp(w["mix"]).sum()
    parts = [
        g.add("Mul", [state, g.constant(f"mix.{index}", np.asarray(mix[index], np.float32))], f"mixed.{index}")
        for index, state in enumerate(states[-MIXED_LAYERS:])
    ]
    mixed = g.add("Sum", parts, "mixed")
    flat = g.add("Reshape", [mixed, g.constant("flat", np.asarray([-1, config.width]))], "mixed.flat")
    ends = [g.add("Gather", [flat, rows], f"{rows}.vectors") for rows in ("firsts", "lasts")]
    return g.add("Concat", ends, "words", axis=-1)


def _hidden_layers(g: Graph, w: Weights, words: str) -> None:
    """Add all layers that read the vectors of words, as one product: their outputs are named as their weights are."""
    hidden, plain = HIDDEN, {"upos": len(w["upos.bias"]), **PLAIN}
    names = [*hidden, *plain]
    together = g.linear(
        words, "heads",
        np.concatenate([w[f"{name}.weight"].T for name in names], 1),
        np.concatenate([w[f"{name}.bias"] for name in names]),
    )  # fmt: skip
    sizes = g.constant("heads.sizes", np.asarray([sum(hidden.values()), *plain.values()]))
    parted = ["heads.hidden", "upos.scores", "predicate.scores", "token_in.text"]
    g.nodes.append(helper.make_node("Split", [together, sizes], parted, axis=-1))
    active = g.add("Gelu", ["heads.hidden"], "heads.active")
    sizes = g.constant("hidden.sizes", np.asarray(list(hidden.values())))
    g.nodes.append(helper.make_node("Split", [active, sizes], [f"{name}.vectors" for name in hidden], axis=-1))


def _arc_scores(g: Graph, w: Weights) -> str:
    """Add the scores of each word as the head of each other one: sentences x words x words."""
    pairs = g.linear("arc_dependent.vectors", "arc_pair", w["arc_pair"], None)
    bias = g.constant("arc_bias", w["arc_bias.weight"])
    # The head's own score is added to the dependent's vector: (d + b) . h = d . h + b . h
    pairs = g.add("Add", [pairs, bias], "arc_pair.biased")
    heads = g.add("Transpose", ["arc_head.vectors"], "arc_head.turned", perm=[0, 2, 1])
    return g.add("MatMul", [pairs, heads], "arcs.scores")


def _token_vectors(g: Graph, w: Weights) -> str:
    """Add the vectors by which words are triggers: what their text says and what the ontology knows of them."""
    of_units = g.add("MatMul", ["units", g.constant("units_in", w["triggers.units_in.weight"].T)], "token_in.units")
    return g.add("Gelu", [g.add("Add", ["token_in.text", of_units], "token_in.sum")], "token_in.active")


def _norm(g: Graph, w: Weights, name: str) -> list[str]:
    return [g.constant(f"{name}.weight", w[f"{name}.weight"]), g.constant(f"{name}.bias", w[f"{name}.bias"])]


def _distance_bias(g: Graph, w: Weights, config: EncoderConfig, length: str) -> str:
    """Add what the distances between word pieces add to the scores of attention: 1 x heads x pieces x pieces."""
    whole = w["distance_bias"][buckets(POSITIONS, config.buckets).numpy()].transpose(2, 0, 1)[None]
    start = g.constant("bias.start", np.asarray([0, 0]))
    end = g.add("Concat", [length, length], "bias.end", axis=0)
    axes = g.constant("bias.axes", np.asarray([2, 3]))
    return g.add("Slice", [g.constant("bias.whole", whole), start, end, axes], "bias")


def _layer(g: Graph, w: Weights, config: EncoderConfig, x: str, mask: str, bias: str, layer: int) -> str:  # noqa: PLR0913, the inputs of a layer
    """Add a layer of BERT, return its output."""
    name = f"layers.{layer}."

    def linear(x: str, part: str) -> str:
        return g.linear(x, f"{name}{part}", w[f"{name}{part}.weight"].T, w[f"{name}{part}.bias"])

    together = linear(x, "query_key_value")
    sizes = g.constant(f"{name}sizes", np.asarray([config.width] * 3))
    parts = [f"{name}query", f"{name}key", f"{name}value"]
    g.nodes.append(helper.make_node("Split", [together, sizes], parts, axis=-1))
    attended = g.add(
        "MultiHeadAttention", [*parts, "", mask, *([bias] if bias else [])], f"{name}heads", CONTRIB,
        num_heads=config.attention_heads, mask_filter_value=MASKED_OUT,
    )  # fmt: skip
    x = g.add("SkipLayerNormalization", [linear(attended, "attended"), x, *_norm(g, w, f"{name}attended_norm")],
              f"{name}between", CONTRIB, epsilon=config.epsilon)  # fmt: skip
    wide = g.add("Gelu", [linear(x, "wide")], f"{name}active")
    return g.add("SkipLayerNormalization", [linear(wide, "narrow"), x, *_norm(g, w, f"{name}norm")],
                 f"{name}out", CONTRIB, epsilon=config.epsilon)  # fmt: skip


def relations_graph(w: Weights, rounds: bool) -> onnx.ModelProto:
    """Return the graph that scores the relations of words to their heads."""
    g = Graph(rounds)
    rows = _pairs(g, w["labels.pair"], "labels", LABEL, "dependents")
    column = g.add("Unsqueeze", ["heads", g.shared("last", np.asarray([-1]))], "heads.column")
    scored = g.add("Squeeze", [g.add("MatMul", [rows, column], "relations.pairs"), "last"], "relations.row")
    left = g.linear("dependents", "labels.left", w["labels.left.weight"].T, w["labels.left.bias"])
    right = g.linear("heads", "labels.right", w["labels.right.weight"].T, None)
    outputs = {"relations": g.add("Sum", [scored, left, right], "relations.all")}
    rows_of: Inputs = {name: (TensorProto.FLOAT, ["arcs", LABEL]) for name in ("dependents", "heads")}
    return g.model(rows_of, outputs)


def roles_graph(w: Weights, rounds: bool) -> onnx.ModelProto:
    """Return the graph that scores the roles of words to predicates."""
    tables = Tables("roles.pair", "roles.left", "roles.right", "role_distance", "role_path")
    return _tags_graph(w, tables, ROLE, rounds)


def participants_graph(w: Weights, rounds: bool) -> onnx.ModelProto:
    """Return the graph that scores the roles of words in events."""
    names = (f"triggers.{part}" for part in ("pair", "left", "right", "distance", "path"))
    return _tags_graph(w, Tables(*names), PARTICIPANT, rounds)


class Tables(NamedTuple):
    """Names of the weights that score tags of words for a word."""

    pair: str
    left: str
    right: str
    distance: str
    path: str


def _tags_graph(w: Weights, tables: Tables, width: int, rounds: bool) -> onnx.ModelProto:
    """Return the graph that scores tags of words for a word that they may belong to."""
    g = Graph(rounds)
    tags = _pairs(g, w[tables.pair], "tags", width, "owners")
    turned = g.add("Transpose", [tags], "tags.turned", perm=[0, 2, 1])
    by_word = g.add("MatMul", ["words", turned], "tags.pairs")
    of_owner = g.linear("owners", "tags.left", w[f"{tables.left}.weight"].T, w[f"{tables.left}.bias"])
    of_owner = g.add("Unsqueeze", [of_owner, g.constant("second", np.asarray([1]))], "tags.left.row")
    of_word = g.linear("words", "tags.right", w[f"{tables.right}.weight"].T, None)
    distance = g.add("Gather", [g.constant("distance", w[tables.distance]), "distances"], "distance.rows")
    path = g.table("paths", "path", w[tables.path])
    outputs = {"tags": g.add("Sum", [by_word, of_owner, of_word, distance, path], "tags.all")}
    inputs: Inputs = {
        "owners": (TensorProto.FLOAT, ["owners", width]),
        "words": (TensorProto.FLOAT, ["owners", "words", width]),
        "distances": (TensorProto.INT64, ["owners", "words"]),
        "paths": (TensorProto.INT64, ["owners", "words"]),
    }
    return g.model(inputs, outputs)


def _pairs(g: Graph, pair: Floats, name: str, width: int, rows: str) -> str:
    """Add the product of rows with the tensor of a biaffine scorer: rows x labels x width."""
    product = g.linear(rows, f"{name}.pair", pair.reshape(width, -1), None)
    shape = g.constant(f"{name}.shape", np.asarray([-1, pair.shape[1], width]))
    return g.add("Reshape", [product, shape], f"{name}.rows")
