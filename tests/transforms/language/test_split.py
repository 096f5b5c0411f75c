"""Where a sentence ends: worked examples by kind, and what holds of any text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.language.split import split
from transforms.language.tokens import ABBREVIATION_ROWS, tokenize


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Talks failed.", "Both sides left."],
        ["Who won?", "Nobody knows!", "It is over…", "Or not."],
        ["the talks failed â Â again.", "both sides left â Â the hall."],
        ["He met Gen. Marta Ruiz and Dr. Lee."],
        ["Mr. J. B. Cole and George W. Bush spoke."],
        ["The U.S. President spoke."],
        ["It fell in the U.S. last year."],
        ["It began in the U.S.", "The army agreed."],
        ["He left at 10 a.m.", "Police followed."],
        ["He left at 10 a.m. Monday and 6 p.m. GMT Tuesday."],
        ["Article No. 5 and Vol. II name it."],
        ["Will they go?", "No.", "They stay."],
        ["On Jan. 5 and Sept. 12 shells fell."],
        ["It cost 3.5 million.", "Nobody paid."],
        ["They won; they left: Home was near."],
        ["He sold arms to Acme Inc. Chief Tony Cole."],
        ["He left Acme Inc.", "The firm closed."],
        ["“We go.", "We win,” she said."],
        ["“Will it hold?” Maria Gomez asked.", "“No.”", "He left."],
        ["“Stop!” he cried.", "(Nobody did.)", "They ran."],
        ["He spoke of “peace.”", "“War,” she said."],
        ["Fire ceased.[3]", "Talks began. [4]", "Then they ended."],
        ["1. Troops leave.", "2. Prisoners go home."],
        ["Well... he stayed...", "She left."],
        ["Three died in Washington, D.C.", "Image: Jane Roe."],
        ["He said [...] Nobody would leave."],
        ["Talks ended.", "iPhone sales rose."],
        ["it rained all day.", "nobody came."],
        ["“War is hell.” — William Sherman"],
        ["GENEVA, May 2 (Reuters) -", "Talks resumed."],
    ],
)
def test_sentences_of_a_paragraph(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_missing_space_hides_no_end() -> None:
    assert sentences("Talks ended.The army left. Prof.Smith of example.org spoke.") == [
        "Talks ended.",
        "The army left.",
        "Prof.Smith of example.org spoke.",
    ]


def test_an_empty_line_ends_a_sentence() -> None:
    assert sentences("Talks fail\n\nthe army left\r\n \r\nIt rained.") == ["Talks fail", "the army left", "It rained."]


def test_a_full_line_goes_on() -> None:
    text = (
        "The foreign minister of the republic told his guests in the\n"
        "Palace of Nations on Monday that their own envoy, Gen. Marta\n"
        "Ruiz, would stay. He then left the hall without a word to Dr.\n"
        "Cole."
    )
    assert [sentence[-5:] for sentence in sentences(text)] == ["stay.", "Cole."]


def test_a_short_line_is_a_headline() -> None:
    body = "The talks over the border region resumed on Monday after a break of two weeks, both sides said."
    assert sentences(f"Talks resume\n{body}\n{body}") == ["Talks resume", body, body]


def test_a_line_that_ends_in_a_comma_goes_on() -> None:
    assert sentences("Alas,\nBabylon fell.") == ["Alas,\nBabylon fell."]


def test_an_item_of_a_list_is_a_sentence() -> None:
    assert sentences("They agreed on:\n- a truce\n• aid\n2) elections") == [
        "They agreed on:",
        "- a truce",
        "• aid",
        "2) elections",
    ]


def test_bullets_within_a_line_open_sentences() -> None:
    assert sentences("Truce holds • Aid arrives • Two die") == ["Truce holds", "• Aid arrives", "• Two die"]


def test_other_scripts_end_their_sentences() -> None:
    assert sentences("他走了。她留下了。") == ["他走了。", "她留下了。"]
    assert sentences("هل عاد؟ نعم.") == ["هل عاد؟", "نعم."]


def test_an_abbreviation_ends_sentences_in_a_known_way() -> None:
    assert {row.ends for row in ABBREVIATION_ROWS} == {"never", "number", "opener", "often"}


TEXTS = st.text() | st.text(alphabet="aB1 .-'”\"(?…\n•[]。", max_size=80)


@given(TEXTS)
def test_sentences_hold_all_but_space_in_order(text: str) -> None:
    spans = split(text)
    place = 0
    for start, end in spans:
        assert place <= start < end <= len(text)
        assert not text[place:start].strip()
        assert text[start:end] == text[start:end].strip()
        place = end
    assert not text[place:].strip()


@given(TEXTS)
def test_no_token_is_lost_between_sentences(text: str) -> None:
    covered = [
        start + index for start, end in split(text) for a, b in tokenize(text[start:end]) for index in range(a, b)
    ]
    assert covered == [index for index, character in enumerate(text) if not character.isspace()]


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="aB1 .-'”\"(?…\n•[]A:", min_size=1, max_size=6))
def test_time_is_linear(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    begin = time.process_time()
    split(text)
    assert time.process_time() - begin < 20  # seconds; what grows with the square takes minutes
