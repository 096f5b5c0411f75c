"""Spans: rows of a document in, an exception for words that do not stand where a row says out."""

import pytest

from tests.rows import a
from transforms.spans import SpanMismatch, check_spans
from transforms.tables import Document, Mention, Quote, Report

DOCUMENT = a(Document, text="Ankara cancelled a meeting.", path="wire/one.txt")
MENTION = a(Mention, mention="Ankara", mention_start=0, mention_end=6)


def test_words_that_stand_in_their_text_pass() -> None:
    check_spans(DOCUMENT, {Document: [DOCUMENT], Mention: [MENTION]})


@pytest.mark.parametrize(
    "about",
    [
        {"mention": "Athens"},
        {"mention_start": 1},
        {"mention_end": 60},
        {"mention": "", "mention_end": 0},
        {"mention": "k", "mention_start": -1, "mention_end": 3},
    ],
)
def test_others_are_told_with_their_row_and_document(about: dict[str, object]) -> None:
    with pytest.raises(SpanMismatch, match=r"mentions 0{16} of wire/one\.txt: mention "):
        check_spans(DOCUMENT, {Mention: [MENTION.model_copy(update=about)]})


def test_words_that_are_not_told_need_no_place() -> None:
    quote = a(Quote, quote="Ankara", quote_start=0, quote_end=6, cue="cancelled", cue_start=7, cue_end=16)
    assert quote.speaker is None
    check_spans(DOCUMENT, {Quote: [quote]})


def test_every_table_is_asked() -> None:
    report = a(Report, trigger="cancels", trigger_start=7, trigger_end=16)
    with pytest.raises(SpanMismatch, match="trigger 'cancels' does not stand at 7 to 16"):
        check_spans(DOCUMENT, {Mention: [MENTION], Report: [report]})
