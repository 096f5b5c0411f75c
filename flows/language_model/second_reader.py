"""The second reader: a document that the engine has read, and what a language model answered about it, to rows.

It asks nobody: what is not answered yet is rejected for this run alone. Documents of a source that is never sent, and
those that are not in English, are the engine's alone, as are those of which the engine is sure where only the others
are asked about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flows.extractions import Heard
from transforms.document_survey import survey_document
from transforms.documents.batches import Batch
from transforms.documents.english import ENGLISH
from transforms.documents.record_reading import ReadDocument
from transforms.documents.seed import NO_ANSWER, UnreadableDocument
from transforms.extraction import Extraction, chained, code_surveyed, extraction_of
from transforms.language.reading import Reading
from transforms.language_model.agreement import extract_agreed
from transforms.language_model.answer_extraction import extract_told, told_by
from transforms.language_model.answer_schema import parse_answer
from transforms.language_model.doubt import is_unsure
from transforms.language_model.grounded_answers import Tally
from transforms.language_model.prompt_building import question_about
from transforms.reader_in_use import BOTH, UNSURE, ChosenReader
from transforms.tables import Sentence, Source
from warehouse.answers import Answers

UNANSWERED = "the language model has not answered about it; build again, with what is left of a budget"


@dataclass(frozen=True)
class SecondReader:
    """Reads documents for a run whose reader is no engine alone."""

    chosen: ChosenReader
    answers: Answers
    sources: Mapping[str, Source]
    """Those whose documents may be sent, by their key."""
    _tallies: list[Tally] = field(default_factory=list)

    def extract(self, read: ReadDocument, sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Extraction:
        """Return what a document gives; raise UnreadableDocument where it is to be answered and is not."""
        source = self.sources.get(read.document.source_id)
        if source is None or not may_be_asked(read, sentences):
            return extraction_of(read.document, sentences, readings, read.removed)
        surveyed = survey_document(read.document, sentences, readings)
        engine = code_surveyed(surveyed, read.removed)
        if self.chosen.asked == UNSURE:
            alone = chained(engine, readings)
            if not is_unsure(alone, self.chosen.unsure_below):
                return alone
        kept = self.answers.find(question_about(surveyed.document, sentences, source.name), self.chosen.model)
        if kept is None:
            raise UnreadableDocument(NO_ANSWER, UNANSWERED)
        told = told_by(parse_answer(kept.text), surveyed, self.chosen.model)
        self._tallies.append(told.tally)
        if self.chosen.name == BOTH:
            return extract_agreed(told, engine, read.removed)
        return extract_told(told, read.removed)

    def tell_heard(self) -> Heard:
        """Return how much of what was heard since this was last asked is borne out."""
        heard = Heard(sum(tally.quoted for tally in self._tallies), sum(tally.dropped for tally in self._tallies))
        self._tallies.clear()
        return heard


def may_be_asked(read: ReadDocument, sentences: Sequence[Sentence]) -> bool:
    """Whether there is anything in a document to ask about."""
    return read.document.language == ENGLISH and bool(sentences)


def may_be_sent(batch: Batch) -> dict[str, Source]:
    """Return the sources of a batch whose documents may be sent, by their key."""
    settings = [record.file.settings for _, record in batch.records]
    return {one.source.source_id: one.source for one in settings if not one.never_send}
