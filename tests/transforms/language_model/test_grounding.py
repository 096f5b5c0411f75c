"""Quoted words in a text: where they stand, and that others stand nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language_model.grounding import Piece, QuotedText

TEXT = "RUSSIA and the US met.\n\nThe “old\u00a0guard” of the US   Senate didn’t meet us."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("met", ["met"]),
        ("US", ["US", "US"]),
        ("us", ["us"]),
        ('"old guard"', ["“old\u00a0guard”"]),
        ("US Senate didn't", ["US   Senate didn’t"]),
        ("the “old guard", ["The “old\u00a0guard"]),
        ("  met. ", ["met."]),
        ("guards", []),
        ("ussia", []),
        ("", []),
    ],
)
def test_words_are_found_as_they_are_then_with_like_spaces_and_marks(words: str, found: list[str]) -> None:
    assert [TEXT[piece.start : piece.end] for piece in QuotedText(TEXT).places_of(words)] == found


def test_of_several_places_that_in_the_first_of_some_pieces_is_taken_then_the_nearest() -> None:
    first, second = QuotedText(TEXT).places_of("US")
    text = QuotedText(TEXT)
    assert text.find("US", [Piece(24, len(TEXT))]) == second
    assert text.find("US", [Piece(0, 5)]) == first
    assert text.find("US", []) == first


@given(st.text(alphabet="ab '’“\"\n\u00a0", max_size=40), st.data())
def test_every_piece_of_a_text_that_is_whole_words_stands_in_it(text: str, data: st.DataObject) -> None:
    words = text.split()
    if words:
        at = data.draw(st.integers(0, len(words) - 1))
        assert QuotedText(text).places_of(words[at])


@given(st.text(max_size=30), st.text(max_size=10))
def test_what_is_found_lies_in_the_text(text: str, words: str) -> None:
    for piece in QuotedText(text).places_of(words):
        assert 0 <= piece.start < piece.end <= len(text)
