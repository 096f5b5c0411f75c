"""Takes what documents gave and what is known beyond it, gives the knowledge that the adapters of the tasks ask.

A row of an extraction tells what stands in its text. What a set asks beyond that (the point on the map, which
documents tell one story, which reports tell one event) comes from later stages: they enter as `Answerers`.
Where neither rows nor answerers know, the answer is null.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.gold import Part, Span
from evaluation.matching import is_same, overlap, touches
from transforms.extraction import Extraction
from transforms.lexicons import load_lexicons, normalise
from transforms.tables import Document, Mention, Place, ReportParticipant

SAME_THING = 0.5  # overlap from which a mention is taken to be what a gold span marks; less joins phrase and part


class Actor(Part):
    """Who a phrase names: country and PLOVER sector on the day of the document, and canonical name; null if unknown."""

    country: str | None = None
    sector: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Answerers:
    """The later stages that the evaluation may ask; each is left out until it exists."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Canonical names that go before those of the entities of an extraction, by entity_id."""

    countries: Mapping[str, str] = field(default_factory=dict)
    """English name of each country, by ISO 3166 alpha-3; sets of places write names."""

    places: Callable[[Extraction, Sequence[Span]], Sequence[Place | None]] | None = None
    """Gives the place that each of these spans names, all of one document; null for one unknown."""

    actor: Callable[[Document, int, int], Actor | None] | None = None
    """Gives who a span names."""

    head: Callable[[Document, int, int], tuple[int, int] | None] | None = None
    """Gives where the word begins and ends that a span is about."""

    stories: Callable[[Sequence[Extraction]], Mapping[str, str]] | None = None
    """Gives the story of each document that shares one, by document_id."""

    events: Callable[[Sequence[Extraction]], Mapping[str, str]] | None = None
    """Gives the event of each report that has one, by report_id."""

    def learn(self, extractions: Sequence[Extraction]) -> "Knowledge":
        """Return what is known once all documents of a set are read."""
        entities = [entity for extraction in extractions for entity in extraction.entities]
        return Knowledge(
            names={**{entity.entity_id: entity.name for entity in entities}, **self.names},
            kinds={entity.entity_id: entity.kind for entity in entities},
            stories=self.stories(extractions) if self.stories else {},
            events=self.events(extractions) if self.events else {},
            answerers=self,
        )


@dataclass(frozen=True)
class Knowledge:
    """What is known of the documents of a set beyond the rows of each."""

    names: Mapping[str, str]
    kinds: Mapping[str, str]
    stories: Mapping[str, str]
    events: Mapping[str, str]
    answerers: Answerers

    def kind(self, mention: Mention) -> str | None:
        """Return the kind of the entity to which a mention refers; null when it is not known."""
        return self.kinds.get(mention.entity_id) if mention.entity_id else None

    def name(self, mention: Mention) -> str | None:
        """Return the canonical name of the entity to which a mention refers; null when it is not known."""
        return self.names.get(mention.entity_id) if mention.entity_id else None

    def places(self, extraction: Extraction, spans: Sequence[Span]) -> Sequence[Place | None]:
        """Return the place that each span names; null when nothing tells."""
        return self.answerers.places(extraction, spans) if self.answerers.places else [None for _ in spans]

    def actor(self, extraction: Extraction, span: Span) -> Actor:
        """Return who a span names: what the answerer says of just this span, else what its best mention carries."""
        find = self.answerers.actor
        found = (find(extraction.document, span.start, span.end) if find else None) or Actor()
        mention = self.mention(extraction, span)
        if mention is None:
            return found
        return Actor(
            country=found.country or mention.country,
            sector=found.sector or mention.sector,
            name=self.name(mention) or found.name,
        )

    def mention(self, extraction: Extraction, span: Span) -> Mention | None:
        """Return the mention that a span is: the same words, the person in it after a title, or what it is about.

        A name within a longer one ("Gulf" of "Gulf Bank") is what the same words are elsewhere in the document.
        """
        same = [mention for mention in extraction.mentions if is_same(span_of(mention), span)]
        find = self.answerers.head
        head = find(extraction.document, span.start, span.end) if find and not same else None
        if same or head is None:
            return best_mention(extraction, span)
        word = Span(start=head[0], end=head[1])
        inside = [mention for mention in extraction.mentions if is_within(span_of(mention), span)]
        named = (one for one in inside if one.kind == "name" and self.kind(one) == "person")
        if person := next((one for one in named if is_titled(one, span, extraction)), None):
            return person
        about = [one for one in inside if touches(span_of(one), [word])]
        about += [
            mention
            for mention in extraction.mentions
            if is_within(span, span_of(mention)) and is_hardly_longer(mention, span)
        ]
        best = max(about, key=lambda one: (overlap(span_of(one), span), one.confidence), default=None)
        return best or self.title_of(extraction, span) or titled(extraction, span) or elsewhere(extraction, span)

    def title_of(self, extraction: Extraction, span: Span) -> Mention | None:
        """Return the person whose name follows a span as it follows a title: "the harbour master Ana Lopes"."""
        text, lexicons = extraction.document.text, load_lexicons()
        last = normalise(text[span.start : span.end]).rpartition(" ")[2]
        if last not in lexicons.roles and last not in lexicons.titles:
            return None
        after = (
            mention
            for mention in extraction.mentions
            if 0 < mention.mention_start - span.end <= GAP and mention.kind == "name"
        )
        return next((one for one in after if self.kind(one) == "person" and text[span.end].isspace()), None)


GAP = 2  # characters between a title and the name after it
MARGIN = 4  # characters by which a mention may be longer than a span that is it: an article, a possessive


def is_hardly_longer(mention: Mention, span: Span) -> bool:
    """Whether a mention is a span with no more than an article or a possessive around it."""
    return (mention.mention_end - mention.mention_start) - (span.end - span.start) <= MARGIN


def is_titled(mention: Mention, span: Span, extraction: Extraction) -> bool:
    """Whether a span is a name with a title before it and nothing after it but what is said of its bearer."""
    text = extraction.document.text
    before, after = text[span.start : mention.mention_start], text[mention.mention_end : span.end]
    is_joined = "," in before or "\u2019s " in before or "'s " in before or JOINTS & set(before.casefold().split())
    is_all = not after.strip() or after.lstrip()[0] in ",(;" or after.split()[0].casefold() in {*JOINTS, "who", "'s"}
    return not is_joined and is_all


def elsewhere(extraction: Extraction, span: Span) -> Mention | None:
    """Return the first mention by name of the very words of a span; null when there is none."""
    words = extraction.document.text[span.start : span.end].casefold().removeprefix("the ")
    return next(
        (mention for mention in extraction.mentions if mention.kind == "name" and mention.mention.casefold() == words),
        None,
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
    return best if best is not None and degree >= SAME_THING else titled(extraction, span)


def is_within(span: Span, other: Span) -> bool:
    """Whether a span lies in another."""
    return other.start <= span.start and span.end <= other.end


def titled(extraction: Extraction, span: Span) -> Mention | None:
    """Return the name that ends a span after a title, as in "CEO Lee"; null when there is none."""
    return next(
        (mention for mention in extraction.mentions if mention.kind == "name" and titled_by(mention, span, extraction)),
        None,
    )


def titled_by(mention: Mention, span: Span, extraction: Extraction) -> bool:
    """Whether a span is a name with nothing but a title before it: no comma and no preposition."""
    if mention.mention_end != span.end or mention.mention_start <= span.start:
        return False
    title = extraction.document.text[span.start : mention.mention_start].casefold()
    return "," not in title and not JOINTS & set(title.split())


def mention_of(extraction: Extraction, participant: ReportParticipant) -> Mention:
    """Return the mention that fills a role."""
    return next(mention for mention in extraction.mentions if mention.mention_id == participant.mention_id)


def participants_of(extraction: Extraction, report_id: str, role: str) -> list[ReportParticipant]:
    """Return who fills a role of an event, in the order of the text."""
    fillers = [
        participant
        for participant in extraction.participants
        if participant.report_id == report_id and participant.role == role
    ]
    return sorted(fillers, key=lambda filler: filler.position)
