"""Takes the words by which an answer dates its events, gives their days as our own times tell them.

Where no time of ours stands in the words, or one that counts from another time leads elsewhere, the days stand that the
answer concludes from the document; where both meet, those of the words are narrowed to them. The basis says which.
"""

from typing import Any

from transforms.document_drafts import DatedReport
from transforms.document_survey import Surveyed, within
from transforms.language_model.grounded_answers import GroundedEvent
from transforms.language_model.grounding import Piece
from transforms.occurrence import FINENESS
from transforms.occurrence.candidates import Days, days_at
from transforms.occurrence.scene import Scene, Stage, scenes_of
from transforms.publication import not_before
from transforms.tables import Time

SURE = 1.0  # probability: a reader of the whole document has said which words date it
ACTUAL = "actual"
NARRATIVE, CONCLUDED = "narrative", "language_model"
"""Bases of the days of another sentence or time, and of those that an answer concludes."""


class AnswerTimes:
    """The times of a document, asked for the days that words of it tell."""

    def __init__(self, surveyed: Surveyed) -> None:
        self._times = surveyed.times
        earliest = not_before(surveyed.document, surveyed.reasons)
        self._scenes: dict[str, tuple[Stage, Scene]] = {}
        for stretch, part in surveyed.stretches:
            sentences = surveyed.sentences[part]
            times = within(sentences, surveyed.times)
            stage = scenes_of(stretch, sentences, surveyed.readings[part], (), times, earliest)
            pairs = zip(sentences, stage.scenes, strict=True)
            self._scenes |= {sentence.sentence_id: (stage, scene) for sentence, scene in pairs}

    def columns(self, report: DatedReport, event: GroundedEvent) -> dict[str, Any]:
        """Return the days of an event for a report of it, by the name of their columns; none to leave it as it is."""
        words, concluded = self._days_of_words(event, report), self._days_concluded(event, report)
        days = settle(words, concluded)
        if days is None and event.factuality != ACTUAL:
            return {}
        days = days or Days(None, None, None, "unknown", None)
        return {
            "occurred_first_on": days.first_on,
            "occurred_last_on": days.last_on,
            "occurred_precision": days.precision,
            "occurred_basis": days.basis,
            "time_id": days.time_id,
            "confidence_when": SURE,
        }

    def _days_of_words(self, event: GroundedEvent, report: DatedReport) -> Days | None:
        """Return the days of the finest time in the words that date an event."""
        for time in sorted(self._times_in(event.day), key=lambda time: FINENESS.index(time.granularity or "decade")):
            stage, scene = self._scenes[time.sentence_id]
            if time in scene.times and (days := days_at(stage, scene, time, is_over=report.factuality == ACTUAL)):
                basis = days.basis if time.sentence_id == report.sentence_id else NARRATIVE
                return Days(days.first_on, days.last_on, days.precision, basis, days.time_id)
        return None

    def _times_in(self, piece: Piece | None) -> list[Time]:
        return [time for time in self._times if piece and piece.shared(time.time_start, time.time_end) > 0]

    def _days_concluded(self, event: GroundedEvent, report: DatedReport) -> Days | None:
        """Return the days that an answer concludes, as far as they lie before publication for what is over."""
        stage, _ = self._scenes[report.sentence_id]
        first_on, last_on = event.first_on, event.last_on
        if published := stage.document.published_last_on if event.factuality == ACTUAL else None:
            last_on = min(last_on or published, published)
        if (first_on and last_on and first_on > last_on) or not (event.first_on or event.last_on):
            return None
        return Days(first_on, last_on, "day" if first_on == last_on else "interval", CONCLUDED, None)


def settle(words: Days | None, concluded: Days | None) -> Days | None:
    """Return the days of an event by those of its words and those that the answer concludes."""
    if words is None or concluded is None:
        return words or concluded
    first_on = max(filter(None, (words.first_on, concluded.first_on)), default=None)
    last_on = min(filter(None, (words.last_on, concluded.last_on)), default=None)
    if first_on and last_on and first_on > last_on:
        return concluded if words.basis == NARRATIVE else words
    if (first_on, last_on) == (words.first_on, words.last_on):
        return words
    return Days(first_on, last_on, "day" if first_on == last_on else "interval", CONCLUDED, words.time_id)
