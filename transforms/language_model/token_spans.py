"""Takes words of a sentence by their offsets, gives the tokens that they are made of, cut at whole tokens."""

from typing import NamedTuple

from transforms.language.reading import Reading
from transforms.language_model.grounding import Piece
from transforms.tables import Sentence


class TokenSpan(NamedTuple):
    """Tokens `first` up to `last` of a sentence, and their offsets in the document."""

    first: int
    last: int
    start: int
    end: int


def tokens_of(reading: Reading, sentence: Sentence, piece: Piece) -> TokenSpan | None:
    """Return the tokens of which a piece has a character; null where it has none of any."""
    base = sentence.sentence_start
    inside = [at for at, token in enumerate(reading.tokens) if piece.shared(base + token.start, base + token.end) > 0]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    return TokenSpan(first, last + 1, base + reading.tokens[first].start, base + reading.tokens[last].end)
