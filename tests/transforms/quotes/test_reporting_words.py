"""Tests of the lexicon of reporting words: that its codes are those of the table."""

from transforms.quotes.reporting_words import load_hedges, load_prepositions, load_words
from transforms.tables import Quote

SLOTS = {"clause", "infinitive", "object", "object_infinitive", "predicate"}
PREPOSITIONS = {"about", "against", "at", "for", "in", "of", "on", "to", "with"}


def acts() -> tuple[str, ...]:
    return next(column.marks[0].codes for column in Quote.columns() if column.name == "act")


def test_every_reporting_word_has_an_act_and_slots_that_there_are() -> None:
    wrong = [
        word
        for word in load_words().values()
        if word.act not in acts() or not word.frame or not set(word.frame) <= SLOTS | PREPOSITIONS
    ]
    assert wrong == []


def test_every_act_has_a_word() -> None:
    assert {word.act for word in load_words().values()} == set(acts())
    assert set(load_prepositions().values()) <= set(acts())
    assert "reportedly" in load_hedges()
