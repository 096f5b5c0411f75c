"""Takes gold sets of sentences with one event each, gives how often the likeliest type of a text is theirs."""

import json
from collections.abc import Sequence
from pathlib import Path

from training.corpora import Example
from training.event_figures import SURE, Found
from training.scores import Counts, count
from transforms.language.tokens import tokenize

GOLD = ("plv", "plover_gsr")
OLDER = {"YIELD": frozenset({"RETREAT", "CONCEDE"})}
"""Types of PLOVER's first version, with what became of them."""


def read_gold(path: Path) -> list[Example]:
    """Return the texts of a gold set in words, their types in the example's id."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = tuple(row["text"][start:end] for start, end in tokenize(row["text"]))
        types = " ".join(one["event_type"] for one in row["events"])
        examples.append(Example(source="gold", words=words, happenings=(), sentence_id=types, text=row["text"]))
    return examples


def type_counts(rows: Sequence[Found]) -> Counts:
    """Return the counts of types, one for each text: none where no token is more likely an event than not."""
    counts = Counts()
    for example, free, _ in rows:
        best = max(free, key=lambda trigger: trigger.probability, default=None)
        said = {best.event_type} if best is not None and best.probability >= SURE else set()
        # A type of the first version is right when what became of it is found.
        gold = {next(iter(OLDER.get(one, frozenset()) & said), one) for one in example.sentence_id.split()}
        counts += count(gold, said)
    return counts
