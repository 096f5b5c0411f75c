"""Tests of relations: a sentence of ours in, who stands how to whom out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.finding import each
from tests.rows import a
from transforms.document_drafts import MentionDraft
from transforms.extraction import extract
from transforms.language.reading import ROOT, Argument, Predicate, Reading, Token
from transforms.mentions import Spotted
from transforms.own_knowledge import KnowledgeInvalid
from transforms.relations import load_patterns
from transforms.relations.ends import heads_of
from transforms.relations.location_relations import location_relations
from transforms.relations.stated_relations import stated_relations as relations_stated
from transforms.syntax import Tree
from transforms.tables import Document, Entity, Mention, Relation


def relations_of(text: str) -> list[Relation]:
    (extraction,) = extract([a(Document, text=text, language="en")])
    return list(extraction.relations)


def relations_in(text: str) -> set[tuple[str, str, str, str]]:
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
    "There were no reports of a rift between Turkey and Greece.": (
        *("state.turkey", "at_odds_with", "state.greece", "denied"),
    ),
    "Egypt is an ally of Sudan.": ("state.egypt", "allied_with", "state.sudan", "actual"),
    "Ethiopia has been fighting Eritrea since May 1998.": ("state.ethiopia", "fights", "state.eritrea", "actual"),
}


@pytest.mark.parametrize("text", CASES)
def test_what_a_sentence_states_is_a_relation(text: str) -> None:
    assert CASES[text] in relations_in(text)


ENDS = {
    "Six soldiers were killed in a raid in Kassala, Sudan.": ("Kassala", "located_in", "Sudan"),
    "The rebels took towns in Sudan, including Kassala and Gedaref.": ("Gedaref", "located_in", "Sudan"),
    "The rebels hold the camp where the refugees live.": ("the refugees", "located_in", "the camp"),
    "The militia's presence in Iraq worries Iran.": ("The militia", "located_in", "Iraq"),
    "Militants staged attacks in Mali.": ("Militants", "located_in", "Mali"),
    "Nasrallah flew to Damascus.": ("Nasrallah", "located_in", "Damascus"),
    "Near Kassala, soldiers shelled a depot and attacked the rebels.": ("the rebels", "located_in", "Kassala"),
    "France and Germany launched a joint operation against Hezbollah.": ("Germany", "fights", "Hezbollah"),
    "Ethiopia helped Sudan in defeating Hezbollah.": ("Sudan", "fights", "Hezbollah"),
    "Ethiopia is working as part of the African Union to defeat Hezbollah.": ("Ethiopia", "fights", "Hezbollah"),
    "Turkish jets struck Hezbollah positions near Aleppo.": ("Turkish", "fights", "Hezbollah"),
    "Egypt is at war with Ethiopia.": ("Egypt", "fights", "Ethiopia"),
    "Officials accused the army of killing protesters.": ("the army", "fights", "protesters"),
    "Sudan fought in support of Egypt.": ("Sudan", "backs", "Egypt"),
    "The town fell to the rebels.": ("the rebels", "leads", "The town"),
}


def in_words(text: str) -> set[tuple[str, str, str]]:
    (extraction,) = extract([a(Document, text=text, language="en")])
    words = {mention.mention_id: text[mention.mention_start : mention.mention_end] for mention in extraction.mentions}
    return {
        (words[relation.subject_mention_id or ""], relation.predicate, words[relation.object_mention_id or ""])
        for relation in extraction.relations
    }


@pytest.mark.parametrize("text", ENDS)
def test_a_construction_tells_its_two_ends(text: str) -> None:
    assert ENDS[text] in in_words(text)


WRONG = {
    "Egypt condemned the attack on Sudan.": "fights",
    "Officials condemned a bombing in Mali.": "located_in",
    "The rebels launched an offensive to retake Kassala.": "leads",
    "Planes bombed a school.": "fights",
    "Hezbollah joined the war along with the Syrian army.": "fights",
    "The statement was aimed at Turkey.": "located_in",
    "Officials met the country's allies.": "allied_with",
    "Nations that attacked the rebels include Chad, Niger, Mali, Kenya, Egypt and Sudan.": "allied_with",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_only_looks_like_a_relation_is_none(text: str) -> None:
    assert WRONG[text] not in {word[1] for word in in_words(text)}


def test_who_is_accused_of_a_killing_did_it_and_not_who_accuses() -> None:
    assert {
        word[0] for word in in_words("Officials accused the army of killing protesters.") if word[1] == "fights"
    } == {"the army"}


def test_a_modifier_before_a_hyphen_backs_the_noun() -> None:
    assert ("state.iran", "backs") in {one[:2] for one in relations_in("Iran-backed fighters took the town.")}


def test_each_of_a_list_has_the_relation() -> None:
    backers = {
        one[0] for one in relations_in("Russia and Iran have been the main backers of Assad.") if one[1] == "backs"
    }
    assert backers == {"state.russia", "state.iran"}


def test_those_who_fight_alongside_each_other_do_not_fight_each_other() -> None:
    predicates = {one[1] for one in relations_in("Hezbollah fought alongside the Syrian army.")}
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


WORDS = ("fight", "in", "Iraq", "their", "ally", "of", "to", "support", "base", "and", "leader", ",")
TAGS = ("NOUN", "VERB", "PROPN", "ADP", "ADJ", "PRON", "PUNCT")
LINKS = ("nsubj", "obj", "obl", "nmod", "conj", "case", "mark", "acl", "acl:relcl", "advcl", "xcomp", "amod", "appos")


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any tree over words of relations, the arguments of one predicate included."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
    starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
    tokens = []
    for at, (word, start) in enumerate(zip(words, starts, strict=True)):
        head = draw(st.integers(0, at - 1)) if at else ROOT
        link = draw(st.sampled_from(LINKS)) if at else "root"
        tokens.append(Token(start, start + len(word), draw(st.sampled_from(TAGS)), word.casefold(), head, link))
    first = draw(st.integers(0, len(words) - 1))
    argument = Argument(draw(st.sampled_from(("ARG0", "ARG1", "ARGM-LOC"))), first, len(words))
    return Reading(" ".join(words), tuple(tokens), (), (Predicate(draw(st.integers(0, len(words) - 1)), (argument,)),))


@given(readings(), st.data())
def test_any_tree_gives_pairs_of_two_different_things(reading: Reading, data: st.DataObject) -> None:
    here = []
    for at in range(len(reading.tokens)):
        if kind := data.draw(st.sampled_from((None, "state", "place", "armed_group", "people"))):
            entity = a(Entity, entity_id=f"{kind}.{at % 4}", kind=kind)
            worded_as = data.draw(st.sampled_from(("name", "nominal", "pronoun", "demonym")))
            mention = a(Mention, mention_id=f"{at:016x}", entity_id=entity.entity_id, kind=worded_as, mention_start=at)
            here.append(Spotted(MentionDraft.of(mention), at, at + 1, at, entity))
    tree, heads = Tree(reading), heads_of(here)
    for one in [*relations_stated(tree, heads), *location_relations(tree, here, heads)]:
        assert one.subject.mention.entity_id != one.object.mention.entity_id


def test_a_pattern_with_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "relations.csv"
    head = "predicate,lemma,pos,modifiers,subject,object,kinds,confidence,note\n"
    file.write_text(head + "backs,back,VERB,,subject,object,planet,0.5,\n", encoding="utf-8")
    with pytest.raises(KnowledgeInvalid, match=r"relations\.csv:2: kinds 'planet' is unknown"):
        load_patterns(tmp_path)


def test_a_pattern_with_an_unknown_predicate_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "relations.csv"
    head = "predicate,lemma,pos,modifiers,subject,object,kinds,confidence,note\n"
    file.write_text(head + "adores,adore,VERB,,subject,object,,0.5,\n", encoding="utf-8")
    with pytest.raises(KnowledgeInvalid, match=r"relations\.csv:2: predicate 'adores'"):
        load_patterns(tmp_path)


def test_the_allies_are_those_who_act_and_not_where_they_do() -> None:
    text = "Iranian troops deployed in Syria sparked protests by Hamas, in a rare sign of tension between the allies."
    found = {(one.predicate, one.object_id) for one in relations_of(text)}
    assert {("allied_with", "armed_group.hamas"), ("at_odds_with", "armed_group.hamas")} <= found
    assert {predicate for predicate, thing in each(found) if thing == "state.syria"} <= {"located_in"}
