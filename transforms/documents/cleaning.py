"""Cleaning: the blocks of a document in, its own text out, and beside it every piece that is not, with a reason.

The text is title, deck and paragraphs with an empty line between them; no paragraph holds a newline. What is removed
keeps the offset at which it stood, so that text and pieces together are the document as it came.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from transforms.documents.boilerplate import Zone, cuts, rule_for_line
from transforms.documents.datelines import find_dateline
from transforms.documents.moments import find_day
from transforms.documents.seed import Block, RawDocument, UnreadableDocument

BETWEEN = "\n\n"
HEAD = 8  # blocks at the start among which bylines, dates and sections stand
FOOT = 6  # blocks at the end among which the credits of a wire story stand
LONGEST_HEADLINE = 25  # words; headlines run to 20, and two lines of them to 25
DECK = range(5, 61)  # words of a summary under the headline
MOST_RELATED = 10  # headlines in one block of related ones; more are an index, and the page is no article
HEADLINE_ENDS = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z]\.[A-Z])[.,;:]$|[.!?,][\"”’']$")
TWO_SENTENCES = re.compile(r"[a-z]{3}[.!?][\"”’')]* +[\"“‘'(]*[A-Z]")
SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")
WORDS_OF_A_SENTENCE = 4  # with a full stop; "Talks resumed in Geneva."
WORDS_WITHOUT_STOP = 6  # without one
# What the paragraph about an author goes on with after the name.
ABOUT = re.compile(
    r"(?:,? (?:and|who) |,? [^.!?]{2,80},)?(?:[’']s (?:latest|new|first|next|most recent|debut)? ?(?:book|novel|work)\b"
    r"|,? (?:also )?(?:is|are|has been|was formerly|covers?|writes?|reports?|joined|works?|edits?|tweets?|lives?"
    r"|teaches|serves?|contributes?|contributed|specialises|specializes|has (?:written|covered|worked|reported)"
    r"|can be (?:reached|contacted|found|followed)|is based)\b)"
)
PUBLISHED = re.compile(r"\b(?:published|posted|issued|released)\b", re.IGNORECASE)
BETWEEN_NAMES = re.compile(r",|;|&|\||/|\band\b|\bby\b")
NAMELESS = 60  # characters; a longer line that names no author of its document is no list of them
NAMED_BY = re.compile(r"(?i:(?:(?:written|reporting|reported|analysis|text|story|posted) )?by:? |author:? |from )")

Role = Literal["title", "deck", "body"]


@dataclass(frozen=True)
class Removed:
    """A piece that is not the document's own text."""

    reason: str
    text_start: int
    words: str


@dataclass(frozen=True)
class Post:
    """A post of a live blog."""

    text_start: int
    """Offset in the text at which it begins; it ends where the next one begins."""

    published: str
    """When it was published, as stated."""


@dataclass(frozen=True)
class CleanText:
    """The own text of a document and what its words say about it."""

    text: str
    title: str | None
    deck: str | None
    byline: str | None
    dateline: str | None
    printed_on: date | None
    """Day of a date line in its head; null when there is none."""
    posts: tuple[Post, ...]
    """Its posts, where it is a live blog."""
    removed: tuple[Removed, ...]


@dataclass(frozen=True)
class Part:
    """A block that has been judged: it has a role in the text, or a reason to stay out of it."""

    block: Block
    reason: str | None
    role: Role = "body"
    zone: Zone = "any"
    """Where it stands among the blocks that the format itself does not leave out."""

    @property
    def words(self) -> str:
        """Its words."""
        return self.block.words


def clean(raw: RawDocument) -> CleanText:
    """Return the own text of a document; raise UnreadableDocument `no_text` when it has no sentence."""
    parts = find_head(judge(raw), raw)
    if not any(part.reason is None and part.role != "title" and looks_like_sentence(part.words) for part in parts):
        raise UnreadableDocument("no_text", "no words that read as a sentence; a document needs one", raw.number)
    first = next((index for index, part in enumerate(parts) if part.reason is None and part.role == "body"), 0)
    head = [part for part in parts[:first] if part.reason in ("byline", "notice")]
    byline = raw.byline or next((part.words for part in head if part.reason == "byline"), None)
    text, title, deck, removed, posts = _assemble(parts)
    return CleanText(
        text=text,
        title=title,
        deck=deck,
        byline=NAMED_BY.sub("", byline, count=1).strip() if byline and NAMED_BY.match(byline) else byline,
        dateline=find_dateline(parts[first].words),
        printed_on=_printed_on(part.words for part in head if part.reason == "notice"),
        posts=posts,
        removed=removed,
    )


def judge(raw: RawDocument) -> list[Part]:
    """Return the blocks that hold words, each with the reason why it is not the document's own text, if it is not."""
    blocks = [replace(block, words=words) for block in raw.blocks if (words := " ".join(block.words.split()))]
    free = [index for index, block in enumerate(blocks) if not block.reason]
    zones = {place: _zone(rank, len(free)) for rank, place in enumerate(free)}
    # What is all that a document holds is its text, even if it opens as a caption does.
    judging = _Judging(raw, has_rules=len(blocks) > 1)
    return [judging.part(block, zones.get(index, "any")) for index, block in enumerate(blocks)]


class _Judging:
    """A pass over the blocks of a document that remembers which block takes those after it along."""

    def __init__(self, raw: RawDocument, has_rules: bool) -> None:
        self.has_rules = has_rules
        self.has_headline = bool(raw.title)
        self.authors = authors_in(raw.byline) if raw.byline else ()
        self.related = 0
        self.related_gap: int | None = None
        self.is_in_box = False

    def part(self, block: Block, zone: Zone) -> Part:
        """Return a block with the reason why it is not the document's own text, if it is not."""
        rule = rule_for_line(block.words, zone) if self.has_rules and not block.reason else None
        reason = block.reason or (rule.reason if rule else None) or self._reason_of_context(block)
        if not reason:
            self.related = 0
        # What stands before the headline names a page of news, and the headline itself would follow it.
        if rule and rule.effect == "block" and self.has_headline:
            self.related, self.related_gap = 1, None
        self.is_in_box = bool(rule and rule.effect == "box")
        self.has_headline = self.has_headline or reason is None
        return Part(block, reason, zone=zone)

    def _reason_of_context(self, block: Block) -> str | None:
        """Return why what stands before a block, or who wrote the document, takes it out of the text."""
        if is_list_of_authors(block.words, self.authors):
            return "byline"
        if self.is_in_box or (self.has_headline and is_about_author(block.words, self.authors)):
            return "boilerplate"
        if not self.related or self.related > MOST_RELATED or not looks_like_headline(block.words):
            return None
        self.related_gap = block.gap if self.related_gap is None else self.related_gap
        if block.gap > self.related_gap:
            return None
        self.related += 1
        return "related_link"


def authors_in(byline: str, shortest: int = 2) -> tuple[str, ...]:
    """Return the names that a byline lists, those of as many words at least."""
    names = (" ".join(name.split()) for name in BETWEEN_NAMES.split(NAMED_BY.sub("", byline, count=1)))
    return tuple(name for name in names if name and name.count(" ") + 1 >= shortest)


def is_list_of_authors(words: str, authors: Iterable[str]) -> bool:
    """Return whether a line holds the names of authors of its document and no more than "by" and "and"."""
    authors = [author for author in authors if author in words]
    if not authors and len(words) > NAMELESS:
        return False
    rest = NAMED_BY.sub("", words, count=1)
    for author in authors:
        rest = rest.replace(author, "")
    return rest != words and not re.sub(r"\b(?:and|by|with)\b|[\W_]", "", rest, flags=re.IGNORECASE)


def is_about_author(words: str, authors: Iterable[str]) -> bool:
    """Return whether a paragraph says who one of the authors of its document is."""
    return any(words.startswith(author) and ABOUT.match(words, len(author)) for author in authors)


def find_head(parts: list[Part], raw: RawDocument) -> list[Part]:
    """Return the parts with their roles: title and deck as stated, else as the first paragraphs show them."""
    parts = list(parts)
    for stated in (raw.deck, raw.title):
        if stated:
            parts = [part for part in parts if not (part.reason is None and same_words(part.words, stated))]
    if not raw.title:
        parts = _with_title_found(parts)
    if not raw.deck:
        parts = _with_deck_found(parts, has_title=bool(raw.title) or any(part.role == "title" for part in parts))
    stated_parts: Iterable[tuple[Role, str | None]] = (("title", raw.title), ("deck", raw.deck))
    return [Part(Block(words), None, role) for role, words in stated_parts if words] + parts


def looks_like_headline(words: str) -> bool:
    """Return whether words are short and do not end as a sentence of running text does."""
    count = words.count(" ") + 1
    return count <= LONGEST_HEADLINE and not HEADLINE_ENDS.search(words) and not TWO_SENTENCES.search(words)


def looks_like_sentence(words: str) -> bool:
    """Return whether words read as running text: several, not all of them names or labels."""
    parts = words.split()
    if not any(part[0].islower() for part in parts) and not words.isupper():
        return False
    return len(parts) >= (WORDS_OF_A_SENTENCE if SENTENCE_END.search(words) else WORDS_WITHOUT_STOP)


def same_words(one: str, other: str) -> bool:
    """Return whether two lines say the same, whatever their case and signs."""
    return abs(len(one) - len(other)) < 20 and _letters(one) == _letters(other)


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _zone(index: int, blocks: int) -> Zone:
    if index < HEAD:
        return "both" if index >= blocks - FOOT else "head"
    return "foot" if index >= blocks - FOOT else "any"


def _kept(parts: list[Part]) -> list[int]:
    return [index for index, part in enumerate(parts) if part.reason is None]


def _with_title_found(parts: list[Part]) -> list[Part]:
    """Return the parts with the first paragraph as title, where it looks like one and more follows."""
    kept = _kept(parts)
    if len(kept) < 2:
        return parts
    first = parts[kept[0]]
    # Some headlines end with a full stop; then the byline after them shows what they are.
    named = any(part.reason == "byline" for part in parts[kept[0] + 1 : kept[1]])
    headed = first.block.is_heading or (named and first.words.count(" ") < LONGEST_HEADLINE)
    if find_dateline(first.words) or not (headed or looks_like_headline(first.words)):
        return parts
    if not headed and not any(looks_like_sentence(parts[place].words) for place in kept[1:]):
        return parts
    again = {place for place in kept[1:] if same_words(parts[place].words, first.words)}
    below = [
        replace(part, reason="markup") if index in again else part
        for index, part in enumerate(parts)
        if index > kept[0]
    ]
    return [*parts[: kept[0]], replace(first, role="title"), *below]


def _with_deck_found(parts: list[Part], has_title: bool) -> list[Part]:
    """Return the parts with the paragraph under the title as deck, where it is a summary and more follows.

    A summary has no full stop, or stands above the byline or the dateline while the story begins below.
    """
    kept = [place for place in _kept(parts) if parts[place].role == "body"]
    if not has_title or len(kept) < 2:
        return parts
    place, after = kept[0], kept[1]
    words = parts[place].words
    if (
        any(part.block.published for part in parts[: place + 1])
        or words.count(" ") + 1 not in DECK
        or find_dateline(words)
        or words.endswith(":")
    ):
        return parts
    below_byline = any(part.reason in ("byline", "notice") for part in parts[:place])
    below = [part for part in parts[place + 1 : after] if not part.block.published]
    above_byline = any(part.reason in ("byline", "notice") for part in below) and not below_byline
    if SENTENCE_END.search(words) and not above_byline and not find_dateline(parts[after].words):
        return parts
    if len(kept) == 2 and not looks_like_sentence(parts[after].words):
        return parts
    return [*parts[:place], replace(parts[place], role="deck"), *parts[place + 1 :]]


def _printed_on(notices: Iterable[str]) -> date | None:
    """Return the day that the date lines of a head name, that of publication before others."""
    labelled = sorted(notices, key=lambda words: not PUBLISHED.search(words))
    return next((day for words in labelled if (day := find_day(words))), None)


def _assemble(parts: list[Part]) -> tuple[str, str | None, str | None, tuple[Removed, ...], tuple[Post, ...]]:
    """Return the text, its title and deck as they stand in it, and the removed pieces and posts with their offsets."""
    paragraphs: list[str] = []
    heads: dict[Role, str] = {}
    removed: list[Removed] = []
    posts: list[Post] = []
    at = 0
    for part in parts:
        if part.block.published:
            posts.append(Post(at, part.block.published))
        if part.reason:
            removed.append(Removed(part.reason, at, part.words))
            continue
        words, pieces = _cut(part.words, part.zone)
        removed += (Removed(piece.reason, at + piece.text_start, piece.words) for piece in pieces)
        if words:
            paragraphs.append(words)
            heads.setdefault(part.role, words)
            at += len(words) + len(BETWEEN)
    text = BETWEEN.join(paragraphs)
    clamped = tuple(replace(piece, text_start=min(piece.text_start, len(text))) for piece in removed)
    return (
        text,
        heads.get("title"),
        heads.get("deck"),
        clamped,
        tuple(post for post in posts if post.text_start < len(text)),
    )


def _cut(words: str, zone: Zone) -> tuple[str, list[Removed]]:
    """Return a paragraph without the pieces that rules cut out of it, and these pieces with their offsets in it."""
    kept = ""
    pieces: list[Removed] = []
    done = 0
    for start, end, reason in cuts(words, zone):
        kept = _joined(kept, words[done:start])
        pieces.append(Removed(reason, len(kept), words[start:end].strip()))
        done = end
    return _joined(kept, words[done:]).rstrip(), [piece for piece in pieces if piece.words]


def _joined(kept: str, more: str) -> str:
    """Return two stretches of a paragraph with no second space where something between them was cut out."""
    return kept + (more.lstrip() if not kept or kept.endswith(" ") else more)
