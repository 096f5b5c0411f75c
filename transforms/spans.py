"""Spans: whether the words of rows are those of their document between their offsets, asked where rows are made."""

from collections.abc import Iterable, Mapping

from transforms.row import Row, SpanOf
from transforms.tables import Document


class SpanMismatch(AssertionError):
    """Words of a row that are not the text of its document between its offsets: a bug of ours."""


def spans_of(table: type[Row]) -> list[tuple[str, SpanOf]]:
    """Return the columns of a table that hold words of documents, each with where their offsets stand."""
    marked: list[tuple[str, SpanOf | None]] = [(column.name, column.mark(SpanOf)) for column in table.columns()]
    return [(name, span) for name, span in marked if span is not None]


def check_spans(document: Document, rows: Mapping[type[Row], Iterable[Row]]) -> None:
    """Raise SpanMismatch for the first row of a document whose words do not stand in its text where it says."""
    for table, members in rows.items():
        columns = spans_of(table)
        for row in members if columns else ():
            for name, span in columns:
                words, start, end = getattr(row, name), getattr(row, span.start), getattr(row, span.end)
                if words is not None and (not 0 <= start < end or document.text[start:end] != words):
                    found = f"{table.table} {getattr(row, table.key())} of {document.path}"
                    raise SpanMismatch(f"{found}: {name} {words!r} does not stand at {start} to {end} of the text")
