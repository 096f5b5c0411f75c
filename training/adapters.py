"""Takes a network with a published encoder, lets only sums of low rank learn beside the encoder's linear layers.

The method is LoRA (Hu et al. 2022, https://arxiv.org/abs/2106.09685). Backwards it costs a third less than learning
every weight, and what was learned is small: `python -m training.adapters --checkpoint FILE --out FILE` writes it alone,
some 20 MB in place of 450, from which `training.train --resume` goes on, on another machine with the same encoder.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.model import Layer, Network

ADAPTED = ("query_key_value", "attended", "wide", "narrow")
"""Linear layers of a layer of the encoder."""
DOWN, UP = ".down", ".up"


class AdaptedLinear(nn.Linear):
    """A linear layer whose weight stays; the product of two narrow matrices, which learn, is added to it."""

    def __init__(self, published: nn.Linear, rank: int) -> None:
        super().__init__(published.in_features, published.out_features)
        self.weight = nn.Parameter(published.weight.detach().bfloat16(), requires_grad=False)
        self.bias = published.bias
        self.down = nn.Parameter(torch.empty(rank, published.in_features))
        self.up = nn.Parameter(torch.zeros(published.out_features, rank))
        nn.init.normal_(self.down, std=published.in_features**-0.5)

    def forward(self, x: Tensor) -> Tensor:
        published = F.linear(x.bfloat16(), self.weight, self.bias.bfloat16())
        return published + F.linear(F.linear(x.to(self.down.dtype), self.down), self.up).bfloat16()


def adapt(network: Network, rank: int) -> None:
    """Let the linear layers of the encoder of a network learn by sums of this rank alone, in place."""
    for layer in network.layers:
        assert isinstance(layer, Layer)
        for name in ADAPTED:
            setattr(layer, name, AdaptedLinear(getattr(layer, name), rank))


def rank_of(saved: Mapping[str, Any]) -> int:
    """Return the rank of the sums of a checkpoint, 0 where every weight of it learns."""
    return next((len(weight) for name, weight in saved["network"].items() if name.endswith(DOWN)), 0)


def saved_weights(saved: Mapping[str, Any]) -> dict[str, Tensor]:
    """Return the averaged weights of a checkpoint as a network without adapters has them."""
    weights: dict[str, Tensor] = {**saved["network"], **saved["average"]}
    for name in [name for name in weights if name.endswith(DOWN)]:
        layer = name.removesuffix(DOWN)
        down, up = weights.pop(name), weights.pop(layer + UP)
        # Twice as exact as the weights, so that every processor makes the same of them.
        weights[f"{layer}.weight"] = (weights[f"{layer}.weight"].double() + up.double() @ down.double()).float()
    return weights


def learned_alone(saved: Mapping[str, Any]) -> dict[str, Any]:
    """Return a checkpoint without what its encoder was published with, and without its optimizer.

    Whoever goes on from it has the averaged weights and an optimizer that remembers nothing.
    """
    learned = {name: weight.bfloat16() for name, weight in saved["average"].items()}
    return {**saved, "network": learned, "average": learned, "adam": None}


def main() -> None:
    """Write what the checkpoint that the command names has learned."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="checkpoint of a training with --adapters")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    arguments = parser.parse_args()
    saved = torch.load(arguments.checkpoint, map_location="cpu")
    if not rank_of(saved):
        parser.error(f"{arguments.checkpoint}: every weight of it learns; nothing can be left out")
    torch.save(learned_alone(saved), arguments.out)


if __name__ == "__main__":
    main()
