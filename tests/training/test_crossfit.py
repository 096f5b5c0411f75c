"""Tests of choosing by the weights of a fold: the choosers read those, and their own again afterwards."""

from pathlib import Path
from sys import modules

from training.crossfit import taught_by

MINE = {Path("days"): {"near": 1.0}}


def test_choosers_read_the_weights_of_a_fold() -> None:
    chooser = vars(modules["transforms.occurrence.ranking"])
    own = chooser["read_weights"]
    with taught_by(MINE):
        assert chooser["read_weights"](Path("days")) == {"near": 1.0}
    assert chooser["read_weights"] is own
