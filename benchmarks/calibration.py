"""Fits and measures the confidence of events: `python -m benchmarks.calibration --out docs`.

Takes our own sentences that were held out from the training of the classifiers, codes them, and compares what the coder
says with what we annotated. An event is right when its type, its factuality and, where we name one, its actor are. Fits
the weights of `transforms/coding/confidence.csv` (with `--fit`), writes how reliable the confidence is in ten-fold
cross-validation as a table and a picture, and with `--gold` how reliable it is on a set of coded events, of which only
the type is judged.
"""

import argparse
import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.own_sentences import OWN, Met, held_out, is_at, overlap, span_of
from evaluation.events import EventItem, is_right_type
from evaluation.gold import document_of, read_gold
from evaluation.mappings import event_sets, for_set
from training.event_sentences import AnnotatedEvent
from transforms.coding.confidence import WEIGHTS, confidence_of, features, load_weights
from transforms.coding.event_candidates import Candidate
from transforms.extraction import extract
from transforms.reports import possible_events
from transforms.syntax import Tree

BINS = 10
FOLDS = 10
RIDGE = 3.0  # penalty on the squares of the weights; with some six hundred events larger weights are chance
STEPS = 50  # of Newton's method; it needs about eight
PAGE, PICTURE = "calibration.md", "calibration.svg"


@dataclass(frozen=True)
class Judged:
    """An event that the coder found, and whether it is right."""

    features: tuple[float, ...]
    confidence: float
    is_right: bool


def judged_own(folder: Path) -> list[Judged]:
    """Return the events that the coder finds in our held-out sentences, each judged."""
    return [judged for met in held_out(folder) for judged in _judge(met)]


def _judge(met: Met) -> Iterator[Judged]:
    """Yield each event of a sentence with whether an annotated one says the same; each annotated one counts once."""
    left = list(met.annotated.events)
    for one in possible_events(met.tree, met.mentions):
        annotated = next((event for event in left if _agrees(met.tree, one, event)), None)
        if annotated:
            left.remove(annotated)
        yield Judged(tuple(features(one).values()), confidence_of(one), annotated is not None)


def _agrees(tree: Tree, candidate: Candidate, annotated: AnnotatedEvent) -> bool:
    """Whether an event is an annotated one: its trigger, type, factuality and actor."""
    if not is_at(tree, candidate, annotated) or (candidate.event_type, candidate.fact.factuality) != (
        annotated.event_type,
        annotated.factuality,
    ):
        return False
    actors = annotated.roles.get("actor", ())
    return not actors or any(overlap(span_of(tree, actor), span) for actor in candidate.actors for span in actors)


def judged_gold(path: Path) -> list[Judged]:
    """Return the events that the coder gives for a set with one event in each text, each judged by its type."""
    items: list[Any] = list(read_gold(path, EventItem))
    gold_of = {_key_of(item, path): item.events for item in items}
    coding = for_set(event_sets().sets, items[0].set)
    found = []
    for extraction in extract([document_of(item, path.name) for item in items]):
        gold = [event for event in gold_of[extraction.document.document_id] if event.event_type]
        first = next((report for report in extraction.reports if report.confidence >= coding.least_sure), None)
        if gold and first:
            label = coding.type_of(first, extraction)
            found.append(Judged((), first.confidence, any(is_right_type(one.event_type, label) for one in gold)))
    return found


def _key_of(item: EventItem, path: Path) -> str:
    return document_of(item, path.name).document_id


def fit(judged: Sequence[Judged]) -> np.ndarray:
    """Return the weights that make what is right likeliest, by Newton's method with a penalty on large weights."""
    x = np.array([event.features for event in judged], dtype=float)
    y = np.array([event.is_right for event in judged], dtype=float)
    weights = np.zeros(x.shape[1])
    penalty = RIDGE * np.eye(x.shape[1])
    penalty[0, 0] = 0.0
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - chance) - penalty @ weights
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + penalty + 1e-9 * np.eye(x.shape[1])
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def crossed(judged: Sequence[Judged]) -> list[Judged]:
    """Return the events with the confidence that weights fitted without their tenth give them."""
    found: list[Judged] = []
    for fold in range(FOLDS):
        weights = fit([event for index, event in enumerate(judged) if index % FOLDS != fold])
        for index, event in enumerate(judged):
            if index % FOLDS == fold:
                chance = 1 / (1 + math.exp(-float(np.dot(weights, event.features))))
                found.append(Judged(event.features, chance, event.is_right))
    return found


@dataclass(frozen=True)
class Bin:
    """Events of like confidence."""

    events: int
    confidence: float
    right: float


def reliability(judged: Sequence[Judged]) -> list[Bin]:
    """Return the events in parts of equal width, those without events left out."""
    found = []
    for part in range(BINS):
        inside = [event for event in judged if min(int(event.confidence * BINS), BINS - 1) == part]
        if inside:
            mean = sum(event.confidence for event in inside) / len(inside)
            found.append(Bin(len(inside), mean, sum(event.is_right for event in inside) / len(inside)))
    return found


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean gap between confidence and share of right ones, by events."""
    total = sum(one.events for one in bins)
    return sum(one.events * abs(one.confidence - one.right) for one in bins) / total if total else 0.0


def page(sections: Sequence[tuple[str, Sequence[Judged]]]) -> str:
    """Return the page of tables."""
    lines = [
        "# How far the confidence of events can be believed",
        "",
        "Written by `python -m benchmarks.calibration`. An event of our own sentences is right when type, factuality",
        "and actor are as annotated; on a public set only the type is judged. The picture shows the first table.",
        "",
        f"![Reliability of the confidence]({PICTURE})",
    ]
    for title, judged in sections:
        bins = reliability(judged)
        lines += ["", f"## {title}", "", "| events | mean confidence | right |", "|---:|---:|---:|"]
        lines += [f"| {one.events} | {one.confidence:.2f} | {one.right:.2f} |" for one in bins]
        lines += ["", f"Expected calibration error {calibration_error(bins):.3f} over {len(judged)} events."]
    return "\n".join(lines) + "\n"


def picture(bins: Sequence[Bin]) -> str:
    """Return the reliability curve as SVG: what was right against how sure the coder was, the area by the events."""
    side, margin = 320, 40
    most = max((one.events for one in bins), default=1)

    def at(value: float) -> float:
        return round(margin + value * side, 1)

    dots = "".join(
        f'<circle cx="{at(one.confidence)}" cy="{at(1 - one.right)}" r="{3 + 9 * math.sqrt(one.events / most):.1f}" '
        f'fill="#2a6f97" fill-opacity="0.75"><title>{one.events} events</title></circle>'
        for one in bins
    )
    ticks = "".join(
        f'<text x="{at(part / 5)}" y="{at(1) + 16}" text-anchor="middle">{part / 5:g}</text>'
        f'<text x="{margin - 6}" y="{at(1 - part / 5) + 4}" text-anchor="end">{part / 5:g}</text>'
        for part in range(6)
    )
    whole = side + 2 * margin
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole + 10}" font-family="sans-serif" '
        f'font-size="11"><rect width="100%" height="100%" fill="white"/>'
        f'<rect x="{margin}" y="{margin}" width="{side}" height="{side}" fill="none" stroke="#999"/>'
        f'<line x1="{at(0)}" y1="{at(1)}" x2="{at(1)}" y2="{at(0)}" stroke="#bbb" stroke-dasharray="4"/>{dots}{ticks}'
        f'<text x="{at(0.5)}" y="{at(1) + 34}" text-anchor="middle">confidence</text>'
        f'<text x="12" y="{at(0.5)}" text-anchor="middle" transform="rotate(-90 12 {at(0.5)})">'
        "share right</text></svg>\n"
    )


def write_weights(weights: np.ndarray, names: Sequence[str]) -> None:
    """Write the weights to the file that the coder reads."""
    with WEIGHTS.path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows((name, f"{weight:.4f}") for name, weight in zip(names, weights, strict=True))


def feature_names() -> list[str]:
    """Return the names of the features in their order, as the file of weights lists them."""
    with WEIGHTS.path.open(encoding="utf-8", newline="") as file:
        return [row["feature"] for row in csv.DictReader(file)]


def main() -> None:
    """Measure, fit where asked to, and write the page and its picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the page and the picture")
    parser.add_argument("--fit", action="store_true", help="fit the weights and write them first")
    parser.add_argument("--gold", type=Path, help="a set of coded events with one event in each text")
    arguments = parser.parse_args()
    judged = judged_own(OWN)
    if arguments.fit:
        write_weights(fit(judged), feature_names())
        load_weights.cache_clear()
    sections = [("Our own sentences, held out and crossed ten times", crossed(judged))]
    if arguments.gold:
        sections.append((f"{arguments.gold.name}, type alone", judged_gold(arguments.gold)))
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / PAGE).write_text(page(sections), encoding="utf-8")
    (arguments.out / PICTURE).write_text(picture(reliability(sections[0][1])), encoding="utf-8")


if __name__ == "__main__":
    main()
