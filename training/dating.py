"""Training of the days of events: our own stories in, `transforms/occurrence/weights.csv` out.

    python -m training.dating

Each report that stands on the words of a happening is a choice among the days that it may have; right are those that
agree with the days of the happening. The weights are those of a softmax over them, fitted by full-batch Adagrad with
L2; the same stories give the same file. Stories that are held out are not read.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from training.softmax import Options, Settings, fit, write_weights
from training.stories import read_stories
from training.story import Document as StoryDocument
from training.story import Happening, Story
from training.story_documents import as_marked
from transforms.document_drafts import CodedReport
from transforms.extraction import extract_document
from transforms.language.engine import load_engine
from transforms.occurrence.aspects import Aspect, aspect_of
from transforms.occurrence.candidates import Candidate, Days, candidates_of
from transforms.occurrence.facts import facts_of
from transforms.occurrence.ranking import WEIGHTS
from transforms.occurrence.scene import Scene, scenes_of
from transforms.publication import not_before
from transforms.sentences import split_sentences

SETTINGS = Settings(rounds=300, decay=2.0, rare=4)
WEEK = timedelta(days=7)
MONTH = timedelta(days=31)
LASTING = {"perfect", "perfect progressive", "progressive", "present", "past progressive"}
"""Tenses that tell what goes on until the document tells it, or lies anywhere before."""
NEWS = {"headline", "deck", "lead"}


def choices_of(story: Story, choices: Options) -> None:
    """Add the choices that the reports of a story offer."""
    happenings = {happening.id: happening for happening in story.happenings}
    for told in story.documents:
        document = as_marked(told, story.name)
        sentences = split_sentences(document)
        readings = load_engine().read(
            [told.text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences]
        )
        extraction = extract_document(document, sentences, readings)
        reports = [*map(CodedReport.of, extraction.reports)]
        earliest = not_before(extraction.document, extraction.publication_reasons)
        stage = scenes_of(extraction.document, sentences, readings, reports, extraction.times, earliest)
        for scene in stage.scenes:
            for report in scene.reports:
                happening = _happening_of(report, told, happenings)
                if happening is None or report.factuality != "actual":
                    continue
                aspect = aspect_of(stage, scene, report)
                candidates = candidates_of(stage, scene, report)
                right = right_ones(candidates, happening, aspect, scene)
                if any(right):
                    facts = [facts_of(stage, scene, report, aspect, candidate) for candidate in candidates]
                    choices.add(facts, right)


def _happening_of(report: CodedReport, told: StoryDocument, happenings: dict[str, Happening]) -> Happening | None:
    """Return the happening on whose words a report stands."""
    for mark in told.mentions:
        if mark.start < report.trigger_end and report.trigger_start < mark.end:
            return happenings.get(mark.happening)
    return None


def right_ones(candidates: Sequence[Candidate], happening: Happening, aspect: Aspect, scene: Scene) -> list[bool]:
    """Return which days are right for a happening: of those that agree with its own, the most exact."""
    fits = [_fit(candidate.days, happening) for candidate in candidates]
    best = min(fits)
    if best == NO_FIT or not (happening.first or happening.last):
        return [False] * len(fits)
    if best == OPEN:
        widths = [
            _width(candidate.days) if fit == OPEN else date.max.toordinal()
            for candidate, fit in zip(candidates, fits, strict=True)
        ]
        return [width == min(widths) for width in widths]
    right = [fit == best for fit in fits]
    if any(is_right and candidate.scene is scene for is_right, candidate in zip(right, candidates, strict=True)):
        return right
    return [
        is_right or _is_right_open(candidate, happening, aspect)
        for is_right, candidate in zip(right, candidates, strict=True)
    ]


EXACT, LONGER, COARSE, OPEN, NO_FIT = range(5)
"""How days agree with those of a happening, best first."""


def _fit(days: Days, happening: Happening) -> int:
    """Return how days agree with those of a happening."""
    first, last = happening.first, happening.last
    if days.first_on is None or days.last_on is None or first is None or last is None:
        return _fit_of_open(days, happening)
    common = (min(last, days.last_on) - max(first, days.first_on)).days + 1
    both = (max(last, days.last_on) - min(first, days.first_on)).days + 1
    if common <= 0:
        return NO_FIT
    is_inside = first <= days.first_on and days.last_on <= last and last - first <= WEEK
    if 2 * common >= both or is_inside:
        return EXACT
    if not (days.first_on <= first and last <= days.last_on):
        return NO_FIT
    is_short = days.last_on - days.first_on <= (MONTH if last - first > WEEK else WEEK)
    return LONGER if is_short else COARSE


def _fit_of_open(days: Days, happening: Happening) -> int:
    """Return how days agree with those of a happening where either is open."""
    if days.first_on is None and days.last_on is None:
        return NO_FIT
    first, last = happening.first, happening.last
    if first is None or last is None:
        gold, told = (last, days.last_on) if last and days.last_on else (first, days.first_on)
        return EXACT if gold and told and abs(gold - told) <= MONTH else NO_FIT
    begins = days.first_on is None or days.first_on <= first
    return OPEN if begins and (days.last_on is None or last <= days.last_on) else NO_FIT


def _width(days: Days) -> int:
    return ((days.last_on or date.max) - (days.first_on or date.min)).days


def _is_right_open(candidate: Candidate, happening: Happening, aspect: Aspect) -> bool:
    """Whether open days are right because the tense leaves them open: "has banned", "had banned"."""
    ends, last = candidate.days.last_on, happening.last
    if ends is None or last is None or last > ends:
        return False
    if candidate.kind == "ongoing":
        return aspect.tense in LASTING and aspect.place not in NEWS
    return candidate.kind == "before" and aspect.tense == "pluperfect"


def _learnt_from() -> Iterator[Story]:
    yield from (story for story in read_stories() if not story.is_held_out)


def main() -> None:
    """Learn from the stories that are not held out, write the weights."""
    choices = Options()
    for story in _learnt_from():
        choices_of(story, choices)
    weights = fit(choices, SETTINGS)
    print(choices.choices, "choices,", len(weights), "weights")
    write_weights(WEIGHTS, weights)


if __name__ == "__main__":
    main()
