"""Compares the coders of events on our own held-out sentences: `python -m benchmarks.coders --out docs/coders.md`.

Three coders read the same sentences: the lexicon of the ontology alone, the learned classifiers alone, and both, as
they ship. Counted are events from `--confidence` on, which is what the views of the warehouse show when nothing is
asked.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.own_sentences import OWN, Met, held_out, is_at, overlap, span_of
from training.event_sentences import AnnotatedEvent
from training.scores import Counts
from transforms.coding.confidence import confidence_of
from transforms.coding.contexts import contexts_of
from transforms.coding.event_candidates import Candidate
from transforms.coding.learned import vote
from transforms.coding.rulings import ruled
from transforms.coding.trigger_patterns import ruled_out
from transforms.mentions import Spotted
from transforms.reports import possible_events
from transforms.syntax import Tree

SHOWN = 0.3
"""Confidence from which the views show an event when nothing is asked."""


def by_both(met: Met) -> list[Candidate]:
    """Return the events as they ship."""
    return possible_events(met.tree, met.mentions)


def by_lexicon(met: Met) -> list[Candidate]:
    """Return the events that the ontology's patterns find without the classifiers."""
    return possible_events(Tree(replace(met.tree.reading, triggers=())), met.mentions)


def by_classifiers(met: Met) -> list[Candidate]:
    """Return the events that the classifiers find without the ontology's patterns; PLOVER's rulings hold."""
    return ruled(met.tree, vote(met.tree, [], ruled_out(met.tree), met.mentions))


CODERS: Mapping[str, Callable[[Met], list[Candidate]]] = {
    "lexicon": by_lexicon, "classifiers": by_classifiers, "both": by_both,
}  # fmt: skip


@dataclass
class Figures:
    """Counts of one coder. Below the first two, only events whose trigger and type were found are counted."""

    events: Counts = field(default_factory=Counts)
    typed: Counts = field(default_factory=Counts)
    factuality: Counts = field(default_factory=Counts)
    modes: Counts = field(default_factory=Counts)
    contexts: Counts = field(default_factory=Counts)
    actors: Counts = field(default_factory=Counts)
    recipients: Counts = field(default_factory=Counts)


ROWS = {
    "events": "trigger",
    "typed": "trigger and type",
    "factuality": "factuality of a typed event",
    "modes": "its mode, or none",
    "contexts": "its contexts",
    "actors": "its actors",
    "recipients": "its recipients",
}


def measure(sentences: Sequence[Met], coder: Callable[[Met], list[Candidate]], least: float) -> Figures:
    """Return what a coder finds in our sentences."""
    figures = Figures()
    for met in sentences:
        found = [one for one in coder(met) if confidence_of(one) >= least]
        _add(figures, met, found)
    return figures


def _add(figures: Figures, met: Met, found: Sequence[Candidate]) -> None:
    """Add a sentence; every annotated event and every one found counts once."""
    annotated = met.annotated.events
    pairs = _paired(met.tree, annotated, found)
    typed = [(one, event) for one, event in pairs if one.event_type == event.event_type]
    figures.events = figures.events + Counts(len(annotated), len(found), len(pairs))
    figures.typed = figures.typed + Counts(len(annotated), len(found), len(typed))
    for one, event in typed:
        figures.factuality = figures.factuality + Counts(1, 1, one.fact.factuality == event.factuality)
        figures.modes = figures.modes + Counts(1, 1, one.mode == event.mode)
        contexts = set(contexts_of(met.tree, one))
        figures.contexts = figures.contexts + Counts(
            len(event.contexts), len(contexts), len(contexts & set(event.contexts))
        )
        figures.actors = figures.actors + _participant_counts(met.tree, one.actors, event.roles.get("actor", ()))
        figures.recipients = figures.recipients + _participant_counts(
            met.tree, one.recipients, event.roles.get("recipient", ())
        )


def _paired(
    tree: Tree, annotated: Sequence[AnnotatedEvent], found: Sequence[Candidate]
) -> list[tuple[Candidate, AnnotatedEvent]]:
    """Return the events found with the annotated ones at their words, those of the same type first."""
    left, pairs = list(found), []
    for event in annotated:
        here = [one for one in left if is_at(tree, one, event)]
        if here:
            one = next((one for one in here if one.event_type == event.event_type), here[0])
            left.remove(one)
            pairs.append((one, event))
    return pairs


def _participant_counts(tree: Tree, found: Sequence[Spotted], annotated: Sequence[tuple[int, int]]) -> Counts:
    """Return how many mentions lie on annotated participants; none counts twice."""
    left, right = list(annotated), 0
    for spotted in found:
        hit = next((span for span in left if overlap(span, span_of(tree, spotted))), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return Counts(len(annotated), len(found), right)


def page(sentences: Sequence[Met], figures: Mapping[str, Figures], least: float) -> str:
    """Return the page: a table for each coder side by side."""
    events = sum(len(met.annotated.events) for met in sentences)
    lines = [
        "# Which coder of events ships, and what it finds",
        "",
        "Written by `python -m benchmarks.coders`. The lexicon of the ontology and the classifiers read the same",
        f"{len(sentences):,} sentences of ours, held out from training, which tell {events:,} events.",
        f"What has a confidence of {least:g} or more is counted. Percent; n: annotated. We wrote sentences and",
        "lexicon alike, so this compares coders and flatters all three: [figures.md](figures.md) has sets of others.",
        "",
        f"| what | {' | '.join(f'{name}: P | R | F1 | n' for name in figures)} |",
        "|---" + "|---:" * (4 * len(figures)) + "|",
    ]
    for name, what in ROWS.items():
        cells = [_cells(getattr(figure, name)) for figure in figures.values()]
        lines.append(f"| {what} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cells(counts: Counts) -> str:
    return f"{counts.precision:.1f} | {counts.recall:.1f} | {counts.f1:.1f} | {counts.gold:,}"


def main() -> None:
    """Measure the coders and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="page to write")
    parser.add_argument("--confidence", type=float, default=SHOWN, help="confidence from which an event counts")
    arguments = parser.parse_args()
    sentences = list(held_out(OWN))
    figures = {name: measure(sentences, coder, arguments.confidence) for name, coder in CODERS.items()}
    arguments.out.write_text(page(sentences, figures, arguments.confidence), encoding="utf-8")


if __name__ == "__main__":
    main()
