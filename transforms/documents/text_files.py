"""Text files: the bytes of one in, its one document, or the stories of a download that it is, out."""

from transforms.documents.decoding import decode
from transforms.documents.downloads import entries_of_stories, is_download
from transforms.documents.records import Entries, Entry
from transforms.documents.seed import UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.documents.text import read_text


def text_entries(content: bytes, settings: SourceSettings) -> Entries:
    """Yield the stories of a download, or the one document of a file of plain text."""
    text = decode(content, settings.encoding) if may_be_download(content) else ""
    entries = list(entries_of_stories(text)) if is_download(text) else []
    yield from entries
    if not entries:
        yield from (
            raw if isinstance(raw, UnreadableDocument) else Entry(None, raw, raw.raw_hash)
            for raw in read_text(content, settings)
        )


def may_be_download(content: bytes) -> bool:
    """Return whether bytes, in whatever encoding, may be a download, without reading them."""
    plain = content.replace(b"\x00", b"")  # of letters that have two bytes or four
    return is_download(plain.decode("latin-1"))
