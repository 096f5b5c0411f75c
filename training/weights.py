"""Keeps the weights of a network: their running average, the optimizer that changes them, the checkpoint of both."""

import os
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from training.adapters import DOWN, UP
from training.model import MINILM, EncoderConfig, Network

AVERAGE = 0.98
"""Of the running average of weights, what remains after `AVERAGE_EVERY` steps."""
AVERAGE_EVERY = 5
ADAPTED = 6.0
"""How many times as fast as the encoder the sums of low rank beside it learn."""
DECAY = 0.01
"""Of the optimizer: how much of a weight is taken away at each step, times its rate."""


class Average:
    """A running average of the weights that learn."""

    def __init__(self, network: Network) -> None:
        self.weights = {
            name: weight.detach().clone() for name, weight in network.named_parameters() if weight.requires_grad
        }
        self.updates = 0

    @torch.no_grad()
    def update(self, network: Network) -> None:
        """Take in the weights of now."""
        self.updates += 1
        keep = min(AVERAGE, (1 + self.updates) / (10 + self.updates))
        for name, weight in network.named_parameters():
            if name in self.weights:
                self.weights[name].lerp_(weight, 1 - keep)

    @torch.no_grad()
    def swap(self, network: Network) -> None:
        """Exchange the network's weights and the averages."""
        for name, weight in network.named_parameters():
            if name in self.weights:
                now = weight.detach().clone()
                weight.copy_(self.weights[name])
                self.weights[name] = now


@dataclass(frozen=True)
class Rates:
    """Top rates of learning: of the encoder, of the classifiers that read, of those of events."""

    encoder: float
    classifiers: float
    triggers: float


def optimizer(network: Network, rates: Rates) -> torch.optim.AdamW:
    """Return the optimizer: a slow rate for the published weights, a faster one for what starts from nothing."""
    groups: dict[float, list[nn.Parameter]] = defaultdict(list)
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            groups[rate_of(name, rates)].append(weight)
    return torch.optim.AdamW(
        [{"params": weights, "top": top} for top, weights in groups.items()],
        lr=rates.classifiers, weight_decay=DECAY, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip


def rate_of(name: str, rates: Rates) -> float:
    """Return the top rate of a weight of this name."""
    if name.endswith((DOWN, UP)):
        return ADAPTED * rates.encoder
    if name.startswith("triggers."):
        return rates.triggers
    return (
        rates.encoder
        if name.startswith(("layers.", "positions", "distance_bias", "embedded_norm"))
        else rates.classifiers
    )


@dataclass
class State:
    """Where a training run stands."""

    phase: str
    step: int = 0
    words: int = 0
    total_words: int = 0
    seconds: float = 0.0
    epoch: int = 0
    batch: int = 0
    """Batches of this epoch that have been learnt from."""
    end: int | None = None
    """Words at which the phase ends, where it was told to settle before it had seen as many as planned."""


def save(network: Network, average: Average, adam: torch.optim.AdamW, state: State, path: Path) -> None:
    """Write a checkpoint, whole or not at all, whenever the process or the machine may stop."""
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        torch.save({
            "network": network.state_dict(), "average": average.weights, "updates": average.updates,
            "adam": adam.state_dict(), "state": asdict(state), "sizes": asdict(network.sizes),
            "encoder": asdict(network.config), "chance": torch.get_rng_state(),
        }, file)  # fmt: skip
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def read_state(saved: dict[str, Any]) -> State:
    """Return where the training stood that wrote a checkpoint."""
    return State(**{**saved["state"], "phase": str(saved["state"]["phase"])})


def resume(network: Network, average: Average, adam: torch.optim.AdamW, path: Path, phase: str) -> State:
    """Take up the weights of a checkpoint, return where its training stood.

    In the same phase all is as it was when the checkpoint was written; for a later one only the weights are taken.
    """
    saved = torch.load(path, map_location=network.mix.device)
    state = read_state(saved)
    # A checkpoint of before some classifier was added leaves it as it starts.
    own = network.state_dict()
    network.load_state_dict({**own, **{name: weight for name, weight in saved["network"].items() if name in own}})
    average.weights = Average(network).weights
    average.weights.update((name, weight) for name, weight in saved["average"].items() if name in average.weights)
    if state.phase == phase:
        average.updates = saved["updates"]
        if saved["adam"] is not None:
            adam.load_state_dict(saved["adam"])
        if "chance" in saved:
            torch.set_rng_state(saved["chance"].cpu())
    return state


def saved_config(saved: dict[str, Any]) -> EncoderConfig:
    """Return the size of the encoder of a checkpoint; those of before there was a choice have the small one."""
    return EncoderConfig(**saved["encoder"]) if "encoder" in saved else MINILM
