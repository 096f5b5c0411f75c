"""What one document gives: the rows of every table that it alone decides.

Corpus-wide tables (entities, stories, events, versions) are made later from the extractions of all documents.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

from transforms.assessment import assess_reports, cases_of
from transforms.chains import Standing, accounts_of, chain_reports, fill_reports, parties_of, sketch_reports
from transforms.coding.relevance import settle_relevance
from transforms.composites import find_parts
from transforms.document_drafts import SettledParticipant, WeighedReport
from transforms.document_survey import Surveyed, place_told, survey_document, within
from transforms.documents.english import ENGLISH
from transforms.drafts import ChainedReport, Imprint, Introduction, NamedPlace, Naming, ReportPart
from transforms.identifiers import key
from transforms.imprints import bare_imprint, imprint_of
from transforms.language.reader import load_reader
from transforms.language.reading import Reading
from transforms.nationality import Evidence, settle_countries
from transforms.participants import complete_participants
from transforms.places.event_places import place_at_home
from transforms.posts import Post, stretches_of
from transforms.relations import find_relations
from transforms.reports import code_reports
from transforms.row import Row
from transforms.sentences import split_sentences
from transforms.spelling import block_of
from transforms.syntax import Tree
from transforms.tables import (
    Document,
    Entity,
    Magnitude,
    Mention,
    Place,
    PublicationReason,
    Quote,
    QuoteSpan,
    Relation,
    RemovedSpan,
    Report,
    ReportParticipant,
    Sentence,
    Time,
    Toponym,
)

NAMED = frozenset({"name", "demonym"})
"""Kinds of mention that call an entity by a name; one that has none belongs to its document alone."""
OWN_ID = re.compile(r"\.[0-9a-f]{16}$")
"""How the id of an entity ends that was made for one document, or from a name without a Latin letter."""


@dataclass(frozen=True, kw_only=True)
class _FinishedRows:
    """What the sentences of a document tell for good, each list in the order of the text."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    publication_reasons: tuple[PublicationReason, ...] = ()
    times: tuple[Time, ...] = ()
    quotes: tuple[Quote, ...] = ()
    magnitudes: tuple[Magnitude, ...] = ()
    relations: tuple[Relation, ...] = ()
    entities: tuple[Entity, ...] = ()
    """Entities that the mentions refer to, as this document alone knows them."""
    quote_spans: tuple[QuoteSpan, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    places: tuple[Place, ...] = ()
    """Places that the toponyms name; each document gives the same row of one."""
    removed_spans: tuple[RemovedSpan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SentenceExtraction(_FinishedRows):
    """What one document gives while each report is as its own sentence tells it."""

    reports: tuple[WeighedReport, ...]
    participants: tuple[SettledParticipant, ...]

    def finished(
        self, reports: Iterable[Report], participants: Iterable[ReportParticipant], chains: Iterable[ChainedReport]
    ) -> "Extraction":
        """Return what the document gives for good: the same with the rows that are made of its drafts."""
        rows = {field.name: getattr(self, field.name) for field in fields(_FinishedRows)}
        return Extraction(
            **rows, reports=tuple(reports), participants=tuple(participants), chained_reports=tuple(chains)
        )


@dataclass(frozen=True, kw_only=True)
class Extraction(_FinishedRows):
    """The rows that one document gives, each list in the order of the text."""

    reports: tuple[Report, ...] = ()
    participants: tuple[ReportParticipant, ...] = ()
    chained_reports: tuple[ChainedReport, ...] = ()
    report_parts: tuple[ReportPart, ...] = ()

    def rows(self) -> Mapping[type[Row], Iterable[Row]]:
        """Return the rows of each table that a document fills."""
        return {
            Document: (self.document,),
            Imprint: (_imprint_of(self.document),),
            PublicationReason: self.publication_reasons,
            RemovedSpan: self.removed_spans,
            Sentence: self.sentences,
            Introduction: introductions(self),
            Naming: namings(self),
            Mention: self.mentions,
            Toponym: self.toponyms,
            NamedPlace: [NamedPlace(**vars(place), document_id=self.document.document_id) for place in self.places],
            Time: self.times,
            Quote: self.quotes,
            QuoteSpan: self.quote_spans,
            Report: self.reports,
            ReportParticipant: self.participants,
            ChainedReport: self.chained_reports,
            ReportPart: self.report_parts,
            Magnitude: self.magnitudes,
            Relation: self.relations,
        }


def _imprint_of(document: Document) -> Imprint:
    """Return the imprint of a document; how rare words are is known of English alone, so others show copies only."""
    if document.language != ENGLISH:
        return bare_imprint(document.document_id, document.text)
    return imprint_of(document.document_id, document.title, document.text)


def rows_of(extractions: Iterable[Extraction]) -> dict[type[Row], list[Row]]:
    """Return the rows of several documents by table."""
    rows: dict[type[Row], list[Row]] = {}
    for extraction in extractions:
        for table, members in extraction.rows().items():
            rows.setdefault(table, []).extend(members)
    return rows


def introductions(extraction: Extraction) -> list[Introduction]:
    """Return the entities of a document as it knows them."""
    named = {mention.entity_id for mention in extraction.mentions if mention.kind in NAMED}
    return [
        Introduction(
            **vars(entity),
            document_id=extraction.document.document_id,
            is_own=entity.entity_id not in named and bool(OWN_ID.search(entity.entity_id)),
            block=block_of(entity),
        )
        for entity in extraction.entities
    ]


def namings(extraction: Extraction) -> list[Naming]:
    """Return the names under which a document speaks of its entities, each once."""
    document_id = extraction.document.document_id
    used = {
        (mention.entity_id, " ".join(mention.mention.split())): None
        for mention in extraction.mentions
        if mention.entity_id and mention.kind == "name"
    }
    return [
        Naming(
            naming_id=key(document_id, entity_id, alias),
            document_id=document_id,
            entity_id=entity_id,
            alias=alias,
        )
        for entity_id, alias in used
    ]


def extract(
    documents: Sequence[Document],
    removed: Mapping[str, Sequence[RemovedSpan]] = MappingProxyType({}),
    posts: Mapping[str, Sequence[Post]] = MappingProxyType({}),
) -> list[Extraction]:
    """Return what each document gives. All their sentences are read at once, which is faster and changes nothing.

    `removed` and `posts` have, by document, the pieces that were kept out of its text and the posts of a live blog. The
    engine reads English: a document in another language gives no more than itself.
    """
    split = [sentences_of(document, posts.get(document.document_id, ())) for document in documents]
    return [
        extraction_of(document, sentences, read, removed.get(document.document_id, ()))
        for document, sentences, read in zip(documents, split, read_sentences(documents, split), strict=True)
    ]


def sentences_of(document: Document, posts: Sequence[Post] = ()) -> list[Sentence]:
    """Return the sentences of a document that the engine is to read."""
    return split_sentences(document, posts) if document.language == ENGLISH else []


def read_sentences(documents: Sequence[Document], split: Sequence[Sequence[Sentence]]) -> list[list[Reading]]:
    """Return the readings of the sentences of each document, all read at once."""
    texts = [
        document.text[sentence.sentence_start : sentence.sentence_end]
        for document, sentences in zip(documents, split, strict=True)
        for sentence in sentences
    ]
    readings = iter(load_reader().read(texts))
    return [[next(readings) for _ in sentences] for sentences in split]


def extraction_of(
    document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading], removed: Sequence[RemovedSpan] = ()
) -> Extraction:
    """Return what one document in any language gives whose sentences have been read."""
    if document.language != ENGLISH:
        return Extraction(document=document, removed_spans=tuple(removed))
    return extract_document(document, sentences, readings, removed)


def extract_document(
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    removed: Sequence[RemovedSpan] = (),
) -> Extraction:
    """Return what one document gives whose sentences have been read."""
    return chained(extract_sentences(document, sentences, readings, removed), readings)


def chained(extraction: SentenceExtraction, readings: Sequence[Reading]) -> Extraction:
    """Return what a document gives with the reports of it that tell one event joined, filled, related and assessed."""
    found = joined(extraction, readings)
    cases = cases_of(
        *(found.sentences, readings, found.reports, found.participants, found.mentions, found.chained_reports)
    )
    parts = find_parts(found.sentences, readings, found.reports, found.participants)
    return replace(found, reports=tuple(assess_reports(cases)), report_parts=tuple(parts))


Chain = Callable[[Sequence[Standing]], Sequence[ChainedReport]]
"""Tells which reports of a document, as event coreference sees them, tell one event."""


def joined(found: SentenceExtraction, readings: Sequence[Reading], chain: Chain = chain_reports) -> Extraction:
    """Return what a document gives with the reports of it that tell one event joined, and filled by each other.

    Posts of a live blog tell what is new: none is filled from another one, whose days are others.
    """
    standings = standings_of(found, readings)
    chains = chain(standings)
    accounts = accounts_of(standings, found.reports, found.participants)
    reports, participants = list[Report](), list[ReportParticipant]()
    for dated, part in stretches_of(found.document, found.sentences):
        held = within(found.sentences[part], found.reports)
        ids = {report.report_id for report in held}
        told_here = [participant for participant in found.participants if participant.report_id in ids]
        links = [link for link in chains if link.report_id in ids]
        filled, taking_part = fill_reports(links, held, told_here, accounts, dated.published_last_on)
        reports += filled
        participants += taking_part
    return found.finished(reports, participants, chains)


def standings_of(extraction: SentenceExtraction, readings: Sequence[Reading]) -> list[Standing]:
    """Return what event coreference looks at in the reports of a document."""
    parties = parties_of(extraction.participants, extraction.mentions)
    places = {place.place_id: place for place in extraction.places}
    return sketch_reports(extraction.sentences, readings, extraction.reports, parties, places)


def extract_sentences(
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    removed: Sequence[RemovedSpan] = (),
) -> SentenceExtraction:
    """Return what one document gives, each report as its own sentence tells it."""
    return code_surveyed(survey_document(document, sentences, readings), removed)


def code_surveyed(surveyed: Surveyed, removed: Sequence[RemovedSpan] = ()) -> SentenceExtraction:
    """Return what a document gives that was surveyed, with the reports that the engine reads in its sentences."""
    document, sentences, readings, known = surveyed.document, surveyed.sentences, surveyed.readings, surveyed.known
    found = [code_reports(document, *parts) for parts in zip(sentences, readings, known.actors, strict=True)]
    coded = [report for one in found for report in one.reports]
    named = [participant for one in found for participant in one.participants]
    parties = complete_participants(sentences, readings, known.actors, coded, named)
    placing = place_told(surveyed, coded, parties)
    evidence = Evidence(document, sentences, [*map(Tree, readings)], known.spotted, known.toponyms, known.places)
    participants = settle_countries(evidence, placing.reports, parties)
    placed = place_at_home(placing, participants, known.places.values())
    reports = settle_relevance(placed, participants, known.mentions)
    magnitudes = [magnitude for one in found for magnitude in one.magnitudes]
    return surveyed_rows(surveyed, removed, reports, participants, magnitudes)


def surveyed_rows(
    surveyed: Surveyed,
    removed: Sequence[RemovedSpan],
    reports: Sequence[WeighedReport],
    participants: Sequence[SettledParticipant],
    magnitudes: Sequence[Magnitude],
) -> SentenceExtraction:
    """Return what a surveyed document gives with its reports."""
    document, sentences, readings, known = surveyed.document, surveyed.sentences, surveyed.readings, surveyed.known
    related = find_relations(document, sentences, readings, known.spotted, surveyed.times, reports, participants)
    return SentenceExtraction(
        document=document,
        sentences=tuple(sentences),
        mentions=known.mentions,
        publication_reasons=tuple(surveyed.reasons),
        times=tuple(surveyed.times),
        quotes=surveyed.said.quotes,
        quote_spans=surveyed.said.spans,
        reports=tuple(reports),
        participants=tuple(participants),
        magnitudes=tuple(magnitudes),
        relations=tuple(related),
        toponyms=known.toponyms,
        places=tuple(known.places.values()),
        entities=known.entities,
        removed_spans=tuple(removed),
    )
