"""What a token is: worked examples by kind, and what holds of any text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.language.tokens import AFFIXES, CONTRACTIONS, NUMBER_SUFFIXES, tokenize


def cut(text: str) -> str:
    return "|".join(text[start:end] for start, end in tokenize(text))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("They don't know.", "They|do|n't|know|."),
        ("Assad's envoy can’t come, she’s ill.", "Assad|'s|envoy|ca|n’t|come|,|she|’s|ill|."),
        ("The rebels’ demands were met.", "The|rebels|’|demands|were|met|."),
        ("I wouldn't've gone.", "I|would|n't|'ve|gone|."),
        ("They cannot leave and are gonna stay.", "They|can|not|leave|and|are|gon|na|stay|."),
        ("'Twas the '90s, nobody stopped 'em.", "'T|was|the|'90s|,|nobody|stopped|'em|."),
        ("It was six o'clock.", "It|was|six|o'clock|."),
    ],
)
def test_a_clitic_stands_alone(text: str, tokens: str) -> None:
    assert cut(text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a US-led, two-year-old mission", "a|US|-|led|,|two|-|year|-|old|mission"),
        ("al-Assad and Abu Bakr al-Baghdadi", "al|-|Assad|and|Abu|Bakr|al|-|Baghdadi"),
        ("anti-war ex-minister's co-founders", "anti-war|ex-minister|'s|co-founders"),
        ("mid-July, post-1945, e-mails", "mid-July|,|post-1945|,|e-mails"),
        ("UN-backed talks", "UN|-|backed|talks"),
        ("an AK-47, a F-16s wing, COVID-19", "an|AK|-|47|,|a|F|-|16s|wing|,|COVID|-|19"),
        ("the Israeli–Palestinian conflict—again", "the|Israeli|–|Palestinian|conflict|—|again"),
        ("a U.S.-led raid", "a|U.S.|-|led|raid"),
    ],
)
def test_a_hyphen_stands_alone_except_after_a_prefix(text: str, tokens: str) -> None:
    assert cut(text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Gen. J.B. Smith of the U.S. Army left.", "Gen.|J.B.|Smith|of|the|U.S.|Army|left|."),
        ("The U.S.", "The|U.S."),
        ("U.N.'s envoy Harry S. Truman", "U.N.|'s|envoy|Harry|S.|Truman"),
        ("at 10 a.m. on Jan. 5", "at|10|a.m.|on|Jan.|5"),
        ("Sen. Lee, D-Calif., spoke", "Sen.|Lee|,|D|-|Calif.|,|spoke"),
        ("She holds a Ph.D. in law.", "She|holds|a|Ph.D.|in|law|."),
        ("GEN. LEE", "GEN.|LEE"),
        ("guns, shells, etc.", "guns|,|shells|,|etc|."),
        ("Talks ended.Both left.", "Talks|ended|.|Both|left|."),
    ],
)
def test_an_abbreviation_keeps_its_stop(text: str, tokens: str) -> None:
    assert cut(text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("$1.5bn, €20m and US$3", "$|1.5|bn|,|€|20|m|and|US|$|3"),
        ("12.5% of 1,200,000 people", "12.5|%|of|1,200,000|people"),
        ("pages 13,14", "pages|13|,|14"),
        ("Rs 1,00,000", "Rs|1,00,000"),
        ("9/11 and 12/05/2024 at 10:30", "9/11|and|12/05/2024|at|10:30"),
        ("on 2024-05-12, 20-30 men", "on|2024-05-12|,|20|-|30|men"),
        ("the 19th, in the 1990s, 5km off, at 9am", "the|19th|,|in|the|1990s|,|5|km|off|,|at|9|am"),
        ("call 555-0199", "call|555-0199"),
        ("and/or", "and|/|or"),
        ("AT&T and R&D", "AT&T|and|R&D"),
    ],
)
def test_a_number_is_whole_and_its_unit_apart(text: str, tokens: str) -> None:
    assert cut(text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("See https://example.org/a?b=1.", "See|https://example.org/a?b=1|."),
        ("bbc.co.uk/news, press@un.org!", "bbc.co.uk/news|,|press@un.org|!"),
        ("@POTUS: #StopTheWar", "@POTUS|:|#StopTheWar"),
        ("“Well… no,” he said -- twice...", "“|Well|…|no|,|”|he|said|--|twice|..."),
        ("('We go')", "(|'|We|go|'|)"),
        ("What?! [sic]", "What|?!|[|sic|]"),
        ("peace 🕊️👍🏽 now 🇺🇦", "peace|🕊️|👍🏽|now|🇺🇦"),
        ("كييف Київ 基辅 दिल्ली", "كييف|Київ|基辅|दिल्ली"),
        ("Shi'ite O'Brien's Sana'a", "Shi'ite|O'Brien|'s|Sana'a"),
        ("", ""),
        ("   ", ""),
        ("\ud800 x", "\ud800|x"),
    ],
)
def test_what_is_no_plain_word(text: str, tokens: str) -> None:
    assert cut(text) == tokens


def test_the_parts_of_a_contraction_are_its_letters() -> None:
    assert [row for row in CONTRACTIONS.rows() if row.parts.replace(" ", "") != row.written] == []


def test_an_affix_stands_in_a_known_place() -> None:
    assert {row.place for row in AFFIXES.rows()} == {"front", "back", "whole"}
    assert {row.is_word for row in NUMBER_SUFFIXES.rows()} == {True, False}


TEXTS = st.text() | st.text(alphabet="aB1 .,-'’\"“@:/&#!?…\n", max_size=80)


@given(TEXTS)
def test_every_character_but_space_is_in_one_token(text: str) -> None:
    spans = tokenize(text)
    covered = [index for start, end in spans for index in range(start, end)]
    assert covered == [index for index, character in enumerate(text) if not character.isspace()]
    assert all(start < end for start, end in spans)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="aB1.,-'’\"@:/&#!?_~", min_size=1, max_size=6))
def test_time_is_linear(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    begin = time.process_time()
    tokenize(text)
    assert time.process_time() - begin < 20  # seconds; what grows with the square takes minutes
