"""The tables of the warehouse, in the order in which a datum reaches them.

Read this first. A class is a table, an attribute a column, the string under it what the column means and when it
is null. Arrow schemas, expectations, DuckDB comments and CODEBOOK.md follow from here (see `transforms/row.py`).

Words that return: `_id` is a key, `_on` a day, `_at` an instant in UTC, `_start` and `_end` are half-open offsets
that count code points of `documents.text`. An interval of days is a pair `_first_on`, `_last_on`, both included.
"""

from datetime import date, datetime
from typing import Annotated, ClassVar, Self

from pydantic import Field

from transforms.row import CutsYears, HoldsWords, Key, OneOf, References, Row, SpanOf

Identifier = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Slug = Annotated[str, Field(pattern=r"^[\w.:-]{1,200}$")]
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]
Count = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(ge=0)]
Probability = Annotated[float, Field(ge=0, le=1)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]

EVENT_TYPES = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
    *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
CONTEXTS = (
    *("military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy"),
    *("pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression"),
    *("human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory"),
    *("peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology"),
    *("terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking"),
)
SECTORS = (
    *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU"),
    *("ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO", "ISM", "IMG", "MNC"),
)

OWN_TYPE, OWN_CONTEXT = "[A-Z][A-Z0-9_]{1,39}", "[a-z][a-z0-9_]{1,39}"
"""Patterns of the event types and contexts that a user's own knowledge may add to PLOVER's."""

EventType = Annotated[str, OneOf(EVENT_TYPES, own=OWN_TYPE)]
Context = Annotated[str, OneOf(CONTEXTS, own=OWN_CONTEXT)]
Sector = Annotated[str, OneOf(SECTORS)]
CountryBasis = Annotated[
    str,
    OneOf(("mention", "other_mention", "coreference", "other_side", "place", "nearby", "document", "language_model")),
]
PARTICIPANT_BASES = (
    *("carrier", "syntax", "roles", "ground_by_syntax", "ground_by_roles", "concerned", "classifier"),
    *("doer_noun", "same_event", "aim", "claim", "sufferer", "deed", "content", "cause", "document", "language_model"),
)
"""What may tell who fills a role, in the order in which it is asked: `transforms/coding/strategies.py` has each."""
ParticipantBasis = Annotated[str, OneOf(PARTICIPANT_BASES)]
Factuality = Annotated[
    str,
    OneOf(("actual", "habitual", "planned", "predicted", "demanded", "threatened", "hypothetical", "denied")),
]
AssertedBy = Annotated[str, OneOf(("document", "actor", "recipient", "source", "unnamed"))]
Certainty = Annotated[str, OneOf(("certain", "probable", "possible"))]
SourceKind = Annotated[
    str,
    OneOf(("wire", "newspaper", "broadcaster", "state_media", "online", "magazine", "official", "ngo", "other")),
]
TIMEX3_MODS = (
    *("START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE"),
    *("BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"),
)
Granularity = Annotated[str, OneOf(("time", "day", "week", "month", "quarter", "year", "decade", "interval"))]
Precision = Annotated[str, OneOf(("exact", "near", "city", "district", "province", "country", "region", "unknown"))]
PlaceBasis = Annotated[
    str,
    OneOf(("stated", "coreference", "sentence", "passage", "dateline", "focus", "parties", "language_model", "none")),
]
DatingBasis = Annotated[
    str, OneOf(("stated", "coreference", "narrative", "tense", "language_model", "publication", "unknown"))
]
EntityKind = Annotated[
    str,
    OneOf(
        (
            *("person", "state", "government", "military", "armed_group", "party", "international_organisation"),
            *("organisation", "media", "people", "place", "facility", "office", "unnamed"),
            *("event", "law", "product"),
        )
    ),
]
NumberKind = Annotated[str, OneOf(("deaths", "injured", "arrested", "size"))]
PartReason = Annotated[str, OneOf(("course", "meeting", "accusation", "demand", "promise", "threat"))]

PREDICATES = (
    *("backs", "allied_with", "hostile_to", "at_odds_with", "fights", "leads", "member_of", "part_of", "proxy_of"),
    *("located_in", "spokesperson_of", "same_as"),
)
Predicate = Annotated[str, OneOf(PREDICATES)]

INERT = frozenset({"event", "law", "product"})
"""Kinds of entity that have a name and never act: wars and summits, treaties, ships, indices, currencies, wares."""


class Source(Row):
    """A publisher or feed whose documents we read. One row per folder of seeds."""

    table: ClassVar[str] = "sources"

    source_id: Annotated[Slug, Key()]
    """Name of the folder of seeds."""

    name: str
    """Name of the publisher or feed, as its `source.yaml` states it; the folder's name where there is none."""

    kind: SourceKind
    """What sort of publisher it is."""

    country: Country | None
    """Country in which the publisher sits, ISO 3166 alpha-3; null when not stated."""

    language: Language | None
    """Language of its documents, ISO 639, unless a document says otherwise; null when not stated."""

    url: str | None
    """Home page; null when not stated."""

    licence: str | None
    """Licence under which the documents may be used; null when not stated."""


class Document(Row):
    """A news document as it was received, in its current version. One row per document."""

    table: ClassVar[str] = "documents"

    document_id: Annotated[Identifier, Key()]
    """Hash of the source, the address and the content."""

    source_id: Annotated[Slug, References("sources")]
    """Source from which the document came."""

    path: str
    """Path of the file under the folder of seeds; `#n` names the n-th document of a file that holds many."""

    address: str
    """What stays the same from version to version: the URL where one is known, else the path."""

    url: str | None
    """Where the document was published; null when not stated."""

    title: Annotated[str, HoldsWords("the headline")] | None
    """Headline; it is also the first paragraph of `text`. Null when the document has none that we recognise."""

    deck: Annotated[str, HoldsWords("a paragraph")] | None
    """Summary under the headline; it also follows the headline in `text`. Null when there is none."""

    byline: Annotated[str, HoldsWords("a name", is_left_out=False)] | None
    """Who wrote it, as printed, without "By"; null when not printed."""

    dateline: Annotated[str, HoldsWords("a place and a day", is_left_out=False)] | None
    """Place and day with which the first paragraph opens, as printed; null when there is none."""

    agency: str | None
    """News agency that signs it in byline or dateline, publishes it, or is the only one that its text credits with its
    lead or the whole; its dispatches are one voice, whoever prints or rewrites them. Null when there is none."""

    published_first_on: Annotated[date, CutsYears()] | None
    """First day on which the document may have been published; null when unknown."""

    published_last_on: date | None
    """Last day on which it may have been published; null when unknown."""

    published_basis: Annotated[str, OneOf(("metadata", "dateline", "url", "text", "inferred", "unknown"))]
    """How the day of publication is known."""

    modified_at: datetime | None
    """When the publisher last changed the document; null when not stated."""

    language: Language
    """Language of the text, ISO 639, by its words, else as it or its source states; `und` where it is not English and
    cannot be told. Only English is read for what it reports: other documents have no sentences and no reports."""

    text: Annotated[str, HoldsWords("the document")]
    """Headline, deck and body without what is not the article's own text; every offset counts its code points."""

    raw_hash: Identifier
    """Hash of the file, or of the one record of it, as received."""

    def dated(self, first_on: date, last_on: date, basis: str) -> Self:
        """Return the document with its days of publication as its text or the stamp of a post tells them."""
        return self._with(published_first_on=first_on, published_last_on=last_on, published_basis=basis)


class DocumentVersion(Row):
    """A version of a document that this or an earlier release held. One row per version; history, see `runs`."""

    table: ClassVar[str] = "document_versions"

    document_id: Annotated[Identifier, Key()]
    """Hash of the source, the address and the content; a row of `documents` where `is_current`."""

    source_id: Annotated[Slug, References("sources")]
    """Source from which it came."""

    address: str
    """What it shares with the other versions of its document: the URL where one is known, else the path."""

    path: str
    """Path of the file under the folder of seeds; `#n` names the n-th document of a file that holds many."""

    title: Annotated[str, HoldsWords("the headline")] | None
    """Headline; null when it has none that we recognise."""

    published_first_on: date | None
    """First day on which it may have been published; null when unknown."""

    modified_at: datetime | None
    """When the publisher last changed it; null when not stated."""

    version: Annotated[int, Field(ge=1)]
    """Place in the line of versions of this address, 1 for the oldest."""

    supersedes_id: Annotated[Identifier, References("document_versions")] | None
    """The version before this one; null for the first."""

    is_current: bool
    """Whether no later version supersedes this one; only current documents stand in `documents` and give reports."""

    text: Annotated[str, HoldsWords("the document")] | None
    """Text of a superseded version; null for the current one, whose text stands in `documents`."""

    run_id: Annotated[Identifier, References("runs")]
    """Run whose release first held this version."""


class Tombstone(Row):
    """A document that was withdrawn from the seeds or forgotten on request. One row per document; history."""

    table: ClassVar[str] = "tombstones"

    document_id: Annotated[Identifier, Key()]
    """Key that the document had."""

    source_id: Slug
    """Source from which it came."""

    path: str
    """Path under which it lay in the folder of seeds."""

    reason: str
    """Why it is gone: `withdrawn` when its file or record left the seeds, else what `forget` was told."""

    is_forgotten: bool
    """Whether its text was purged from every kept release, and is to be left out of later ones."""

    reports: Count
    """Number of reports that it had given."""

    run_id: Annotated[Identifier, References("runs")]
    """Run whose release was the first without it."""


class PublicationReason(Row):
    """Why a document that states no day was published on one of some days. One row per step of the inference."""

    table: ClassVar[str] = "publication_reasons"

    publication_reason_id: Annotated[Identifier, Key()]
    """Hash of the document and of the place of the step."""

    document_id: Annotated[Identifier, References("documents")]
    """Document of which it tells."""

    position: Count
    """Place among the steps, from 0: what is certain comes first."""

    reason_start: Offset
    """Offset of the first character of what the text says."""

    reason_end: Offset
    """Offset just after its last character."""

    words: Annotated[str, SpanOf("reason_start", "reason_end"), HoldsWords("up to a sentence")]
    """What the text says."""

    reason: str
    """What follows from it, in words."""

    strength: Annotated[str, OneOf(("certain", "likely"))]
    """Whether it must be so, or news is mostly written so."""

    left_first_on: date | None
    """First day that is left after this step; null when all days before some day are."""

    left_last_on: date | None
    """Last day that is left after this step; null when all days after some day are."""


class RemovedSpan(Row):
    """A piece of a document that was kept out of its text. One row per piece."""

    table: ClassVar[str] = "removed_spans"

    removed_span_id: Annotated[Identifier, Key()]
    """Hash of the document and of the place of the piece among its removed pieces."""

    document_id: Annotated[Identifier, References("documents")]
    """Document from which it was removed."""

    reason: Annotated[
        str, OneOf(("caption", "credit", "byline", "boilerplate", "related_link", "markup", "share_bar", "notice"))
    ]
    """Why it is not the article's own text."""

    text_start: Offset
    """Offset in the document's text at which it stood."""

    words: Annotated[str, HoldsWords("up to a page of boilerplate")]
    """The words that were removed."""


class Sentence(Row):
    """A sentence of a document. One row per sentence."""

    table: ClassVar[str] = "sentences"

    sentence_id: Annotated[Identifier, Key()]
    """Hash of the document and of the offsets."""

    document_id: Annotated[Identifier, References("documents")]
    """Document that holds it."""

    position: Count
    """Place among the sentences of the document, from 0."""

    sentence_start: Offset
    """Offset of its first character."""

    sentence_end: Offset
    """Offset just after its last character."""

    kind: Annotated[str, OneOf(("headline", "deck", "body"))]
    """What part of the document it belongs to."""

    published_on: date | None
    """Day on which the post was published that holds it; null outside the posts of a live blog."""


class Entity(Row):
    """A real-world thing that documents name: a person, a state, a group, an organisation. One row per thing."""

    table: ClassVar[str] = "entities"

    entity_id: Annotated[Slug, Key()]
    """Stable name of the entity: that of its lexicon entry, else made from its kind, name and country."""

    name: str
    """Its canonical name in English."""

    kind: EntityKind
    """What sort of thing it is."""

    country: Country | None
    """Country, ISO 3166 alpha-3 or a PLOVER pseudo-country such as IGO; null when it has none or none is known."""

    sector: Sector | None
    """PLOVER sector that it has whatever the date; null when it depends on the date or none is known."""

    origin: Annotated[str, OneOf(("lexicon", "text"))]
    """Whether a lexicon knows it or a text introduced it."""

    def under(self, entity_id: str) -> Self:
        """Return the entity under another id: one of its name that is not the same, or that a correction splits off."""
        return self._with(entity_id=entity_id)

    def within(self, country: str | None) -> Self:
        """Return the entity with the country in which the map has its place."""
        return self._with(country=country)


class EntityName(Row):
    """A name under which an entity is found. One row per entity and alias."""

    table: ClassVar[str] = "entity_names"

    entity_name_id: Annotated[Identifier, Key()]
    """Hash of the entity and of the alias."""

    entity_id: Annotated[Slug, References("entities")]
    """Entity so named."""

    alias: Annotated[str, HoldsWords("a name", is_left_out=False)]
    """The name."""

    language: Language | None
    """Language of the name, ISO 639; null when not known."""

    origin: Annotated[str, OneOf(("lexicon", "text"))]
    """Whether a lexicon lists it or a text uses it."""


class Affiliation(Row):
    """A role that an entity holds for a time. One row per entity, role and period."""

    table: ClassVar[str] = "affiliations"

    affiliation_id: Annotated[Identifier, Key()]
    """Hash of the entity, the role, the organisation and the period."""

    entity_id: Annotated[Slug, References("entities")]
    """Who holds the role."""

    role: str
    """The role in words, such as `president`."""

    organisation_id: Annotated[Slug, References("entities")] | None
    """State or organisation in which the role is held; null when none is known."""

    country: Country | None
    """Country that the role gives; null when none."""

    sector: Sector | None
    """PLOVER sector that the role gives; null when none."""

    valid_first_on: date | None
    """First day of the role; null when open or unknown."""

    valid_last_on: date | None
    """Last day of the role; null when open or unknown."""

    origin: str
    """Where the fact comes from: the lexicon file, or the document."""


class Mention(Row):
    """A span of text that names or refers to an entity. One row per span."""

    table: ClassVar[str] = "mentions"

    mention_id: Annotated[Identifier, Key()]
    """Hash of the document, the offsets and the kind."""

    document_id: Annotated[Identifier, References("documents")]
    """Document that holds it."""

    sentence_id: Annotated[Identifier, References("sentences")]
    """Sentence that holds it."""

    mention_start: Offset
    """Offset of its first character."""

    mention_end: Offset
    """Offset just after its last character."""

    mention: Annotated[str, SpanOf("mention_start", "mention_end"), HoldsWords("up to a sentence")]
    """Its words."""

    kind: Annotated[str, OneOf(("name", "nominal", "pronoun", "demonym"))]
    """How it refers."""

    entity_id: Annotated[Slug, References("entities")] | None
    """Entity that it refers to; null when we cannot tell."""

    country: Country | None
    """Country that the mention, or what it refers to, carries on the document's day; null when none."""

    sector: Sector | None
    """PLOVER sector that the mention, or what it refers to, carries on the document's day; null when none."""

    secondary_sector: Sector | None
    """Second PLOVER sector, such as OPP of an opposition lawmaker; null when none."""

    confidence: Probability
    """How sure we are that it refers to this entity."""


class Place(Row):
    """A place on the map that a document names. One row per place."""

    table: ClassVar[str] = "places"

    place_id: Annotated[Slug, Key()]
    """GeoNames identifier; a name of our own, such as `disputed.golan-heights`, where GeoNames' is not known to us."""

    name: str
    """Its name in English, or as it is written there in Latin letters."""

    kind: str
    """What sort of place it is, one of `transforms/places/data/place_kinds.csv`, such as `town`, `division` or
    `river`.
    """

    latitude: Annotated[float, Field(ge=-90, le=90)]
    """Degrees north, WGS 84; of what is wide, its middle."""

    longitude: Annotated[float, Field(ge=-180, le=180)]
    """Degrees east, WGS 84; of what is wide, its middle."""

    country: Country | None
    """Country that holds it, ISO 3166 alpha-3; null for seas, what several countries share, and disputed areas."""

    admin1: str | None
    """First-level division that holds it, by its English name; null when there is none or none is known."""

    feature_class: str | None
    """GeoNames feature class, such as P for a populated place; null when not known."""

    precision: Precision
    """How exactly a point can stand for it."""

    note: str | None
    """What is to be said of it wherever it is shown, such as who claims a disputed area; null when nothing is."""


class Toponym(Row):
    """Words that name a place, whatever they stand for. One row per span."""

    table: ClassVar[str] = "toponyms"

    toponym_id: Annotated[Identifier, Key()]
    """Hash of the document and of the offsets."""

    document_id: Annotated[Identifier, References("documents")]
    """Document that holds it."""

    sentence_id: Annotated[Identifier, References("sentences")] | None
    """Sentence that holds it; null in a dateline."""

    toponym_start: Offset
    """Offset of its first character."""

    toponym_end: Offset
    """Offset just after its last character."""

    toponym: Annotated[str, SpanOf("toponym_start", "toponym_end"), HoldsWords("a name", is_left_out=False)]
    """Its words."""

    stands_for: Annotated[str, OneOf(("place", "government", "people", "organisation"))]
    """What the words mean: the place itself, who governs it ("Moscow said"), its people, a body in whose name it is."""

    place_id: Annotated[Slug, References("places")] | None
    """Place that is named; null when no gazetteer knows the name."""

    precision: Precision
    """How exactly the place stands for the words: `near` for a facility near its town; `unknown` without a place."""

    confidence: Probability
    """How sure we are of the place among those so named; 0 without one."""

    reason: Annotated[str, HoldsWords("names", is_left_out=False)]
    """Why this place and no other, in words."""


class Time(Row):
    """A time expression. One row per span."""

    table: ClassVar[str] = "times"

    time_id: Annotated[Identifier, Key()]
    """Hash of the document and of the offsets."""

    document_id: Annotated[Identifier, References("documents")]
    """Document that holds it."""

    sentence_id: Annotated[Identifier, References("sentences")]
    """Sentence that holds it."""

    time_start: Offset
    """Offset of its first character."""

    time_end: Offset
    """Offset just after its last character."""

    time: Annotated[str, SpanOf("time_start", "time_end"), HoldsWords("a clause: the day after the talks")]
    """Its words."""

    kind: Annotated[str, OneOf(("DATE", "TIME", "DURATION", "SET"))]
    """TIMEX3 type."""

    value: str | None
    """TIMEX3 value, such as `2018-05` or `P2D`; null when it cannot be normalised."""

    mod: Annotated[str, OneOf(TIMEX3_MODS)] | None
    """TIMEX3 modifier, such as `START` of "early May"; null when there is none."""

    first_on: date | None
    """First day of what it denotes, or may denote where publication is an interval; null when open or unknown."""

    last_on: date | None
    """Last day of what it denotes, likewise; null when open, as after "since", or not known."""

    granularity: Granularity | None
    """The unit in which it speaks; null when it denotes no known days."""

    anchor: Annotated[str, OneOf(("none", "publication", "previous_time"))]
    """What it counts from: nothing (it is absolute), the day of publication, or a time named before."""

    anchor_time_id: Annotated[Identifier, References("times")] | None
    """The time named before from which it counts; null when it counts from none."""

    reason: str
    """How it was read, or why it has no value, in words."""


class Quote(Row):
    """A statement, belief or wish that a document attributes to somebody. One row per attribution."""

    table: ClassVar[str] = "quotes"

    quote_id: Annotated[Identifier, Key()]
    """Hash of the document, of the offset of its cue and of the offsets of its content."""

    document_id: Annotated[Identifier, References("documents")]
    """Document that holds it."""

    sentence_id: Annotated[Identifier, References("sentences")]
    """Sentence in which its content begins."""

    quote_start: Offset
    """Offset of the first character of its content."""

    quote_end: Offset
    """Offset just after the last character of its content, which `quote_spans` has piece by piece."""

    quote: Annotated[str, SpanOf("quote_start", "quote_end"), HoldsWords("up to a paragraph")]
    """Words from the first to the last of the content; those that interrupt it, as "he said", stand among them."""

    kind: Annotated[str, OneOf(("direct", "indirect", "mixed"))]
    """Whether the words of the content are the speaker's, the document's, or both, as quotation marks tell."""

    act: Annotated[
        str,
        OneOf(
            (
                *("says", "asks", "denies", "promises", "demands", "warns", "accuses", "supports", "opposes"),
                *("refuses", "thinks", "hopes", "plans", "shows"),
            )
        ),
    ]
    """What the speaker does with it, as the cue tells; `shows` is said of studies, polls and papers."""

    is_claim: bool
    """Whether the speaker puts the content forward as true or, where `act` is `denies`, as untrue."""

    is_statement: bool
    """Whether the content is a whole statement; else it names what is spoken of, as in "condemned the raid"."""

    cue_start: Offset
    """Offset of the first character of the cue."""

    cue_end: Offset
    """Offset just after the last character of the cue."""

    cue: Annotated[str, SpanOf("cue_start", "cue_end"), HoldsWords("a word or two", is_left_out=False)]
    """Words that attribute it, such as `said` or `according to`; a colon after a name too."""

    speaker_mention_id: Annotated[Identifier, References("mentions")] | None
    """Mention of the speaker; null when nobody whom we know as an actor is mentioned."""

    speaker_id: Annotated[Slug, References("entities")] | None
    """The speaker, an entity of kind `unnamed` or `people` where there is no name; null when we cannot tell."""

    speaker_start: Offset | None
    """Offset of the first character of the words for the speaker; null when there are none."""

    speaker_end: Offset | None
    """Offset just after the last character of the words for the speaker; null when there are none."""

    speaker: Annotated[str, SpanOf("speaker_start", "speaker_end"), HoldsWords("up to a sentence")] | None
    """The speaker in the document's words, such as `an official with the militia`; null when there are none."""

    addressee_id: Annotated[Slug, References("entities")] | None
    """Whom it was said to; null when not told or not known."""

    addressee: Annotated[str, HoldsWords("up to a sentence")] | None
    """Whom it was said to, in the document's words; null when not told."""

    outlet_id: Annotated[Slug, References("entities")] | None
    """News medium through which it came, as in "told the agency"; null when none is named."""

    within_id: Annotated[Identifier, References("quotes")] | None
    """Statement that reports this one; null when the document reports it itself."""

    is_negated: bool
    """Whether the document says that it was not said."""

    is_hedged: bool
    """Whether the attribution is weakened, as in `reportedly`."""


class QuoteSpan(Row):
    """A contiguous piece of the content of a quote. One row per piece."""

    table: ClassVar[str] = "quote_spans"

    quote_span_id: Annotated[Identifier, Key()]
    """Hash of the quote and of the place of the piece."""

    quote_id: Annotated[Identifier, References("quotes")]
    """Quote of which it is a piece."""

    document_id: Annotated[Identifier, References("documents")]
    """Document that holds it."""

    position: Count
    """Place among the pieces of the quote, from 0."""

    span_start: Offset
    """Offset of its first character."""

    span_end: Offset
    """Offset just after its last character."""

    span: Annotated[str, SpanOf("span_start", "span_end"), HoldsWords("up to a paragraph")]
    """Its words."""


class Story(Row):
    """Documents that tell the same news, copies of one dispatch among them. One row per story of two or more."""

    table: ClassVar[str] = "stories"

    story_id: Annotated[Identifier, Key()]
    """Hash of the representative document."""

    representative_id: Annotated[Identifier, References("documents")]
    """The document that stands for the story: the earliest that is no copy, of one day that with the least key."""

    documents: Annotated[int, Field(ge=1)]
    """Number of documents that tell it."""

    independent_sources: Annotated[int, Field(ge=1)]
    """Number of sources with a document that is no copy of another one."""


class StoryDocument(Row):
    """A document as a member of a story. One row per document that belongs to one."""

    table: ClassVar[str] = "story_documents"

    document_id: Annotated[Identifier, Key(), References("documents")]
    """The document."""

    story_id: Annotated[Identifier, References("stories")]
    """Story that it tells."""

    is_copy_of: Annotated[Identifier, References("documents")] | None
    """The document of which it is a reprint or a cut, or with which it is a rewrite of one dispatch that both credit;
    null for an independent one."""

    original_id: Annotated[Identifier, References("documents")] | None
    """The first of the dispatch, where that one is a copy, too; null for an independent one."""

    shared: Annotated[float, Field(ge=0, le=1)] | None
    """Share of its runs of five words that stand in the one that it was copied from; null for an independent one."""


class Report(Row):
    """What one sentence tells of an event: a trigger with what is said of it. One row per trigger in a sentence."""

    table: ClassVar[str] = "reports"

    report_id: Annotated[Identifier, Key()]
    """Hash of the document, the offsets of the trigger and the event type."""

    document_id: Annotated[Identifier, References("documents")]
    """Document that tells it."""

    sentence_id: Annotated[Identifier, References("sentences")]
    """Sentence that tells it."""

    trigger_start: Offset
    """Offset of the first character of the trigger."""

    trigger_end: Offset
    """Offset just after the last character of the trigger."""

    trigger: Annotated[str, SpanOf("trigger_start", "trigger_end"), HoldsWords("a word or two", is_left_out=False)]
    """Words that name the event."""

    event_type: EventType
    """PLOVER type, one of those in `transforms/ontology/`."""

    mode: str | None
    """PLOVER mode, one of those of the type; null when none applies."""

    contexts: list[Context]
    """PLOVER contexts; empty when none applies."""

    cameo_root: Annotated[str, Field(pattern=r"^(0[3-9]|1[0-9]|20)$")]
    """CAMEO root code that the type corresponds to."""

    quad_class: Annotated[int, Field(ge=1, le=4)]
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""

    score: Annotated[float, Field(ge=-10, le=10)]
    """PLOVER conflict-cooperation score of the mode, or of the type where no mode applies."""

    factuality: Factuality
    """Whether it happened, as the text presents it; only `actual` events are counted by default."""

    certainty: Certainty
    """How sure the text is of that: `probable` for "is believed to", `possible` for "may have"."""

    cues: Annotated[list[str], HoldsWords("single words", is_left_out=False)]
    """Words that say whether it happened and how sure that is, in the order of the text; empty when none do."""

    is_mutual: bool
    """Whether its actors do it to each other, as those who meet or clash; there are no recipients then."""

    quote_id: Annotated[Identifier, References("quotes")] | None
    """Innermost statement inside which it is told; null when the document tells it in its own voice."""

    asserted_by: AssertedBy
    """Who tells it: the document in its own voice, a side of the event, another named source or an unnamed one."""

    occurred_first_on: Annotated[date, CutsYears()] | None
    """First day on which it may have happened; null when open or unknown."""

    occurred_last_on: date | None
    """Last day on which it may have happened, never after publication for what has; null when open or unknown."""

    occurred_precision: Granularity | None
    """The unit in which the text dates it; `interval` for days that lie between two bounds; null when unknown."""

    occurred_basis: DatingBasis
    """How its days are known: a time of its own sentence (`stated`), another report of the same event
    (`coreference`), a time of another sentence or one counted from another time (`narrative`), its tense, which leaves
    them open on one side (`tense`), what a language model concludes from the document (`language_model`), the news of
    the day, which is that of the day of publication or of the eve (`publication`), or not at all."""

    time_id: Annotated[Identifier, References("times")] | None
    """Time expression that dates it; null when none does."""

    place_id: Annotated[Slug, References("places")] | None
    """Where it happened; null when unknown."""

    place_precision: Precision
    """How exactly the place of the event is known; a country or a region is no point on a map."""

    place_basis: PlaceBasis = "none"
    """How its place is known: its own clause states it, another report of the same event does, its sentence names it, a
    sentence beside it does, the document is datelined there or about it, only its government or people are named, a
    language model concludes its country from the document, or not at all."""

    deaths: Count | None
    """People killed; null when the text gives no number, never 0 for silence."""

    injured: Count | None
    """People injured; null when the text gives no number."""

    arrested: Count | None
    """People arrested; null when the text gives no number."""

    size: Count | None
    """People who took part; null when the text gives no number."""

    confidence: Probability
    """How sure the coder is of type, actor and factuality together."""

    confidence_what: Probability | None = None
    """How likely it is that its type and its factuality are right."""

    confidence_who: Probability | None = None
    """How likely it is that all who took part are told, on their sides and with their countries; null when nobody is
    told."""

    confidence_when: Probability | None = None
    """How likely it is that its days are right; null when it has none, which `occurred_basis` says."""

    confidence_where: Probability | None = None
    """How likely it is that its place is right; null when it has none, which `place_basis` says."""

    engine: str
    """Version of the reading engine that read the sentence; two versions joined by a plus sign where the second engine
    reads again what the first is unsure of."""

    rule: str
    """What coded it: the entry of the ontology, or the model's head; after an `@` the file of own knowledge that has
    the entry. Or `llm:` with the name of a language model and, after a `+`, what coded it in the engine where both tell
    it."""

    def assessed(self, what: float | None, who: float | None, when: float | None, where: float | None) -> Self:
        """Return the report with how likely it is that each of its fields is right, as the finished document tells."""
        return self._with(confidence_what=what, confidence_who=who, confidence_when=when, confidence_where=where)


class ReportParticipant(Row):
    """An actor or a recipient that a report names. One row per report, role and participant."""

    table: ClassVar[str] = "report_participants"

    report_participant_id: Annotated[Identifier, Key()]
    """Hash of the report, the role and the place in its list."""

    report_id: Annotated[Identifier, References("reports")]
    """Report that names it."""

    document_id: Annotated[Identifier, References("documents")]
    """Document that holds the report."""

    role: Annotated[str, OneOf(("actor", "recipient"))]
    """PLOVER role: who did it, or to whom."""

    position: Count
    """Place in the list of that role, from 0, in the order of the text."""

    mention_id: Annotated[Identifier, References("mentions")]
    """Mention that fills the role."""

    entity_id: Annotated[Slug, References("entities")] | None
    """Entity that fills the role; null when it is not known."""

    basis: ParticipantBasis | None = None
    """What tells that it fills the role, the first of these that tells anybody. Of the trigger: who carries out what a
    noun says, a slot of its syntax, a semantic role, a place or building in either, whom its content concerns, the
    classifier. Of the sentence: the noun for its doer, another word for the same event, what the event aims at, who
    claims it, who is told to suffer it, who did the deed that is judged, the content of a call or vow, who caused it.
    Last and inferred: the rest of the document; or a language model, whose report it is. Of who is taken from another
    report, what tells it there. Null in releases of before 0.3."""

    country: Country | None
    """Country of the participant on the day of the event; null when it has none or none is known."""

    country_basis: CountryBasis | None = None
    """What tells its country most: its mention, another one of it or of the like, another report of the same event,
    the others who take part, the place of the event, words nearby, all the document, or a language model where our
    lexicons know none; null when nothing does. All but the first are inferred."""

    sector: Sector | None
    """PLOVER sector of the participant on the day of the event; null when not known."""

    secondary_sector: Sector | None
    """Second PLOVER sector of the participant, such as OPP of an opposition lawmaker; null when none."""

    from_report_id: Annotated[Identifier, References("reports")] | None = None
    """Report of the same event in the same document from which it is taken; null for who is named by its own."""

    confidence: Probability = 1.0
    """How likely the rest of its document makes it, that it fills the role and that the country is its; 1 where its
    sentence tells both."""


class Magnitude(Row):
    """A number that a text gives of an event: killed, injured, arrested, or in it. One row per report and kind."""

    table: ClassVar[str] = "magnitudes"

    magnitude_id: Annotated[Identifier, Key()]
    """Hash of the report and of the kind."""

    report_id: Annotated[Identifier, References("reports")]
    """Report that gives it."""

    document_id: Annotated[Identifier, References("documents")]
    """Document that holds its words."""

    kind: NumberKind
    """What is counted; `size` is people who took part, or whom an event of many people struck."""

    words_start: Offset
    """Offset of the first character of its words."""

    words_end: Offset
    """Offset just after their last character."""

    words: Annotated[str, SpanOf("words_start", "words_end"), HoldsWords("up to a clause")]
    """Words that tell it, with those that qualify it, such as `at least forty`."""

    lowest: Count
    """The least that the words say, which is also what `reports` holds; 0 for "nobody was hurt"."""

    highest: Count | None
    """The most that the words say; null when it is open, as in `at least forty`."""

    is_approximate: bool
    """Whether the words give no exact number."""


class Event(Row):
    """What happened, or was planned, demanded, ..., once, however many reports tell it. One row per happening."""

    table: ClassVar[str] = "events"

    event_id: Annotated[Identifier, Key()]
    """Hash of its earliest report: by day of publication, undated last, then by key; see `event_aliases`."""

    event_type: EventType
    """PLOVER type, one of those in `transforms/ontology/`."""

    mode: str | None
    """PLOVER mode, one of those of the type; null when none applies."""

    contexts: list[Context]
    """PLOVER contexts; empty when none applies."""

    cameo_root: Annotated[str, Field(pattern=r"^(0[3-9]|1[0-9]|20)$")]
    """CAMEO root code that the type corresponds to."""

    quad_class: Annotated[int, Field(ge=1, le=4)]
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""

    score: Annotated[float, Field(ge=-10, le=10)]
    """PLOVER conflict-cooperation score of the mode, or of the type where no mode applies."""

    factuality: Factuality
    """Whether it happened, as its reports present it; only `actual` events are counted by default."""

    certainty: Certainty
    """How sure its surest report is of that: `probable` for "is believed to", `possible` for "may have"."""

    is_mutual: bool
    """Whether its actors do it to each other, as those who meet or clash; there are no recipients then."""

    occurred_first_on: Annotated[date, CutsYears()] | None
    """First day on which it may have happened; null when open or unknown."""

    occurred_last_on: date | None
    """Last day on which it may have happened; null when open or unknown."""

    occurred_precision: Granularity | None
    """The unit in which its reports date it; `interval` for days that lie between two bounds; null when unknown."""

    occurred_basis: DatingBasis
    """How its days are known, as `reports.occurred_basis` says of the report that dates it."""

    place_id: Annotated[Slug, References("places")] | None
    """Where it happened; null when unknown."""

    place_precision: Precision
    """How exactly the place is known; a country or a region is no point on a map."""

    place_basis: PlaceBasis
    """How its place is known, as `reports.place_basis` says of the report that places it."""

    deaths: Count | None
    """People killed, as those say who told it last; null when nobody gives a number. `event_numbers` has the lowest and
    the highest that is said, `number_claims` who says what."""

    injured: Count | None
    """People injured, likewise."""

    arrested: Count | None
    """People arrested, likewise."""

    size: Count | None
    """People who took part, likewise."""

    report_id: Annotated[Identifier, References("reports")]
    """The report that stands for it: the surest, then the earliest; type, mode, contexts and factuality are its."""

    reports: Annotated[int, Field(ge=1)]
    """Number of reports that tell it."""

    documents: Annotated[int, Field(ge=1)]
    """Number of documents that hold them."""

    independent_sources: Count
    """Number of sources that told it otherwise than as what a party to it says, copies of one story counted once."""

    has_rival_claims: bool
    """Whether somebody asserts it and somebody else denies it; `assertions` has both."""

    first_published_on: date | None
    """First day on which a document that tells it may have been published; null when none is dated."""

    last_published_on: date | None
    """Last day on which a document that tells it may have been published; null when none is dated."""

    confidence: Probability
    """How sure the coder is of type, actor and factuality together, in the report of which it is surest."""

    confidence_what: Probability | None = None
    """How likely it is that type and factuality are right, in the report of which that is likeliest."""

    confidence_who: Probability | None = None
    """How likely it is that all who took part are told, likewise; null when nobody is told."""

    confidence_when: Probability | None = None
    """How likely it is that its days are right, as the report that dates it has it; null when it has none."""

    confidence_where: Probability | None = None
    """How likely it is that its place is right, as the report that places it has it; null when it has none."""


class EventReport(Row):
    """A report as one telling of an event. One row per report."""

    table: ClassVar[str] = "event_reports"

    report_id: Annotated[Identifier, Key(), References("reports")]
    """The report."""

    event_id: Annotated[Identifier, References("events")]
    """Event that it tells."""

    position: Count
    """Place among the reports of the event, from 0 for the earliest."""


class EventParticipant(Row):
    """An actor or a recipient of an event. One row per event, role and participant."""

    table: ClassVar[str] = "event_participants"

    event_participant_id: Annotated[Identifier, Key()]
    """Hash of the event, the role and the place in its list."""

    event_id: Annotated[Identifier, References("events")]
    """Event in which it takes part."""

    role: Annotated[str, OneOf(("actor", "recipient"))]
    """PLOVER role: who did it, or to whom."""

    position: Count
    """Place in the list of that role, from 0, in the order of the text that names them most fully."""

    report_participant_id: Annotated[Identifier, References("report_participants")]
    """Participant of the report from which it is taken, whose mention has its words."""

    entity_id: Annotated[Slug, References("entities")] | None
    """Entity that fills the role; null when it is not known."""

    country: Country | None
    """Country of the participant on the day of the event; null when it has none or none is known."""

    country_basis: CountryBasis | None
    """What tells its country, as `report_participants.country_basis` says of the participant from which it is taken."""

    sector: Sector | None
    """PLOVER sector of the participant on the day of the event; null when not known."""

    secondary_sector: Sector | None
    """Second PLOVER sector of the participant, such as OPP of an opposition lawmaker; null when none."""


class EventAlias(Row):
    """An id that an event no longer has. One row per old id; history."""

    table: ClassVar[str] = "event_aliases"

    alias_id: Annotated[Identifier, Key()]
    """The id that it had in an earlier release."""

    event_id: Annotated[Identifier, References("events")]
    """The event that has most of its reports now."""

    reason: Annotated[str, OneOf(("earlier_report", "merged", "report_gone", "new_version"))]
    """Why the id is another: an earlier report came in, two events are one, the earliest report is gone, or the only
    document that tells it has a new version, which tells it alike."""

    run_id: Annotated[Identifier, References("runs")]
    """Run whose release changed it."""


class Assertion(Row):
    """A report as an assertion or a denial of an event. One row per actual event and report that speaks of it."""

    table: ClassVar[str] = "assertions"

    assertion_id: Annotated[Identifier, Key()]
    """Hash of the event and of the report."""

    event_id: Annotated[Identifier, References("events")]
    """Event of which it is told."""

    report_id: Annotated[Identifier, References("reports")]
    """Report that tells it; one that denies it may tell an event of its own, the denied one."""

    stance: Annotated[str, OneOf(("asserts", "denies"))]
    """Whether it is told that it happened, or that it did not."""


class EventPart(Row):
    """An event as a part of another one, or as its content. One row per pair of events and reason."""

    table: ClassVar[str] = "event_parts"

    event_part_id: Annotated[Identifier, Key()]
    """Hash of both events and of the reason."""

    event_id: Annotated[Identifier, References("events")]
    """The part: what was done in a battle or agreed at a meeting; or the content: the deed that was demanded."""

    part_of_id: Annotated[Identifier, References("events")]
    """The event of which it is a part: the battle, the meeting; or the demand, the threat whose content it is."""

    reason: PartReason
    """What makes it one: it happened in the `course` of the other or at the `meeting`; or the other is the
    `accusation`, `demand`, `promise` or `threat` of which it is the content."""

    report_id: Annotated[Identifier, References("reports")]
    """Report that tells the part, the earliest of those whose sentence says so."""

    whole_report_id: Annotated[Identifier, References("reports")]
    """Report of the same sentence that tells the other event."""

    reports: Annotated[int, Field(ge=1)]
    """Number of reports whose sentences say so."""


class NumberClaim(Row):
    """A number that a report gives of its event, and whether it still stands. One row per report and kind."""

    table: ClassVar[str] = "number_claims"

    number_claim_id: Annotated[Identifier, Key()]
    """Hash of the report and of the kind."""

    event_id: Annotated[Identifier, References("events")]
    """Event of which it is told."""

    report_id: Annotated[Identifier, References("reports")]
    """Report that gives it; its words stand in `magnitudes`."""

    kind: NumberKind
    """What is counted, as in `magnitudes`."""

    lowest: Count
    """The number: the least that the words say."""

    highest: Count | None
    """The most that the words say; null when it is open, as in `at least forty`."""

    is_approximate: bool
    """Whether the words give no exact number."""

    standing: Annotated[str, OneOf(("standing", "superseded", "vague", "partial", "other_factuality"))]
    """What it counts for: `standing` is what its claimant says last; `superseded`, what his source, or a party to the
    event himself, tells otherwise on a later day; `vague`, a number that an exact one bears out; `partial`, one beside
    a larger one of the same claimant in the same document; `other_factuality`, one of its plan or its denial."""

    is_latest: bool
    """Whether the event takes it: of the standing ones of the last day that on which most sources agree, each weighing
    as much as its surest report, then the largest."""


class Relation(Row):
    """A relation between two entities, as a text states it or events show it. One row per statement or derivation."""

    table: ClassVar[str] = "relations"

    relation_id: Annotated[Identifier, Key()]
    """Hash of subject, predicate, object and evidence."""

    subject_id: Annotated[Slug, References("entities")]
    """Entity of which it is said."""

    predicate: Predicate
    """What relates them, read from subject to object."""

    object_id: Annotated[Slug, References("entities")]
    """The other entity."""

    subject_mention_id: Annotated[Identifier, References("mentions")] | None
    """Mention of the subject in the evidence; null for a derived relation."""

    object_mention_id: Annotated[Identifier, References("mentions")] | None
    """Mention of the object in the evidence; null for a derived relation."""

    factuality: Factuality
    """Whether it is so, as the text presents it: "no reports of friction" is `denied`; derived ones are `actual`."""

    valid_first_on: date | None
    """First day of the relation; null when open or not told."""

    valid_last_on: date | None
    """Last day of the relation; null when open or not told."""

    document_id: Annotated[Identifier, References("documents")] | None
    """Document that states it; null for a derived relation."""

    evidence_start: Offset | None
    """Offset of the first character of the evidence; null for a derived relation."""

    evidence_end: Offset | None
    """Offset just after the last character of the evidence; null for a derived relation."""

    basis: Annotated[str, OneOf(("stated", "derived"))]
    """Whether a text states it or it is derived from events over time."""

    confidence: Probability
    """How sure we are of it."""


class Rejection(Row):
    """A file, or a record of one, that did not become a document. One row per file or record."""

    table: ClassVar[str] = "rejections"

    rejection_id: Annotated[Identifier, Key()]
    """Hash of the path and of the reason."""

    path: str
    """Path under the folder of seeds; `#n` names the n-th record of a file that holds many."""

    source_id: Annotated[Slug, References("sources")] | None
    """Source in whose folder it lies; null in what versions before 0.3 rejected."""

    reason: Annotated[
        str,
        OneOf(
            (
                *("empty", "unreadable", "unknown_format", "wrong_encoding", "broken", "too_large", "too_deep"),
                *("no_text", "outside_folder", "duplicate", "unmapped", "forgotten", "changed"),
                *("stub", "no_page", "needs_extra", "reader_failed", "too_slow", "out_of_memory"),
                "no_answer",
            )
        ),
    ]
    """Why it is not a document; `no_answer` where a language model was to read it and has not answered yet."""

    detail: str
    """Where, what was found and what would be right, in one sentence."""


class Correction(Row):
    """A value that a person has set by hand, or two reports joined or parted. One row per line of corrections."""

    table: ClassVar[str] = "corrections"

    correction_id: Annotated[Identifier, Key()]
    """Hash of the table, the key and the column; of two reports, of the value, too."""

    target_table: str
    """Table of the row."""

    target_id: str
    """Key of the row."""

    target_column: str
    """Column that is corrected; `same_event` or `not_same_event` where two reports are called one event, or two."""

    value: str | None
    """The right value, or the key of the other report; null to say that none is right."""

    expected: str | None
    """The value that was there when the correction was written; another one makes the correction stale."""

    reason: str
    """Why."""

    author: str
    """Who says so."""

    made_on: date
    """Day on which it was written."""

    state: Annotated[str, OneOf(("applied", "stale", "no_such_row", "no_such_column"))]
    """What became of it in this release: a stale one found another value than it expects and changed nothing."""

    written_for: str | None = None
    """Table and column that it names, as `participants.country`, where those are of before Entente 0.2; else null."""


class Run(Row):
    """A run that published a release. One row per release, this one and those before it."""

    table: ClassVar[str] = "runs"

    run_id: Annotated[Identifier, Key()]
    """Hash of the inputs, the versions and the release before."""

    release: Annotated[int, Field(ge=1)]
    """Number of the release, counted from 1."""

    started_at: datetime
    """When the run began."""

    ended_at: datetime
    """When its tables were complete."""

    version: str
    """Version of Entente."""

    engine: str
    """Version of the reading engine that the run was made with; two versions joined by a plus sign for two engines in
    a row."""

    files: Count
    """Files found in the folders of seeds."""

    documents: Count
    """Documents in the release."""

    documents_read: Count
    """Documents that this run read; the others were carried over."""

    rejections: Count
    """Files and records that did not become documents."""

    reports: Count
    """Reports in the release."""

    events: Count | None
    """Events in the release; null for a release of before Entente 0.2, which counted reports alone."""

    seconds: Seconds
    """Wall time from the start to complete tables."""

    knowledge: list[str]
    """Files of a user's own knowledge that it read, each with the hash of its content; empty where it read none."""

    language_model: str | None = None
    """Language model that read for it, alone or beside the engine; null where the engine read alone."""

    tokens_sent: Count | None = None
    """Tokens that this run sent to the language model; kept answers take none. Null where none was to be asked."""

    tokens_received: Count | None = None
    """Tokens of its answers, likewise."""

    cost: Annotated[float, Field(ge=0)] | None = None
    """What these cost, in the currency of the prices that the user gave; null where none were given."""

    pieces_quoted: Count | None = None
    """Words that answers about the documents read by this run quote, piece by piece; null without such answers."""

    fields_dropped: Count | None = None
    """Fields of these answers that were dropped, as their words do not stand in the document or their code is none."""


class Change(Row):
    """How an event differs from the release before. One row per release, event and field; history.

    `entente diff` adds these up over any two releases.
    """

    table: ClassVar[str] = "changes"

    change_id: Annotated[Identifier, Key()]
    """Hash of the run, the event and the field."""

    run_id: Annotated[Identifier, References("runs")]
    """Run whose release made the change."""

    event_id: Identifier
    """The event; it is no longer in `events` where it went."""

    kind: Annotated[str, OneOf(("came", "went", "changed"))]
    """Whether the event is new, gone, or has another value in one field."""

    field: str | None
    """Column of `events` that changed, or `actors` or `recipients`; null where the event came or went."""

    before: str | None
    """Value in the release before, as text; null for none."""

    after: str | None
    """Value in this release, as text; null for none."""

    reason: Annotated[
        str, OneOf(("document", "version", "withdrawal", "source", "correction", "code", "lexicon", "entity"))
    ]
    """Why: a new document, a new version of one, a withdrawn one, what is declared of its source, a correction, our
    code, our lexicons and models, or other documents that tell who somebody is."""

    document_id: Identifier | None
    """The document that came, changed or went; null for other reasons."""


class Finding(Row):
    """An expectation that the tables of this release do not quite meet. One row per expectation."""

    table: ClassVar[str] = "findings"

    finding_id: Annotated[Identifier, Key()]
    """Hash of what was checked and of the expectation."""

    run_id: Annotated[Identifier, References("runs")]
    """Run that found it."""

    name: str
    """Table or rule that is not met."""

    expectation: str
    """What was expected."""

    found: Annotated[str, HoldsWords("the text of the first offender")]
    """What was found instead, with the first offender."""


TABLES: tuple[type[Row], ...] = (
    *(Run, Source, Document, DocumentVersion, Tombstone, Story, StoryDocument, PublicationReason, RemovedSpan),
    *(Rejection, Sentence, Entity, EntityName, Affiliation, Place),
    *(Mention, Toponym, Time, Quote, QuoteSpan, Report, ReportParticipant, Magnitude),
    *(
        Event,
        EventReport,
        EventParticipant,
        EventAlias,
        EventPart,
        Assertion,
        NumberClaim,
        Relation,
        Correction,
        Change,
        Finding,
    ),
)
"""Every table, each before those that refer to it where that is possible."""

HISTORY: tuple[type[Row], ...] = (Run, DocumentVersion, Tombstone, EventAlias, Change, Finding)
"""Tables that depend on the path of builds; every other one depends on the documents and our code alone."""
