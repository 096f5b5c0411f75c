"""What one document gives: the rows of every table that it alone decides.

Corpus-wide tables (entities, stories, incidents, versions) are made later from the extractions of all documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from transforms.events import code_events
from transforms.language.engine import load_engine
from transforms.language.reading import Reading
from transforms.mentions import find_mentions
from transforms.relations import find_relations
from transforms.sentences import split_sentences
from transforms.tables import (
    Document,
    Entity,
    Event,
    Identifier,
    Magnitude,
    Mention,
    Participant,
    Quote,
    Relation,
    Sentence,
    Time,
)
from transforms.times import find_times


class Introduction(Entity):
    """An entity as one document knows it. One row per document and entity; it is no table of the warehouse."""

    table: ClassVar[str] = "introductions"

    document_id: Identifier
    """Document that mentions it."""


@dataclass(frozen=True)
class Extraction:
    """The rows that one document gives, each list in the order of the text."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    times: tuple[Time, ...]
    quotes: tuple[Quote, ...]
    events: tuple[Event, ...]
    participants: tuple[Participant, ...]
    magnitudes: tuple[Magnitude, ...]
    relations: tuple[Relation, ...]
    entities: tuple[Entity, ...]
    """Entities that the mentions refer to, as this document alone knows them."""


def extract(documents: Sequence[Document]) -> list[Extraction]:
    """Return what each document gives. All their sentences are read at once, which is faster and changes nothing."""
    split = [split_sentences(document) for document in documents]
    texts = [
        document.text[sentence.sentence_start : sentence.sentence_end]
        for document, sentences in zip(documents, split, strict=True)
        for sentence in sentences
    ]
    readings = iter(load_engine().read(texts))
    return [
        extract_document(document, sentences, [next(readings) for _ in sentences])
        for document, sentences in zip(documents, split, strict=True)
    ]


def extract_document(document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Extraction:
    """Return what one document gives whose sentences have been read."""
    spotted = find_mentions(document, sentences, readings)
    told = find_times(document, sentences, readings)
    in_sentence: dict[str, list[Time]] = {sentence.sentence_id: [] for sentence in sentences}
    for time in told:
        in_sentence[time.sentence_id].append(time)
    times = list(in_sentence.values())
    actors = [tuple(one for one in found if one.may_act) for found in spotted]
    coded = [code_events(document, *parts) for parts in zip(sentences, readings, actors, times, strict=True)]
    mentions = [one for found in spotted for one in found]
    events = [event for one in coded for event in one.events]
    participants = [participant for one in coded for participant in one.participants]
    relations = find_relations(document, sentences, readings, spotted, told, events, participants)
    return Extraction(
        document=document,
        sentences=tuple(sentences),
        mentions=tuple(one.mention for one in mentions),
        times=tuple(told),
        quotes=(),
        events=tuple(events),
        participants=tuple(participants),
        magnitudes=tuple(magnitude for one in coded for magnitude in one.magnitudes),
        relations=tuple(relations),
        entities=tuple({one.entity.entity_id: one.entity for one in mentions if one.entity}.values()),
    )
