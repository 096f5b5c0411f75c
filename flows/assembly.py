"""Assembly: the tables of a release, from the extractions of all its documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from flows.extractions import Given
from transforms.attribution import find_assertions, weigh_events
from transforms.corrections import Corrector
from transforms.derived import derive_relations
from transforms.documents.versions import number_versions
from transforms.entities import gather_entities, match_entities
from transforms.extraction import Introduction, NamedPlace
from transforms.linking import link_reports
from transforms.row import References, Row
from transforms.tables import (
    Affiliation,
    Assertion,
    Change,
    Correction,
    Document,
    DocumentVersion,
    Entity,
    EntityName,
    Event,
    EventAlias,
    EventParticipant,
    EventReport,
    Magnitude,
    Mention,
    Place,
    PublicationReason,
    Quote,
    QuoteSpan,
    Rejection,
    Relation,
    RemovedSpan,
    Report,
    ReportParticipant,
    Sentence,
    Source,
    Story,
    StoryDocument,
    Time,
    Tombstone,
    Toponym,
)
from warehouse.gathering import gather
from warehouse.parquet import parquet_of, read_rows, read_table, write_rows, write_table


@dataclass(frozen=True)
class Assembly:
    """What a release is made from."""

    extractions: Mapping[str, tuple[Path, Given]]
    """By fingerprint of each file, the folder of its extraction and what it gave."""
    new: frozenset[str]
    """Fingerprints of the files that this run read."""
    sources: Sequence[Source]
    rejections: Sequence[Rejection]
    """Files that were rejected before they were read."""
    before: Path | None
    """Folder of the release that readers see now."""
    run_id: str
    corrections: Sequence[Correction] = ()


@dataclass(frozen=True)
class Counts:
    """How much a release holds."""

    documents: int
    documents_read: int
    rejections: int
    reports: int
    events: int


REFERENCES_TO_ENTITIES: dict[type[Row], tuple[str, ...]] = {
    row: tuple(
        column.name
        for column in row.columns()
        if (reference := column.mark(References)) and reference.table == Entity.table
    )
    for row in (Mention, Quote, ReportParticipant, Relation)
}
"""Tables that documents fill and that refer to entities, with the columns that do."""


def renamed(table: pa.Table, columns: Sequence[str], above: Mapping[str, str]) -> pa.Table:
    """Return a table in whose columns an entity that is another one under a second spelling is that other one."""
    for name in columns:
        place = table.schema.get_field_index(name)
        ids = [above.get(one, one) for one in table.column(name).to_pylist()]
        table = table.set_column(place, table.schema.field(place), pa.array(ids, pa.string()))
    return table


def earlier_versions(before: Path | None) -> list[DocumentVersion]:
    """Return the versions that a release holds, each with its text."""
    if before is None:
        return []
    texts = {document.document_id: document.text for document in read_rows(before, Document)}
    return [
        version.model_copy(update={"text": texts.get(version.document_id, version.text)})
        for version in read_rows(before, DocumentVersion)
    ]


def assemble(assembly: Assembly, staged: Path) -> Counts:
    """Write every table but those of the run itself into a staged release; return how much it holds."""
    read: dict[Path, list[str]] = {}
    for folder, given in assembly.extractions.values():
        read.setdefault(folder, []).extend(given.documents)
    rejected = {one for _, given in assembly.extractions.values() for one in given.rejections}

    numbered = number_versions(
        Document.from_arrow(gather(Document, read)), assembly.run_id, earlier_versions(assembly.before)
    )
    documents = numbered.documents
    current = {document.document_id for document in documents}
    counted = {folder: [one for one in held if one in current] for folder, held in read.items()}

    rejections = [
        *assembly.rejections,
        *(row for row in Rejection.from_arrow(gather(Rejection, read)) if row.rejection_id in rejected),
        *numbered.rejections,
    ]
    write_table(gather(RemovedSpan, counted), parquet_of(staged, RemovedSpan))
    write_table(gather(Sentence, counted), parquet_of(staged, Sentence))
    write_table(gather(Time, counted), parquet_of(staged, Time))
    write_table(gather(QuoteSpan, counted), parquet_of(staged, QuoteSpan))
    write_table(gather(Toponym, counted), parquet_of(staged, Toponym))
    places = NamedPlace.from_arrow(gather(NamedPlace, counted))
    write_table(gather(PublicationReason, counted), parquet_of(staged, PublicationReason))
    write_table(gather(Magnitude, counted), parquet_of(staged, Magnitude))

    introductions = Introduction.from_arrow(gather(Introduction, counted))
    introduced = [Entity(**one.model_dump(exclude={"document_id"})) for one in introductions]
    corrector, known = Corrector(assembly.corrections), {entity.entity_id: entity for entity in introduced}
    above = corrector.merges(match_entities(introduced), known)
    for row, references in REFERENCES_TO_ENTITIES.items():
        table = corrector.apply(renamed(gather(row, counted), references, above), row)
        write_table(table, parquet_of(staged, row))
    kept = [entity for entity in introduced if entity.entity_id not in above] + corrector.made(known)
    entities, names, affiliations = gather_entities(kept, read_rows(staged, Mention), above)
    entities = Entity.from_arrow(corrector.apply(Entity.to_arrow(entities), Entity))
    reports = Report.from_arrow(corrector.apply(gather(Report, counted), Report))
    participants = read_rows(staged, ReportParticipant)
    links = link_reports(reports, participants, documents, entities)
    quotes = read_rows(staged, Quote)
    assertions = find_assertions(reports, participants, quotes, links.events, links.reports)
    events = weigh_events(links.events, links.reports, assertions, reports, quotes, documents)
    write_rows(
        staged,
        {
            Source: assembly.sources,
            Document: documents,
            Rejection: rejections,
            Entity: entities,
            EntityName: names,
            Affiliation: affiliations,
            DocumentVersion: numbered.versions,
            Tombstone: [],
            Story: [],
            StoryDocument: [],
            Report: reports,
            Event: events,
            EventReport: links.reports,
            EventParticipant: links.participants,
            EventAlias: [],
            Assertion: assertions,
            Relation: [*read_rows(staged, Relation), *derive_relations(events, links.participants)],
            Change: [],
            Place: (Place(**one.model_dump(exclude={"document_id"})) for one in places),
        },
    )
    for row in corrector.waiting:
        write_table(corrector.apply(read_table(staged, row), row), parquet_of(staged, row))
    write_rows(staged, {Correction: corrector.rows()})
    read_now = {one for name in assembly.new for one in assembly.extractions[name][1].documents} & current
    return Counts(len(documents), len(read_now), len(rejections), len(reports), len(events))
