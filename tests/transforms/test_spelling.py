"""Spelling: names that are spellings of one, and the blocks within which that is asked."""

import pytest

from tests.rows import a
from transforms.spelling import block_of, is_same_name, name_words, skeleton
from transforms.tables import Entity


def test_a_skeleton_keeps_what_spellings_share() -> None:
    assert skeleton("qusayr") == skeleton("kusair")
    assert skeleton("mohammed") == skeleton("muhamad")


def test_names_that_sound_alike_are_one_when_they_are_long() -> None:
    assert is_same_name(["mohamed", "qadhafi"], ["mohamed", "qadhaffi"])
    assert not is_same_name(["ali", "said"], ["ali", "saad"])
    assert not is_same_name(["daria", "barasa"], ["dario", "barasa"])
    assert not is_same_name(["ali"], ["ali", "said"])


def test_the_article_of_an_arabic_name_tells_nobody_apart() -> None:
    assert name_words("Hassan al-Qahtani") == name_words("Hassan Qahtani") == ["hassan", "qahtani"]
    assert name_words("al") == ["al"]


@pytest.mark.parametrize(
    ("name", "kind", "origin"),
    [
        ("Barasa", "person", "text"),  # a surname
        ("Vladimir Putin", "person", "lexicon"),
        ("the officials", "unnamed", "text"),
        ("", "person", "text"),
        ("—", "place", "text"),
    ],
)
def test_who_is_matched_with_nobody_is_in_no_block(name: str, kind: str, origin: str) -> None:
    assert block_of(a(Entity, entity_id=f"{kind}.x", name=name, kind=kind, origin=origin)) is None


def test_a_block_holds_the_spellings_of_one_name_of_one_sort() -> None:
    names = [("person", "Hasan Qadhi"), ("person", "Kadhi Hassan"), ("place", "Hasan Qadhi")]
    blocks = [
        block_of(a(Entity, entity_id=f"{kind}.{at}", name=name, kind=kind, origin="text"))
        for at, (kind, name) in enumerate(names)
    ]
    assert blocks[0] == blocks[1] != blocks[2]
