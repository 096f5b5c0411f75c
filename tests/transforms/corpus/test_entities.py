"""Entities: the entities of a release, their names and roles, and the spellings that are one."""

from time import process_time

import pytest

from tests.finding import each
from tests.rows import a, by_table
from transforms.corpus.corpus import Corpus
from transforms.corpus.in_memory import resolve_in_memory
from transforms.drafts import Introduction, Naming, Rename
from transforms.row import Row
from transforms.spelling import block_of
from transforms.tables import Affiliation, Document, Entity, EntityName

DOCUMENT = a(Document)


def introduced(
    name: str, entity_id: str, kind: str = "person", origin: str = "text", **about: str | None
) -> Introduction:
    entity = a(Entity, entity_id=entity_id, name=name, kind=kind, origin=origin, **about)
    return a(Introduction, **dict(entity), document_id=DOCUMENT.document_id, is_own=False, block=block_of(entity))


def naming(entity_id: str, alias: str) -> Naming:
    return a(Naming, entity_id=entity_id, alias=alias, document_id=DOCUMENT.document_id)


def resolved(*rows: Row) -> Corpus:
    return resolve_in_memory(by_table([DOCUMENT, *rows]))


def matched(*rows: Introduction) -> dict[str, str]:
    return {rename.entity_id: rename.same_as for rename in resolved(*rows).rows(Rename)}


PUTIN = introduced("Vladimir Putin", "person.vladimir-putin", origin="lexicon")
BARASA = introduced("Wafula Barasa", "person.wafula-barasa")


def test_an_entity_that_no_document_introduces_is_left_out() -> None:
    assert [resolved().rows(row) for row in (Entity, EntityName, Affiliation)] == [[], [], []]


def test_an_entity_is_as_the_documents_introduce_it_and_one_of_the_lexicons_as_they_know_it() -> None:
    entities = {entity.entity_id: entity for entity in resolved(PUTIN, BARASA).rows(Entity)}
    assert dict(entities["person.wafula-barasa"]) == BARASA.model_dump(include=set(Entity.model_fields))
    assert (entities["person.vladimir-putin"].country, entities["person.vladimir-putin"].origin) == ("RUS", "lexicon")


def test_names_are_those_of_the_text_and_those_of_the_lexicon() -> None:
    names = resolved(PUTIN, naming(PUTIN.entity_id, "Putin")).rows(EntityName)
    assert {("Putin", "text"), ("Vladimir Putin", "lexicon")} <= {(name.alias, name.origin) for name in names}


def test_an_entity_that_is_called_by_no_name_has_the_one_that_introduces_it() -> None:
    assert [name.alias for name in resolved(BARASA).rows(EntityName)] == ["Wafula Barasa"]


def test_roles_come_from_the_lexicon_with_their_days() -> None:
    roles = resolved(PUTIN).rows(Affiliation)
    assert ("president", "RUS", "GOV") in {(role.role, role.country, role.sector) for role in roles}
    assert all(role.origin.startswith("transforms/lexicons/") for role in each(roles))


def test_the_body_of_a_role_is_an_entity() -> None:
    corpus = resolved(introduced("Hassan Nasrallah", "person.hassan-nasrallah", origin="lexicon"))
    present = {entity.entity_id for entity in corpus.rows(Entity)}
    roles = corpus.rows(Affiliation)
    assert {role.organisation_id for role in roles} - {None}
    assert {role.organisation_id for role in roles} - {None} <= present


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Qusair", "Qusayr"),
        ("Hassan al-Qahtani", "Hassan Al Qahtani"),
        ("Müller Straße Verein", "Muller Strasse Verein"),
        ("Yusuf El-Sharif", "Yusuf al-Sherif"),
        ("Mohammed Dahlan", "Mohamed Dahlan"),
    ],
)
def test_spellings_of_one_name_are_one_entity(name: str, other: str) -> None:
    spelt = introduced(other, "place.b", kind="place"), introduced(name, "place.a", kind="place")
    assert matched(*spelt) == {"place.b": "place.a"}
    corpus = resolved(*spelt, naming("place.b", other))
    assert [entity.entity_id for entity in corpus.rows(Entity)] == ["place.a"]
    assert {row.alias for row in corpus.rows(EntityName)} == {name, other}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Barasa", "Wafula Barasa"),
        ("John Barasa", "Jane Barasa"),
        ("Ali Said", "Ali Saad"),
        ("Barasa", "Barrasa"),
    ],
)
def test_people_of_one_surname_stay_apart(name: str, other: str) -> None:
    assert matched(introduced(name, "person.a"), introduced(other, "person.b")) == {}


def test_people_of_two_countries_stay_apart() -> None:
    palestinian = introduced("Mohammed Dahlan", "person.a", country="PSE")
    assert matched(palestinian, introduced("Mohamed Dahlan", "person.b", country="EGY")) == {}
    assert matched(palestinian, introduced("Mohamed Dahlan", "person.b", country="PSE")) == {"person.b": "person.a"}


def test_the_order_of_documents_does_not_change_which_id_stands_for_all() -> None:
    names = "Hasan Qadhi", "Hassan Qadhi", "Hassan Kadhi"
    named = [introduced(name, f"person.{index}") for index, name in enumerate(names)]
    assert matched(*named) == matched(*named[::-1]) == {"person.1": "person.0", "person.2": "person.0"}


def test_names_in_other_scripts_are_compared_without_an_exception() -> None:
    names = "李明", "Владимир Путин", "محمد علي", "", "—"
    assert matched(*(introduced(name, f"person.{index}") for index, name in enumerate(names))) == {}


def test_what_has_no_name_belongs_to_its_document_and_is_matched_with_nobody() -> None:
    officials = introduced("the officials", "unnamed.officials", kind="unnamed").model_copy(update={"is_own": True})
    corpus = resolved(officials, BARASA)
    assert [entity.entity_id for entity in corpus.rows(Entity)] == [BARASA.entity_id]  # parts have the others


def test_thousands_of_names_are_matched_quickly() -> None:
    named = [introduced(f"Abel {'bdfgk'[at % 5]}arn{at:05d}", f"person.{at:05d}") for at in range(20_000)]
    started = process_time()
    assert matched(*named) == {}
    assert process_time() - started < 30
