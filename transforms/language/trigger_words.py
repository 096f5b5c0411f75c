"""Takes words, gives how strongly the ontology of the model's day knows each as a name of events of each type.

The model is given this beside the text, so that it also recognises the words that its sentences do not hold. The list
is a file of the model, not the ontology of today: the same model gives the same readings however the ontology grows.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TRIGGER_WORDS = "units.csv"


class TriggerWords:
    """The forms of the words of trigger patterns, each with its weight for each event type."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]], types: Sequence[str]) -> None:
        """Take weights by form and event type; `types` gives the columns."""
        self._none = np.zeros(len(types), np.float32)
        self._rows = {
            form: np.asarray([row.get(label, 0.0) for label in types], np.float32) for form, row in weights.items()
        }
        self.width = len(types)

    @classmethod
    def read(cls, path: Path, types: Sequence[str]) -> "TriggerWords":
        """Return the trigger words of a file with the columns form, event_type and weight."""
        found: dict[str, dict[str, float]] = {}
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found.setdefault(row["form"], {})[row["event_type"]] = float(row["weight"])
        return cls(found, types)

    def of_words(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return the weights of words, whatever their case: words x types."""
        rows = [self._rows.get(word.lower(), self._none) for word in words]
        return np.stack(rows) if rows else np.zeros((0, self.width), np.float32)
