"""Worked examples of the names of places: what is cut from their ends, and which of two precisions is the coarser."""

import pytest

from transforms.places.place_candidates import coarser, trimmed


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Homs", "Homs"),
        ("Aleppo's", "Aleppo"),
        ("Aleppo’s", "Aleppo"),
        ("Los Angeles'", "Los Angeles"),
        ("Los Angeles’", "Los Angeles"),
        ("“Mosul”,", "Mosul"),
        ("(Ninawa)", "Ninawa"),
        ("New\n  York;", "New York"),
        ("X", "X"),
        ("a:", "a"),
    ],
)
def test_a_name_is_without_quotation_marks_and_possessive_ending(words: str, name: str) -> None:
    assert trimmed(words) == name


def test_the_coarser_of_two_precisions() -> None:
    assert coarser("city", "near") == coarser("near", "city") == "city"
    assert coarser("region", "unknown") == "unknown"
    assert coarser("exact", "exact") == "exact"
