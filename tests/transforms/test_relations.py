"""Tests of relations: a sentence of ours in, who stands how to whom out."""

from pathlib import Path

import pytest

from tests.rows import a
from transforms.extraction import extract
from transforms.lexicons import LexiconInvalid
from transforms.relations import load_patterns
from transforms.tables import Document, Relation


def relations_of(text: str) -> list[Relation]:
    (extraction,) = extract([a(Document, text=text, language="en")])
    return list(extraction.relations)


def told(text: str) -> set[tuple[str, str, str, str]]:
    return {(one.subject_id, one.predicate, one.object_id, one.factuality) for one in relations_of(text)}


CASES = {
    "Tehran backs Hezbollah.": ("state.iran", "backs", "armed_group.hezbollah", "actual"),
    "Hezbollah leader Hassan Nasrallah spoke in Beirut.": (
        *("person.hassan-nasrallah", "leads", "armed_group.hezbollah", "actual"),
    ),
    "Hassan Nasrallah, the leader of Hezbollah, spoke.": (
        *("person.hassan-nasrallah", "leads", "armed_group.hezbollah", "actual"),
    ),
    "There is a deep rift between Turkey and Greece.": ("state.turkey", "at_odds_with", "state.greece", "actual"),
    "Frictions could rise between Turkey and Greece.": ("state.turkey", "at_odds_with", "state.greece", "hypothetical"),
    "There were no reports of tension between Turkey and Greece.": (
        *("state.turkey", "at_odds_with", "state.greece", "denied"),
    ),
    "Egypt is an ally of Sudan.": ("state.egypt", "allied_with", "state.sudan", "actual"),
    "Ethiopia has been fighting Eritrea since May 1998.": ("state.ethiopia", "fights", "state.eritrea", "actual"),
}


@pytest.mark.parametrize("text", CASES)
def test_what_a_sentence_states_is_a_relation(text: str) -> None:
    assert CASES[text] in told(text)


def test_a_modifier_before_a_hyphen_backs_the_noun() -> None:
    assert ("state.iran", "backs") in {one[:2] for one in told("Iran-backed fighters took the town.")}


def test_each_of_a_list_has_the_relation() -> None:
    backers = {one[0] for one in told("Russia and Iran have been the main backers of Assad.") if one[1] == "backs"}
    assert backers == {"state.russia", "state.iran"}


def test_those_who_fight_alongside_each_other_do_not_fight_each_other() -> None:
    predicates = {one[1] for one in told("Hezbollah fought alongside the Syrian army.")}
    assert "allied_with" in predicates
    assert "fights" not in predicates


def test_since_opens_the_period_of_a_relation() -> None:
    (fight,) = [
        one for one in relations_of("Ethiopia has been fighting Eritrea since May 1998.") if one.predicate == "fights"
    ]
    assert str(fight.valid_first_on) == "1998-05-01"
    assert fight.valid_last_on is None


def test_the_evidence_is_the_words_from_end_to_end() -> None:
    text = "On Monday Tehran backs Hezbollah again."
    (backs,) = [one for one in relations_of(text) if one.predicate == "backs"]
    assert text[backs.evidence_start : backs.evidence_end] == "Tehran backs Hezbollah"


@pytest.mark.parametrize("text", ["", "...", "The weather was fine.", "Russia Russia Russia, Iran; Iran: of of of"])
def test_where_nothing_is_stated_there_is_no_relation(text: str) -> None:
    assert relations_of(text) == []


def test_a_pattern_with_an_unknown_predicate_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "relations.csv"
    head = "predicate,lemma,pos,modifiers,subject,object,confidence,note\n"
    file.write_text(head + "adores,adore,VERB,,subject,object,0.5,\n", encoding="utf-8")
    with pytest.raises(LexiconInvalid, match=r"relations\.csv:2: predicate 'adores'"):
        load_patterns(file)
