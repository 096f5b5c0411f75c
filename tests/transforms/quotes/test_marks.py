"""Tests of quotation marks: text in, stretches between marks out."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.quotes.marks import find_quoted

MARKS = "“”„«»\"'‘’`"


def quoted(text: str) -> list[str]:
    return [text[stretch.start : stretch.end] for stretch in find_quoted(text)]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("“We stay,” he said. “Always.”", ["“We stay,”", "“Always.”"]),
        ('"We stay," he said.', ['"We stay,"']),
        ("''We stay,'' he said.", ["''We stay,''"]),
        ("``We stay,'' he said.", ["``We stay,''"]),
        ("«We stay», he said.", ["«We stay»"]),
        ("»We stay«, he said.", ["»We stay«"]),
        ("„We stay“, he said.", ["„We stay“"]),
        ("‘We won’t go,’ he said.", ["‘We won’t go,’"]),
        ("'The miners' union won't go,' he said.", ["'The miners' union won't go,'"]),
        ("The miners' union and the nurses' union agreed.", []),
        ("The '90s were hard.", []),
        ("“We stay,“ he said. “We never left.”", ["“We stay,“", "“We never left.”"]),
        ("“We stay, he said.", []),
        ("We stay,” he said.", []),
        ('The pipe is 5" wide and 7" long.', []),
        ("He said “the ‘great’ leader lied.”", ["“the ‘great’ leader lied.”"]),
        ("He said “ we stay” and left.", []),
        ("“We stay” “we go”", ["“We stay”", "“we go”"]),
        ("(“We stay”) and —“we go”", ["“We stay”", "“we go”"]),
        ("a.“We stay” and 5“we go”", []),
        ("He said “We stay“now” often.", ["“We stay“now”"]),
        ("He said “We stay “now” often.", ["“We stay “now”"]),
        ("“”", []),
        ("'5 men' left.", []),
        ("'We won't go' he said.", ["'We won't go'"]),
        ("'We go 'home.", []),
        ("", []),
    ],
)
def test_marks_open_and_close(text: str, stretches: list[str]) -> None:
    assert quoted(text) == stretches


def test_a_quotation_goes_on_when_the_next_paragraph_opens_with_its_mark() -> None:
    text = "“We stay.\n\n“We never left,” he said."
    assert [(text[stretch.start : stretch.end], stretch.goes_on) for stretch in find_quoted(text)] == [
        ("“We stay.", True),
        ("“We never left,”", False),
    ]


def test_a_term_in_marks_is_no_speech() -> None:
    assert [
        stretch.is_speech for stretch in find_quoted("The “axis” read “War and Peace” but “They lost the war”.")
    ] == [*(False, False, False)]
    assert [stretch.is_speech for stretch in find_quoted("“No,” he said. “They lost the long war for good”.")] == [
        True,
        True,
    ]


@given(st.text(st.sampled_from(f"{MARKS} a.,\n"), max_size=60))
def test_any_marks_give_stretches_in_order_that_do_not_overlap(text: str) -> None:
    found = find_quoted(text)
    assert all(0 <= stretch.start < stretch.end <= len(text) for stretch in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("mark", ["“", '"', "'", "‘", "``", "«"])
def test_marks_without_end_take_time_in_step_with_the_text(mark: str) -> None:
    def seconds(size: int) -> float:
        text, start = f" {mark}a" * size, time.process_time()
        find_quoted(text)
        return time.process_time() - start

    short = min(seconds(4_000) for _ in range(3))
    assert min(seconds(32_000) for _ in range(3)) < 30 * short + 0.05


@pytest.mark.parametrize(
    ("text", "is_speech"),
    [
        ("“one two three four”", False),
        ("“one two three four five”", True),
        ("“one two”", False),
        ("“one two.”", True),
        ("“one,”s", False),
        ("“.”", False),
    ],
)
def test_words_between_marks_are_speech_from_five_on_or_where_they_end_like_it(text: str, is_speech: bool) -> None:
    assert [stretch.is_speech for stretch in find_quoted(text)] == [is_speech]


def test_a_quotation_that_goes_on_ends_with_its_paragraph_and_needs_words() -> None:
    assert [(held.start, held.end, held.goes_on) for held in find_quoted("“We stay. \n“We go”")] == [
        *((0, 9, True), (11, 18, False))
    ]
    assert [(held.start, held.goes_on) for held in find_quoted("“We stay.\nThen “we go”")] == [(15, False)]
