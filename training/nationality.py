"""Training of the weights of countries: our own stories in, `transforms/nationality/weights.csv` out.

    python -m training.nationality

A participant of whom no word tells a country is a choice among the countries that its document names, and none of
them. The right one is that of the party of the story that it is: one of the happening whose words its report's trigger
shares, else of all parties that bear its words. Weights are those of a softmax over the options, fitted by full-batch
Adagrad with L2; the same stories give the same file. Stories that are held out are not learned from; beside writing
the file it tells, ten-fold over stories, how many are given a country and how many of these rightly.
"""

import csv
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from training.stories import read_stories
from training.story import Document as StoryDocument
from training.story import Happening, Party, Story
from transforms.documents.datelines import find_dateline
from transforms.extraction import Extraction, extract
from transforms.identifiers import key
from transforms.language.engine import load_engine
from transforms.mentions import find_mentions
from transforms.nationality import LIKELY, NONE, WEIGHTS, Evidence, Weigher, choose, open_parties
from transforms.nationality import Party as Open
from transforms.syntax import Tree
from transforms.tables import Document

ROUNDS = 200
RATE = 0.3
DECAY = 40.0
RARE = 4  # times that a fact must be seen to get a weight
SMALL = 0.01  # weights nearer to zero are left out
FOLDS = 10
ALIKE = 0.3  # least likeness of the words of a participant and a party that are taken for one
CONTAINED, SAME_SECTOR = 0.5, 0.3  # what adds to the likeness of words: that one holds the other, a sector of the party
PLAIN = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "and",
        "or",
        "to",
        "for",
        "by",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "some",
    ]
)
"""Words that make no two parties alike."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """A participant of a story without a country: what speaks for each, and which are right."""

    story: str
    facts: dict[str, list[str]]
    right: frozenset[str]
    """Accepted countries; empty where no reader could know."""

    def is_right(self, country: str) -> bool:
        """Whether an option is right: `NONE` where none of the accepted ones is weighed."""
        return country in self.right or (country == NONE and not self.right & self.facts.keys())


def choices_of(story: Story) -> Iterator[Choice]:
    """Yield the choices that the documents of a story offer."""
    by_words = _by_words(story)
    for document in story.documents:
        extraction = extract([document_of(document, story.name)])[0]
        evidence = evidence_of(extraction)
        bare = [one.model_copy(update={"country": None}) if one.country_basis != "mention" else one
                for one in extraction.participants]  # fmt: skip
        weighers = {at: Weigher(alone(evidence, at)) for at in range(len(evidence.sentences))}
        for party in open_parties(evidence, extraction.reports, bare):
            meant = _meant(party, document, story) or by_words.get(_words(party.spotted.mention.mention))
            if meant is not None:
                yield Choice(story.name, Weigher(evidence).facts_of(party), meant)
                yield Choice(story.name, weighers[party.sentence].facts_of(_by_itself(party)), meant)


def document_of(told: StoryDocument, story: str) -> Document:
    """Return the document of a story as the pipeline has it; its text is kept, so that marks stand in it."""
    body = told.text.split("\n", 1)[-1].lstrip() if told.title else told.text
    address = f"{story}#{told.id}"
    return Document(
        document_id=key(story, told.id),
        source_id="stories",
        path=address,
        address=address,
        url=None,
        title=told.title,
        deck=None,
        byline=None,
        dateline=find_dateline(body),
        published_first_on=told.published,
        published_last_on=told.published,
        published_basis="metadata" if told.published else "unknown",
        modified_at=None,
        language="en",
        text=told.text,
        raw_hash=key(story, told.id),
    )


def alone(evidence: Evidence, at: int) -> Evidence:
    """Return what a sentence tells of countries where it is all of its document, so that little evidence is learned."""
    sentence = evidence.sentences[at]
    spotted = [mentions if place == at else () for place, mentions in enumerate(evidence.spotted)]
    toponyms = [one for one in evidence.toponyms if one.sentence_id == sentence.sentence_id]
    return replace(evidence, spotted=spotted, toponyms=toponyms)


def _by_itself(party: Open) -> Open:
    """Return a party without the place that its event has by the rest of its document."""
    is_stated = party.report.place_basis == "stated"
    return party if is_stated else replace(party, place_country=None)


def evidence_of(extraction: Extraction) -> Evidence:
    """Return what a document tells of countries."""
    text, sentences = extraction.document.text, extraction.sentences
    readings = load_engine().read([text[one.sentence_start : one.sentence_end] for one in sentences])
    spotted = find_mentions(extraction.document, sentences, readings)
    places = {place.place_id: place for place in extraction.places}
    return Evidence(extraction.document, sentences, [*map(Tree, readings)], spotted, extraction.toponyms, places)


def _meant(party: Open, document: StoryDocument, story: Story) -> frozenset[str] | None:
    """Return the countries of the party of a happening that a participant is; None where it is none of them."""
    happened = _happening(party, document, story)
    if happened is None:
        return None
    both = (*happened.actors, *happened.recipients)
    sides = both if happened.mutual else getattr(happened, f"{party.participant.role}s")
    best = max(sides, key=lambda side: _likeness(party, side), default=None)
    return _countries(best) if best and _likeness(party, best) >= ALIKE else None


def _happening(party: Open, document: StoryDocument, story: Story) -> Happening | None:
    """Return the happening of the report's type whose words its trigger shares."""
    start, end = party.report.trigger_start, party.report.trigger_end
    told = {mark.happening for mark in document.mentions if mark.start < end and start < mark.end}
    found = (one for one in story.happenings if one.id in told and party.report.event_type in one.types)
    return next(found, None)


def _likeness(party: Open, side: Party) -> float:
    """Return how like a participant is to a party of a story."""
    mine = _words(party.spotted.mention.mention)
    best = 0.0
    for name in side.names:
        theirs = _words(name)
        if mine and theirs:
            best = max(best, len(mine & theirs) / len(mine | theirs) + CONTAINED * (mine <= theirs or theirs <= mine))
    return best + SAME_SECTOR * (party.participant.sector in (side.sectors or ()))


def _words(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words.casefold())) - PLAIN


def _by_words(story: Story) -> dict[frozenset[str], frozenset[str]]:
    """Return the countries of the parties of a story by their words, where those tell them alone."""
    found: dict[frozenset[str], set[frozenset[str]]] = defaultdict(set)
    for happening in story.happenings:
        for side in (*happening.actors, *happening.recipients):
            for name in side.names:
                found[_words(name)].add(_countries(side))
    return {words: next(iter(countries)) for words, countries in found.items() if words and len(countries) == 1}


def _countries(side: Party) -> frozenset[str]:
    return frozenset(side.countries or ())


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """Return the weight of each fact that is seen often enough."""
    seen = Counter(fact for one in choices for told in one.facts.values() for fact in set(told))
    known = {fact: place for place, fact in enumerate(sorted(f for f, count in seen.items() if count >= RARE))}
    options = [
        (place, one.is_right(country), told) for place, one in enumerate(choices) for country, told in one.facts.items()
    ]
    row = np.array([at for at, (*_, told) in enumerate(options) for fact in told if fact in known])
    column = np.array([known[fact] for *_, told in options for fact in told if fact in known])
    choice, right = np.array([place for place, *_ in options]), np.array([is_right for _, is_right, _ in options])
    starts = np.flatnonzero(np.diff(choice, prepend=-1))
    weights: Floats = np.zeros(len(known))
    squares: Floats = np.full(len(known), 1e-6)
    for _ in range(ROUNDS):
        scores = np.asarray(np.bincount(row, weights[column], len(options)), np.float64)
        gradient = _softmax(scores, choice, starts) - _softmax(np.where(right, scores, -1e9), choice, starts)
        slope: Floats = np.bincount(column, gradient[row], len(known)) + DECAY * weights
        squares += slope**2
        weights -= RATE * slope / np.sqrt(squares)
    return {fact: round(float(weights[place]), 3) for fact, place in known.items() if abs(weights[place]) >= SMALL}


def _softmax(scores: Floats, choice: NDArray[np.int64], starts: NDArray[np.int64]) -> Floats:
    """Return the probability of each option within its choice."""
    powers = np.exp(scores - np.maximum.reduceat(scores, starts)[choice])
    return np.asarray(powers / np.add.reduceat(powers, starts)[choice])


def tried(choices: Sequence[Choice]) -> Iterator[tuple[Choice, str | None]]:
    """Yield each choice with the country that weights give it which were learned from other stories."""
    for fold in range(FOLDS):
        weights = fit([one for one in choices if _fold(one.story) != fold])
        for one in choices:
            if _fold(one.story) == fold:
                chosen = choose(one.facts, weights)
                yield one, chosen.country if chosen and chosen.probability >= LIKELY else None


def _fold(story: str) -> int:
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) // FOLDS % FOLDS


def figures(answers: Iterable[tuple[Choice, str | None]]) -> str:
    """Return in words how many are given a country, and how many rightly."""
    listed = list(answers)
    given = [(one, country) for one, country in listed if country]
    right = sum(country in one.right for one, country in given)
    return f"{len(listed)} participants, {len(given)} given a country, {right} of them rightly"


def main() -> None:
    """Learn from the stories that are not held out, tell how well it does on others, write the weights."""
    choices = [one for story in read_stories() if not story.is_held_out for one in choices_of(story)]
    print("ten-fold over stories:", figures(tried(choices)))
    weights = fit(choices)
    print(len(weights), "weights")
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("fact", "weight"))
        writer.writerows(sorted(weights.items()))


if __name__ == "__main__":
    main()
