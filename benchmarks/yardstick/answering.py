"""Takes what documents gave and what is known beyond it, gives the knowledge that the adapters of the tasks ask.

A row of an extraction tells what stands in its text. What a set asks beyond that (the point on the map, which
documents tell one story, which reports tell of one happening) comes from later stages: they enter as `Answerers`.
Where neither rows nor answerers know, the answer is null.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.yardstick.gold import Part, Span
from benchmarks.yardstick.matching import overlap
from transforms.extraction import Extraction
from transforms.tables import Document, Mention, Participant, Place

SAME_THING = 0.5  # overlap from which a mention is taken to be what a gold span marks; less joins phrase and part


class Actor(Part):
    """Who a phrase names: country and PLOVER sector on the day of the document, and canonical name; null if unknown."""

    country: str | None = None
    sector: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Answerers:
    """The later stages that the yardstick may ask; each is left out until it exists."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Canonical names that go before those of the entities of an extraction, by entity_id."""

    countries: Mapping[str, str] = field(default_factory=dict)
    """English name of each country, by ISO 3166 alpha-3; sets of places write names."""

    place: Callable[[Document, int, int], Place | None] | None = None
    """Gives the place that a span names."""

    actor: Callable[[Document, int, int], Actor | None] | None = None
    """Gives who a span names."""

    stories: Callable[[Sequence[Extraction]], Mapping[str, str]] | None = None
    """Gives the story of each document that shares one, by document_id."""

    incidents: Callable[[Sequence[Extraction]], Mapping[str, str]] | None = None
    """Gives the incident of each event that has one, by event_id."""

    def learn(self, extractions: Sequence[Extraction]) -> "Knowledge":
        """Return what is known once all documents of a set are read."""
        entities = [entity for one in extractions for entity in one.entities]
        told = {one.document.document_id: one.document.story_id for one in extractions if one.document.story_id}
        coded = {event.event_id: event.incident_id for one in extractions for event in one.events if event.incident_id}
        return Knowledge(
            names={**{entity.entity_id: entity.name for entity in entities}, **self.names},
            kinds={entity.entity_id: entity.kind for entity in entities},
            stories={**told, **(self.stories(extractions) if self.stories else {})},
            incidents={**coded, **(self.incidents(extractions) if self.incidents else {})},
            answerers=self,
        )


@dataclass(frozen=True)
class Knowledge:
    """What is known of the documents of a set beyond the rows of each."""

    names: Mapping[str, str]
    kinds: Mapping[str, str]
    stories: Mapping[str, str]
    incidents: Mapping[str, str]
    answerers: Answerers

    def kind(self, mention: Mention) -> str | None:
        """Return the kind of the entity to which a mention refers; null when it is not known."""
        return self.kinds.get(mention.entity_id) if mention.entity_id else None

    def name(self, mention: Mention) -> str | None:
        """Return the canonical name of the entity to which a mention refers; null when it is not known."""
        return self.names.get(mention.entity_id) if mention.entity_id else None

    def place(self, document: Document, span: Span) -> Place | None:
        """Return the place that a span names; null when nothing tells."""
        return self.answerers.place(document, span.start, span.end) if self.answerers.place else None

    def actor(self, extraction: Extraction, span: Span) -> Actor:
        """Return who a span names: what the answerer says of just this span, else what its best mention carries."""
        find = self.answerers.actor
        found = (find(extraction.document, span.start, span.end) if find else None) or Actor()
        mention = best_mention(extraction, span)
        if mention is None:
            return found
        return Actor(
            country=found.country or mention.country,
            sector=found.sector or mention.sector,
            name=self.name(mention) or found.name,
        )


JOINTS = {"of", "in", "from", "for", "at", "with", "by", "and"}
"""Words before a name that make the span another thing than the one named."""


def span_of(mention: Mention) -> Span:
    """Return the span of a mention."""
    return Span(start=mention.mention_start, end=mention.mention_end)


def best_mention(extraction: Extraction, span: Span) -> Mention | None:
    """Return the mention that best covers a span, the surer one of two; else the name that ends it, as in "CEO Lee".

    Null when there is neither.
    """
    likely = [(overlap(span_of(mention), span), mention) for mention in extraction.mentions]
    degree, best = max(likely, key=lambda entry: (entry[0], entry[1].confidence), default=(0.0, None))
    if best is not None and degree >= SAME_THING:
        return best
    return next((one for one in extraction.mentions if one.kind == "name" and titled_by(one, span, extraction)), None)


def titled_by(mention: Mention, span: Span, extraction: Extraction) -> bool:
    """Whether a span is a name with nothing but a title before it: no comma and no preposition."""
    if mention.mention_end != span.end or mention.mention_start <= span.start:
        return False
    title = extraction.document.text[span.start : mention.mention_start].casefold()
    return "," not in title and not JOINTS & set(title.split())


def mention_of(extraction: Extraction, participant: Participant) -> Mention:
    """Return the mention that fills a role."""
    return next(mention for mention in extraction.mentions if mention.mention_id == participant.mention_id)


def participants_of(extraction: Extraction, event_id: str, role: str) -> list[Participant]:
    """Return who fills a role of an event, in the order of the text."""
    fillers = [one for one in extraction.participants if one.event_id == event_id and one.role == role]
    return sorted(fillers, key=lambda one: one.position)
