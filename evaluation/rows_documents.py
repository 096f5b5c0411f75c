"""Takes a text of the set, gives the document that the pipeline would make of it, and where its characters came from.

The text is read as a file of plain text is: what is not the article's own words is kept out, and the offsets of what
is found in the rest are led back to the text of the set.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from evaluation.gold import SOURCE, Span
from evaluation.rows import RowItem
from transforms.documents.record_reading import ReadDocument, make_document
from transforms.documents.seed import SeedFile, UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.documents.text import read_text
from transforms.identifiers import content_hash
from transforms.tables import Document, RemovedSpan, Source

SETTINGS = SourceSettings(
    Source(source_id=SOURCE, name=SOURCE, kind="other", country=None, language=None, url=None, licence=None)
)


@dataclass(frozen=True)
class CleanedDocument:
    """A document and, for each character of its text, the offset in the text of the set at which it stood."""

    document: Document
    offsets: Sequence[int]

    def original(self, start: int, end: int) -> Span:
        """Return where a span of the document stands in the text of the set."""
        return Span(start=self.offsets[start], end=self.offsets[end - 1] + 1)


def cleaned_document(item: RowItem) -> CleanedDocument | None:
    """Return the document that a text of the set gives; null for one that the pipeline rejects."""
    content = item.text.encode("utf-8", "surrogatepass")
    file = SeedFile(Path(item.id), f"{item.id}.txt", SETTINGS, len(content), content_hash(content))
    raw = next(iter(read_text(content, SETTINGS)))
    if isinstance(raw, UnreadableDocument):
        return None
    try:
        read = make_document(replace(raw, published=item.date.isoformat() if item.date else raw.published), file)
    except UnreadableDocument:
        return None
    return CleanedDocument(read.document, offsets_in(item.text, read))


def offsets_in(original: str, read: ReadDocument) -> list[int]:
    """Return, for each character of a cleaned text, where it stood in the original text.

    The text and its removed pieces together are the original but for white space, so both are compared without it. A
    character that cleaning has mended, such as one decoded twice, stands where the mended ones stood.
    """
    seen = [index for index, letter in enumerate(original) if not letter.isspace()]
    whole = list(_with_removed(read.document.text, read.removed))
    words = "".join(letter for letter, _ in whole)
    offsets: dict[int, int] = {}
    for mine, theirs in _aligned(words, "".join(original[index] for index in seen)):
        index = whole[mine][1]
        if index is not None:
            offsets[index] = seen[theirs]
    return _filled(offsets, len(read.document.text))


def _with_removed(text: str, removed: Sequence[RemovedSpan]) -> Iterator[tuple[str, int | None]]:
    """Yield the visible characters of a text as it came, each with its offset; removed pieces have none."""
    done = 0
    for piece in sorted(removed, key=lambda piece: piece.text_start):
        yield from _visible(text, done, piece.text_start)
        yield from ((letter, None) for letter in piece.words if not letter.isspace())
        done = piece.text_start
    yield from _visible(text, done, len(text))


def _visible(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    return ((text[index], index) for index in range(start, end) if not text[index].isspace())


def _aligned(mine: str, theirs: str) -> Iterator[tuple[int, int]]:
    """Yield places of two all but equal texts that belong together, one for each place of the first."""
    if mine == theirs:  # nearly always, and comparing takes quadratic time
        yield from enumerate(range(len(theirs)))
        return
    for _, start, end, other_start, other_end in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        last = max(other_start, other_end - 1)
        yield from ((start + n, min(other_start + n, last, len(theirs) - 1)) for n in range(end - start))


def _filled(offsets: dict[int, int], length: int) -> list[int]:
    """Return an offset for every character: white space stands where the character before it does."""
    filled: list[int] = []
    for index in range(length):
        filled.append(offsets.get(index, filled[-1] if filled else 0))
    return filled
