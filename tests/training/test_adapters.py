"""Tests of sums of low rank beside the layers of an encoder."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training only")

from training.adapters import adapt, learned_alone, rank_of, saved_weights  # noqa: E402
from training.classifiers import TriggerSizes  # noqa: E402
from training.model import EncoderConfig, Network, Sizes  # noqa: E402
from training.weights import Average, Rates, State, optimizer, resume, save  # noqa: E402

SIZES = Sizes(upos=3, lemmas=2, relations=4, names=5, roles=3, triggers=TriggerSizes(3, 2, 3, 2, [2], 2))
CONFIG = EncoderConfig(width=24, layers=4, attention_heads=2, positions=16, epsilon=1e-5, buckets=8)
RATES = Rates(encoder=1e-3, classifiers=1e-2, triggers=1e-2)
IDS = torch.tensor([[1, 5, 6, 7, 2]])
SHAPES = torch.zeros_like(IDS)


def tiny() -> Network:
    """Return a network that always begins with the same weights."""
    torch.manual_seed(3)
    return Network(SIZES, CONFIG, pieces=10).eval()


def learned(network: Network) -> Average:
    """Return the averages of a network whose weights that learn have all been moved."""
    with torch.no_grad():
        for weight in network.parameters():
            if weight.requires_grad:
                weight.add_(0.1)
    return Average(network)


def test_an_adapted_network_begins_as_it_was_published() -> None:
    published, adapted = tiny(), tiny()
    adapt(adapted, 2)
    expected, found = published.states(IDS, SHAPES)[-1], adapted.states(IDS, SHAPES)[-1]
    assert torch.allclose(expected, found.float(), atol=0.05)  # the layers that stay are kept in sixteen bits
    assert {name for name, weight in adapted.layers.named_parameters() if not weight.requires_grad} == {
        f"{layer}.{name}.weight" for layer in range(4) for name in ("query_key_value", "attended", "wide", "narrow")
    }


def test_sums_become_weights_of_a_plain_network(tmp_path: Path) -> None:
    adapted = tiny()
    adapt(adapted, 2)
    average = learned(adapted)
    save(adapted, average, optimizer(adapted, RATES), State(phase="teacher"), tmp_path / "teacher.pt")
    saved = torch.load(tmp_path / "teacher.pt")
    plain = tiny()
    plain.load_state_dict(saved_weights(saved))
    expected, found = adapted.states(IDS, SHAPES)[-1], plain.states(IDS, SHAPES)[-1]
    assert rank_of(saved) == 2
    assert torch.allclose(expected.float(), found, atol=0.1)
    assert not torch.allclose(tiny().states(IDS, SHAPES)[-1], found, atol=0.1)


def test_training_goes_on_from_what_was_learned_alone(tmp_path: Path) -> None:
    adapted = tiny()
    adapt(adapted, 2)
    average = learned(adapted)
    path = tmp_path / "teacher.pt"
    save(adapted, average, optimizer(adapted, RATES), State(phase="teacher", words=700, step=9), path)
    small = tmp_path / "small.pt"
    torch.save(learned_alone(torch.load(path)), small)
    again = tiny()
    adapt(again, 2)
    state = resume(again, Average(again), optimizer(again, RATES), small, "teacher")
    assert (state.words, state.step) == (700, 9)
    for name, weight in again.named_parameters():
        if weight.requires_grad:
            assert torch.allclose(weight, average.weights[name], atol=0.02), name
