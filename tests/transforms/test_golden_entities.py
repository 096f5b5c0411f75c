"""Golden cases of who is who in a document, in our own words: each text with the entity of the mentions at stake."""

from datetime import date

import pytest

from tests.finding import each
from tests.rows import a
from transforms.identifiers import key
from transforms.language.engine import load_engine
from transforms.mentions import Spotted, find_mentions
from transforms.sentences import split_sentences
from transforms.tables import Document


def spotted_in(text: str) -> list[Spotted]:
    day = date(2018, 6, 8)
    read = a(Document, document_id=key(text), text=text, title=None, published_first_on=day, published_last_on=day)
    sentences = split_sentences(read)
    readings = load_engine().read([text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences])
    return [one for found in find_mentions(read, sentences, readings) for one in found]


def entities_of(text: str, words: str) -> set[str | None]:
    return {mention.mention.entity_id for mention in spotted_in(text) if mention.mention.mention == words}


GOLDEN = [
    # honorifics and titles
    ("Bashar al-Assad flew to Sochi. Mr Assad said little.", "Assad", "person.bashar-al-assad"),
    ("Chancellor Angela Merkel met Emmanuel Macron. Mrs Merkel left early.", "Merkel", "person.angela-merkel"),
    # an acronym in brackets, and after it
    (
        "The Harbour Workers Union (HWU) called a strike. The HWU wants better pay.",
        "HWU",
        "organisation.harbour-workers-union",
    ),
    # an epithet that a lexicon lists
    ("Daesh claimed the attack. ISIL fighters had threatened one.", "Daesh", "armed_group.islamic-state"),
    ("Kiev rejected the plan, and Ukraine's allies agreed.", "Kiev", "state.ukraine"),
    # an index, a treaty and a war are entities of their own
    ("The Dow Jones rose on Monday. Traders had sold it.", "Dow Jones", "product.dow-jones-industrial-average"),
    ("Both sides signed the Minsk agreements in February.", "Minsk agreements", "law.minsk-protocol"),
    ("He fought in the Korean War as a boy.", "Korean War", "event.korean-war"),
    # a noun takes up what it is the sort of
    ("The Nikkei fell again. The index has lost a tenth.", "The index", "product.nikkei-225"),
    # the noun of a body, written large
    ("The Church of Kalmara owns the land. The Church denied it.", "The Church", "organisation.church-of-kalmara"),
    # a town told with its province
    ("Officers in Fairview, Texas arrested him.", "Fairview", "place.fairview-texas"),
    # who speaks is named after the words that point at him
    ("For his part, Hassan Nasrallah promised to stay.", "his", "person.hassan-nasrallah"),
]


@pytest.mark.parametrize(("text", "words", "entity_id"), GOLDEN, ids=[case[1] for case in GOLDEN])
def test_a_mention_refers_to_its_entity(text: str, words: str, entity_id: str) -> None:
    assert entities_of(text, words) == {entity_id}


def test_a_leader_of_a_state_is_not_the_envoy_named_just_before() -> None:
    text = "Alexander Lavrentyev, an envoy, spoke first. The Russian leader left the hall."
    assert entities_of(text, "The Russian leader") & {"person.alexander-lavrentyev"} == set()


def test_two_offices_told_apart_by_a_place_are_two() -> None:
    text = "The Aleppo branch opened in May. The Homs branch opened in June. The Aleppo branch grew."
    aleppo, homs = entities_of(text, "The Aleppo branch"), entities_of(text, "The Homs branch")
    assert aleppo.isdisjoint(homs)


def test_what_never_acts_is_marked_so() -> None:
    found = {mention.mention.mention: mention.may_act for mention in spotted_in("Kenya signed the Paris Agreement.")}
    assert found == {"Kenya": True, "Paris Agreement": False}


def test_three_hundred_actors_of_one_document_stay_three_hundred() -> None:
    names = [
        f"{chr(65 + one % 26)}{'aeiou'[one % 5]}rn{'aeiou'[one // 60]}l Vest{one // 26:02d}a" for one in range(300)
    ]
    text = " ".join(f"Governor {name} met reporters." for name in names)
    people = {mention.mention.entity_id for mention in spotted_in(text) if mention.mention.kind == "name"}
    assert len(people) >= len(set(names)) * 0.95


@pytest.mark.parametrize(
    "text", ["李明 met محمد علي in Paris.", "Владимир Путин и Q spoke.", "X met Y. Z watched.", "É É É"]
)
def test_names_in_other_scripts_and_of_one_letter_are_read(text: str) -> None:
    for mention in each(spotted_in(text)):
        assert text[mention.mention.mention_start : mention.mention.mention_end] == mention.mention.mention


def test_contradictory_affiliations_give_one_code_and_no_exception() -> None:
    text = "Rebel general and government minister Juma Okot, a lawmaker, spoke. Opposition police chief Juma Okot left."
    codes = {
        (mention.mention.entity_id, mention.mention.sector)
        for mention in spotted_in(text)
        if mention.mention.kind == "name"
    }
    assert {entity_id for entity_id, _ in codes} == {"person.juma-okot"}
