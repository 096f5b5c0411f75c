"""Finding quotes: a document, its sentences, readings and mentions in, the rows of `quotes` and `quote_spans` out."""

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.document_drafts import MentionDraft
from transforms.identifiers import key
from transforms.language.reading import Reading
from transforms.mentions import Spotted
from transforms.quotes.marks import Quoted, find_quoted
from transforms.quotes.quote_drafts import Draft, Read, draft_quotes
from transforms.quotes.speakers import Person, is_medium, is_person, outlet_of, person_at
from transforms.tables import Document, Quote, QuoteSpan, Sentence

HEARERS = frozenset({"you", "your", "yours"})
"""Speakers who are the reader, hence nobody."""
NOBODY_ELSE = HEARERS | {"i", "me", "my", "we", "us", "our"}
"""Speakers who, inside somebody's statement, are that speaker or the hearer."""
MOST_WITHIN = 8  # statements around a statement that are looked at; deeper ones are heaps of marks


@dataclass(frozen=True)
class Quotes:
    """The statements of a document and the pieces of their contents, each in the order of the text."""

    quotes: tuple[Quote, ...]
    spans: tuple[QuoteSpan, ...]


@dataclass(frozen=True)
class Said:
    """Who takes part in a statement, found in its sentence."""

    speaker: Person | None
    addressee: Person | None
    outlet: Spotted | None

    @property
    def speaker_mention(self) -> MentionDraft | None:
        """Mention of the speaker, where it is one."""
        return self.speaker.spotted.mention if self.speaker and self.speaker.spotted else None

    @property
    def addressee_mention(self) -> MentionDraft | None:
        """Mention of the addressee, where it is one."""
        return self.addressee.spotted.mention if self.addressee and self.addressee.spotted else None


def find_quotes(
    document: Document,
    sentences: Sequence[Sentence],
    readings: Sequence[Reading],
    mentions: Sequence[Sequence[Spotted]],
) -> Quotes:
    """Return the attributed statements of a document whose sentences have been read and searched for mentions."""
    text = document.text
    quoted = find_quoted(text)
    drafts, reads = draft_quotes(text, sentences, readings, quoted)
    quotes: dict[str, Quote] = {}
    spans: list[QuoteSpan] = []
    around: list[tuple[Draft, Quote]] = []
    spoke: Quote | None = None
    for draft in drafts:
        said = _said(draft, reads, mentions)
        around = [pair for pair in around if pair[0].end > draft.start][-MOST_WITHIN:]
        within = _within(draft, reads, around)
        if not _is_told(draft, said, within[1] if within else None):
            continue
        quote = _row(document, draft, reads, said, quoted, within[1] if within else None, spoke)
        if quote.quote_id in quotes:
            continue
        quotes[quote.quote_id] = quote
        spoke = quote if quote.kind != "indirect" and quote.speaker_id and not within else spoke
        around.append((draft, quote))
        spans += [_span(quote, position, piece, text) for position, piece in enumerate(draft.pieces)]
    return Quotes(tuple(quotes.values()), tuple(spans))


def _said(draft: Draft, reads: Sequence[Read], mentions: Sequence[Sequence[Spotted]]) -> Said:
    """Return who takes part in a statement, as the sentence of its cue tells."""
    attribution = draft.attribution
    read, spotted = reads[draft.place], mentions[draft.place]
    people = [person for head in attribution.speakers if (person := person_at(read, head, spotted))]
    named = (person for person in people if person.spotted and is_person(person.spotted))
    speaker = next(named, people[0] if people else None)  # an office and its name may stand side by side
    hearers = (person_at(read, head, spotted) for head in attribution.addressees)
    addressee = next((hearer for hearer in hearers if hearer and hearer.spotted and hearer != speaker), None)
    outlet = outlet_of(read, attribution.cue[0], spotted, attribution.content, attribution.speakers)
    if addressee and addressee.spotted and is_medium(addressee.spotted):
        # Who tells a news agency speaks to its readers.
        outlet, addressee = addressee.spotted, None
    return Said(speaker, addressee, outlet)


def _within(draft: Draft, reads: Sequence[Read], around: Sequence[tuple[Draft, Quote]]) -> tuple[Draft, Quote] | None:
    """Return the innermost statement inside which the cue of another stands."""
    at = reads[draft.place].piece(draft.attribution.cue[0], draft.attribution.cue[0] + 1)[0]
    holding = [
        pair
        for pair in around
        if any(start <= at < end for start, end in pair[0].pieces) and pair[1].quote_end >= draft.end
    ]
    return min(holding, key=lambda pair: pair[1].quote_end - pair[1].quote_start, default=None)


def _is_told(draft: Draft, said: Said, around: Quote | None) -> bool:
    """Whether a draft is worth a row: one inside another statement only where it is somebody else's claim."""
    attribution, speaker = draft.attribution, said.speaker
    words = speaker.words.casefold() if speaker else ""
    if around is None:
        # Talk of things without a speaker is nobody's, and "you" is the reader.
        return not draft.is_spoken and words not in HEARERS and (attribution.is_statement or bool(speaker))
    mention = said.speaker_mention
    if not attribution.is_claim or mention is None or words in NOBODY_ELSE:
        return False
    return mention.entity_id is not None and mention.entity_id != around.speaker_id


def _row(  # noqa: PLR0913, a draft and all that it may point at
    document: Document,
    draft: Draft,
    reads: Sequence[Read],
    said: Said,
    quoted: Sequence[Quoted],
    within: Quote | None,
    before: Quote | None,
) -> Quote:
    """Return the row of a statement; in its paragraph "he said" after speech means who spoke `before`."""
    text, attribution = document.text, draft.attribution
    cue, kind = _cue(reads[draft.place], draft), _kind(text, draft, quoted)
    mention, hearer = said.speaker_mention, said.addressee_mention
    piece = said.speaker.piece if said.speaker else (None, None)
    return Quote(
        quote_id=key(document.document_id, cue[0], draft.start, draft.end),
        document_id=document.document_id,
        sentence_id=_sentence_of(draft, reads).sentence_id,
        quote_start=draft.start,
        quote_end=draft.end,
        quote=text[draft.start : draft.end],
        kind=kind,
        act=attribution.act,
        is_claim=attribution.is_claim,
        is_statement=attribution.is_statement,
        cue_start=cue[0],
        cue_end=cue[1],
        cue=text[cue[0] : cue[1]],
        speaker_mention_id=mention.mention_id if mention else None,
        speaker_id=_speaker_id(mention, before, kind, text[before.quote_end : cue[0]] if before else ""),
        speaker_start=piece[0],
        speaker_end=piece[1],
        speaker=text[piece[0] : piece[1]] if said.speaker else None,
        addressee_id=hearer.entity_id if hearer else None,
        addressee=hearer.mention if hearer else None,
        outlet_id=said.outlet.mention.entity_id if said.outlet else None,
        within_id=within.quote_id if within else None,
        is_negated=attribution.is_negated,
        is_hedged=attribution.is_hedged,
    )


def _speaker_id(mention: MentionDraft | None, before: Quote | None, kind: str, between: str) -> str | None:
    """Return who speaks; a pronoun with direct speech is who spoke before, where no paragraph ends in between."""
    if before and mention and mention.kind == "pronoun" and kind == "direct" and "\n" not in between:
        return before.speaker_id
    return mention.entity_id if mention else None


def _sentence_of(draft: Draft, reads: Sequence[Read]) -> Sentence:
    """Return the sentence in which a content begins: that of the cue or one near it."""
    place = draft.place
    while place > 0 and reads[place].sentence.sentence_start > draft.start:
        place -= 1
    while place + 1 < len(reads) and reads[place + 1].sentence.sentence_start <= draft.start:
        place += 1
    return reads[place].sentence


def _cue(read: Read, draft: Draft) -> tuple[int, int]:
    """Return where the cue stands: its main word with the auxiliaries and particles that touch it."""
    main, *light = draft.attribution.cue
    first = last = main
    for at in sorted((one for one in light if one < main), reverse=True):
        first = at if at == first - 1 else first
    for at in sorted(one for one in light if one > main):
        last = at if at == last + 1 else last
    return read.piece(first, last + 1)


def _kind(text: str, draft: Draft, quoted: Sequence[Quoted]) -> str:
    """Return whether the words of a content are the speaker's, the document's or both."""
    inside = [
        one for one in _near(draft, quoted) if any(one.start < end and start < one.end for start, end in draft.pieces)
    ]
    if not inside:
        return "indirect"
    left = [text[start:end] for start, end in _outside(draft, inside)]
    return "mixed" if any(character.isalnum() for words in left for character in words) else "direct"


def _near(draft: Draft, quoted: Sequence[Quoted]) -> list[Quoted]:
    """Return the quoted stretches between the ends of a content."""
    low, high = 0, len(quoted)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if quoted[middle].end <= draft.start else (low, middle)
    found = []
    while low < len(quoted) and quoted[low].start < draft.end:
        found.append(quoted[low])
        low += 1
    return found


def _outside(draft: Draft, inside: Sequence[Quoted]) -> list[tuple[int, int]]:
    """Return the stretches of a content that stand in no quotation marks."""
    left: list[tuple[int, int]] = []
    for start, end in draft.pieces:
        for stretch in inside:
            if stretch.end <= start or stretch.start >= end:
                continue
            left.append((start, max(start, stretch.start)))
            start = min(max(start, stretch.end), end)
        left.append((start, end))
    return left


def _span(quote: Quote, position: int, piece: tuple[int, int], text: str) -> QuoteSpan:
    """Return the row of one piece of a content."""
    return QuoteSpan(
        quote_span_id=key(quote.quote_id, position),
        quote_id=quote.quote_id,
        document_id=quote.document_id,
        position=position,
        span_start=piece[0],
        span_end=piece[1],
        span=text[piece[0] : piece[1]],
    )
