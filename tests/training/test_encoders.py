"""Tests of encoders: a published one is read as it was published, and its graph says what the network says."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training only")
onnxruntime = pytest.importorskip("onnxruntime")

from safetensors.torch import save_file  # noqa: E402

from training.encoders import load_encoder, read_config, read_vocabulary  # noqa: E402
from training.graph import sentences_graph  # noqa: E402
from training.model import EncoderConfig, Network, buckets  # noqa: E402
from training.tensors import Labels  # noqa: E402

WIDTH, LAYERS, BUCKETS = 24, 4, 32
LABELS = Labels(upos=["NOUN"], lemmas=["s0"], relations=["root"], kinds=["gpe"], roles=["ARG0"])
MPNET_PIECES = ["<s>", "<pad>", "</s>", "<unk>", "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "truce", "<mask>"]


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Return the folder of an MPNet with random weights, under the names that it is published with."""
    torch.manual_seed(1)
    weights = {
        "embeddings.word_embeddings.weight": torch.randn(len(MPNET_PIECES), WIDTH),
        "embeddings.position_embeddings.weight": torch.randn(34, WIDTH),
        "embeddings.LayerNorm.weight": torch.randn(WIDTH),
        "embeddings.LayerNorm.bias": torch.randn(WIDTH),
        "encoder.relative_attention_bias.weight": torch.randn(BUCKETS, 2),
    }
    shapes = {
        **{f"attention.attn.{part}": (WIDTH, WIDTH) for part in "qkvo"},
        "intermediate.dense": (4 * WIDTH, WIDTH), "output.dense": (WIDTH, 4 * WIDTH),
        "attention.LayerNorm": (WIDTH,), "output.LayerNorm": (WIDTH,),
    }  # fmt: skip
    for layer in range(LAYERS):
        for part, shape in shapes.items():
            weights[f"encoder.layer.{layer}.{part}.weight"] = torch.randn(shape) * 0.2
            weights[f"encoder.layer.{layer}.{part}.bias"] = torch.randn(shape[0]) * 0.2
    save_file(weights, tmp_path / "model.safetensors")
    config = {
        "model_type": "mpnet", "hidden_size": WIDTH, "intermediate_size": 4 * WIDTH, "num_hidden_layers": LAYERS,
        "num_attention_heads": 2, "max_position_embeddings": 34, "layer_norm_eps": 1e-5,
        "relative_attention_num_buckets": BUCKETS,
    }  # fmt: skip
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (tmp_path / "vocab.txt").write_text("\n".join(MPNET_PIECES) + "\n", encoding="utf-8")
    return tmp_path


def test_an_mpnet_is_read_into_berts_vocabulary(published: Path) -> None:
    assert read_config(published) == EncoderConfig(WIDTH, LAYERS, 2, positions=32, epsilon=1e-5, buckets=BUCKETS)
    pieces = read_vocabulary(published)
    assert pieces == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "truce"]

    network = Network(LABELS.sizes(), read_config(published), pieces=len(pieces))
    load_encoder(network, published)
    torch.manual_seed(1)
    table = torch.randn(len(MPNET_PIECES), WIDTH)
    # Padding, start, end and mask are MPNet's own, not the marks of BERT that it carries along untrained.
    assert torch.equal(network.pieces.weight, table[[1, 5, 0, 2, 10, 9]])


def test_an_encoder_of_another_kind_is_refused(published: Path) -> None:
    (published / "config.json").write_text('{"model_type": "t5", "intermediate_size": 4, "hidden_size": 1}')
    with pytest.raises(ValueError, match="a 't5' of this form cannot be read"):
        read_config(published)


def test_near_distances_have_a_bucket_each_and_far_ones_share() -> None:
    table = buckets(200, 32)
    assert table[0, :10].tolist() == [0, 17, 18, 19, 20, 21, 22, 23, 24, 24]
    assert table[:10, 0].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 8]
    assert table[0, 127:].unique().tolist() == [31]


@pytest.mark.parametrize("distances", [0, BUCKETS])
def test_the_graph_gives_the_scores_of_the_network(distances: int) -> None:
    torch.manual_seed(2)
    config = EncoderConfig(WIDTH, LAYERS, 2, positions=256, epsilon=1e-5, buckets=distances)
    network = Network(LABELS.sizes(), config, pieces=20).eval()
    for weight in network.parameters():
        torch.nn.init.normal_(weight, std=0.2)
    ids = torch.tensor([[2, 7, 9, 11, 3], [2, 8, 3, 0, 0]])
    shapes = torch.tensor([[0, 1, 2, 12, 0], [0, 3, 0, 0, 0]])
    firsts, lasts = torch.tensor([[0, 1, 2], [0, 1, 0]]), torch.tensor([[0, 1, 3], [0, 1, 0]])
    with torch.no_grad():
        x = network.words(ids, shapes, firsts, lasts)
        expected = network.arcs(x)
        names = network.tags(x)[2]
    weights = {name: weight.numpy() for name, weight in network.state_dict().items()}
    session = onnxruntime.InferenceSession(sentences_graph(weights, config, rounds=False).SerializeToString())
    trigger_words = np.zeros((2, 3, weights["triggers.units_in.weight"].shape[1]), np.float32)
    rows = np.arange(2)[:, None] * ids.shape[1]
    arrays = {
        "ids": ids.numpy(), "shapes": shapes.numpy(), "units": trigger_words,
        "firsts": rows + firsts.numpy(), "lasts": rows + lasts.numpy(),
    }  # fmt: skip
    arcs, said = session.run(["arcs", "names"], arrays)
    np.testing.assert_allclose(arcs[:, 1:], expected.numpy(), atol=1e-3, rtol=1e-3)
    np.testing.assert_allclose(said[:, 1:], names.numpy(), atol=1e-3, rtol=1e-3)
