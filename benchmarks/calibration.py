"""Measures the confidence of events: `python -m benchmarks.calibration --out docs`.

Takes the events that the coder finds in our own stories, each with a confidence by weights that its story has not
taught (`training/confidence.py`), and compares it with the share of event, actors and recipients that is right. Writes how
reliable the confidence is as a table and a picture, and with `--gold` how reliable it is on a set of coded events, of
which only the type is judged.
"""

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.yardstick.events import EventItem, is_right_type
from benchmarks.yardstick.gold import document_of, read_gold
from benchmarks.yardstick.mappings import event_sets, for_set
from training.choices import FOLDS, fold_of, learned_stories
from training.confidence import fit, judged_events
from transforms.extraction import extract

BINS = 10
PAGE, PICTURE = "calibration.md", "calibration.svg"


@dataclass(frozen=True)
class Judged:
    """An event that the coder found, and how much of it is right."""

    confidence: float
    worth: float
    """Share of it that is right."""


def judged_own() -> list[Judged]:
    """Return the events that the coder finds in our own stories, with the confidence of weights that others taught."""
    judged = judged_events(learned_stories())
    weights = [fit([one for one in judged if fold_of(one.story) != fold]) for fold in range(FOLDS)]
    return [Judged(_curve(weights[fold_of(one.story)], tuple(one.features.values())), one.worth) for one in judged]


def _curve(weights: np.ndarray, features: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-float(np.dot(weights, features))))


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
            found.append(Judged(first.confidence, any(is_right_type(one.event_type, label) for one in gold)))
    return found


def _key_of(item: EventItem, path: Path) -> str:
    return document_of(item, path.name).document_id


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
        inside = [one for one in judged if min(int(one.confidence * BINS), BINS - 1) == part]
        if inside:
            mean = sum(one.confidence for one in inside) / len(inside)
            found.append(Bin(len(inside), mean, sum(one.worth for one in inside) / len(inside)))
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
        "Written by `python -m benchmarks.calibration`. Of an event of our own stories whose type and factuality are",
        "right, actors and recipients are judged too, and the share of the three that is right counts; on a public set",
        "only the type is judged. The picture shows the first table.",
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


def main() -> None:
    """Measure, and write the page and its picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the page and the picture")
    parser.add_argument("--gold", type=Path, help="a set of coded events with one event in each text")
    arguments = parser.parse_args()
    sections = [("Our own stories, each by weights that it has not taught", judged_own())]
    if arguments.gold:
        sections.append((f"{arguments.gold.name}, type alone", judged_gold(arguments.gold)))
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / PAGE).write_text(page(sections), encoding="utf-8")
    (arguments.out / PICTURE).write_text(picture(reliability(sections[0][1])), encoding="utf-8")


if __name__ == "__main__":
    main()
