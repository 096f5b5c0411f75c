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
    folders = sorted({folder for folder, _ in assembly.extractions.values()})
    given = [given for _, given in assembly.extractions.values()]
    known = {document_id for what in given for document_id in what.documents}
    rejected = {rejection_id for what in given for rejection_id in what.rejections}

    published = read_rows(assembly.before, Document) if assembly.before else []
    first_run = {document.document_id: document.run_id for document in published}
    versions = number_versions(Document.from_arrow(gather(Document, folders, sorted(known))), published)
    documents = [
        document.model_copy(update={"run_id": first_run.get(document.document_id, assembly.run_id)})
        for document in versions.documents
    ]
    all_ids = [document.document_id for document in documents]
    current_ids = [document.document_id for document in documents if document.is_current]

    rejections = [
        *assembly.rejections,
        *(row for row in Rejection.from_arrow(gather(Rejection, folders, [])) if row.rejection_id in rejected),
        *versions.rejections,
    ]
    folders_before = [assembly.before] if assembly.before else []
    write_table(gather(RemovedSpan, [*folders, *folders_before], all_ids), parquet_of(staged, RemovedSpan))
    for row in (Sentence, Mention, Time, Quote, Participant, Relation):
        write_table(gather(row, folders, current_ids), parquet_of(staged, row))

    mentions = read_rows(staged, Mention)
    entities, names, affiliations = gather_entities(Entity.from_arrow(gather(Entity, folders, [])), mentions)
    events, incidents = find_incidents(
        Event.from_arrow(gather(Event, folders, current_ids)), read_rows(staged, Participant), documents, entities
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
    read_now = sum(document.run_id == assembly.run_id for document in documents)
    return Counts(len(documents), read_now, len(rejections), len(events))
