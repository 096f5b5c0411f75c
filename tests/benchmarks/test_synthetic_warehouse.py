"""Tests of the made warehouse: it is as large as asked, the same every time, and true to its own text."""

from benchmarks.synthetic_warehouse import make_rows
from tests.finding import each
from transforms.row import SpanOf
from transforms.tables import Document, Event, EventReport, Mention, QuoteSpan, Report, Time, Toponym


def test_every_span_of_synthetic_rows_stands_in_its_text() -> None:
    rows = make_rows(40)
    texts = {document.document_id: document.text for document in rows[Document] if isinstance(document, Document)}
    for table in (Report, Mention, QuoteSpan, Time, Toponym):
        marks = {column.name: column.mark(SpanOf) for column in table.columns()}
        assert rows[table]
        for row in each(rows[table]):
            values = row.model_dump()
            for name, span in each(marks.items()):
                if span and values[span.start] is not None:
                    assert texts[values["document_id"]][values[span.start] : values[span.end]] == values[name]


def test_a_synthetic_warehouse_has_as_many_reports_as_asked_and_is_the_same_every_time() -> None:
    rows = make_rows(30)
    assert len(rows[Report]) == len(rows[EventReport]) == 30
    assert 0 < len(rows[Event]) <= 30
    assert make_rows(30) == make_rows(30)
