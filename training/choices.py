"""Training of what is an event and of which type: our own texts in, `transforms/coding/choices.csv` out.

    python -m training.choices

A word of a story that may name an event is a choice among the types that are proposed for it, and none. Right are the
types of the happenings whose mentions share its words, none where there is no such mention. A word near a mention of a
type that is proposed for it is not learned from, for it may tell the same deed, nor is a word without a mention that is
not told as done, for stories leave much unmarked of what is planned, demanded or denied. Weights are those of a softmax
over the options, fitted by full-batch Adagrad with L2; the same texts give the same file. Stories that are held out are
not learned from; of our own sentences those are that the classifier has not seen, among them many without an event, and
the ontology gives its examples and near misses. Beside writing the file it tells, five-fold over stories, how many
words are taken for an event and how many of these rightly.
"""

import csv
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.own_sentences import OWN, held_out, overlap
from benchmarks.yardstick.rows import RowItem
from benchmarks.yardstick.rows_documents import CleanedDocument, cleaned_document
from benchmarks.yardstick.rows_scoring import NEAR
from training.stories import read_stories
from training.story import Mark, Story
from training.story_rows import to_rows
from transforms.coding.choosing import WEIGHTS
from transforms.coding.evidence import told_of_type, told_of_word
from transforms.coding.factuality import fact_of
from transforms.coding.proposals import Proposal, proposed
from transforms.language.engine import load_engine
from transforms.ontology import load_ontology
from transforms.sentences import split_sentences
from transforms.syntax import Tree
from transforms.tables import Sentence

ACTUAL = "actual"
ROUNDS = 150
RATE = 0.3
DECAY = 5.0
RARE = 4  # times that evidence must be seen to get a weight
SMALL = 0.02  # weights nearer to zero are left out
FOLDS = 5
LIKELY = 0.5  # probability from which the told figures take a word for an event

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Piece = tuple[int, int]
TYPES = tuple(load_ontology().types.values())


@dataclass(frozen=True)
class Word:
    """A word of a story that may name an event: what speaks for each type, and which types are right."""

    story: str
    evidence: Mapping[str, Mapping[str, float]]
    """By type."""
    right: frozenset[str]
    """Types of the happenings that it names; empty where it names none."""

    @property
    def options(self) -> list[tuple[str, Mapping[str, float], bool]]:
        """The types and none, each with its evidence and whether it is right."""
        none_is_right = not self.right & self.evidence.keys()
        typed = [(name, told, name in self.right) for name, told in self.evidence.items()]
        return [("", {}, none_is_right), *typed]


@dataclass
class Table:
    """The evidence of all options of all words, as the fit wants it: option, column and strength of each piece."""

    rows: Whole
    columns: Whole
    values: Floats
    word: Whole
    """Number of the word of each option."""
    is_right: NDArray[np.bool_]
    starts: Whole = field(init=False)

    def __post_init__(self) -> None:
        self.starts = np.flatnonzero(np.diff(self.word, prepend=-1))

    def scores(self, weights: Floats) -> Floats:
        """Return the score of each option."""
        return np.asarray(np.bincount(self.rows, weights[self.columns] * self.values, len(self.word)), np.float64)

    def softmax(self, scores: Floats) -> Floats:
        """Return the probability of each option among those of its word."""
        top = np.maximum.reduceat(scores, self.starts)
        powers = np.exp(scores - top[self.word])
        return np.asarray(powers / np.add.reduceat(powers, self.starts)[self.word])


def words_of(story: Story) -> Iterator[Word]:
    """Yield the words of a story's documents that may name events."""
    types = {one.id: frozenset(one.types) for one in story.happenings}
    for document, row in zip(story.documents, to_rows(story), strict=True):
        cleaned = cleaned_document(RowItem.model_validate(row))
        if cleaned is None:
            continue
        for sentence, tree in trees_of(cleaned):
            for proposal in proposed(tree):
                spans = [_original(cleaned, sentence, tree, at) for at in (proposal.position, *proposal.objects)]
                right = _types(types, document.mentions, spans, 1)
                near = _types(types, document.mentions, spans, -NEAR)
                is_open = bool(near & set(proposal.types)) or fact_of(tree, proposal.position).factuality != ACTUAL
                if right or not is_open:
                    yield Word(story.name, evidence_of(tree, proposal), right)


def words_of_sentences() -> Iterator[Word]:
    """Yield the words that may name events of our own sentences from which the classifier has not learned."""
    for met in held_out(OWN):
        types = {event.event_type for event in met.annotated.events}
        for proposal in proposed(met.tree):
            tokens = [met.tree.token(at) for at in (proposal.position, *proposal.objects)]
            right = frozenset(
                event.event_type
                for event in met.annotated.events
                for token in tokens
                if overlap((token.start, token.end), event.trigger)
            )
            # An act that is named twice has one line there, so a second word of its type may tell it too.
            if right or not types & set(proposal.types):
                yield Word(met.annotated.marked.text, evidence_of(met.tree, proposal), right)


def words_of_ontology() -> Iterator[Word]:
    """Yield the words that may name events of the ontology's own examples and near misses."""
    told = [
        *((one.text, one.trigger, kind.event_type) for kind in TYPES for one in kind.examples),
        *((one.text, "", one.event_type) for kind in TYPES for one in kind.near_misses),
    ]
    readings = load_engine().read([text for text, _, _ in told])
    for (text, trigger, event_type), reading in zip(told, readings, strict=True):
        tree, start = Tree(reading), text.find(trigger)
        span = (start, start + len(trigger)) if trigger else (0, len(text))
        for proposal in proposed(tree):
            tokens = [tree.token(at) for at in (proposal.position, *proposal.objects)]
            is_named = any(overlap((token.start, token.end), span) for token in tokens)
            if event_type in proposal.types and is_named:
                yield Word(text, evidence_of(tree, proposal), frozenset({event_type}))
            elif event_type is None:
                yield Word(text, evidence_of(tree, proposal), frozenset())


def trees_of(cleaned: CleanedDocument) -> Iterator[tuple[Sentence, Tree]]:
    """Yield the sentences of a document with their trees."""
    sentences, text = split_sentences(cleaned.document), cleaned.document.text
    readings = load_engine().read([text[one.sentence_start : one.sentence_end] for one in sentences])
    yield from zip(sentences, map(Tree, readings), strict=True)


def _original(cleaned: CleanedDocument, sentence: Sentence, tree: Tree, at: int) -> Piece:
    token, start = tree.token(at), sentence.sentence_start
    span = cleaned.original(start + token.start, start + token.end)
    return span.start, span.end


def _types(
    types: Mapping[str, frozenset[str]], marks: Iterable[Mark], spans: Sequence[Piece], common: int
) -> frozenset[str]:
    """Return the types of the happenings whose mentions have at least so many characters in common with the spans."""
    near = (one for one in marks if any(min(one.end, end) - max(one.start, start) >= common for start, end in spans))
    return frozenset(event_type for one in near for event_type in types[one.happening])


def evidence_of(tree: Tree, proposal: Proposal) -> dict[str, dict[str, float]]:
    """Return what speaks for each type that is proposed for a word."""
    shared = told_of_word(tree, proposal)
    found: dict[str, dict[str, float]] = {}
    for event_type in proposal.types:
        told = found.setdefault(event_type, dict.fromkeys(shared, 1.0))
        for name, value in told_of_type(tree, proposal, event_type):
            told[name] = told.get(name, 0.0) + value
    return found


def known_evidence(words: Sequence[Word]) -> list[str]:
    """Return the evidence that is seen often enough, in the order of its columns."""
    seen = Counter(name for one in words for told in one.evidence.values() for name in told)
    return sorted(name for name, count in seen.items() if count >= RARE)


def table_of(words: Sequence[Word], known: Sequence[str]) -> Table:
    """Return the table of some words."""
    columns = {name: place for place, name in enumerate(known)}
    options = [(number, option) for number, one in enumerate(words) for option in one.options]
    told = [
        (row, columns[name], value)
        for row, (_, (_, evidence, _)) in enumerate(options)
        for name, value in evidence.items()
        if name in columns
    ]
    rows, places, values = zip(*told, strict=True)
    return Table(
        np.array(rows, np.int64),
        np.array(places, np.int64),
        np.array(values, np.float64),
        np.array([number for number, _ in options], np.int64),
        np.array([is_right for _, (_, _, is_right) in options]),
    )


def fit(words: Sequence[Word]) -> dict[str, float]:
    """Return the weight of each piece of evidence that is seen often enough."""
    known = known_evidence(words)
    table = table_of(words, known)
    weights: Floats = np.zeros(len(known))
    squares: Floats = np.full(len(known), 1e-6)
    for _ in range(ROUNDS):
        scores = table.scores(weights)
        gradient = table.softmax(scores) - table.softmax(np.where(table.is_right, scores, -1e9))
        slope: Floats = np.bincount(table.columns, gradient[table.rows] * table.values, len(known)) + DECAY * weights
        squares += slope**2
        weights -= RATE * slope / np.sqrt(squares)
    return {name: round(float(value), 3) for name, value in zip(known, weights, strict=True) if abs(value) >= SMALL}


def fold_of(story: str) -> int:
    """Return in which part of the stories a story is tried."""
    return zlib.crc32(story.encode()) % FOLDS


def weights_by_fold(words: Sequence[Word]) -> list[dict[str, float]]:
    """Return, for each part of the stories, the weights that the others teach."""
    return [fit([one for one in words if fold_of(one.story) != fold]) for fold in range(FOLDS)]


def figures(words: Sequence[Word], weights: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return how many words are taken for an event, by weights that their story has not taught, and how rightly."""
    found = right = named = 0
    for one in words:
        told = weights[fold_of(one.story)]
        scores = {
            name: sum(told.get(evidence, 0.0) * value for evidence, value in table.items())
            for name, table in one.evidence.items()
        }
        best = max(scores, key=scores.__getitem__)
        total = 1 + sum(np.exp(score) for score in scores.values())
        named += bool(one.right)
        if np.exp(scores[best]) / total >= LIKELY:
            found += 1
            right += best in one.right
    return {"words": len(words), "taken": found, "precision": right / found, "recall": right / named}


def learned_stories() -> list[Story]:
    """Return the stories that may be learned from."""
    return [story for story in read_stories() if not story.is_held_out]


def learned_words() -> list[Word]:
    """Return the words that may be learned from: of the stories, the ontology, and sentences new to the classifier."""
    stories = (word for story in learned_stories() for word in words_of(story))
    return [*stories, *words_of_sentences(), *words_of_ontology()]


def main() -> None:
    """Learn from all stories but those held out, tell how well they come out, write the weights."""
    words = learned_words()
    print({name: round(value, 3) for name, value in figures(words, weights_by_fold(words)).items()})
    weights = fit(words)
    print(len(weights), "weights")
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("evidence", "weight"))
        writer.writerows(sorted(weights.items()))


if __name__ == "__main__":
    main()
