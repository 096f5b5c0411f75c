"""Training of the confidence of events: our own stories in, `transforms/coding/confidence.csv` out.

    python -m training.confidence

What the coder finds in a story, with weights of the choice of types that this story has not taught, is right where its
words share those of a mention of a happening of its type, with the factuality that the mention gives; its actors and
recipients are judged as those of whole rows are. What only stands near a mention of its type is not judged. Weights are
those of a logistic curve that foretells the share of the three that is right, fitted by Newton's method with a penalty
on large ones; the same stories give the same file. Only what is told as done is learned from: stories leave much
unmarked of what is planned, demanded or denied.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from benchmarks.yardstick.rows import EventRow, Happening, Party, RowItem
from benchmarks.yardstick.rows_documents import CleanedDocument, cleaned_document
from benchmarks.yardstick.rows_judging import judge
from benchmarks.yardstick.rows_scoring import NEAR
from training.choices import fold_of, learned_stories, learned_words, weights_by_fold
from training.story import Mark, Story
from training.story_rows import to_rows
from transforms.coding import choosing
from transforms.coding.candidates import Candidate
from transforms.coding.confidence import WEIGHTS, features
from transforms.language.engine import load_engine
from transforms.mentions import find_mentions
from transforms.reports import possible_events
from transforms.sentences import split_sentences
from transforms.syntax import Tree
from transforms.tables import Sentence

ACTUAL = "actual"
RIDGE = 3.0  # penalty on the squares of the weights
STEPS = 50  # of Newton's method; it needs about eight

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """An event that the coder found in a story, and how much of it is right."""

    story: str
    features: Mapping[str, float]
    worth: float
    """Share of event, actors and recipients that are right; 0 where the event is not."""


def judged_events(stories: Sequence[Story]) -> list[Judged]:
    """Return the events that the coder finds in stories, each judged; no story has taught how it is coded itself."""
    weights = weights_by_fold(learned_words())
    found: list[Judged] = []
    for story in stories:
        with patch.object(choosing, "load_weights", return_value=weights[fold_of(story.name)]):
            found += _judged(story)
    return found


def _judged(story: Story) -> Iterator[Judged]:
    factuality = {one.id: one.factuality for one in story.happenings}
    for document, row in zip(story.documents, to_rows(story), strict=True):
        item = RowItem.model_validate(row)
        happenings = {one.id.removeprefix(f"{story.name}."): one for one in item.happenings}
        cleaned = cleaned_document(item)
        found = _coded(cleaned) if cleaned else ()
        for one, start, end in (told for told in found if told[0].fact.factuality == ACTUAL):
            near = [mark for mark in document.mentions if _common(mark, start, end) >= -NEAR]
            same = [mark for mark in near if one.event_type in happenings[mark.happening].types]
            shared = [mark for mark in same if _common(mark, start, end) > 0]
            if same and not shared:
                continue
            right = [mark for mark in shared if (mark.factuality or factuality[mark.happening]) == ACTUAL]
            worth = max((_worth(one, happenings[mark.happening]) for mark in right), default=0.0)
            yield Judged(story.name, features(one), worth)


def _worth(one: Candidate, happening: Happening) -> float:
    """Return the share of an event that is right, its actors and its recipients, judged leniently."""
    actors, recipients = (
        tuple(Party(country=spotted.mention.country, sector=spotted.mention.sector) for spotted in side)
        for side in (one.actors, one.recipients)
    )
    fields = judge(happening, EventRow(event_type=one.event_type, actors=actors, recipients=recipients), leniently=True)
    return (1 + fields["actor"] + fields["recipient"]) / 3


def _common(mark: Mark, start: int, end: int) -> int:
    """Return how many characters a mark has in common with a span; less than none where they stand apart."""
    return min(mark.end, end) - max(mark.start, start)


def _coded(cleaned: CleanedDocument) -> Iterator[tuple[Candidate, int, int]]:
    """Yield what may be an event in a document, with where its words stand in the text of the story."""
    document = cleaned.document
    sentences = split_sentences(document)
    readings = load_engine().read([_text(document.text, one) for one in sentences])
    mentions = find_mentions(document, sentences, readings)
    for sentence, reading, spotted in zip(sentences, readings, mentions, strict=True):
        tree, start = Tree(reading), sentence.sentence_start
        for one in possible_events(tree, [each for each in spotted if each.may_act]):
            span = cleaned.original(start + tree.token(one.position).start, start + tree.token(one.last - 1).end)
            yield one, span.start, span.end


def _text(text: str, sentence: Sentence) -> str:
    return text[sentence.sentence_start : sentence.sentence_end]


def fit(judged: Sequence[Judged]) -> Floats:
    """Return the weights that make what is right likeliest, by Newton's method with a penalty on large weights."""
    x = np.array([tuple(one.features.values()) for one in judged], dtype=float)
    y = np.array([one.worth for one in judged], dtype=float)
    weights: Floats = np.zeros(x.shape[1])
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


def main() -> None:
    """Learn from all stories but those held out, and write the weights."""
    judged = judged_events(learned_stories())
    weights = fit(judged)
    print(len(judged), "events,", round(sum(one.worth > 0 for one in judged) / len(judged), 3), "right")
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows((name, f"{weight:.4f}") for name, weight in zip(judged[0].features, weights, strict=True))


if __name__ == "__main__":
    main()
