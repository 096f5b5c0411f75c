"""Drafts: rows that stages hand each other and that no release shows; `transforms/tables.py` has those of a release.

What one document gives is kept in parts, what a corpus stage must remember in the state of a release.
"""

from datetime import date, datetime
from typing import Annotated, ClassVar

from transforms.row import Key, References, Row
from transforms.tables import (
    Document,
    Entity,
    Identifier,
    Magnitude,
    Mention,
    PartReason,
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
    Slug,
    Time,
    Toponym,
)


class Record(Row):
    """What came of a record of the seeds: a document or a rejection. One row per outcome; one record may give many."""

    table: ClassVar[str] = "records"

    record_id: Annotated[Identifier, Key()]
    """Hash of the fingerprint and of the outcome's path."""

    fingerprint: Identifier
    """Hash of all on which the outcome depends: the record's bytes and path, its source's settings, our code."""

    path: str
    """Path of the outcome, as `documents.path` and `rejections.path` have it."""

    rejection_id: Identifier | None
    """The rejection; null for a document."""

    document_id: Identifier | None
    """The document; null for a rejection, and so are the columns below."""

    is_stored: bool
    """Whether the part has the rows of the document under this path; of two records with one document one has."""

    source_id: Slug | None
    """Source of the document."""

    address: str | None
    """What versions of the document share."""

    title: str | None
    """Headline of the document."""

    published_first_on: date | None
    """First day on which it may have been published."""

    modified_at: datetime | None
    """When the publisher last changed it."""

    text_hash: Identifier | None
    """Hash of its text, by which two versions are known to be the same."""

    raw_hash: Identifier | None
    """Hash of its record as received, by which two records are known to be the same."""


class Introduction(Entity):
    """An entity as one document knows it. One row per document and entity."""

    table: ClassVar[str] = "introductions"

    document_id: Identifier
    """Document that mentions it."""

    is_own: bool
    """Whether it has no name, so that it belongs to this document alone."""

    block: str | None
    """Consonants of its name: entities of one block may be one; null for those that are matched with none."""


class Naming(Row):
    """A name under which a document speaks of an entity. One row per document, entity and name."""

    table: ClassVar[str] = "namings"

    naming_id: Annotated[Identifier, Key()]
    """Hash of the document, the entity and the name."""

    document_id: Identifier
    """Document that uses it."""

    entity_id: Slug
    """Entity as the document knows it."""

    alias: str
    """The name, on one line."""


class NamedPlace(Place):
    """A place as one document names it. One row per document and place."""

    table: ClassVar[str] = "named_places"

    document_id: Identifier
    """Document that names it."""


class Imprint(Row):
    """What copies of a document, and documents on the same news, share with it. One row per document."""

    table: ClassVar[str] = "imprints"

    document_id: Annotated[Identifier, Key()]
    """The document."""

    runs: list[int]
    """Hashes of the runs of words that are kept of it, in increasing order."""

    words: list[str]
    """Its words that weigh most, the heaviest first."""

    weights: list[int]
    """The weight of each of them."""

    quoted: list[int]
    """Hashes of the runs of words in quotation marks, all of them, in increasing order."""

    credits: list[str]
    """News agencies that it credits, be it with one quotation, by name."""


class ChainedReport(Row):
    """A report as a member of a chain: the reports of a document that tell one event. One row per report."""

    table: ClassVar[str] = "chained_reports"

    report_id: Annotated[Identifier, Key()]
    """The report."""

    document_id: Identifier
    """Document that holds it."""

    chain_id: Identifier
    """First report of the chain in the order of the text."""

    lemma: str
    """Lemma of the word that names the event."""

    acts: list[str]
    """Kinds of acts that its words may name, those of `transforms/chains/acts.csv`; empty when none is known."""

    wording: Identifier | None
    """Hash of the words of its sentence, by which copies of a text are known; null for a sentence of a few words."""


class ReportPart(Row):
    """A report that tells a part or the content of what another report of its sentence tells. One row per pair."""

    table: ClassVar[str] = "report_parts"

    report_part_id: Annotated[Identifier, Key()]
    """Hash of both reports."""

    report_id: Annotated[Identifier, References("reports")]
    """The report of the part."""

    whole_report_id: Annotated[Identifier, References("reports")]
    """The report of the other event."""

    document_id: Identifier
    """Document that holds both."""

    reason: PartReason
    """What makes it one, as in `event_parts`."""


class Spelling(Row):
    """An entity that is another one under a second spelling, as names tell. One row per such entity."""

    table: ClassVar[str] = "spellings"

    entity_id: Annotated[Slug, Key()]
    """The entity, as documents know it."""

    same_as: Slug
    """The entity that stands for all spellings."""

    block: str
    """Block in which both were compared."""


class Rename(Row):
    """An entity that is another one, as names and corrections tell. One row per such entity."""

    table: ClassVar[str] = "renames"

    entity_id: Annotated[Slug, Key()]
    """The entity, as documents know it."""

    same_as: Slug
    """The entity in whose place it stands."""


class Telling(Row):
    """A report as part of what its document tells once. One row per report."""

    table: ClassVar[str] = "tellings"

    report_id: Annotated[Identifier, Key()]
    """The report."""

    document_id: Identifier
    """Document that holds it."""

    variant_id: Identifier
    """What its chain tells, which chains of other documents may tell word for word."""


class Sketched(Row):
    """What a chain of reports tells, as it is compared with those of other documents. One row per variant."""

    table: ClassVar[str] = "sketched"

    variant_id: Annotated[Identifier, Key()]
    """Hash of what it tells."""

    acts: str
    """Types, modes, factualities, lemmas and kinds of acts of what it tells, as JSON."""

    actors: str
    """Who acts, as JSON."""

    recipients: str
    """Who is acted upon, as JSON."""

    site: str
    """Where, as JSON."""

    numbers: str
    """What it counts, as JSON."""

    first_on: date | None
    """First day on which it may have happened; null when it is left open."""

    last_on: date | None
    """Last day on which it may have happened; null when it is left open."""

    basis: str
    """How the days are known, as `reports.occurred_basis` has it."""

    blocks: list[str]
    """Keys of what others must share with it to be compared; empty when it is compared with none."""

    fullness: int
    """How much it tells; of many in a block the others are compared with the fullest alone."""


class Variant(Sketched):
    """What chains of documents tell alike, with the event of which it is a version. One row per variant."""

    table: ClassVar[str] = "variants"

    component_id: Identifier
    """Least of the variants that are linked with it, directly or through others; they are clustered together."""

    joined_by: Identifier
    """Least of the variants that tell the same event."""


class ConsolidatedEvent(Row):
    """What all reports of an event tell together, before it is weighed who asserts it. One row per event."""

    table: ClassVar[str] = "consolidated_events"

    event_id: Annotated[Identifier, Key()]
    """The event."""

    surest_id: Identifier
    """Report that stands for it; type, mode, contexts and factuality are its."""

    dated_id: Identifier | None
    """Report that gives its days; null when none does."""

    placed_id: Identifier | None
    """Report that gives its place; null when none does."""


class DerivedRelation(Relation):
    """A relation that events show over time, one of those in `relations`. One row per pair of entities."""

    table: ClassVar[str] = "derived_relations"


class OwnEntity(Entity):
    """An entity without a name, of one document, one of those in `entities`. One row per entity."""

    table: ClassVar[str] = "own_entities"


class Held(Row):
    """A document of a release with what it was read from. One row per document."""

    table: ClassVar[str] = "held"

    document_id: Annotated[Identifier, Key()]
    """The document."""

    fingerprint: Identifier
    """Fingerprint of the record that gave it."""


EXTRACTED: tuple[type[Row], ...] = (
    *(Document, Imprint, PublicationReason, RemovedSpan, Sentence, Introduction, Naming, Mention, Toponym, NamedPlace),
    *(
        Time,
        Quote,
        QuoteSpan,
        Report,
        ReportParticipant,
        ChainedReport,
        ReportPart,
        Magnitude,
        Relation,
        Rejection,
        Record,
    ),
)
"""Tables that documents and records give, one file of each in every part."""

STATE: tuple[type[Row], ...] = (Held, Spelling, Rename, Telling, Variant)
"""What corpus stages remember from release to release."""
