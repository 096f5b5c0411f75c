"""Tests of how the templates of incidents are filled: rows of a text in, fillers by role out."""

import pytest

from evaluation.answering import Answerers
from evaluation.filling import Fillers, TemplateFiller, names_people, whole_words
from evaluation.mappings import labels_of
from tests.rows import a
from transforms.extraction import extract
from transforms.tables import Document


def filled(text: str) -> dict[str, Fillers]:
    extractions = extract([a(Document, text=text)])
    return TemplateFiller(extractions[0], labels_of("muc4"), Answerers().learn(extractions)).templates()


def names(fillers: Fillers, role: str) -> list[list[str]]:
    return [*fillers.get(role, {}).values()]


def test_who_is_struck_is_called_by_name_wherever_the_text_names_them() -> None:
    found = filled("Mayor Luis Soto left his house at noon. Gunmen kidnapped him on the way to the market.")
    assert names(found["kidnapping"], "Victim") == [["Luis Soto"]]


def test_who_did_one_thing_is_one_filler_whatever_nouns_the_text_has_for_them() -> None:
    found = filled("Three gunmen murdered the judge Ana Ruiz. Before, the terrorists had murdered the mayor Luis Soto.")
    assert names(found["attack"], "PerpInd") == [["Three gunmen", "terrorists"]]


def test_people_of_a_body_bring_in_the_body() -> None:
    found = filled("Members of the National Liberation Army murdered the mayor Luis Soto.")
    assert names(found["attack"], "PerpOrg") == [["National Liberation Army"]]


def test_who_is_accused_in_another_sentence_did_it() -> None:
    found = filled("The judge Ana Ruiz was murdered in Quito. The government accused the Red Brigades of the crime.")
    assert names(found["attack"], "PerpOrg") == [["Red Brigades"]]


def test_what_a_bomb_did_to_people_is_no_incident_of_its_own() -> None:
    assert [*filled("Guerrillas detonated a bomb at the bank. Two clerks were wounded.")] == ["bombing"]


@pytest.mark.parametrize(
    ("noun", "are_people"),
    [
        ("heavily armed men", True),
        ("two units", True),
        ("guerrillas", True),
        ("the army", False),
        ("armed forces", False),
    ],
)
def test_people_are_told_from_the_bodies_that_they_are_of(noun: str, are_people: bool) -> None:
    assert names_people(noun) is are_people


def test_a_word_is_found_whole_and_with_its_longest_company() -> None:
    assert whole_words("A car bomb; two bombs; a bombing.", ["bomb", "car bomb"]) == ["car bomb", "bombs"]
