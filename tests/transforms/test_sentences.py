"""Which sentences a document has, where they stand and what part of it they belong to."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from transforms.identifiers import key
from transforms.sentences import split_sentences
from transforms.tables import Document

HEADLINE, DECK = "Talks resume", "Both sides hopeful"
DATELINE = "GENEVA, May 2 (Reuters) -"
BODY = "Talks resumed on Monday. Nobody spoke."


def document(text: str, **known: Any) -> Document:
    values: dict[str, Any] = dict.fromkeys(Document.model_fields)
    return Document.model_construct(**(values | {"document_id": "0123456789abcdef", "text": text} | known))


def rows(read: Document) -> list[tuple[str, str]]:
    return [(row.kind, read.text[row.sentence_start : row.sentence_end]) for row in split_sentences(read)]


def test_a_document_has_headline_deck_and_body() -> None:
    read = document(f"{HEADLINE}\n\n{DECK}\n\n{DATELINE} {BODY}", title=HEADLINE, deck=DECK, dateline=DATELINE)
    assert rows(read) == [
        ("headline", "Talks resume"),
        ("deck", "Both sides hopeful"),
        ("body", "Talks resumed on Monday."),
        ("body", "Nobody spoke."),
    ]


def test_a_headline_may_hold_two_sentences() -> None:
    read = document("Talks fail. What next?\n\nNobody knows.", title="Talks fail. What next?")
    assert rows(read) == [("headline", "Talks fail."), ("headline", "What next?"), ("body", "Nobody knows.")]


def test_a_dateline_may_be_noted_without_its_dash() -> None:
    read = document(f"GENEVA, May 2 (AP) — {BODY}", dateline="GENEVA, May 2 (AP)")
    assert rows(read) == [("body", "Talks resumed on Monday."), ("body", "Nobody spoke.")]


def test_a_headline_that_the_text_does_not_open_with_marks_nothing() -> None:
    assert rows(document("Talks resumed in Bonn.", title="Talks")) == [("body", "Talks resumed in Bonn.")]
    assert rows(document("Nobody spoke.", title="Talks resume")) == [("body", "Nobody spoke.")]


def test_a_document_may_be_its_headline_alone() -> None:
    assert rows(document("Talks resume\n", title="Talks resume")) == [("headline", "Talks resume")]


def test_a_sentence_is_known_by_its_place() -> None:
    first, second = split_sentences(document(BODY))
    assert (first.position, first.sentence_start, first.sentence_end) == (0, 0, 24)
    assert (second.position, second.sentence_start, second.sentence_end) == (1, 25, 38)
    assert second.sentence_id == key("0123456789abcdef", 25, 38)
    assert second.document_id == "0123456789abcdef"


def test_a_text_of_white_space_has_no_sentence() -> None:
    assert rows(document(" \n ", title="", deck=" ", dateline="")) == []


@given(st.text(alphabet="aB .\n-", max_size=20), *[st.text(alphabet="aB .\n-", max_size=4) | st.none()] * 3)
def test_sentences_lie_in_the_text_in_order(
    text: str, title: str | None, deck: str | None, dateline: str | None
) -> None:
    found = split_sentences(document(text, title=title, deck=deck, dateline=dateline))
    place = 0
    for position, row in enumerate(found):
        assert row.position == position
        assert place <= row.sentence_start < row.sentence_end <= len(text)
        place = row.sentence_end
