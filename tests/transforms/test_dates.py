"""Tests of the dates: words and a day of publication in, days out."""

from datetime import date

import pytest

from transforms.dates import Days, days_of

FRIDAY = date(2018, 6, 8)


def a_day(year: int, month: int, day: int, anchor: str = "publication") -> Days:
    return Days(date(year, month, day), date(year, month, day), "day", anchor)


def span(first: tuple[int, int, int], last: tuple[int, int, int], granularity: str, anchor: str) -> Days:
    return Days(date(*first), date(*last), granularity, anchor)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("12 March 1999", a_day(1999, 3, 12, "none")),
        ("Sept. 3, 2001", a_day(2001, 9, 3, "none")),
        ("2015-11-24", a_day(2015, 11, 24, "none")),
        ("2013", span((2013, 1, 1), (2013, 12, 31), "year", "none")),
        ("February 2024", span((2024, 2, 1), (2024, 2, 29), "month", "none")),
        ("May 24", a_day(2018, 5, 24)),
        ("24 December", a_day(2017, 12, 24)),
        ("December", span((2017, 12, 1), (2017, 12, 31), "month", "publication")),
        ("Monday", a_day(2018, 6, 4)),
        ("Friday", a_day(2018, 6, 8)),
        ("next Monday", a_day(2018, 6, 11)),
        ("yesterday", a_day(2018, 6, 7)),
        ("last month", span((2018, 5, 1), (2018, 5, 31), "month", "publication")),
        ("this week", span((2018, 6, 4), (2018, 6, 10), "week", "publication")),
        ("three days ago", a_day(2018, 6, 5)),
        ("two years ago", span((2016, 1, 1), (2016, 12, 31), "year", "publication")),
        ("31 February 2000", None),
        ("recent weeks", None),
        ("", None),
    ],
)
def test_words_become_days(words: str, days: Days | None) -> None:
    assert days_of(words, FRIDAY) == days


@pytest.mark.parametrize("words", ["Monday", "last month", "May 24", "yesterday"])
def test_relative_words_of_an_undated_document_are_not_dated(words: str) -> None:
    assert days_of(words, None) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("May 24", "2018-05-24"), ("last month", "2018-05"), ("2013", "2013"), ("this week", "2018-W23")],
)
def test_days_have_a_timex_value(words: str, value: str) -> None:
    days = days_of(words, FRIDAY)
    assert days is not None
    assert days.value == value


def test_the_first_and_the_last_year_are_no_error() -> None:
    assert days_of("two years ago", date(1, 1, 1)) is None
    assert days_of("next Monday", date(9999, 12, 31)) is None
