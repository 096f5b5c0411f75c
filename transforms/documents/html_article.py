"""The article of a page: its pieces and the words of its main text in, each piece judged out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from transforms.documents.html_main import shares_held
from transforms.documents.html_pieces import DECK, SENTENCE_END, Mark, Piece

HELD = 0.6  # of the words of a piece; with so many in the main text it is of the main text
MOST_OF_TEXT = 0.4  # of the main text; an element with more is not a part to remove, whatever its name
LEVELS = 4  # elements from a paragraph upwards by which it is known as a sister of another
SISTERS = 3  # paragraphs of the main text that show where paragraphs stand
LONG = 40  # characters; shorter pieces are labels
ENOUGH = 100  # characters; a main text with fewer is a failure, and what stands where paragraphs stand is taken
CARDS = 3  # elements of one kind, each with a linked headline, that make a river of teasers
LONGEST_CARD = 300  # characters beside the headline of a teaser


@dataclass
class Judged:
    """A piece of a page, and why it is not the article's own text."""

    piece: Piece
    reason: str | None
    """A code of `removed_spans.reason`; null for the article's own text."""

    within: HtmlElement | None = None
    """The element for which it was removed."""

    is_deck: bool = False
    """Whether the page marks it as the summary under the headline."""


def judge_pieces(pieces: Sequence[Piece], main: Sequence[str] | None) -> list[Judged]:
    """Return the pieces of a page, those that are not its article with a reason.

    `main` is the words of its main text; without them, as for a fragment of a page, its marks alone decide.
    """
    if not pieces:
        return []
    held = _held(pieces, main)
    weights = _letters_held(pieces, held)
    most = MOST_OF_TEXT * weights[pieces[0].root]
    linked = sum(len(piece.words) for piece, is_held in zip(pieces, held, strict=True) if is_held and piece.is_link)
    if linked > most:  # a link that is never closed, or a page that links its paragraphs
        pieces = [replace(piece, is_link=False) for piece in pieces]
    rivers = _rivers(pieces)
    judged = []
    for piece, is_held in zip(pieces, held, strict=True):
        marks = [mark for mark in piece.marks if weights[mark.element] <= most]
        river = next((holder for holder in _holders(piece) if holder in rivers and weights[holder] <= most), None)
        if river is not None:
            marks.append(Mark("related_link", river, is_sure=True))
        judged.append(_judge(piece, is_held and (main is not None or not marks), marks))
    return _without_bare_headings(judged)


def _judge(piece: Piece, is_held: bool, marks: Sequence[Mark]) -> Judged:
    """Return a piece with its reason, given whether the main text holds it, and the marks of parts of the page."""
    is_deck = any(mark.reason == DECK for mark in marks)
    removing = [mark for mark in marks if mark.reason != DECK]
    sure = next((mark for mark in removing if mark.is_sure), None)
    if is_held and not sure and (piece.is_heading or not piece.is_link):
        return Judged(piece, None, None, is_deck)
    mark = sure or next(iter(removing), None)
    if mark:
        return Judged(piece, mark.reason, mark.element, is_deck)
    return Judged(piece, "notice" if piece.is_time else "related_link" if piece.is_link else "markup", None, is_deck)


def _held(pieces: Sequence[Piece], main: Sequence[str] | None) -> list[bool]:
    """Return for each piece whether the main text holds it, or what stands beside it in the same way."""
    if main is None:
        return [not piece.is_link or piece.is_heading for piece in pieces]
    held = [share >= HELD for share in shares_held([piece.words for piece in pieces], main)]
    sisters: dict[tuple[str, ...], int] = defaultdict(int)
    for piece, is_held in zip(pieces, held, strict=True):
        if is_held and not piece.is_heading:
            sisters[_place(piece)] += 1
    return [
        is_held or (not piece.is_link and _is_running(piece) and sisters[_place(piece)] >= SISTERS)
        for piece, is_held in zip(pieces, held, strict=True)
    ]


def _is_running(piece: Piece) -> bool:
    return len(piece.words) >= LONG and bool(SENTENCE_END.search(piece.words))


def _holders(piece: Piece) -> Iterator[HtmlElement]:
    yield piece.holder
    yield from piece.holder.iterancestors()


def _place(piece: Piece) -> tuple[str, ...]:
    """Return the kinds and classes of the elements around a piece, by which its sisters are known."""
    holders = islice(_holders(piece), 1, LEVELS)
    return (str(piece.holder.tag), *(f"{holder.tag} {holder.get('class') or ''}" for holder in holders))


def _letters_held(pieces: Sequence[Piece], held: Sequence[bool]) -> Mapping[HtmlElement, int]:
    """Return for each element how many characters of the main text it holds."""
    weights: dict[HtmlElement, int] = defaultdict(int)
    for piece, is_held in zip(pieces, held, strict=True):
        if is_held:
            for holder in _holders(piece):
                weights[holder] += len(piece.words)
    return weights


def _rivers(pieces: Sequence[Piece]) -> frozenset[HtmlElement]:
    """Return the elements that hold several teasers of one kind: a linked headline and little more."""
    linked: dict[HtmlElement, int] = defaultdict(int)
    beside: dict[HtmlElement, int] = defaultdict(int)
    for piece in pieces:
        for holder in _holders(piece):
            if piece.is_link and piece.is_heading:
                linked[holder] += 1
            elif not piece.is_link:
                beside[holder] += len(piece.words)
    kinds: dict[tuple[HtmlElement, str], list[HtmlElement]] = defaultdict(list)
    for card, headlines in linked.items():
        holder = card.getparent()
        if holder is not None and headlines == 1:
            kinds[holder, f"{card.tag} {card.get('class') or ''}"].append(card)
    return frozenset(
        holder
        for (holder, _), cards in kinds.items()
        if len(cards) >= CARDS and sum(beside[card] for card in cards) <= LONGEST_CARD * len(cards)
    )


def _without_bare_headings(judged: Sequence[Judged]) -> list[Judged]:
    """Return the pieces without the headings that have other articles, or nothing, under them."""
    kept: list[Judged] = []
    below: Judged | None = None
    is_last = True
    for item in reversed(judged):
        if item.reason is None and item.piece.is_heading and item.piece.tag != "h1":
            if is_last or (below is not None and below.reason == "related_link"):
                item = replace(item, reason="related_link", within=below.within if below else None)
        elif item.reason is None:
            is_last = False
        kept.append(item)
        below = item
    return kept[::-1]
