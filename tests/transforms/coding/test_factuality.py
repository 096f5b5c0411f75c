"""Tests of whether an event happened, on sentences in our own words, read by the engine that ships."""

from typing import get_args

import pytest

from tests.rows import a
from transforms.coding.factuality import MANNERS, fact_of
from transforms.coding.factuality_cues import FACTUALITY
from transforms.coding.rulings import load_rulings
from transforms.extraction import Extraction, extract
from transforms.language.engine import load_engine
from transforms.syntax import Tree
from transforms.tables import Document, Factuality

# What each sentence tells of the event that the word names. A word that names no event of its own stands as `none`:
# what is demanded, promised or refused is the content of that.
CASES = [
    # Implicative verbs: in the past they say that it was done, or that it was not.
    ("The government had to release the prisoners.", "release", "actual"),
    ("The government has to release the prisoners.", "release", "demanded"),
    ("The government will have to release the prisoners.", "release", "demanded"),
    ("The troops were forced to withdraw from the town.", "withdraw", "actual"),
    ("The army was compelled to withdraw from Kandahar.", "withdraw", "actual"),
    ("Police managed to arrest two of the gunmen.", "arrest", "actual"),
    ("Police did not manage to arrest the gunmen.", "arrest", "denied"),
    ("Police were able to arrest the gunmen.", "arrest", "actual"),
    ("Police were unable to arrest the gunmen.", "arrest", "denied"),
    ("Iran is able to strike Israel.", "strike", "hypothetical"),
    ("The rebels went on to attack the garrison.", "attack", "actual"),
    ("The jets proceeded to bomb the harbour.", "bomb", "actual"),
    ("The army did not hesitate to attack the camp.", "attack", "actual"),
    ("The army stopped short of shelling the town.", "shelling", "denied"),
    ("Turkey stopped short of bombing the camp.", "bombing", "denied"),
    ("The rebels have yet to withdraw from the port.", "withdraw", "denied"),
    ("Israel has yet to attack the base.", "attack", "denied"),
    ("The rebels refrained from attacking the convoy.", "attacking", "denied"),
    # Negation, and what lies outside of it.
    ("The army no longer attacks the convoys.", "attacks", "denied"),
    ("Neither Iran nor Israel attacked the ship.", "attacked", "denied"),
    ("No one attacked the convoy.", "attacked", "denied"),
    ("Police arrested no one at the border.", "arrested", "denied"),
    ("There was no attack on the embassy.", "attack", "denied"),
    ("The soldiers took the town without firing a shot.", "firing", "denied"),
    ("Police foiled an attack on the embassy.", "attack", "denied"),
    ("The guards thwarted a terrorist attack on the mosque.", "attack", "denied"),
    ("The army not only attacked the base but burned it.", "attacked", "actual"),
    ("Neither the attack nor the shelling stopped the vote.", "attack", "actual"),
    ("The minister did not condemn the attack on the embassy.", "attack", "actual"),
    ("Israel did not deny that it had attacked the ship.", "attacked", "actual"),
    ("The army shelled the town instead of talking to the rebels.", "shelled", "actual"),
    ("Iran has no plans to attack the base.", "attack", "denied"),
    # Plans, plots and attempts.
    ("Turkey to send troops to Libya, minister says", "send", "planned"),
    ("Jakarta to expel cult leader", "expel", "planned"),
    ("The group is plotting to attack the embassy.", "attack", "planned"),
    ("Police arrested the men who planned the attack on the mosque.", "attack", "actual"),
    ("Gunmen tried to kill the president in Port-au-Prince.", "kill", "actual"),
    ("The rebels tried to seize the airport.", "seize", "hypothetical"),
    ("The council voted to expel Libya.", "expel", "actual"),
    ("She is the most prominent activist to be arrested since the coup.", "arrested", "actual"),
    ("Grenades were used to shoot down an army helicopter.", "shoot down", "actual"),
    ("Senators introduced a bill to impose sanctions on Iran.", "impose", "hypothetical"),
    # Demands and what is said of nouns.
    ("It is time for the army to withdraw from the city.", "withdraw", "demanded"),
    ("The mayor called the riot a disgrace.", "riot", "actual"),
    ("France demanded that Eritrea withdraw from Tigray.", "withdraw", "none"),
    (
        "Washington issued a list of demands to Tehran, including the pullout of its forces from Syria.",
        "pullout",
        "none",
    ),
    (
        "The rebels presented demands to the government, including the withdrawal of troops from the city.",
        "withdrawal",
        "none",
    ),
    ("The declaration sets no date for the withdrawal of Ethiopian troops from Badme.", "withdrawal", "denied"),
    # Conditions and suppositions.
    ("If Israel attacks Lebanon, the truce will end.", "attacks", "hypothetical"),
    ("Turkey will close the border unless the militia stops attacking the town.", "attacking", "hypothetical"),
    ("Reporters asked whether the army had attacked the camp.", "attacked", "hypothetical"),
    ("Have the troops withdrawn from the town?", "withdrawn", "hypothetical"),
    ("Any attack on Taiwan would be met with force.", "attack", "hypothetical"),
    ("An attack on the dam would drown forty villages.", "attack", "hypothetical"),
    ("As long as Damascus requests its presence, Iran will stay in Syria.", "requests", "hypothetical"),
    ("The rebels will disarm once the army has withdrawn from the valley.", "withdrawn", "hypothetical"),
    ("There could be no talks until prisoners were released and troops had withdrawn.", "withdrawn", "hypothetical"),
    ("The rebels shelled the town until the troops withdrew.", "withdrew", "actual"),
    ("After attacking the base, the rebels fled.", "attacking", "actual"),
    ("He will be tried for attacking the embassy.", "attacking", "actual"),
    # Fears, habits.
    ("Residents of Goma fear that the rebels will attack the city.", "attack", "predicted"),
    ("A general strike is likely in Nigeria.", "strike", "predicted"),
    ("Police in Baku arrest journalists every Friday.", "arrest", "habitual"),
]
SURE = [
    ("He was charged over attacks on two villages.", "attacks", "probable"),
    ("Two men were indicted over the bombing of the embassy.", "bombing", "probable"),
    ("Iran must have attacked the tanker.", "attacked", "probable"),
    ("The militia is believed to have attacked the convoy.", "attacked", "probable"),
    ("Iran was accused of attacking the tanker.", "attacking", "probable"),
    ("Police arrested an actor wanted for supporting the rebels.", "supporting", "probable"),
    ("The navy is believed to be behind dozens of air strikes in Yemen.", "strikes", "probable"),
    ("ETA may have carried out the attack on the barracks.", "carried out", "possible"),
]


@pytest.fixture(scope="module")
def coded() -> dict[str, Extraction]:
    texts = [text for text, *_ in (*CASES, *SURE)]
    documents = [a(Document, document_id=f"{index:016x}", text=text) for index, text in enumerate(texts)]
    return dict(zip(texts, extract(documents), strict=True))


def told(extraction: Extraction, trigger: str) -> list[tuple[str, str]]:
    return [(report.factuality, report.certainty) for report in extraction.reports if report.trigger == trigger]


@pytest.mark.parametrize(("text", "trigger", "factuality"), CASES)
def test_the_text_says_whether_it_happened(
    coded: dict[str, Extraction], text: str, trigger: str, factuality: str
) -> None:
    found = [one for one, _ in told(coded[text], trigger)]
    assert found == ([] if factuality == "none" else [factuality])


@pytest.mark.parametrize(("text", "trigger", "certainty"), SURE)
def test_a_doubt_leaves_an_event_actual_and_less_sure(
    coded: dict[str, Extraction], text: str, trigger: str, certainty: str
) -> None:
    assert told(coded[text], trigger) == [("actual", certainty)]


def test_a_cue_is_told_with_the_event(coded: dict[str, Extraction]) -> None:
    (report,) = coded["The rebels have yet to withdraw from the port."].reports
    assert report.cues == ["have"]


def test_an_attempt_is_known_as_one() -> None:
    (reading,) = load_engine().read(["The rebels tried to seize the airport."])
    fact = fact_of(Tree(reading), 4)
    assert (fact.factuality, fact.manner) == ("hypothetical", "attempted")


def rows() -> list[dict[str, str]]:
    return FACTUALITY.cells()


def test_each_cue_says_what_the_tables_know() -> None:
    _, known = get_args(Factuality)
    assert {row["factuality"] for row in rows()} <= {"", *known.codes, *MANNERS}
    assert {row["certainty"] for row in rows()} <= {"", "possible", "probable"}


def test_no_two_rows_speak_of_the_same() -> None:
    keys = [(row["lemma"], row["place"], row["when"]) for row in rows()]
    assert sorted(keys) == sorted(set(keys))


def test_a_word_of_a_condition_introduces() -> None:
    words = {"to", "for", "on", "upon", "of", "about", "at", "in", "against", "from", "with", "over", "as", "yet"}
    words |= {"short"}  # stopped short of
    asked = {one for row in FACTUALITY.rows() if row.when for either in row.when.every for one in either}
    assert {condition.name for condition in asked if condition.is_word} == words


def test_each_manner_has_types_that_happen_by_it() -> None:
    assert set(load_rulings().performed) == set(MANNERS)
