"""Measures the classifiers of events as they ship: `python -m benchmarks.trigger_accuracy --events training/events
--out DIR`.

Writes `triggers.json` and `triggers.md`: figures on our held-out sentences, how far probabilities can be believed, and
with `--gold` the likeliest type of each text of two gold sets. `--card` puts the tables into the model card, `--curve`
names the file of `training.probe` whose curve goes there too. Nothing here needs torch.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engine_accuracy import put_into_card
from training.corpora import Example
from training.event_figures import Found, event_counts
from training.gold_types import GOLD, read_gold, type_counts
from training.scores import Counts
from training.trigger_examples import read_events
from transforms.language.cascade import SURE, doubt
from transforms.language.engine import Engine
from transforms.language.model_folder import MODEL
from transforms.language.reading import Trigger

AT_ONCE = 256
"""Sentences given to the engine in one call."""
BINS = 10
"""Parts of equal width in which probabilities are compared with how often they are right."""
READ_AGAIN = (0.1, 0.2, 0.3, 0.4, 0.5)
"""Shares of the sentences that a larger engine might read again."""
ROWS = {
    "triggers": "triggers",
    "types": "trigger and type",
    "roles": "trigger and role with its first and last word",
    **{f"role_{role}": f"the same, {role}" for role in ("actor", "recipient", "place", "time", "source", "deaths")},
    "types_given": "type of a found trigger",
    "modes": "mode of a found trigger",
    "factuality": "factuality of a found trigger",
    "actual": "the same, actual or not",
    "contexts": "contexts of a found trigger",
    "roles_given": "roles of a found trigger",
}
"""The rows of the table; a trigger is found here when it is a trigger of the reading, however unsure."""


@dataclass(frozen=True)
class Calibration:
    """Claims with their probabilities, and whether they are right."""

    claims: tuple[tuple[float, bool], ...]

    def bins(self) -> Iterator[tuple[int, float, float]]:
        """Yield number, mean probability and share that is right of each part that has claims."""
        for part in range(BINS):
            inside = [claim for claim in self.claims if min(int(claim[0] * BINS), BINS - 1) == part]
            if inside:
                count = len(inside)
                yield count, sum(value for value, _ in inside) / count, sum(right for _, right in inside) / count

    @property
    def error(self) -> float:
        """Expected calibration error."""
        return sum(count * abs(mean - right) for count, mean, right in self.bins()) / max(1, len(self.claims))


def read(engine: Engine, examples: Sequence[Example]) -> list[Found]:
    """Return sentences with the triggers found in them, the gold ones among them."""
    rows: list[Found] = []
    for start in range(0, len(examples), AT_ONCE):
        chosen = examples[start : start + AT_ONCE]
        offsets = [list(offsets_of(example)) for example in chosen]
        for example, reading in zip(chosen, engine.read_words([one.text for one in chosen], offsets), strict=True):
            rows.append((example, reading.triggers, reading.triggers))
    return rows


def offsets_of(example: Example) -> Iterator[tuple[int, int]]:
    """Yield where the words of a sentence stand in its text."""
    start = 0
    for word in example.words:
        start = example.text.index(word, start)
        yield start, start + len(word)
        start += len(word)


def calibrations(rows: Sequence[Found]) -> dict[str, Calibration]:
    """Return the claims that words name events, and that they name events of their likeliest types."""
    pairs: list[tuple[Trigger, str | None]] = []
    for example, free, _ in rows:
        annotated = {happening.token: happening.event_type for happening in example.happenings or ()}
        pairs += [(trigger, annotated.get(trigger.token)) for trigger in free]
    return {
        "triggers": Calibration(tuple((trigger.probability, gold is not None) for trigger, gold in pairs)),
        "types": Calibration(
            tuple((trigger.types[trigger.event_type], gold == trigger.event_type) for trigger, gold in pairs)
        ),
    }


def doubted(rows: Sequence[Found]) -> list[tuple[float, float, float]]:
    """Return for shares of the sentences, those of most doubt first, their least doubt and the share of errors there.

    A sentence errs when its triggers and their types are not exactly the gold ones.
    """
    ranked = sorted(((doubt(free), is_wrong(example, free)) for example, free, _ in rows), reverse=True)
    wrong = sum(errs for _, errs in ranked)
    points = [round(share * len(ranked)) for share in READ_AGAIN]
    return [
        (share, round(ranked[count - 1][0], 2), round(sum(errs for _, errs in ranked[:count]) / max(1, wrong), 3))
        for share, count in zip(READ_AGAIN, points, strict=True)
    ]


def is_wrong(example: Example, found: Sequence[Trigger]) -> bool:
    """Say whether the triggers of a sentence, with their types, are others than the gold ones."""
    said = {(trigger.token, trigger.event_type) for trigger in found if trigger.probability >= SURE}
    return said != {(happening.token, happening.event_type) for happening in example.happenings or ()}


def figures(engine: Engine, events: Path, gold: Path | None) -> dict[str, object]:
    """Return all figures."""
    rows = read(engine, read_events(events).held_out)
    counts = event_counts(rows)
    found: dict[str, object] = {
        "sentences": len(rows),
        "own": {name: _shown(count) for name, count in counts.items()},
        "calibration": {name: round(calibration.error, 3) for name, calibration in calibrations(rows).items()},
        "reliability": {
            name: [(count, round(mean, 2), round(right, 2)) for count, mean, right in calibration.bins()]
            for name, calibration in calibrations(rows).items()
        },
    }
    found["doubt"] = doubted(rows)
    for name in GOLD if gold else ():
        assert gold is not None
        found[name] = _shown(type_counts(read(engine, read_gold(gold / f"{name}.dev.jsonl"))))
    return found


def _shown(counts: Counts) -> dict[str, float]:
    scores = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
    return {**{name: round(value, 1) for name, value in scores.items()}, "gold": counts.gold}


def table(found: dict[str, object]) -> str:
    """Return the figures as Markdown."""
    lines = ["| what | P | R | F1 | n |", "|---|---|---|---|---|"]
    own = found["own"]
    assert isinstance(own, dict)
    sets = {f"likeliest type of a text, {name} dev": found[name] for name in GOLD if name in found}
    for what, row in [*((ROWS[name], own[name]) for name in ROWS if name in own), *sets.items()]:
        assert isinstance(row, dict)
        lines.append(f"| {what} | {row['precision']} | {row['recall']} | {row['f1']} | {row['gold']:,} |")
    return "\n".join(lines) + "\n"


def curve(path: Path) -> str:
    """Return the curve of `training.probe` as Markdown."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    columns = [name for name in ("triggers", "types", "roles", "factuality", "modes", *GOLD) if name in rows[0]]
    lines = [f"| sentences | events | {' | '.join(columns)} |", "|---" * (len(columns) + 2) + "|"]
    for row in rows:
        cells = " | ".join(str(row[name]) for name in columns)
        lines.append(f"| {row['sentences']:,} | {row['events']:,} | {cells} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=Path, required=True, help="folder of our own sentences with events")
    parser.add_argument("--gold", type=Path, help="folder of gold events, development halves")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the model")
    parser.add_argument("--out", type=Path, required=True, help="folder for triggers.json and triggers.md")
    parser.add_argument("--card", type=Path, help="model card whose tables are replaced")
    parser.add_argument("--curve", type=Path, help="curve of `training.probe`, for the card")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    found = figures(Engine(arguments.model), arguments.events, arguments.gold)
    (arguments.out / "triggers.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    markdown = table(found)
    (arguments.out / "triggers.md").write_text(markdown, encoding="utf-8")
    if arguments.card:
        tables = {"events": markdown}
        if arguments.curve:
            tables["events curve"] = curve(arguments.curve)
        put_into_card(arguments.card, tables)
    print(markdown, json.dumps({"calibration": found["calibration"], "reliability": found["reliability"]}), sep="\n")


if __name__ == "__main__":
    main()
