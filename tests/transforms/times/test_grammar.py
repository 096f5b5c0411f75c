"""Tests of the grammar: every rule has an example, any text has times with days in order, and time is linear."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rows import a
from tests.transforms.times.reading import FRIDAY, document
from transforms.language.reading import Reading, Token
from transforms.tables import Sentence
from transforms.times import find_times
from transforms.times.grammar import READERS, every_match
from transforms.times.holiday_rules import read_rule
from transforms.times.holidays import easter, holiday_in, orthodox_easter
from transforms.times.quantities import duration, number_of
from transforms.times.vocabulary import Rule, rules, words_of

WORDS = sorted(
    {
        *(
            word
            for kind in ("month", "weekday", "unit", "count", "shift", "narrative", "reference")
            for word in words_of(kind)
        ),
        *("2018", "3", "31", "a day later", "ago", "10 p.m.", "since", ",", "the", "Easter", "02/03/04", "1990s", "."),
    }
)


def flat(text: str) -> Reading:
    """Return a reading without syntax: every word a noun that hangs on the one before."""
    tokens: list[Token] = []
    at = 0
    for number, word in enumerate(text.split(" ")):
        if word:
            tokens.append(Token(at, at + len(word), "NOUN", word.lower(), len(tokens) - 1, "obl" if number else "root"))
        at += len(word) + 1
    return Reading(text, tuple(tokens), (), ())


def found(text: str, published: date | None = FRIDAY) -> list[tuple[int, int]]:
    told = document(text, published)
    sentence = a(Sentence, sentence_start=0, sentence_end=len(text))
    rows = find_times(told, [sentence], [flat(text)])
    for row in rows:
        assert row.time == text[row.time_start : row.time_end]
        assert row.first_on is None or row.last_on is None or row.first_on <= row.last_on
        assert row.reason
    return [(row.time_start, row.time_end) for row in rows]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_rule_has_a_reader_and_matches_its_example(rule: Rule) -> None:
    assert rule.reader in READERS
    assert any(
        (match.rule, match.start, match.end) == (rule, 0, len(rule.example)) for match in every_match(rule.example)
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from([FRIDAY, None, date.min, date.max]))
def test_any_words_of_time_give_spans_that_do_not_overlap(words: list[str], published: date | None) -> None:
    spans = sorted(found(" ".join(words), published))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize("shift", sorted(words_of("shift")))
def test_every_word_that_shifts_stands_before_a_weekday(shift: str) -> None:
    assert found(f"{shift} Wednesday")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_rows_and_no_error(text: str) -> None:
    found(text)


def test_the_same_text_gives_the_same_spans() -> None:
    text = "on Monday , May 24 , 2018 and a day later in the past two years"
    assert found(text) == found(text) != []


@pytest.mark.parametrize(
    "words", ["May 24 and ", "a day later ", "the past ", "03/04/05 ", "last month on May 4 Monday "]
)
def test_four_times_the_text_takes_no_sixteen_times_the_time(words: str) -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        found(text)
        return time.process_time() - start

    found(words)
    few, many = (min(seconds(words * (size // len(words))) for _ in range(2)) for size in (2000, 8000))
    assert many < few * 10 + 0.05


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2018, date(2018, 12, 25)),
        ("thursday 4 11", 2018, date(2018, 11, 22)),
        ("monday -1 05", 2018, date(2018, 5, 28)),
        ("easter -2", 2018, date(2018, 3, 30)),
        ("islamic 10-01", 2018, date(2018, 6, 15)),
    ],
)
def test_holidays_fall_on_their_days(rule: str, year: int, day: date) -> None:
    assert holiday_in(read_rule(rule), year).first == day


def test_easter_is_kept_on_two_days() -> None:
    assert [easter(year) for year in (2008, 2018, 2038)] == [date(2008, 3, 23), date(2018, 4, 1), date(2038, 4, 25)]
    assert [orthodox_easter(year) for year in (2008, 2018)] == [date(2008, 4, 27), date(2018, 4, 8)]


@pytest.mark.parametrize(
    ("words", "number"),
    [("three", 3), ("twenty-four", 24), ("2 1/2", 2.5), ("two and a half", 2.5), ("1,200", 1200), ("a couple of", 2)],
)
def test_number_words_are_numbers(words: str, number: float) -> None:
    assert number_of(words) == number


def test_durations_have_timex_values() -> None:
    values = [duration(2.5, "year"), duration(None, "week"), duration(1, "decade"), duration(90, "minute")]
    assert values == ["P2Y6M", "PXW", "P10Y", "PT90M"]
