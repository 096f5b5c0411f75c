"""Takes words, gives what the model sees of them: numbers of word pieces and of shapes (capitals, digits)."""

from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

PADDING, UNKNOWN, START, END, MASK = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"

MAX_PIECES = 12
"""Pieces kept of one word, half of them from its front and half from its back: enough for any word of a newspaper."""

MAX_LETTERS = 80
"""Characters of one word that are looked at, half from each end, so that a text without a space costs no more."""

SHAPE_NAMES = ("special", "lower", "title", "upper", "initial", "mixed", "digits", "number", "code", "mark", "caseless")
LATER_PIECE = len(SHAPE_NAMES)
"""Added to the shape of every piece of a word but its first."""
SHAPES = 2 * len(SHAPE_NAMES)


def shape(word: str) -> int:
    """Return the number of the word's shape, a position in `SHAPE_NAMES`."""
    return SHAPE_NAMES.index(_shape_name(word))


def _shape_name(word: str) -> str:
    letters = [character for character in word if character.isalpha()]
    if any(character.isdigit() for character in word):
        if letters:
            return "code"
        return "digits" if word.isdigit() else "number"
    if not letters:
        return "mark"
    upper = sum(character.isupper() for character in letters)
    lower = sum(character.islower() for character in letters)
    if upper + lower == 0:
        return "caseless"
    if upper == 0:
        return "lower"
    if lower == 0:
        return "initial" if upper == 1 else "upper"
    return "title" if upper == 1 and letters[0].isupper() else "mixed"


class Pieces:
    """Cuts words into the pieces of a vocabulary; remembers the words that it has seen."""

    def __init__(self, vocabulary: Path) -> None:
        """Read the vocabulary, one piece a line."""
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        numbers = {piece: number for number, piece in enumerate(lines) if piece}
        self._tokenizer = Tokenizer(WordPiece(numbers, unk_token=UNKNOWN))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self._seen: dict[str, tuple[tuple[int, ...], int]] = {}
        self.padding, self.start, self.end, self.mask = (numbers[piece] for piece in (PADDING, START, END, MASK))
        self.unknown = numbers[UNKNOWN]

    def of_word(self, word: str) -> tuple[tuple[int, ...], int]:
        """Return the pieces of a word, at least one and at most `MAX_PIECES`, and its shape."""
        known = self._seen.get(word)
        if known is None:
            known = self._cut(word)
            if len(self._seen) < REMEMBERED and len(word) <= MAX_LETTERS:
                self._seen[word] = known
        return known

    def _cut(self, word: str) -> tuple[tuple[int, ...], int]:
        if len(word) > MAX_LETTERS:
            word = word[: MAX_LETTERS // 2] + word[-MAX_LETTERS // 2 :]
        # A lone surrogate cannot be written as UTF-8; the tokenizer would refuse it.
        safe = word.encode("utf-8", "replace").decode("utf-8")
        numbers = self._tokenizer.encode(safe, add_special_tokens=False).ids or [self.unknown]
        if len(numbers) > MAX_PIECES:
            numbers = numbers[: MAX_PIECES // 2] + numbers[-MAX_PIECES // 2 :]
        return tuple(numbers), shape(word)


REMEMBERED = 200_000
"""Words remembered, about 60 MB at most; text that never repeats itself must not fill the memory."""
