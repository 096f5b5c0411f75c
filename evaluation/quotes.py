"""Task `quotes`: what is attributed, to whom, and whether in the speaker's words."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from evaluation.answering import Knowledge
from evaluation.gold import Answer, Item, Part
from evaluation.matching import Tally
from evaluation.options import Options
from evaluation.results import Mistake, Rates, Scored, mistakes_of
from transforms.extraction import Extraction
from transforms.tables import Quote

SAME_CONTENT = 0.5  # share of characters from which two quotations are taken for one

Pieces = tuple[tuple[int, int], ...]
"""Half-open offsets of a span that others may interrupt."""


class Quotation(Part):
    """An attributed statement."""

    content: Pieces
    source: Pieces = ()
    direct: str | None = None
    """`direct`, `mixed` or `indirect`."""


class QuoteItem(Item):
    """Gold: every attributed statement of the text."""

    quotes: tuple[Quotation, ...]


class QuoteAnswer(Answer):
    """The attributed statements found."""

    quotes: tuple[Quotation, ...] = ()


@dataclass(frozen=True)
class Said:
    """A quotation by the characters that it covers."""

    quotation: Quotation
    content: frozenset[int]
    source: frozenset[int]

    @classmethod
    def of(cls, quotation: Quotation, text: str) -> "Said":
        """Return a quotation by its characters, those of them that the text has."""
        return cls(quotation, _characters(quotation.content, text), _characters(quotation.source, text))


def answer_quotes(item: QuoteItem, extraction: Extraction, knowledge: Knowledge) -> QuoteAnswer:
    """Return the quotes of the text, each with the words that name its speaker.

    What one statement says of another is left out, as the sets mark only what the text itself reports.
    """
    pieces: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for span in extraction.quote_spans:
        pieces[span.quote_id].append((span.span_start, span.span_end))
    found = (
        Quotation(content=tuple(pieces[quote.quote_id]), source=_speaker(quote), direct=quote.kind)
        for quote in extraction.quotes
        if quote.within_id is None
    )
    return QuoteAnswer(id=item.id, quotes=tuple(found))


def _speaker(quote: Quote) -> Pieces:
    """Return where the words for the speaker stand; nowhere when there are none."""
    if quote.speaker_start is None or quote.speaker_end is None:
        return ()
    return ((quote.speaker_start, quote.speaker_end),)


def score_quotes(pairs: Sequence[tuple[QuoteItem, QuoteAnswer]], options: Options) -> Scored:
    """Return rates for content, for content and speaker, and for the characters that are somebody's statement."""
    exact, content, speakers, exact_speakers, characters = Tally(), Tally(), Tally(), Tally(), Tally()
    mistakes: list[Mistake] = []
    likenesses: tuple[tuple[Tally, Callable[[Said, Said], float]], ...] = (
        (exact, lambda one, other: one.content == other.content),
        (content, _content_overlap),
        (speakers, lambda one, other: _content_overlap(one, other) if _share_speaker(one, other) else 0.0),
        (exact_speakers, lambda one, other: _content_overlap(one, other) if one.source == other.source else 0.0),
    )
    for item, answer in pairs:
        asked = [
            Said.of(quote, item.text) for quote in item.quotes if not options.kinds or quote.direct in options.kinds
        ]
        others = [
            Said.of(quote, item.text) for quote in item.quotes if options.kinds and quote.direct not in options.kinds
        ]
        unasked: frozenset[int] = frozenset().union(*(said.content for said in others))
        found = [Said.of(quotation, item.text) for quotation in answer.quotes]
        pardoned = partial(_stands_in, unasked)
        for tally, likeness in likenesses:
            compared = tally.compare(asked, found, likeness, lambda said: said.quotation.direct, is_pardoned=pardoned)
            if tally is content:
                mistakes += mistakes_of(item, compared, _in_words)
        gold: frozenset[int] = frozenset().union(*(said.content for said in asked))
        covered: frozenset[int] = frozenset().union(*(said.content for said in found)) - (unasked - gold)
        characters.add("char", right=len(gold & covered), answered=len(covered), gold=len(gold))
    measures = (
        Rates.of("content exact", exact),
        Rates.of("content IoU>=0.5", content, with_labels=True),
        Rates.of("content IoU>=0.5 + speaker overlap", speakers, with_labels=True),
        Rates.of("content IoU>=0.5 + speaker exact", exact_speakers),
        Rates.of("content characters", characters),
    )
    return Scored(measures, mistakes)


def _characters(pieces: Pieces, text: str) -> frozenset[int]:
    return frozenset(offset for start, end in pieces for offset in range(max(start, 0), min(end, len(text))))


def _content_overlap(one: Said, other: Said) -> float:
    """Return the share of characters that two contents have in common; 0 when it is too small to be one statement."""
    common = len(one.content & other.content)
    share = common / (len(one.content) + len(other.content) - common) if common else 0.0
    return share if share >= SAME_CONTENT else 0.0


def _share_speaker(one: Said, other: Said) -> bool:
    return bool(one.source & other.source) or not (one.source or other.source)


def _stands_in(unasked: frozenset[int], said: Said) -> bool:
    """Whether at least half of a statement stands in statements of kinds that are not asked."""
    return bool(unasked) and 2 * len(said.content & unasked) >= len(said.content)


def _in_words(text: str, said: Said) -> str:
    source, content = (
        " ... ".join(text[start:end] for start, end in pieces)
        for pieces in (said.quotation.source, said.quotation.content)
    )
    return f"{said.quotation.direct} {content[:200]!r} by {source!r}"
