"""Actor codes: the country and sector that the words of a mention give on a day, by rule, in our own sentences."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rows import a
from tools.subdivision_names import FILE as SUBDIVISIONS
from tools.subdivision_names import write_subdivisions
from transforms.actors import NOMINAL, ActorCode, actor_at, code_actor, lookup
from transforms.language.engine import load_engine
from transforms.lexicons import FOLDER, load_lexicons
from transforms.own_knowledge import KnowledgeInvalid
from transforms.syntax import Tree
from transforms.tables import SECTORS, Document


def coded(sentence: str, on: date | None = None, place: str | None = None) -> ActorCode:
    """Return the code of what stands in brackets: of the name that the engine finds there, else of a nominal."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    tree = Tree(load_engine().read([text])[0])
    inside = [at for at, token in enumerate(tree.reading.tokens) if token.start < end and token.end > start]
    first, last = inside[0], inside[-1] + 1
    kind = next((name.kind for name in tree.reading.names if (name.first, name.last) == (first, last)), NOMINAL)
    return code_actor(tree, first, last, kind, on, load_lexicons(), place)


NAMES = [
    ("The Kremlin said on Monday that [Vladimir Putin] would travel to Ankara.", "2015-01-01", "RUS", "GOV"),
    ("Aides of [Tony Blair] spoke to the press on Friday.", "2000-01-01", "GBR", "GOV"),
    ("Aides of [Tony Blair] spoke to the press on Friday.", "2019-01-01", "GBR", "ELI"),
    ("Aides of [Tony Blair] spoke to the press on Friday.", None, "GBR", "GOV"),
    ("The [Taliban] sent a delegation to Doha last week.", "1999-01-01", "AFG", "GOV"),
    ("The [Taliban] sent a delegation to Doha last week.", "2010-01-01", "AFG", "REB"),
    ("The [Taliban] sent a delegation to Doha last week.", "2022-01-01", "AFG", "GOV"),
    ("Voters in El Salvador turned to the [FMLN] in large numbers.", "2010-01-01", "SLV", "PTY"),
]
TITLES = [
    ("The Bolivian Foreign Minister [Teo Quiroga Vela] flew to Lima.", "BOL", "GOV"),
    ("Former Bolivian Foreign Minister [Teo Quiroga Vela] flew to Lima.", "BOL", "ELI"),
    ("Malta's army chief, Gen. [Marko Petrelli], resigned on Friday.", "MLT", "MIL"),
    ("Opposition lawmaker [Marko Petrelli] was arrested in Malta.", None, "LEG"),
    ("Police arrested [Marko Petrelli], a Maltese journalist.", "MLT", "JRN"),
    ("President [Mugabe] met farmers.", "ZWE", "GOV"),
    ("Mr [Marko Petrelli] bought a boat.", None, None),
]
NOMINALS = [
    ("A [Senegalese police officer] was wounded.", "SEN", "COP"),
    ("Two [Norwegian diplomats] were expelled.", "NOR", "GOV"),
    ("An [opposition lawmaker] walked out.", None, "LEG"),
    ("A [retired Peruvian general] was charged.", "PER", "ELI"),
    ("The [former Danish prime minister] will lead the mission.", "DNK", "ELI"),
    ("[Riot police] fired tear gas.", None, "COP"),
    ("[Separatist leaders] in Georgia rejected the plan.", "GEO", "REB"),
    ("[Pro-government militiamen] beat the students.", None, "PRM"),
    ("The [president of Kenya] visited Kampala.", "KEN", "GOV"),
    ("The [prime minister of Fiji] lost a vote.", "FJI", "GOV"),
    ("The [president of the Knesset] spoke.", "ISR", "LEG"),
    ("[Hezbollah fighters] crossed the border.", "LBN", "REB"),
    ("The [Kremlin spokesman] did not comment.", "RUS", "GOV"),
    ("The [French president's envoy] landed in Beirut.", "FRA", "GOV"),
    ("An [Iran-backed militia] fired rockets.", None, "UAF"),
    ("A [BBC correspondent] was expelled.", "GBR", "JRN"),
    ("A group of [Ukrainian farmers] blocked the road.", "UKR", "AGR"),
    ("[Somali refugees] crossed into Kenya.", "SOM", "REF"),
    ("[Chadian warplanes] bombed the village.", "TCD", "MIL"),
    ("The cook and the [president's wife] fled.", None, "ELI"),
    ("Chilean and [Bolivian soldiers] met on the bridge.", "BOL", "MIL"),
    ("[Gunmen] attacked a hotel in Kabul on Sunday.", "AFG", "UAF"),
    ("The [minister] attacked a hotel owner in Kabul on Sunday.", None, "GOV"),
    ("A [U.S. State Department spokesman] condemned the attack.", "USA", "GOV"),
    ("Farm workers buried the [Kenyan villagers].", "KEN", "CVL"),
    ("[Chechen rebels] took hostages.", "RUS", "REB"),
    ("[Darfur rebels] took hostages.", "SDN", "REB"),
    # whose ally somebody is tells that he is of another country
    ("Poland condemned [US allies].", None, "UNK"),
    ("The French minister met [his Algerian counterpart].", "DZA", "UNK"),
    # a sea is no country
    ("[Fishermen in the South China Sea] were freed.", None, "AGR"),
    ("Refugees if war breaks out in Yemen, [farmers] said, would leave.", None, "AGR"),
]
BODIES = [
    ("The [Syrian Foreign Ministry] denied it.", "SYR", "GOV"),
    ("[Kenya's high court] annulled the vote.", "KEN", "JUD"),
    ("The [Pentagon] denied it.", "USA", "GOV"),
    ("The [Knesset] passed the bill.", "ISR", "LEG"),
    ("The [Pakistani Army] moved north.", "PAK", "MIL"),
    ("[Turkey's central bank] raised rates.", "TUR", "GOV"),
    ("The [United Nations] rejected the plan.", "UNO", "IGO"),
    ("[NATO] rejected the plan.", "IGO", "IGO"),
    ("The [European Union] rejected the plan.", "EUR", "IGO"),
]
STATES = [
    ("Two [Germans] were kidnapped.", "DEU", "CVL"),
    ("[The Russians] rejected the plan.", "RUS", "GOV"),
    ("[Ethnic Russians] marched in Latvia on Sunday.", "LVA", "CVL"),
    ("[Ankara] rejected the plan.", "TUR", "GOV"),
    ("The summit was held in [Ankara].", "TUR", None),
    ("[The White House] rejected the plan.", "USA", "GOV"),
    ("The [West] rejected the plan.", None, None),
]


@pytest.mark.parametrize(("sentence", "on", "country", "sector"), NAMES)
def test_a_name_has_the_code_of_the_day(sentence: str, on: str | None, country: str, sector: str) -> None:
    code = coded(sentence, date.fromisoformat(on) if on else None)
    assert (code.country, code.sector) == (country, sector)
    assert code.entity is not None


@pytest.mark.parametrize(("sentence", "country", "sector"), TITLES)
def test_a_name_takes_the_code_of_its_title(sentence: str, country: str | None, sector: str | None) -> None:
    code = coded(sentence)
    assert (code.country, code.sector) == (country, sector)


@pytest.mark.parametrize(("sentence", "country", "sector"), [*NOMINALS, *BODIES, *STATES])
def test_a_mention_has_the_code_of_its_words(sentence: str, country: str | None, sector: str | None) -> None:
    code = coded(sentence)
    assert (code.country, code.sector) == (country, sector), code.how


def test_who_belongs_to_a_group_has_its_code_of_the_day() -> None:
    sentence = "A [spokesman for the Taliban] denied the report."
    assert [coded(sentence, date(year, 6, 1)).sector for year in (2012, 2022)] == ["REB", "GOV"]


def test_the_forces_of_a_head_of_state_are_an_army() -> None:
    code = coded("[Assad's forces] shelled the town.", date(2014, 1, 1))
    assert (code.country, code.sector) == ("SYR", "MIL")


def test_rows_of_one_name_are_one_entity() -> None:
    found = [coded("The [Taliban] sent a delegation to Doha last week.", date(year, 6, 1)) for year in (1998, 2010)]
    assert [code.entity.entity_id for code in found if code.entity] == ["armed_group.taliban"] * 2


def test_a_body_of_a_state_is_an_entity() -> None:
    ministry, spokesman = coded("The [Syrian Foreign Ministry] denied it."), coded("A [Syrian spokesman] denied it.")
    assert ministry.entity
    assert ministry.entity.entity_id == "government.SYR.foreign-ministry"
    assert spokesman.entity is None


def test_a_body_without_a_country_is_that_of_the_document() -> None:
    sentence = "The [foreign ministry] denied it."
    assert coded(sentence).country is None
    assert coded(sentence, place="MAR").country == "MAR"


def test_what_says_more_is_surer() -> None:
    known, role, country = (
        coded(sentence).confidence
        for sentence in ("[Vladimir Putin] spoke.", "The [soldiers] spoke.", "The [Fijian turtles] slept.")
    )
    assert known > role > country > 0


def test_the_code_says_what_gave_it() -> None:
    assert "modifier retired" in coded("A [retired Peruvian general] was charged.").how
    assert "demonym of Peru" in coded("A [retired Peruvian general] was charged.").how


@pytest.mark.parametrize("sentence", ["[فلاديمير] spoke.", "[X] spoke.", "[...] spoke.", "[🙂] spoke."])
def test_a_name_that_no_lexicon_knows_is_nobody(sentence: str) -> None:
    code = coded(sentence)
    assert (code.country, code.sector, code.entity) == (None, None, None)


def test_a_span_outside_the_sentence_is_nobody() -> None:
    tree = Tree(load_engine().read(["Rebels fled."])[0])
    spans = [(2, 2), (5, 9), (-1, 1)]
    assert [code_actor(tree, *span, NOMINAL, None, load_lexicons()).confidence for span in spans] == [0.0] * 3


def test_titles_that_contradict_each_other_give_one_code() -> None:
    code = coded("Rebel commander President General [Teo Quiroga Vela] flew to Lima.")
    assert code.sector in {"REB", "GOV", "MIL"}


WORDS = (
    "Syrian",
    "former",
    "rebel",
    "president",
    "of",
    "the",
    "'s",
    "-",
    "army",
    "and",
    "NATO",
    "ethnic",
    "Assad",
    "(",
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
def test_any_words_give_a_sector_that_exists_and_always_the_same(words: Sequence[str]) -> None:
    tree = Tree(load_engine().read([" ".join(words)])[0])
    for first in range(len(tree.reading.tokens)):
        for kind in (NOMINAL, "person", "org"):
            code = code_actor(tree, first, len(tree.reading.tokens), kind, None, load_lexicons())
            assert code.sector is None or code.sector in SECTORS
            assert code == code_actor(tree, first, len(tree.reading.tokens), kind, None, load_lexicons())


def test_a_span_of_a_document_is_coded_on_its_day() -> None:
    text = "Talks resumed. British Prime Minister Tony Blair spoke. Senior Hungarian and Romanian officials agreed."
    document = a(Document, text=text, published_first_on=date(2001, 5, 1), published_last_on=date(2001, 5, 1))

    def told(words: str) -> tuple[str | None, str | None] | None:
        code = actor_at(document, text.index(words), text.index(words) + len(words))
        return (code.country, code.sector) if code else None

    assert told("British Prime Minister Tony Blair") == ("GBR", "GOV")
    assert told("Hungarian") == ("HUN", "GOV")
    assert told("Romanian") == ("ROU", "GOV")
    assert actor_at(document, 14, 15) is None


def test_a_name_is_looked_up_with_its_roles_and_periods() -> None:
    assert [role.role for role in lookup("Robert Mugabe")[0].roles][-1] == "president"
    assert [period.sector for period in lookup("the Taliban")[0].periods] == ["REB", "GOV", "REB", "GOV"]
    assert lookup("Nobody of that Name") == ()


def test_the_parts_of_countries_are_those_that_the_package_holds() -> None:
    """Write them anew with `python -m tools.subdivision_names`."""
    assert SUBDIVISIONS.read_text(encoding="utf-8") == write_subdivisions()


def test_rows_of_one_name_that_overlap_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    row = "armed_group.taliban-again,Taliban,,armed_group,AFG,REB,2020,,public record,\n"
    with (tmp_path / "armed_groups.csv").open("a", encoding="utf-8") as stream:
        stream.write(row)
    with pytest.raises(
        KnowledgeInvalid, match=r"armed_groups\.csv:\d+: 'Taliban' begins .* end one row before the next"
    ):
        load_lexicons(tmp_path)


@pytest.mark.parametrize(
    ("misspelt", "meant"), [("Khatmandu", "state.nepal"), ("Francois Mitterand", "person.francois-mitterrand")]
)
def test_a_name_may_be_one_letter_off(misspelt: str, meant: str) -> None:
    assert {entry.entity_id for entry in load_lexicons().near(misspelt)} == {meant}


def test_another_letter_makes_another_name() -> None:
    assert load_lexicons().near("Donald Tramp") == ()
    assert coded("[Irab] said so.").country is None
