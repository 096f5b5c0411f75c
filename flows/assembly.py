"""Assembly: the tables of a release, from the extractions of all its documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.extractions import Given
from transforms.documents.versions import number_versions
from transforms.entities import gather_entities
from transforms.incidents import find_incidents
from transforms.tables import (
    Affiliation,
    Correction,
    Document,
    Entity,
    EntityName,
    Event,
    Incident,
    Mention,
    Participant,
    Place,
    Quote,
    Rejection,
    Relation,
    RemovedSpan,
    Sentence,
    Source,
    Story,
    Time,
)
from warehouse.gathering import gather
from warehouse.parquet import parquet_of, read_rows, write_rows, write_table


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


@dataclass(frozen=True)
class Counts:
    """How much a release holds."""

    documents: int
    documents_read: int
    rejections: int
    events: int


def assemble(assembly: Assembly, staged: Path) -> Counts:
    """Write every table but those of the run itself into a staged release; return how much it holds."""
    read: dict[Path, list[str]] = {}
    for folder, given in assembly.extractions.values():
        read.setdefault(folder, []).extend(given.documents)
    rejected = {one for _, given in assembly.extractions.values() for one in given.rejections}

    published = read_rows(assembly.before, Document) if assembly.before else []
    first_run = {document.document_id: document.run_id for document in published}
    versions = number_versions(Document.from_arrow(gather(Document, read)), published)
    documents = [
        document.model_copy(update={"run_id": first_run.get(document.document_id, assembly.run_id)})
        for document in versions.documents
    ]
    ids = {document.document_id for document in documents}
    current = {document.document_id for document in documents if document.is_current}
    held = {folder: [one for one in held if one in ids] for folder, held in read.items()}
    counted = {folder: [one for one in held if one in current] for folder, held in read.items()}
    if assembly.before:  # the removed pieces of versions whose file is gone
        held[assembly.before] = sorted(ids.difference(*read.values()))

    rejections = [
        *assembly.rejections,
        *(row for row in Rejection.from_arrow(gather(Rejection, read)) if row.rejection_id in rejected),
        *versions.rejections,
    ]
    write_table(gather(RemovedSpan, held), parquet_of(staged, RemovedSpan))
    for row in (Sentence, Mention, Time, Quote, Participant, Relation):
        write_table(gather(row, counted), parquet_of(staged, row))

    mentions = read_rows(staged, Mention)
    entities, names, affiliations = gather_entities(Entity.from_arrow(gather(Entity, read)), mentions)
    events, incidents = find_incidents(
        Event.from_arrow(gather(Event, counted)), read_rows(staged, Participant), documents, entities
    )
    write_rows(
        staged,
        {
            Source: assembly.sources,
            Document: documents,
            Rejection: rejections,
            Entity: entities,
            EntityName: names,
            Affiliation: affiliations,
            Event: events,
            Incident: incidents,
            Story: [],
            Place: [],
            Correction: [],
        },
    )
    read_now = {one for name in assembly.new for one in assembly.extractions[name][1].documents} & ids
    return Counts(len(documents), len(read_now), len(rejections), len(events))
