"""Takes the parties of an answer, gives them as mentions of the document: those that were found there, else new ones.

Whom our own lexicons and the document tell to be somebody keeps his entity and his codes.
"""

from collections.abc import Sequence

from transforms.document_drafts import MentionDraft
from transforms.document_survey import Surveyed
from transforms.identifiers import key
from transforms.language_model.grounding import Piece
from transforms.language_model.token_spans import TokenSpan, tokens_of
from transforms.lexicons import load_lexicons
from transforms.mentions import Spotted
from transforms.syntax import Tree
from transforms.tables import Entity, Sentence

PERSON = "person"
SAME = 0.5  # share of the characters of a party and a mention that are in both from which they are the same words


class PartyLinks:
    """The mentions of a document, asked for those of the parties of an answer."""

    def __init__(self, surveyed: Surveyed) -> None:
        self._surveyed = surveyed
        self._found: dict[Piece, Spotted | None] = {}
        self.introduced: dict[int, list[Spotted]] = {}
        """Mentions that the answer alone has found, by the place of their sentence."""

    def mention(self, piece: Piece) -> Spotted | None:
        """Return the mention of some words; null where they stand in no sentence."""
        if piece not in self._found:
            self._found[piece] = self._link(piece)
        return self._found[piece]

    def _link(self, piece: Piece) -> Spotted | None:
        place = _place_of(piece, self._surveyed.sentences)
        if place is None:
            return None
        tokens = tokens_of(self._surveyed.readings[place], self._surveyed.sentences[place], piece)
        if tokens is None:
            return None
        head = Tree(self._surveyed.readings[place]).head_of(tokens.first, tokens.last)
        here = [spotted for spotted in self._surveyed.known.spotted[place] if spotted.may_act]
        return _same(piece, head, here) or self._introduce(place, tokens, head)

    def _introduce(self, place: int, tokens: TokenSpan, head: int) -> Spotted:
        """Return a new mention, of the entity that a lexicon has under its words if there is one."""
        document, sentence = self._surveyed.document, self._surveyed.sentences[place]
        words = document.text[tokens.start : tokens.end]
        entity = _known_as(words)
        mention = MentionDraft(
            mention_id=key(document.document_id, tokens.start, tokens.end, "language_model"),
            document_id=document.document_id,
            sentence_id=sentence.sentence_id,
            mention_start=tokens.start,
            mention_end=tokens.end,
            mention=words,
            kind="name" if entity else "nominal",
            entity_id=entity.entity_id if entity else None,
            country=entity.country if entity else None,
            sector=entity.sector if entity else None,
            secondary_sector=None,
            confidence=1.0,
        )
        spotted = Spotted(mention, tokens.first, tokens.last, head, entity)
        self.introduced.setdefault(place, []).append(spotted)
        return spotted


def _place_of(piece: Piece, sentences: Sequence[Sentence]) -> int | None:
    """Return the place of the sentence that holds a piece."""
    held = (one.position for one in sentences if one.sentence_start <= piece.start and piece.end <= one.sentence_end)
    return next(held, None)


def _same(piece: Piece, head: int, here: Sequence[Spotted]) -> Spotted | None:
    """Return the mention of a sentence that is a party: nearly the same words, the same noun, or the one person named.

    "Russian President Vladimir Putin" is a mention of Vladimir Putin.
    """
    best = max(here, key=lambda spotted: _likeness(piece, spotted), default=None)
    if best is not None and _likeness(piece, best) >= SAME:
        return best
    inside = [spotted for spotted in here if _is_within(spotted, piece)]
    people = [spotted for spotted in inside if spotted.entity and spotted.entity.kind == PERSON]
    of_head = [spotted for spotted in inside if spotted.head == head]
    return next(iter(of_head), people[0] if len(people) == 1 else None)


def _is_within(spotted: Spotted, piece: Piece) -> bool:
    return piece.start <= spotted.mention.mention_start and spotted.mention.mention_end <= piece.end


def _likeness(piece: Piece, spotted: Spotted) -> float:
    """Return which share of the characters of a piece and a mention is in both."""
    start, end = spotted.mention.mention_start, spotted.mention.mention_end
    shared = max(0, piece.shared(start, end))
    return shared / (piece.end - piece.start + end - start - shared)


def _known_as(words: str) -> Entity | None:
    """Return the only entity that our lexicons have under a name."""
    lexicons = load_lexicons()
    found = {entry.entity_id for entry in lexicons.candidates(words)}
    return lexicons.entities[found.pop()].row if len(found) == 1 else None
