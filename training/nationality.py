"""Training of the weights of countries: our own stories in, `transforms/nationality/weights.csv` out.

    python -m training.nationality

A participant of whom no word tells a country is a choice among the countries that its document names, and none of
them. The right one is that of the party of the story that it is: one of the happening whose words its report's trigger
shares, else of all parties that bear its words. Weights are those of a softmax over the options, fitted by full-batch
Adagrad with L2; the same stories give the same file. Stories that are held out are not learned from; beside writing
the file it tells, ten-fold over stories, how many are given a country and how many of these rightly.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from training.softmax import Options, Settings, fit, write_weights
from training.stories import read_stories
from training.story import Document as StoryDocument
from training.story import Happening, Party, Story, fold_of
from training.story_documents import as_marked
from transforms.document_drafts import CodedParticipant, PlacedReport
from transforms.extraction import Extraction, extract
from transforms.language.engine import load_engine
from transforms.mentions import find_mentions
from transforms.nationality import LIKELY, NONE, WEIGHTS, Evidence, Weigher, choose, open_parties
from transforms.nationality import Party as Open
from transforms.syntax import Tree

SETTINGS = Settings(rounds=200, decay=40.0, rare=4, small=0.01)
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
        extraction = extract([as_marked(document, story.name)])[0]
        evidence = evidence_of(extraction)
        bare = [
            CodedParticipant.of(row, country=row.country if row.country_basis == "mention" else None)
            for row in extraction.participants
        ]
        weighers = {at: Weigher(alone(evidence, at)) for at in range(len(evidence.sentences))}
        for party in open_parties(evidence, [*map(PlacedReport.of, extraction.reports)], bare):
            meant = _meant(party, document, story) or by_words.get(_words(party.spotted.mention.mention))
            if meant is not None:
                yield Choice(story.name, Weigher(evidence).facts_of(party), meant)
                yield Choice(story.name, weighers[party.sentence].facts_of(_by_itself(party)), meant)


def alone(evidence: Evidence, at: int) -> Evidence:
    """Return what a sentence tells of countries where it is all of its document, so that little evidence is learned."""
    sentence = evidence.sentences[at]
    spotted = [mentions if index == at else () for index, mentions in enumerate(evidence.spotted)]
    toponyms = [toponym for toponym in evidence.toponyms if toponym.sentence_id == sentence.sentence_id]
    return replace(evidence, spotted=spotted, toponyms=toponyms)


def _by_itself(party: Open) -> Open:
    """Return a party without the place that its event has by the rest of its document."""
    is_stated = party.report.place_basis == "stated"
    return party if is_stated else replace(party, place_country=None)


def evidence_of(extraction: Extraction) -> Evidence:
    """Return what a document tells of countries."""
    text, sentences = extraction.document.text, extraction.sentences
    readings = load_engine().read([text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences])
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


def learn(choices: Sequence[Choice]) -> dict[str, float]:
    """Return the weight of each fact that is seen often enough."""
    options = Options()
    for choice in choices:
        options.add([*choice.facts.values()], [choice.is_right(country) for country in choice.facts])
    return fit(options, SETTINGS)


def tried(choices: Sequence[Choice]) -> Iterator[tuple[Choice, str | None]]:
    """Yield each choice with the country that weights give it which were learned from other stories."""
    for fold in range(FOLDS):
        weights = learn([choice for choice in choices if fold_of(choice.story, FOLDS) != fold])
        for choice in choices:
            if fold_of(choice.story, FOLDS) == fold:
                chosen = choose(choice.facts, weights)
                yield choice, chosen.country if chosen and chosen.probability >= LIKELY else None


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
    weights = learn(choices)
    print(len(weights), "weights")
    write_weights(WEIGHTS, weights)


if __name__ == "__main__":
    main()
