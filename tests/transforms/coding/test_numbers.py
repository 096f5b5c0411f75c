"""Tests of numbers and of what they count: words in, the least and the most that they say out."""

import pytest

from transforms.coding.numbers import find_numbers
from transforms.language.reading import ROOT, Reading, Token
from transforms.syntax import Tree


def flat(text: str) -> Tree:
    """Return the words of a text as a tree in which all depend on the first."""
    tokens, start = [], 0
    for index, word in enumerate(text.split()):
        begin = text.index(word, start)
        start = begin + len(word)
        tokens.append(Token(begin, start, "NOUN", word, ROOT if index == 0 else 0, "root" if index == 0 else "dep"))
    return Tree(Reading(text, tuple(tokens), (), ()))


@pytest.mark.parametrize(
    ("text", "words", "lowest", "highest", "is_approximate"),
    [
        ("twelve people", "twelve", 12, 12, False),
        ("twenty one people", "twenty one", 21, 21, False),
        ("1,500 troops", "1,500", 1500, 1500, False),
        ("two hundred thousand marchers", "two hundred thousand", 200000, 200000, False),
        ("at least 40 people", "at least 40", 40, None, True),
        ("more than a hundred people", "more than a hundred", 100, None, True),
        ("some 200 people", "some 200", 200, 200, True),
        ("up to 30 people", "up to 30", 1, 30, True),
        ("between 40 and 50 people", "between 40 and 50", 40, 50, True),
        ("40 to 50 people", "40 to 50", 40, 50, True),
        ("dozens of people", "dozens", 24, None, True),
        ("scores of people", "scores", 40, None, True),
        ("tens of thousands of people", "tens of thousands", 20000, None, True),
        ("hundreds of thousands of people", "hundreds of thousands", 200000, None, True),
        ("a dozen people", "a dozen", 12, 12, False),
        ("nobody was hurt", "nobody", 0, 0, False),
    ],
)
def test_words_and_figures_say_how_many(
    text: str, words: str, lowest: int, highest: int | None, is_approximate: bool
) -> None:
    tree = flat(text)
    (number,) = find_numbers(tree)
    assert tree.reading.words(number.first, number.last) == words
    assert (number.lowest, number.highest, number.is_approximate) == (lowest, highest, is_approximate)


@pytest.mark.parametrize("text", ["a people", "people in a town", "the thousandth", "9" * 40, "1,2,3", "-", "to to to"])
def test_what_is_no_number_gives_none(text: str) -> None:
    assert find_numbers(flat(text)) == []
