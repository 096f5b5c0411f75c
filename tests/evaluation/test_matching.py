"""Worked examples of what the scorers count with: spans, words, pairs, types of events and where parties are from."""

import pytest

from evaluation.events import Party, is_right_type
from evaluation.gold import Span
from evaluation.matching import (
    Count,
    Tally,
    harmonic_mean,
    is_same,
    likeness_of_words,
    match,
    overlap,
    plain,
    shared,
    tokens,
    touches,
)


@pytest.mark.parametrize(
    ("other", "common", "share"),
    [((0, 4), 4, 1.0), ((2, 6), 2, 2 / 6), ((4, 8), 0, 0.0), ((0, 8), 4, 0.5), ((3, 4), 1, 0.25), ((9, 12), 0, 0.0)],
)
def test_two_spans_share_characters_of_the_stretch_that_they_reach_over(
    other: tuple[int, int], common: int, share: float
) -> None:
    span, theirs = Span(start=0, end=4), Span(start=other[0], end=other[1])
    assert (shared(span, theirs), overlap(span, theirs)) == (common, share)
    assert (is_same(span, theirs), touches(span, [theirs])) == (share == 1.0, common > 0)


def test_words_are_compared_without_case_diacritics_and_order() -> None:
    assert plain("  Élysée\n Palace ") == "elysee palace"
    assert tokens("the Élysée-Palace") == ["the", "elysee", "palace"]
    assert likeness_of_words("the army of Syria", "Syria army") == pytest.approx(4 / 6)
    assert likeness_of_words(None, "army") == likeness_of_words("", "") == 0.0
    assert likeness_of_words("a a", "a") == pytest.approx(2 / 3)


def test_the_most_alike_are_paired_first_and_each_once() -> None:
    degrees = {(0, 0): 1, (0, 1): 2, (1, 0): 0, (1, 1): 2}
    assert match([0, 1], [0, 1], lambda gold, answer: degrees[gold, answer]) == [(0, 1)]
    assert match([0, 1], [0, 1], lambda gold, answer: True) == [(0, 0), (1, 1)]
    assert match([0], [0], lambda gold, answer: (False, 9)) == []
    assert match([0, 1], [0], lambda gold, answer: (True, gold)) == [(1, 0)]


def test_precision_recall_and_their_mean() -> None:
    count = Count(right=1, answered=2, gold=4)
    assert (count.precision, count.recall) == (0.5, 0.25)
    assert count.f1 == pytest.approx(1 / 3)
    assert (Count().precision, Count().recall, Count().f1) == (0.0, 0.0, 0.0)
    assert harmonic_mean(1.0, 0.0) == 0.0


def test_what_is_optional_or_pardoned_counts_neither_way() -> None:
    tally: Tally = Tally()
    found = tally.compare(
        ["a", "b", "x"],
        ["a", "c", "p", "q"],
        lambda gold, answer: gold == answer,
        str,
        is_optional=lambda gold: gold == "x",
        is_pardoned=lambda answer: answer == "p",
        pardons=1,
    )
    assert (found.matched, found.missed, found.spurious) == ([("a", "a")], ["b"], ["q"])
    assert (tally.total.right, tally.total.answered, tally.total.gold) == (1, 2, 2)
    assert tally.macro_f1 == 0.5
    tally.add_sets({"a", "d"}, {"d", "e"})
    assert (tally.total.right, tally.total.answered, tally.total.gold) == (2, 4, 4)
    assert Tally().macro_f1 == 0.0


@pytest.mark.parametrize(
    ("gold", "found", "is_right"),
    [
        ("AID", "AID", True),
        ("AID", "AGREE", False),
        ("DEMAND", "REQUEST", True),
        ("REQUEST", "DEMAND", True),
        ("YIELD", "RETREAT", True),
        ("YIELD", "CONCEDE", True),
        ("CONCEDE", "YIELD", True),
        ("CONCEDE", "RETREAT", False),
        ("YIELD", "AGREE", False),
        ("AID", None, False),
        (None, None, False),
        (None, "AID", False),
    ],
)
def test_a_type_is_right_under_its_name_of_today_and_one_that_was_split_under_either(
    gold: str | None, found: str | None, is_right: bool
) -> None:
    assert is_right_type(gold, found) is is_right


def test_a_sector_without_a_country_stands_for_one() -> None:
    assert Party(country="SYR", sector="IGO").place == "SYR"
    assert [Party(sector=sector).place for sector in ("IGO", "NGO", "UAF", "GOV", None)] == [
        *("IGO", "NGO", "UAF", "---", "---")
    ]
    assert Party(country="SYR").place_and_sector == ("SYR", "---")
