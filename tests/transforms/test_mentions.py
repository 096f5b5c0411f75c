"""Mentions: what is one, where it stands, what it refers to and which codes it carries."""

from datetime import date

import pytest

from tests.finding import each
from tests.rows import a
from transforms.identifiers import key
from transforms.language.engine import load_engine
from transforms.mentions import Spotted, find_mentions
from transforms.sentences import split_sentences
from transforms.tables import Document


def document(text: str) -> Document:
    day = date(2018, 6, 8)
    return a(Document, document_id=key(text), text=text, title=None, published_first_on=day, published_last_on=day)


def spotted_in(text: str) -> list[Spotted]:
    read = document(text)
    sentences = split_sentences(read)
    readings = load_engine().read([text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences])
    return [one for found in find_mentions(read, sentences, readings) for one in found]


def mention(text: str, words: str) -> Spotted:
    return next(one for one in spotted_in(text) if one.mention.mention == words)


def words_of(text: str, kind: str) -> list[str]:
    return [one.mention.mention for one in spotted_in(text) if one.mention.kind == kind]


def test_offsets_count_in_the_text_of_the_document() -> None:
    text = "The talks failed.\n\nKenya blamed the rebels."
    for one in each(spotted_in(text)):
        assert text[one.mention.mention_start : one.mention.mention_end] == one.mention.mention


def test_a_title_stays_outside_a_name() -> None:
    assert words_of("President Emmanuel Macron arrived.", "name") == ["Emmanuel Macron"]


def test_a_title_gives_a_name_its_codes() -> None:
    found = mention("Kenyan lawmaker Wafula Barasa resigned.", "Wafula Barasa").mention
    assert (found.country, found.sector) == ("KEN", "LEG")


@pytest.mark.parametrize(
    ("text", "nominals"),
    [
        ("US Secretary of State Mike Pompeo resigned.", []),
        ("Secretary of State Hillary Clinton met Wang Yi.", []),
        ("Police arrested Deputy Minister of Defence Amir Hatami.", ["Police"]),
    ],
)
def test_a_title_is_no_mention_of_its_own(text: str, nominals: list[str]) -> None:
    assert words_of(text, "nominal") == nominals


def test_a_nominal_keeps_the_words_that_carry_country_and_role() -> None:
    text = "A top Iranian security official met reporters."
    found = mention(text, "A top Iranian security official")
    assert (found.mention.kind, found.mention.country) == ("nominal", "IRN")


def test_a_force_word_is_a_mention_with_a_code_and_without_entity() -> None:
    found = mention("Israeli warplanes struck a depot.", "Israeli warplanes")
    assert (found.mention.country, found.mention.sector, found.entity) == ("ISR", "MIL", None)


def test_a_demonym_before_a_noun_refers_to_its_state() -> None:
    found = mention("The Turkish army advanced.", "Turkish").mention
    assert (found.kind, found.entity_id) == ("demonym", "state.turkey")


def test_a_demonym_that_stands_for_people_is_no_state() -> None:
    found = mention("Syrians fled to the coast.", "Syrians")
    assert (found.mention.kind, found.entity and found.entity.kind) == ("nominal", "people")


def test_two_actors_joined_by_and_are_two_mentions() -> None:
    assert words_of("Iran and Hezbollah praised the deal.", "name") == ["Iran", "Hezbollah"]


def test_fighters_of_three_countries_are_three_actors_in_their_order() -> None:
    text = "Lebanese, Iraqi and Afghan fighters entered the town."
    found = [one for one in spotted_in(text) if one.mention.sector and one.mention.country]
    assert [one.mention.country for one in found] == ["LBN", "IRQ", "AFG"]
    assert len({one.head for one in found}) == 1


def test_governments_of_two_countries_are_two_actors() -> None:
    found = spotted_in("The US and Israeli governments rejected the plan.")
    assert {"government.USA.government", "government.ISR.government"} <= {one.mention.entity_id for one in found}


def test_a_capital_that_acts_is_its_state() -> None:
    assert mention("Damascus asked Moscow for help.", "Damascus").mention.entity_id == "state.syria"


def test_a_capital_where_things_happen_is_a_city() -> None:
    found = mention("The envoys met in Moscow.", "Moscow")
    assert (found.mention.entity_id, found.entity and found.entity.kind) == ("place.moscow", "place")


def test_troops_of_a_country_are_found_again_in_another_document() -> None:
    first, second = (mention(f"Russian troops left on {day}.", "Russian troops") for day in ("Monday", "Friday"))
    assert first.mention.entity_id == second.mention.entity_id


def test_an_unnamed_official_belongs_to_his_document() -> None:
    first, second = (mention(f"An official {verb} the report.", "An official") for verb in ("denied", "praised"))
    assert first.mention.entity_id != second.mention.entity_id
    assert first.entity is not None
    assert first.entity.kind == "unnamed"


def test_an_office_of_a_country_is_no_unnamed_person() -> None:
    found = mention("An official met the Syrian president.", "the Syrian president").mention
    assert found.entity_id == "office.SYR.president"


def test_a_surname_has_the_codes_of_the_full_name() -> None:
    text = "Kenyan lawmaker Wafula Barasa resigned. Reporters had asked Mr Barasa about money."
    assert mention(text, "Barasa").mention.country == "KEN"


def test_a_pronoun_has_the_codes_of_whom_it_means() -> None:
    text = "Sergei Lavrov visited Ankara. He spoke to students."
    found = mention(text, "He").mention
    assert (found.country, found.sector) == ("RUS", "GOV")


def test_forces_belong_to_whom_their_pronoun_means() -> None:
    found = mention("Iran said its forces would stay in Syria.", "its forces").mention
    assert (found.country, found.sector) == ("IRN", "MIL")


def test_a_name_that_a_lexicon_knows_is_surer_than_one_that_it_does_not() -> None:
    known = mention("Hezbollah leader Hassan Nasrallah spoke.", "Hezbollah").mention
    assert known.confidence == 0.9


def test_expletives_are_no_mentions() -> None:
    assert words_of("It is raining in Kenya.", "pronoun") == []


@pytest.mark.parametrize(
    "text",
    ["U met X in Y.", "李明 met Владимир Путин and محمد علي in Paris.", "— — —", "A", "'s 's 's", "who which that"],
)
def test_strange_names_are_read_without_an_exception(text: str) -> None:
    spotted = [one.mention for one in spotted_in(text)]
    assert all(text[mention.mention_start : mention.mention_end] == mention.mention for mention in spotted)


def test_a_sentence_of_three_hundred_actors_has_three_hundred_mentions() -> None:
    text = " ".join(f"Mr Abel Weaver{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]} spoke." for n in range(300))
    assert len([one for one in spotted_in(text) if one.mention.kind == "name"]) >= 250
