"""Entities: the entities of a release, their names and roles, and the spellings that are one."""

import pytest
from transforms.entities import gather_entities, is_same_name, match_entities, skeleton

from tests.rows import a
from transforms.tables import Entity, Mention


def person(name: str, entity_id: str, country: str | None = None) -> Entity:
    return a(Entity, entity_id=entity_id, name=name, kind="person", origin="text", country=country)


def test_an_entity_without_a_mention_is_left_out() -> None:
    named = person("Wafula Barasa", "person.wafula-barasa")
    assert gather_entities([named], []) == ([], [], [])


def test_names_are_those_of_the_text_and_those_of_the_lexicon() -> None:
    known = a(Entity, entity_id="person.vladimir-putin", name="Vladimir Putin", kind="person", origin="lexicon")
    said = a(Mention, entity_id=known.entity_id, mention="Putin", kind="name")
    _, names, _ = gather_entities([known], [said])
    assert {("Putin", "text"), ("Vladimir Putin", "lexicon")} <= {(name.alias, name.origin) for name in names}


def test_a_pronoun_is_no_name() -> None:
    known = person("Wafula Barasa", "person.wafula-barasa")
    said = a(Mention, entity_id=known.entity_id, mention="he", kind="pronoun")
    _, names, _ = gather_entities([known], [said])
    assert [name.alias for name in names] == ["Wafula Barasa"]


def test_roles_come_from_the_lexicon_with_their_days() -> None:
    known = a(Entity, entity_id="person.vladimir-putin", name="Vladimir Putin", kind="person", origin="lexicon")
    _, _, roles = gather_entities([known], [a(Mention, entity_id=known.entity_id, mention="Putin", kind="name")])
    assert ("president", "RUS", "GOV") in {(one.role, one.country, one.sector) for one in roles}
    assert all(role.origin.startswith("transforms/lexicons/") for role in roles)


def test_the_body_of_a_role_is_an_entity() -> None:
    known = a(Entity, entity_id="person.hassan-nasrallah", name="Hassan Nasrallah", kind="person", origin="lexicon")
    entities, _, roles = gather_entities(
        [known], [a(Mention, entity_id=known.entity_id, mention="Nasrallah", kind="name")]
    )
    present = {entity.entity_id for entity in entities}
    assert all(role.organisation_id in present for role in roles if role.organisation_id)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qusair", "Qusayr"),
        ("Hassan al-Qahtani", "Hassan Al Qahtani"),
        ("Müller Straße Verein", "Muller Strasse Verein"),
        ("Yusuf El-Sharif", "Yusuf al-Sherif"),
        ("Mohammed Dahlan", "Mohamed Dahlan"),
    ],
)
def test_spellings_of_one_name_are_one_entity(one: str, other: str) -> None:
    first = a(Entity, entity_id="place.a", name=one, kind="place", origin="text")
    second = a(Entity, entity_id="place.b", name=other, kind="place", origin="text")
    assert match_entities([second, first]) == {"place.b": "place.a"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Barasa", "Wafula Barasa"),
        ("John Barasa", "Jane Barasa"),
        ("Ali Said", "Ali Saad"),
        ("Barasa", "Barrasa"),
    ],
)
def test_people_of_one_surname_stay_apart(one: str, other: str) -> None:
    assert match_entities([person(one, "person.a"), person(other, "person.b")]) == {}


def test_people_of_two_countries_stay_apart() -> None:
    named = [person("Mohammed Dahlan", "person.a", "PSE"), person("Mohamed Dahlan", "person.b", "EGY")]
    assert match_entities(named) == {}


def test_the_order_of_documents_does_not_change_which_id_stands_for_all() -> None:
    named = [person(name, f"person.{n}") for n, name in enumerate(("Hasan Qadhi", "Hassan Qadhi", "Hassan Kadhi"))]
    assert match_entities(named) == match_entities(named[::-1])


def test_names_in_other_scripts_are_compared_without_an_exception() -> None:
    named = [person(name, f"person.{n}") for n, name in enumerate(("李明", "Владимир Путин", "محمد علي", "", "—"))]
    assert match_entities(named) == {}


def test_a_skeleton_keeps_what_spellings_share() -> None:
    assert skeleton("qusayr") == skeleton("kusair")
    assert skeleton("mohammed") == skeleton("muhamad")


def test_names_that_sound_alike_are_one_when_they_are_long() -> None:
    assert is_same_name(["mohamed", "qadhafi"], ["mohamed", "qadhaffi"])
    assert not is_same_name(["ali", "said"], ["ali", "saad"])
    assert not is_same_name(["daria", "barasa"], ["dario", "barasa"])
    assert not is_same_name(["ali"], ["ali", "said"])


def test_thousands_of_names_are_matched_quickly() -> None:
    named = [person(f"Abel {'bdfgk'[n % 5]}arn{n:05d}", f"person.{n:05d}") for n in range(20_000)]
    assert match_entities(named) == {}
