"""Takes the words by which an answer dates its events, gives their days as our own times tell them.

Words in which no time of ours stands date nothing. An event without such words is dated as the news of the day, or as
over before it, by whether the answer tells it as news; what lies ahead is dated as the engine dates it.
"""

from typing import Any

from transforms.document_drafts import DatedReport
from transforms.document_survey import Surveyed, within
from transforms.language_model.grounded_answers import GroundedEvent
from transforms.language_model.grounding import Piece
from transforms.occurrence import FINENESS
from transforms.occurrence.candidates import Days, days_at, eve_of
from transforms.occurrence.scene import Scene, Stage, scenes_of
from transforms.publication import not_before
from transforms.tables import Time

SURE = 1.0  # probability: a reader of the whole document has said which words date it
ACTUAL = "actual"


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
        """Return the days of an event for a report of it, by the name of their columns."""
        days = self._days_of_words(event, report) or self._days_without_words(event, report)
        if days is None:
            return {}
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
                basis = days.basis if time.sentence_id == report.sentence_id else "narrative"
                return Days(days.first_on, days.last_on, days.precision, basis, days.time_id)
        return None

    def _times_in(self, piece: Piece | None) -> list[Time]:
        return [time for time in self._times if piece and piece.shared(time.time_start, time.time_end) > 0]

    def _days_without_words(self, event: GroundedEvent, report: DatedReport) -> Days | None:
        """Return the days of what happened and is dated by no words; null for what has not, or without publication."""
        stage, _ = self._scenes[report.sentence_id]
        first_on, last_on = stage.document.published_first_on, stage.document.published_last_on
        if event.factuality != ACTUAL or first_on is None or last_on is None:
            return None
        if event.is_news:
            return Days(eve_of(first_on), last_on, "interval", "publication", None)
        return Days(None, last_on, "interval", "tense", None)
