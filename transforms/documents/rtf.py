"""RTF: the bytes of a file in, its one document, or the stories of a download that it is, out."""

from striprtf.striprtf import rtf_to_text

from transforms.documents.decoding import normalise
from transforms.documents.downloads import entries_of_text
from transforms.documents.records import Entries
from transforms.documents.seed import UnreadableDocument, library
from transforms.documents.source import SourceSettings

LONGEST = 20_000_000  # bytes; pictures included, a book is shorter


def rtf_entries(content: bytes, settings: SourceSettings) -> Entries:
    """Yield the one document of an RTF file, or its stories; raises UnreadableDocument for one that is none."""
    if not content.lstrip().startswith(b"{\\rtf"):
        raise UnreadableDocument("broken", "it does not begin with {\\rtf; it must be RTF")
    if len(content) > LONGEST:
        raise UnreadableDocument("too_large", "more than 20 MB of RTF; split it, or leave its pictures out")
    with library("striprtf"):
        text = rtf_to_text(content.decode("latin-1"), encoding=settings.encoding or "cp1252", errors="replace")
    # What RTF ends a paragraph with is one newline.
    yield from entries_of_text(normalise(text).replace("\n", "\n\n"), content)
