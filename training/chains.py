"""Training of event coreference: our own stories in, `transforms/chains/weights.csv` out.

    python -m training.chains

What the pipeline reports of the documents of a story is compared by the very code that compares it in use: two reports
of one document, and two of different documents of the story. Those that stand on words marked for one happening are
one event, those marked for two are two; a report that stands on no mark teaches nothing. Held-out stories are left out.
The weights are those of a logistic regression with L2, fitted by Newton's method; the same stories give the same file.
`--folds` tells what comes out on stories that were not learned from, five-fold.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from training.softmax import write_weights
from training.stories import read_stories
from training.story import Document as StoryDocument
from training.story import Story, fold_of
from training.story_documents import as_read
from transforms.chains import Standing, accounts_of
from transforms.chains.account import Account
from transforms.chains.chaining import compared
from transforms.chains.comparing import facts_across
from transforms.chains.likelihood import WEIGHTS
from transforms.chains.merging import merged
from transforms.chains.sketch import Sketch
from transforms.extraction import extract_sentences, standings_of
from transforms.language.engine import load_engine
from transforms.learned_weights import score_of
from transforms.sentences import split_sentences

RARE = 8  # pairs that must show a fact before it gets a weight
DECAY = 4.0  # of L2
ACROSS = 0.5  # weight of a pair of two documents: there are three times as many
STEPS = 8  # of Newton's method; it has settled by then
SMALL = 0.02  # weights nearer to zero are left out
FOLDS = 5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """Two reports with what speaks for or against their telling one event, and whether they do."""

    story: str
    facts: tuple[str, ...]
    is_one: bool
    is_within: bool
    """Whether they are of one document."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A report of a story with the happening on whose mark it stands; null for none."""

    standing: Standing
    account: Account
    happening: str | None


FLOORS = (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0)  # log odds


def marked_reports(told: StoryDocument, name: str) -> list[Marked]:
    """Return the reports of a document of a story, in the order of the text."""
    document = as_read(told, name)
    if document is None or document.text != told.text:  # else the marks would not fit
        return []
    sentences = split_sentences(document)
    texts = [document.text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences]
    readings = load_engine().read(texts)
    extraction = extract_sentences(document, sentences, readings)
    ends = {report.report_id: (report.trigger_start, report.trigger_end) for report in extraction.reports}
    standings = standings_of(extraction, readings)
    accounts = accounts_of(standings, extraction.reports, extraction.participants)
    return [
        Marked(standing, accounts[standing.sketch.key], happening_at(told, *ends[standing.sketch.key]))
        for standing in standings
    ]


def happening_at(told: StoryDocument, start: int, end: int) -> str | None:
    """Return the happening of the mark that shares most characters with some words."""
    shared = [(min(mark.end, end) - max(mark.start, start), mark.happening) for mark in told.mentions]
    most, happening = max(shared, default=(0, ""), key=lambda pair: pair[0])
    return happening if most > 0 else None


def examples_of(story: Story) -> Iterator[Example]:
    """Yield the pairs of reports of a story of which it is known whether they tell one event."""
    documents = [marked_reports(told, f"{story.name}.{told.id}") for told in story.documents]
    for reports in documents:
        for earlier, later, found in compared([marked.standing for marked in reports]):
            yield from _example(story, reports[earlier], reports[later], found, is_within=True)
    for ours, theirs in combinations([chains_in(reports) for reports in documents], 2):
        for one, sketch in ours.items():
            for other, other_sketch in theirs.items():
                yield Example(story.name, tuple(facts_across(sketch, other_sketch)), one == other, is_within=False)


def chains_in(reports: Sequence[Marked]) -> dict[str, Sketch]:
    """Return what all reports of a document tell of each happening."""
    told: dict[str, list[Marked]] = defaultdict(list)
    for marked in reports:
        if marked.happening:
            told[marked.happening].append(marked)
    return {
        happening: merged([marked.standing.sketch for marked in members], [marked.account for marked in members])
        for happening, members in told.items()
    }


def _example(
    story: Story, marked: Marked, other: Marked, found: Iterable[str], *, is_within: bool
) -> Iterator[Example]:
    if marked.happening and other.happening:
        yield Example(story.name, tuple(found), marked.happening == other.happening, is_within)


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weight of each fact that is seen often enough."""
    seen = Counter(fact for example in examples for fact in set(example.facts))
    places = {fact: index for index, fact in enumerate(sorted(fact for fact, count in seen.items() if count >= RARE))}
    shown = matrix(examples, places)
    right = np.array([example.is_one for example in examples], np.float64)
    counts = np.array([1.0 if example.is_within else ACROSS for example in examples])
    weights: Floats = np.zeros(len(places))
    for _ in range(STEPS):
        odds = 1 / (1 + np.exp(-np.clip(shown @ weights, -30, 30)))
        slope = shown.T @ (counts * (right - odds)) - DECAY * weights
        curve = (shown * (counts * odds * (1 - odds))[:, None]).T @ shown + DECAY * np.eye(len(places))
        weights += np.linalg.solve(curve, slope)
    return {fact: round(float(weights[place]), 3) for fact, place in places.items() if abs(weights[place]) >= SMALL}


def matrix(examples: Sequence[Example], places: dict[str, int]) -> Floats:
    """Return which facts each example shows, as ones and zeros."""
    shown: Floats = np.zeros((len(examples), len(places)))
    for row, example in enumerate(examples):
        shown[row, [places[fact] for fact in example.facts if fact in places]] = 1
    return shown


def scores_by_fold(examples: Sequence[Example]) -> list[float]:
    """Return the log odds of each example by weights that were not learned from its story."""
    fold = [fold_of(example.story, FOLDS) for example in examples]
    scores = [0.0] * len(examples)
    for number in range(FOLDS):
        weights = fit([example for example, of in zip(examples, fold, strict=True) if of != number])
        for index, example in enumerate(examples):
            if fold[index] == number:
                scores[index] = score_of(example.facts, weights)
    return scores


def f1(examples: Sequence[Example], scores: Sequence[float], floor: float) -> float:
    """Return the F1 of the pairs that score above a floor."""
    right = sum(example.is_one and score > floor for example, score in zip(examples, scores, strict=True))
    told = sum(score > floor for score in scores) + sum(example.is_one for example in examples)
    return 2 * right / told if told else 0.0


def main() -> None:
    """Learn from the stories that are not held out, and write the weights."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--folds", action="store_true", help="tell what comes out on stories not learned from")
    asked = parser.parse_args()
    examples = [example for story in read_stories() if not story.is_held_out for example in examples_of(story)]
    print(f"{len(examples)} pairs, {sum(example.is_one for example in examples)} of one event")
    if asked.folds:
        scores = scores_by_fold(examples)
        for is_within in (True, False):
            chosen = [index for index, example in enumerate(examples) if example.is_within == is_within]
            pairs, odds = [examples[place] for place in chosen], [scores[place] for place in chosen]
            told = ", ".join(f"{floor:+.1f} {f1(pairs, odds, floor):.3f}" for floor in FLOORS)
            print(f"{'within' if is_within else 'across'} documents, F1 of pairs by floor: {told}")
    weights = fit(examples)
    write_weights(WEIGHTS, weights)
    print(f"{len(weights)} weights")


if __name__ == "__main__":
    main()
