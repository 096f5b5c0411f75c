"""The article of a page: its pieces and the words of its main text in, each piece judged out."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from transforms.documents.boilerplate import rule_for_line
from transforms.documents.html_main import shares_held
from transforms.documents.html_pieces import DECK, SENTENCE_END, Mark, Piece, is_named_for_picture, mark_of_heading
from transforms.documents.html_tree import inherited, summed

CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?!\d)")
HELD = 0.6  # of the words of a piece; with so many in the main text it is of the main text
MOST_OF_TEXT = 0.4  # of the main text; an element with more is not a part to remove, whatever its name
LEVELS = 4  # elements from a paragraph upwards by which it is known as a sister of another
SISTERS = 3  # paragraphs of the main text that show where paragraphs stand
LONGEST_LABEL = 60  # characters of a heading that names a part of the page
LONG = 40  # characters; shorter pieces are labels
ENOUGH = 100  # characters; a main text with fewer is a failure, and what reads as a sentence is taken
CARDS = 3  # elements of one kind, each with a linked headline, that are teasers
LONGEST_CAPTION = 300  # characters under a picture
DIGEST = 0.6  # of the main text; linked headlines with more of it are the text
LONGEST_CARD = 300  # characters beside the headline of a teaser


@dataclass(frozen=True)
class Judged:
    """A piece of a page, and why it is not the article's own text."""

    piece: Piece
    reason: str | None
    """A code of `removed_spans.reason`; null for the article's own text."""

    within: HtmlElement | None = None
    """The element for which it was removed."""

    is_deck: bool = False
    """Whether the page marks it as the summary under the headline."""


def judge_pieces(
    pieces: Sequence[Piece], main: Sequence[str] | None, posts: Collection[HtmlElement] = ()
) -> list[Judged]:
    """Return the pieces of a page, those that are not its article with a reason.

    `main` is the words of its main text; without them, as for a fragment of a page, its marks alone decide. `posts`
    are the elements of a live blog that are all of its text.
    """
    if not pieces:
        return []
    root = pieces[0].root
    held = _held(pieces, main, inherited(root, dict.fromkeys(posts, True)))
    weights = _weigh(pieces, held)
    most = MOST_OF_TEXT * weights[root]
    if sum(len(piece.words) for piece, is_held in zip(pieces, held, strict=True) if is_held and piece.is_link) > most:
        pieces = [replace(piece, is_link=False) for piece in pieces]  # a link that is never closed
    parts = inherited(root, _parts(pieces, weights))
    judged = []
    for piece, is_held in zip(pieces, held, strict=True):
        marks = [mark for mark in piece.marks if weights[mark.element] <= most and weights[mark.name] <= most]
        if part := parts.get(piece.holder):
            marks.append(part)
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


def _held(pieces: Sequence[Piece], main: Sequence[str] | None, within_posts: Collection[HtmlElement]) -> list[bool]:
    """Return for each piece whether the main text holds it, or what stands beside it in the same way."""
    if main is None:
        return [not piece.is_link or piece.is_heading for piece in pieces]
    held = [share >= HELD for share in shares_held([piece.words for piece in pieces], main)]
    if sum(len(piece.words) for piece, is_held in zip(pieces, held, strict=True) if is_held) < ENOUGH:
        held = [is_held or _is_running(piece) for piece, is_held in zip(pieces, held, strict=True)]
    if True not in held:
        held = [not piece.is_link for piece in pieces]
    sisters: dict[tuple[str, ...], int] = defaultdict(int)
    for piece, is_held in zip(pieces, held, strict=True):
        if is_held and not piece.is_heading:
            sisters[_place(piece)] += 1
    return [
        not _is_stamp(piece)
        if piece.holder in within_posts
        else is_held or (_is_running(piece) and sisters[_place(piece)] >= SISTERS)
        for piece, is_held in zip(pieces, held, strict=True)
    ]


def _is_stamp(piece: Piece) -> bool:
    """Return whether a piece says when a post was made: a time, or a label that begins with one, as "21:00Jane Roe"."""
    is_label = len(piece.words) <= LONGEST_LABEL and not SENTENCE_END.search(piece.words)
    return piece.is_time or (is_label and bool(CLOCK.match(piece.words)))


def _is_running(piece: Piece) -> bool:
    return not piece.is_link and len(piece.words) >= LONG and bool(SENTENCE_END.search(piece.words))


def _place(piece: Piece) -> tuple[str, ...]:
    """Return the kinds and classes of the elements around a piece, by which its sisters are known."""
    holders = islice(piece.holder.iterancestors(), LEVELS - 1)
    return (str(piece.holder.tag), *(f"{holder.tag} {holder.get('class') or ''}" for holder in holders))


def _weigh(pieces: Sequence[Piece], held: Sequence[bool]) -> Mapping[HtmlElement | str, int]:
    """Return for each element, and for each name of marks, how many characters of the main text it holds."""
    own: dict[HtmlElement, int] = defaultdict(int)
    named: dict[HtmlElement | str, int] = defaultdict(int)
    for piece, is_held in zip(pieces, held, strict=True):
        if is_held:
            own[piece.holder] += len(piece.words)
            for name in {mark.name for mark in piece.marks}:
                named[name] += len(piece.words)
    named.update(summed(pieces[0].root, own))
    return named


def _parts(pieces: Sequence[Piece], weights: Mapping[HtmlElement | str, int]) -> dict[HtmlElement, Mark]:
    """Return the elements that are no part of the article by what they hold: teasers, or a heading that says so."""
    total = weights[pieces[0].root]
    parts = {
        card: Mark("related_link", card, "card", is_sure=True)
        for cards in _rivers(pieces)
        # A digest of the news has its headlines linked too, and is all of its page.
        if sum(weights[card] for card in cards) <= DIGEST * total
        for card in cards
    }
    for piece, holder in _opening(pieces):
        rule = rule_for_line(piece.words, "any") if weights[holder] <= total - ENOUGH else None
        if rule:
            parts[holder] = Mark(rule.reason, holder, "headed", is_sure=True)
    for holder in _pictures(pieces, weights):
        parts[holder] = Mark("caption", holder, "picture", is_sure=True)
    for holder in find_comments(pieces):
        parts[holder] = Mark("boilerplate", holder, "comments", is_sure=True)
    return parts


def _pictures(pieces: Sequence[Piece], weights: Mapping[HtmlElement | str, int]) -> Iterator[HtmlElement]:
    """Yield the elements that are named for a picture, hold one, and hold no more text than a caption has."""
    root = pieces[0].root
    pictures = summed(root, dict.fromkeys(root.iter("img", "picture", "video"), 1))
    for piece in pieces:
        for holder in islice(piece.holder.iterancestors(), 2):
            if pictures[holder] and 0 < weights[holder] <= LONGEST_CAPTION and is_named_for_picture(holder):
                yield holder


def find_comments(pieces: Sequence[Piece]) -> list[HtmlElement]:
    """Return the elements that open with a heading that calls them comments, and stand below other text."""
    if not pieces:
        return []
    own: dict[HtmlElement, int] = defaultdict(int)
    for piece in pieces:
        own[piece.holder] += len(piece.words) * _is_running(piece)
    weights = summed(pieces[0].root, own)
    total = weights[pieces[0].root]
    return [
        holder
        for piece, holder in _opening(pieces)
        if mark_of_heading(piece.words) and total - weights[holder] >= ENOUGH
    ]


def _opening(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, HtmlElement]]:
    """Yield each short heading that opens an element, with the element."""
    before: HtmlElement | None = None
    for piece in pieces:
        holder = piece.holder.getparent()
        opens = holder is not None and piece.is_heading and (before is None or holder not in before.iterancestors())
        if opens and len(piece.words) <= LONGEST_LABEL:
            yield piece, holder
        before = piece.holder


def _rivers(pieces: Sequence[Piece]) -> Iterator[list[HtmlElement]]:
    """Yield the elements that are several of one kind, each a linked headline and little more: teasers."""
    linked: dict[HtmlElement, int] = defaultdict(int)
    beside: dict[HtmlElement, int] = defaultdict(int)
    for piece in pieces:
        if piece.is_link and piece.is_heading:
            linked[piece.holder] += 1
        elif not piece.is_link:
            beside[piece.holder] += len(piece.words)
    root = pieces[0].root
    linked, beside = summed(root, linked), summed(root, beside)
    kinds: dict[tuple[HtmlElement, str], list[HtmlElement]] = defaultdict(list)
    for card, headlines in linked.items():
        holder = card.getparent()
        if holder is not None and headlines == 1:
            kinds[holder, f"{card.tag} {card.get('class') or ''}"].append(card)
    for cards in kinds.values():
        if len(cards) >= CARDS and sum(beside[card] for card in cards) <= LONGEST_CARD * len(cards):
            yield cards


def _without_bare_headings(judged: Sequence[Judged]) -> list[Judged]:
    """Return the pieces without the headings that have other articles, or nothing, under them."""
    kept: list[Judged] = []
    below: Judged | None = None
    next_kept: Judged | None = None
    for item in reversed(judged):
        if item.reason is None and item.piece.is_heading and item.piece.tag != "h1":
            has_links = below is not None and below.reason == "related_link"
            opens_river = has_links and below is not None and below.within is not None
            if next_kept is None or opens_river or (has_links and next_kept.piece.is_heading):
                reason = below.reason if below and below.reason else "markup"
                item = replace(item, reason=reason, within=below.within if below else None)
        if item.reason is None:
            next_kept = item
        kept.append(item)
        below = item
    return kept[::-1]
