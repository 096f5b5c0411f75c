"""Tests of kinds of sentences in which the wrong party was once found, none, or one too many."""

import pytest

from tests.transforms.coding.test_participants import participants


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        # what somebody did before he was stopped he did, not who stopped him
        ("The driver was halted by police after attacking two nuns.", "attacking", ["The driver"], ["two nuns"]),
        # who is killed in bombings bombs nobody
        ("Farmers were killed in bombings near Idlib.", "bombings", [], ["Farmers"]),
        ("Villagers were driven out of Goma by the Congolese army.", "driven", ["the Congolese army"], ["Villagers"]),
        # a headline's passive
        ("Councillor stabbed at London city hall", "stabbed", [], ["Councillor"]),
        # who says it has not done it
        (
            "Soldiers shot at miners in Potosi, killing at least five, a local doctor said.",
            "killing",
            ["Soldiers"],
            ["at least five"],
        ),
        # a relative pronoun as object
        ("He was the minister whom the rebels kidnapped.", "kidnapped", ["the rebels"], ["the minister"]),
        # where it happens is nobody
        ("Protesters marched in Tbilisi.", "marched", ["Protesters"], []),
        ("Soldiers raided a village bordering Austria.", "raided", ["Soldiers"], ["a village"]),
        ("The Taliban closed salons in Kabul.", "closed", ["Taliban"], []),
        # a deed is condemned for who did it
        ("Italy condemned the murder of the mayor.", "condemned", ["Italy"], []),
        ("Norway condemns bombings in Latakia.", "condemns", ["Norway"], []),
        (
            "Chile condemned the murder of the mayor by Peruvian rebels.",
            "condemned",
            ["Chile"],
            ["Peruvian rebels"],
        ),
        ("Norway condemns bombings in Latakia.", "bombings", [], []),
        # nobody rejects himself
        ("Sudan was accused of meddling, a charge Khartoum rejected.", "rejected", ["Khartoum"], []),
        ("Armed men freed four of them.", "freed", ["Armed men"], []),
        # who is threatened is whom the deed would strike
        (
            "If Iran attacks Israel, the United States would strike Iranian bases, a senator warned.",
            "warned",
            ["a senator"],
            ["Iranian"],
        ),
        # what a verb makes of people is no part of their name
        ("Police shot dead four protesters.", "shot", ["Police"], ["four protesters"]),
        ("Gendarmes broke up a strike, shooting dead two men.", "shooting", ["Gendarmes"], ["two men"]),
        # numbers alone are people
        ("Gunmen attacked a bus near Quetta, killing four.", "killing", ["Gunmen"], ["four"]),
        ("21 arrested in downtown sit-in", "arrested", [], ["21"]),
        ("Those arrested were taken to a camp.", "arrested", [], ["Those"]),
        ("A bomber killed 11 people and wounded 34.", "killed", ["A bomber"], ["11 people"]),
        # who survives an attack did not make it
        ("The president survived an attack on his life.", "attack", [], ["The president"]),
        # an office of several countries
        (
            "The foreign ministers of Russia, Iran and Turkey agreed.",
            "agreed",
            ["The foreign ministers", "Iran", "Turkey"],
            [],
        ),
    ],
)
def test_who_did_it_to_whom(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert participants(text)[trigger] == (actors, recipients)
