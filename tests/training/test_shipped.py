"""Tests of training that goes on from the model that ships."""

import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training only")
pytest.importorskip("onnx", reason="onnx is installed for training only")

from training.corpora import Example  # noqa: E402
from training.distil import say  # noqa: E402
from training.model import Network  # noqa: E402
from training.model_export import KEPT, mixed, read_base  # noqa: E402
from training.shipped import shipped_weights  # noqa: E402
from training.tensors import Encoder, Labels, collate  # noqa: E402
from transforms.language.engine import load_engine  # noqa: E402
from transforms.language.model_folder import MODEL  # noqa: E402
from transforms.language.pieces import Pieces  # noqa: E402
from transforms.language.trigger_words import TRIGGER_WORDS, TriggerWords  # noqa: E402

TEXTS = (
    "Police in Nairobi arrested two opposition leaders on Tuesday, their party said.",
    "The foreign ministers of Egypt and Turkey will meet in Cairo next week to discuss the truce.",
    "Rebels shelled the town overnight, killing at least nine civilians.",
)


def test_the_weights_of_the_model_that_ships_come_back() -> None:
    labels = Labels.read(MODEL / "labels.json")
    network = Network(labels.sizes())
    weights = shipped_weights(MODEL, labels.sizes())
    assert set(network.state_dict()) - set(weights) == {"triggers.factual.weight", "triggers.factual.bias"}
    network.load_state_dict({**network.state_dict(), **weights})
    network.eval()
    encoder = Encoder(
        Pieces(MODEL / "vocabulary.txt"), labels, TriggerWords.read(MODEL / TRIGGER_WORDS, labels.types[1:])
    )
    for text, reading in zip(TEXTS, load_engine().read(TEXTS), strict=True):
        words = tuple(text[token.start : token.end] for token in reading.tokens)
        batch = collate([encoder.encode(Example(source="ewt", words=words))])
        with torch.no_grad():
            said = say(network, batch, network.words(batch.ids, batch.shapes, batch.firsts, batch.lasts))
        heads = [0 if token.head < 0 else token.head + 1 for token in reading.tokens]
        assert said.arcs[0].argmax(-1).tolist() == heads
        assert [labels.upos[number] for number in said.upos[0].argmax(-1)] == [token.pos for token in reading.tokens]
        found = {index for index, number in enumerate(said.types[0].argmax(-1).tolist()) if number}
        assert found == {trigger.token for trigger in reading.triggers if trigger.probability > 0.5}


def test_a_student_is_mixed_with_the_model_that_ships() -> None:
    labels = Labels.read(MODEL / "labels.json")
    base = read_base(MODEL, labels.sizes())
    student = {name: weight + 1 for name, weight in base.items()} | {"to_teacher.bias": base["mix"]}
    found = mixed(student, base)
    # What the base does not know, and the classifiers of events, are the student's own.
    assert found.keys() == student.keys()
    assert found["upos.bias"] == pytest.approx(base["upos.bias"] + KEPT, abs=1e-4)
    assert (found["triggers.token.bias"] == student["triggers.token.bias"]).all()
