"""Training of the choice of places: our own stories in, `transforms/places/data/locations.csv` out.

    python -m training.locating

A report of a story's document is learned from where it shares words with a mention of a happening. Right are the sites
of the document that are the happening's place, the exact ones where there are any, else its country; nowhere where the
happening has no place. Reports of whose place the document names nothing teach nothing. Stories that are held out are
not read. The weights are those of a softmax over the options of each report, fitted by full-batch Adagrad with L2; the
same stories give the same file. The share of reports whose best option is right is told ten-fold over stories.
"""

import math
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from training.softmax import Options, Settings, fit, write_weights
from training.stories import read_stories
from training.story import Document as AnnotatedEvent
from training.story import Happening, Story, fold_of
from training.story import Place as Where
from training.story_documents import as_read
from transforms.document_drafts import AttributedReport, CodedParticipant
from transforms.extraction import extract_document
from transforms.language.engine import load_engine
from transforms.learned_weights import probabilities, score_of
from transforms.places.event_places import acts_of
from transforms.places.keys import key_of
from transforms.places.locating import WEIGHTS, facts_of
from transforms.places.sites import NOT_POINTS, Site, Sites
from transforms.places.toponym_resolution import EARTH_KM
from transforms.sentences import split_sentences
from transforms.tables import Document

LEARNING = Settings(rounds=120, decay=40.0, rare=3)
"""The decay is of 5, 10, 20, 40, 80 and 160 the best over folds, and nearly so for longer documents of others."""
FOLDS = 10
RADIUS_KM = 30.0  # around a happening whose radius is smaller or not told
NEAR_KM = 161.0  # the 100 miles of the literature, within which a site is right where none is nearer


@dataclass(frozen=True)
class Choice:
    """A report of a story: what speaks for each of its options, and which options are right."""

    story: str
    facts: list[list[str]]
    right: frozenset[int]


def choices_of(story: Story, told: AnnotatedEvent) -> Iterator[Choice]:
    """Yield the choices that one document of a story offers."""
    document = as_read(told, f"{story.name}.{told.id}")
    if document is None or "".join(document.text.split()) != "".join(told.text.split()):
        return  # words were left out as not the document's own; the marks would not fit
    sentences = split_sentences(document)
    readings = load_engine().read(
        [document.text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences]
    )
    read = extract_document(document, sentences, readings)
    sites = Sites(read.document, sentences, read.toponyms, read.places)
    reports = [*map(AttributedReport.of, read.reports)]
    participants = [*map(CodedParticipant.of, read.participants)]
    acts = acts_of(read.document, sites, sentences, readings, reports, read.toponyms, participants)
    happenings = {happening.id: happening for happening in story.happenings}
    for act in acts:
        if name := _told_by(act.report, document, told):
            options = sites.options(act.position)
            if right := right_options(happenings[name], [sites.sites[option] for option in options]):
                yield Choice(story.name, facts_of(act, sites, options), right)


def _told_by(report: AttributedReport, document: Document, told: AnnotatedEvent) -> str | None:
    """Return the happening that a report tells: that of the first mention whose visible words it shares."""
    start = len("".join(document.text[: report.trigger_start].split()))
    end = start + len("".join(report.trigger.split()))
    for mark in told.mentions:
        first = len("".join(told.text[: mark.start].split()))
        if first < end and start < first + len("".join(told.text[mark.start : mark.end].split())):
            return mark.happening
    return None


def right_options(happening: Happening, sites: Sequence[Site]) -> frozenset[int]:
    """Return which options are right, 0 for nowhere: the exact ones, else near ones, else those that hold the place."""
    place = happening.place
    if place is None:
        return frozenset({0})
    names = {key_of(name) for name in place.names}
    for reach in (max(place.radius_km or RADIUS_KM, RADIUS_KM), NEAR_KM):
        exact = [at for at, site in enumerate(sites, 1) if _kilometres(site, place) <= reach]
        if right := exact or [at for at, site in enumerate(sites, 1) if key_of(site.place.name) in names]:
            return frozenset(right)
    if wide := [at for at, site in enumerate(sites, 1) if _kilometres(site, place, {"country"}) <= NEAR_KM]:
        return frozenset(wide)
    countries = [at for at, site in enumerate(sites, 1) if site.place.country in place.countries]
    whole = [at for at in countries if sites[at - 1].precision == "country"]
    return frozenset(whole or ([] if place.latitude is not None else countries))


def _kilometres(site: Site, place: Where, not_points: Container[str] = NOT_POINTS) -> float:
    """Return about how far a site lies from a place; infinitely far where one of them is no point."""
    if site.precision in not_points or place.latitude is None or place.longitude is None:
        return math.inf
    north = site.place.latitude - place.latitude
    east = abs(site.place.longitude - place.longitude)
    east = min(east, 360 - east) * math.cos(math.radians(place.latitude))
    return EARTH_KM * math.hypot(north, east)


def learn(choices: Sequence[Choice]) -> dict[str, float]:
    """Return the weight of each fact that is seen often enough."""
    options = Options()
    for choice in choices:
        options.add(choice.facts, [at in choice.right for at in range(len(choice.facts))])
    return fit(options, LEARNING)


def accuracy(choices: Sequence[Choice], weights: dict[str, float]) -> tuple[int, int]:
    """Return for how many choices the option that the weights like best is right, and of how many."""
    chances = [probabilities([score_of(facts, weights) for facts in choice.facts]) for choice in choices]
    best = [max(range(len(shares)), key=shares.__getitem__) for shares in chances]
    return sum(at in choice.right for at, choice in zip(best, choices, strict=True)), len(choices)


def main() -> None:
    """Learn from our own stories, tell how well each tenth of them comes out without itself, write the weights."""
    stories = [story for story in read_stories() if not story.is_held_out]
    choices = [choice for story in stories for told in story.documents for choice in choices_of(story, told)]
    right = of = 0
    for fold in range(FOLDS):
        learned = learn([choice for choice in choices if fold_of(choice.story, FOLDS) != fold])
        found, tried = accuracy([choice for choice in choices if fold_of(choice.story, FOLDS) == fold], learned)
        right, of = right + found, of + tried
    weights = learn(choices)
    print(f"{len(choices)} choices, {len(weights)} weights, right {right / of:.3f} ten-fold")
    write_weights(WEIGHTS, weights)


if __name__ == "__main__":
    main()
