"""Tests of training that is killed: a checkpoint is whole, and what goes on from it ends as if nothing had happened."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training only")

from training.corpora import Example, name_tags  # noqa: E402
from training.encoders import VOCABULARY  # noqa: E402
from training.losses import annotated_lesson  # noqa: E402
from training.model import EncoderConfig, Network  # noqa: E402
from training.tensors import Encoder, Labels  # noqa: E402
from training.train import SEED, Data, Plan, checkpoint_name, run_phase  # noqa: E402
from training.weights import Average, Rates, State, optimizer, resume  # noqa: E402
from transforms.language.pieces import Pieces  # noqa: E402
from transforms.language.trigger_words import TriggerWords  # noqa: E402

PHASE = "2"
WORDS = (
    *("Envoys", "met", "in", "Cairo", "on", "Monday", "and", "signed"),
    *("a", "truce", "with", "rebels", "from", "the", "north"),
)
MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
SENTENCES = [
    Example(
        source="ewt",
        words=WORDS[: 4 + number % 11],
        upos=("NOUN",) * (4 + number % 11),
        lemmas=tuple(word.lower() for word in WORDS[: 4 + number % 11]),
        heads=(0, *range(1, 4 + number % 11)),
        relations=("root", *("dep",) * (3 + number % 11)),
        names=name_tags(4 + number % 11, [("gpe", 3, 4)]),
    )
    for number in range(40)
]
PLAN = Plan(Rates(encoder=1e-3, classifiers=1e-2, triggers=1e-2), words=3000, falls=0.5, pieces=64)


STANDING_STILL = """
import time
from pathlib import Path
from tests.training.test_resume import train_tiny
from training import train, weights

def save_and_wait(*arguments):
    weights.save(*arguments)
    time.sleep(600)

train.save, train.SAVE_EVERY = save_and_wait, 500
train_tiny(Path({folder!r}))
"""
"""Trains until the first checkpoint and stands still, so that it can be killed there."""


def train_tiny(folder: Path) -> dict[str, Any]:
    """Train a tiny network, from its checkpoint where there is one, and return its averaged weights."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    (folder / VOCABULARY).write_text("\n".join([*MARKS, *(word.lower() for word in WORDS)]) + "\n", encoding="utf-8")
    labels = replace(Labels.of(SENTENCES), lemmas=["s0"])
    encoder = Encoder(Pieces(folder / VOCABULARY), labels, TriggerWords({}, labels.types[1:]))
    config = EncoderConfig(width=24, layers=4, attention_heads=2, positions=32, epsilon=1e-5, buckets=8)
    network = Network(labels.sizes(), config, pieces=len(MARKS) + len(WORDS))
    average, adam, state = Average(network), optimizer(network, PLAN.rates), State(phase=PHASE)
    path = folder / checkpoint_name(PHASE)
    if path.exists():
        state = resume(network, average, adam, path, PHASE)
    data = Data([encoder.encode(example) for example in SENTENCES])
    run_phase(network, average, adam, state, data, {}, encoder, PLAN, annotated_lesson, folder, torch.device("cpu"))
    return average.weights


def test_a_killed_training_resumes_to_the_same_weights(tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    expected = train_tiny(whole)

    command = STANDING_STILL.format(folder=str(killed))
    process = subprocess.Popen([sys.executable, "-c", command], cwd=Path(__file__).parents[2])
    path = killed / checkpoint_name(PHASE)
    waited_until = time.monotonic() + 300
    while not path.exists() and process.poll() is None and time.monotonic() < waited_until:
        time.sleep(0.1)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    stood = torch.load(path)["state"]["words"]

    found = train_tiny(killed)
    assert 0 < stood < PLAN.words
    assert {name for name in expected if not torch.equal(expected[name], found[name])} == set()


def test_a_checkpoint_that_could_not_be_written_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_tiny(tmp_path)
    path = tmp_path / checkpoint_name(PHASE)
    before = path.read_bytes()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("no space left on device")))
    with pytest.raises(OSError, match="no space"):
        train_tiny(tmp_path)
    assert path.read_bytes() == before
