"""What one document gives: the rows of every table that it alone decides.

Corpus-wide tables (entities, stories, events, versions) are made later from the extractions of all documents.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from transforms.assessment import assess_reports, cases_of
from transforms.attribution import attribute_reports
from transforms.chains import Standing, accounts_of, chain_reports, fill_reports, parties_of, sketch_reports
from transforms.coding.relevance import settle_relevance
from transforms.drafts import ChainedReport, Imprint, Introduction, NamedPlace, Naming
from transforms.identifiers import key
from transforms.imprints import imprint_of
from transforms.language.engine import load_engine
from transforms.language.reading import Reading
from transforms.mentions import find_mentions
from transforms.nationality import Evidence, settle_countries
from transforms.occurrence import date_reports
from transforms.participants import complete_participants
from transforms.places.entity_countries import locate_entities
from transforms.places.event_places import place_reports
from transforms.places.namesakes import tell_namesakes
from transforms.places.toponyms import find_toponyms
from transforms.publication import infer_publication
from transforms.quotes import find_quotes
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
from transforms.times import find_times

NAMED = frozenset({"name", "demonym"})
"""Kinds of mention that call an entity by a name; one that has none belongs to its document alone."""
OWN_ID = re.compile(r"\.[0-9a-f]{16}$")
"""How the id of an entity ends that was made for one document, or from a name without a Latin letter."""


@dataclass(frozen=True)
class Extraction:
    """The rows that one document gives, each list in the order of the text."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    publication_reasons: tuple[PublicationReason, ...]
    times: tuple[Time, ...]
    quotes: tuple[Quote, ...]
    reports: tuple[Report, ...]
    participants: tuple[ReportParticipant, ...]
    magnitudes: tuple[Magnitude, ...]
    relations: tuple[Relation, ...]
    entities: tuple[Entity, ...]
    """Entities that the mentions refer to, as this document alone knows them."""
    quote_spans: tuple[QuoteSpan, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    places: tuple[Place, ...] = ()
    """Places that the toponyms name; each document gives the same row of one."""
    removed_spans: tuple[RemovedSpan, ...] = ()
    chained_reports: tuple[ChainedReport, ...] = ()

    def rows(self) -> Mapping[type[Row], Iterable[Row]]:
        """Return the rows of each table that a document fills."""
        return {
            Document: (self.document,),
            Imprint: (imprint_of(self.document.document_id, self.document.title, self.document.text),),
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
            Magnitude: self.magnitudes,
            Relation: self.relations,
        }


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
    documents: Sequence[Document], removed: Mapping[str, Sequence[RemovedSpan]] = MappingProxyType({})
) -> list[Extraction]:
    """Return what each document gives. All their sentences are read at once, which is faster and changes nothing.

    `removed` has, by document, the pieces that were kept out of its text.
    """
    split = [split_sentences(document) for document in documents]
    texts = [
        document.text[sentence.sentence_start : sentence.sentence_end]
        for document, sentences in zip(documents, split, strict=True)
        for sentence in sentences
    ]
    readings = iter(load_engine().read(texts))
    return [
        extract_document(
            document, sentences, [next(readings) for _ in sentences], removed.get(document.document_id, ())
        )
        for document, sentences in zip(documents, split, strict=True)
    ]


def extract_document(
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    removed: Sequence[RemovedSpan] = (),
) -> Extraction:
    """Return what one document gives whose sentences have been read."""
    return chained(extract_sentences(document, sentences, readings, removed), readings)


def chained(extraction: Extraction, readings: Sequence[Reading]) -> Extraction:
    """Return what a document gives with the reports of it that tell one event joined, filled and assessed."""
    found = joined(extraction, readings)
    cases = cases_of(
        *(found.sentences, readings, found.reports, found.participants, found.mentions, found.chained_reports)
    )
    return replace(found, reports=tuple(assess_reports(cases)))


def joined(extraction: Extraction, readings: Sequence[Reading]) -> Extraction:
    """Return what a document gives with the reports of it that tell one event joined, and filled by each other."""
    standings = standings_of(extraction, readings)
    chains = chain_reports(standings)
    accounts = accounts_of(standings, extraction.reports, extraction.participants)
    reports, participants = fill_reports(
        chains, extraction.reports, extraction.participants, accounts, extraction.document.published_last_on
    )
    return replace(
        extraction,
        reports=tuple(reports),
        participants=tuple(participants),
        chained_reports=tuple(chains),
    )


def standings_of(extraction: Extraction, readings: Sequence[Reading]) -> list[Standing]:
    """Return what event coreference looks at in the reports of a document."""
    parties = parties_of(extraction.participants, extraction.mentions)
    places = {place.place_id: place for place in extraction.places}
    return sketch_reports(extraction.sentences, readings, extraction.reports, parties, places)


def extract_sentences(
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    removed: Sequence[RemovedSpan] = (),
) -> Extraction:
    """Return what one document gives, each report as its own sentence tells it."""
    document, reasons = infer_publication(document, sentences, readings)
    times = find_times(document, sentences, readings)
    spotted = find_mentions(document, sentences, readings)
    toponyms, places = find_toponyms(document, sentences, readings, spotted)
    located = {place.place_id: place for place in places}
    spotted = tell_namesakes(spotted, toponyms, located)
    actors = [tuple(one for one in found if one.may_act) for found in spotted]
    coded = [code_reports(document, *parts) for parts in zip(sentences, readings, actors, strict=True)]
    mentions = [one for found in spotted for one in found]
    undated = [report for one in coded for report in one.reports]
    told_here = [participant for one in coded for participant in one.participants]
    participants = complete_participants(sentences, readings, actors, undated, told_here)
    reports = date_reports(document, sentences, readings, undated, times, participants)
    introduced = {mention.entity.entity_id: mention.entity for mention in mentions if mention.entity}.values()
    entities = locate_entities(introduced, [mention.mention for mention in mentions], toponyms, places)
    said = find_quotes(document, sentences, readings, actors)
    spoken = [mention.mention for mention in mentions]
    reports = attribute_reports(document, reports, participants, said.quotes, said.spans, spoken, entities)
    reports = place_reports(document, sentences, readings, reports, toponyms, places, participants)
    evidence = Evidence(document, sentences, [*map(Tree, readings)], spotted, toponyms, located)
    participants = settle_countries(evidence, reports, participants)
    reports = settle_relevance(reports, participants, spoken)
    relations = find_relations(document, sentences, readings, spotted, times, reports, participants)
    return Extraction(
        document=document,
        sentences=tuple(sentences),
        mentions=tuple(mention.mention for mention in mentions),
        publication_reasons=tuple(reasons),
        times=tuple(times),
        quotes=said.quotes,
        quote_spans=said.spans,
        reports=tuple(reports),
        participants=tuple(participants),
        magnitudes=tuple(magnitude for one in coded for magnitude in one.magnitudes),
        relations=tuple(relations),
        toponyms=toponyms,
        places=places,
        entities=entities,
        removed_spans=tuple(removed),
    )
