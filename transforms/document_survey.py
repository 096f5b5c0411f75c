"""The survey of a document: its readings in, what it tells before anybody asks it for events out.

Days of publication, times, those and that of which it speaks, and statements; then, for reports that somebody has
found in it, their days, who says so, and their places.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from transforms.attribution import attribute_reports
from transforms.document_drafts import CodedParticipant, CodedReport, DatedReport, WeighedReport
from transforms.language.reading import Reading
from transforms.mentions import Spotted, find_mentions
from transforms.occurrence import date_reports
from transforms.places.entity_countries import locate_entities
from transforms.places.event_places import Placing, place_reports
from transforms.places.namesakes import tell_namesakes
from transforms.places.toponyms import find_toponyms
from transforms.posts import Stretch, stretches_of
from transforms.publication import infer_publication, not_before
from transforms.quotes import Quotes, find_quotes
from transforms.tables import Document, Entity, Mention, Place, PublicationReason, Sentence, Time, Toponym
from transforms.times import find_times


@dataclass(frozen=True)
class Referents:
    """Those and that of which a document speaks."""

    spotted: Sequence[tuple[Spotted, ...]]
    """Mentions of each sentence."""
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    toponyms: tuple[Toponym, ...]
    places: Mapping[str, Place]

    @property
    def actors(self) -> list[tuple[Spotted, ...]]:
        """Mentions of each sentence of those who may act."""
        return [tuple(spotted for spotted in found if spotted.may_act) for found in self.spotted]


def find_referents(document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Referents:
    """Return the mentions of a document with their entities, and its toponyms with their places."""
    first_read = find_mentions(document, sentences, readings)
    toponyms, places = find_toponyms(document, sentences, readings, first_read)
    located = {place.place_id: place for place in places}
    spotted = tell_namesakes(first_read, toponyms, located)
    together = [mention for found in spotted for mention in found]
    mentions = tuple(Mention(**mention.mention.columns()) for mention in together)
    introduced = {mention.entity.entity_id: mention.entity for mention in together if mention.entity}
    entities = locate_entities(introduced.values(), mentions, toponyms, places)
    return Referents(spotted, mentions, entities, toponyms, located)


@dataclass(frozen=True, kw_only=True)
class Surveyed:
    """What a document tells before anybody asks it for events: days, people, places, statements."""

    document: Document
    """With its days of publication as its text tells them."""
    sentences: Sequence[Sentence]
    readings: Sequence[Reading]
    reasons: Sequence[PublicationReason]
    stretches: Sequence[Stretch]
    times: Sequence[Time]
    known: Referents
    said: Quotes


def survey_document(document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Surveyed:
    """Return what a document tells whose sentences have been read, but for its events."""
    document, reasons = infer_publication(document, sentences, readings)
    stretches = stretches_of(document, sentences)
    known = find_referents(document, sentences, readings)
    return Surveyed(
        document=document,
        sentences=sentences,
        readings=readings,
        reasons=reasons,
        stretches=stretches,
        times=_times_in(stretches, sentences, readings),
        known=known,
        said=find_quotes(document, sentences, readings, known.actors),
    )


def _times_in(stretches: Sequence[Stretch], sentences: Sequence[Sentence], readings: Sequence[Reading]) -> list[Time]:
    """Return the times that a document names, each counted from the day on which its stretch was published."""
    return [
        time
        for stretch in stretches
        for time in find_times(stretch.document, sentences[stretch.part], readings[stretch.part])
    ]


def place_told(surveyed: Surveyed, coded: Sequence[CodedReport], parties: Sequence[CodedParticipant]) -> Placing:
    """Return reports of a document with their days, with who says so, and with their places."""
    document, sentences, readings, known = surveyed.document, surveyed.sentences, surveyed.readings, surveyed.known
    dated = _dated(surveyed, coded, parties)
    said = surveyed.said
    attributed = attribute_reports(document, dated, parties, said.quotes, said.spans, known.mentions, known.entities)
    return place_reports(document, sentences, readings, attributed, known.toponyms, known.places.values(), parties)


def _dated(
    surveyed: Surveyed, reports: Sequence[CodedReport], parties: Sequence[CodedParticipant]
) -> list[DatedReport]:
    """Return the reports of a document with their days, each stretch by the times that stand in it."""
    sentences, readings = surveyed.sentences, surveyed.readings
    earliest = not_before(surveyed.document, surveyed.reasons)
    return [
        report
        for stretch, part in surveyed.stretches
        for report in date_reports(
            stretch,
            sentences[part],
            readings[part],
            within(sentences[part], reports),
            within(sentences[part], surveyed.times),
            parties,
            earliest,
        )
    ]


InSentence = TypeVar("InSentence", WeighedReport, CodedReport, Time)


def within(sentences: Sequence[Sentence], rows: Iterable[InSentence]) -> list[InSentence]:
    """Return the reports or times that stand in some sentences."""
    held = {sentence.sentence_id for sentence in sentences}
    return [row for row in rows if row.sentence_id in held]
