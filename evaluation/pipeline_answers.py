"""What the pipeline can say beyond the rows of one document, as the tasks of the evaluation ask for it."""

from collections.abc import Sequence

from evaluation.answering import Actor, Answerers
from evaluation.gold import Span
from transforms.actors import actor_at, head_at, name_in
from transforms.corpus.in_memory import resolve_in_memory
from transforms.document_drafts import MentionDraft
from transforms.extraction import Extraction, rows_of
from transforms.places.gazetteer import load_gazetteer
from transforms.places.neighbours import fill
from transforms.places.toponym_resolution import Name, resolve
from transforms.places.toponyms import hints_of, place_of
from transforms.tables import Document, Event, EventReport, Place, StoryDocument


def pipeline_answerers() -> Answerers:
    """Return the later stages of the pipeline that there are today."""
    return Answerers(
        places=_places, countries=load_gazetteer().states, actor=_actor, head=head_at, events=_events, stories=_stories
    )


def _actor(document: Document, start: int, end: int) -> Actor | None:
    """Return who a span names and what it codes to; null when no word stands there."""
    code = actor_at(document, start, end)
    named = code.entity.name if code and code.entity else name_in(document, start, end)
    return Actor(country=code.country, sector=code.sector, name=named) if code else None


def _places(extraction: Extraction, spans: Sequence[Span]) -> list[Place | None]:
    """Return the place that each span of a document names."""
    document = extraction.document
    names = [Name(span.start, span.end, document.text[span.start : span.end]) for span in spans]
    found = resolve(names, document.text, hints_of(document, map(MentionDraft.of, extraction.mentions)))
    return [place_of(one.spot) if one else None for one in fill(names, found, [True for _ in names])]


def _events(extractions: Sequence[Extraction]) -> dict[str, str]:
    """Return the event that each actual report of some documents tells, by the report's key."""
    corpus = resolve_in_memory(rows_of(extractions))
    actual = {event.event_id for event in corpus.rows(Event) if event.factuality == "actual"}
    return {link.report_id: link.event_id for link in corpus.rows(EventReport) if link.event_id in actual}


def _stories(extractions: Sequence[Extraction]) -> dict[str, str]:
    """Return the story of each document that tells one with another, by the document's key."""
    corpus = resolve_in_memory(rows_of(extractions))
    return {member.document_id: member.story_id for member in corpus.rows(StoryDocument)}
