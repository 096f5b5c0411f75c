"""File formats: for each suffix how its files are cut into records, and how a record is read.

A file is one record, or its records are listed from its bytes, are ranges of bytes, or are rows that come in batches.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from transforms.documents.docx import docx_entries
from transforms.documents.feeds import feed_entries
from transforms.documents.html import read_html
from transforms.documents.json_feeds import json_file_entries
from transforms.documents.mail import message_spans, read_mail, read_mbox, read_message
from transforms.documents.markdown import read_markdown
from transforms.documents.parquet import read_parquet, row_entries
from transforms.documents.pdf import read_pdf
from transforms.documents.records import Entries, read_entries, read_json_lines, read_line, table_entries
from transforms.documents.rtf import rtf_entries
from transforms.documents.seed import RawDocument, Readings, UnreadableDocument
from transforms.documents.source import SourceSettings
from transforms.documents.text_files import text_entries
from transforms.documents.warc import page_spans, read_page_record, read_warc

Reader = Callable[[bytes, SourceSettings], Readings]
Lister = Callable[[bytes, SourceSettings], Entries]
RowLister = Callable[[BinaryIO, SourceSettings], Entries]
Spanner = Callable[[BinaryIO], Iterator[tuple[int, int]]]
SpanReader = Callable[[bytes, SourceSettings, int], RawDocument | UnreadableDocument]


class FileFormat(NamedTuple):
    """How the files of a suffix are read; one that has a reader alone is one record."""

    read: Reader
    """Reads a file that is read whole."""
    entries: Lister | None = None
    """Lists the records of a file that is read whole."""
    read_span: SpanReader | None = None
    """Reads one record of a file that is read record by record."""
    spans: Spanner | None = None
    """Finds the records of such a file, as ranges of bytes; where it is not given each line is one."""
    rows: RowLister | None = None
    """Lists the rows of a file that is read in batches of them."""


def _listed(entries: Lister) -> FileFormat:
    """Return the format whose files are read as the records that are listed of them."""
    return FileFormat(lambda content, settings: read_entries(entries(content, settings), settings), entries)


FILE_FORMATS: dict[str, FileFormat] = {
    ".txt": _listed(text_entries),
    ".text": _listed(text_entries),
    ".md": FileFormat(read_markdown),
    ".markdown": FileFormat(read_markdown),
    ".html": FileFormat(read_html),
    ".htm": FileFormat(read_html),
    ".xhtml": FileFormat(read_html),
    ".json": _listed(json_file_entries),
    ".jsonl": FileFormat(read_json_lines, read_span=read_line),
    ".ndjson": FileFormat(read_json_lines, read_span=read_line),
    ".csv": _listed(table_entries),
    ".tsv": _listed(table_entries),
    ".parquet": FileFormat(read_parquet, rows=row_entries),
    ".warc": FileFormat(read_warc, read_span=read_page_record, spans=page_spans),
    ".wet": FileFormat(read_warc, read_span=read_page_record, spans=page_spans),
    ".rss": _listed(feed_entries),
    ".atom": _listed(feed_entries),
    ".xml": _listed(feed_entries),
    ".eml": FileFormat(read_mail),
    ".mbox": FileFormat(read_mbox, read_span=read_message, spans=message_spans),
    ".pdf": FileFormat(read_pdf),
    ".docx": _listed(docx_entries),
    ".rtf": _listed(rtf_entries),
}
"""Every format that is read, by the suffix of its files in lower case."""

READERS = {suffix: known.read for suffix, known in FILE_FORMATS.items()}
ENTRIES = {suffix: known.entries for suffix, known in FILE_FORMATS.items() if known.entries}
SPANS = {suffix: known.spans for suffix, known in FILE_FORMATS.items() if known.spans}
SPAN_READERS = {suffix: known.read_span for suffix, known in FILE_FORMATS.items() if known.read_span}
ROWS = {suffix: known.rows for suffix, known in FILE_FORMATS.items() if known.rows}
LINES = SPAN_READERS.keys() - SPANS.keys()
"""Suffixes of files that are read line by line."""
ANY_SIZE = SPAN_READERS.keys() | ROWS.keys()
"""Suffixes of files that may be of any size, since no more of them than a record or a batch is held in memory."""
