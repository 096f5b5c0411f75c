"""Tests of news that repeats, lists or corrects: each thing that happened once, and time that grows with the news."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from time import process_time
from typing import Any

import pytest

from tests.rows import a, by_table
from transforms.chains.chaining import chain_reports
from transforms.chains.sketch import Days, Party, Position, Sketch
from transforms.chains.sketching import Standing
from transforms.corpus.corpus import Corpus
from transforms.corpus.in_memory import resolve_in_memory
from transforms.drafts import ChainedReport, Introduction, NamedPlace
from transforms.identifiers import key
from transforms.row import Row
from transforms.tables import Document, Event, Report, ReportParticipant, Story, StoryDocument

DAY = date(2015, 1, 3)
GROUP = a(Introduction, entity_id="armed_group.boko-haram", name="Boko Haram", kind="armed_group")
TOWN = Introduction(**{**dict(GROUP), "entity_id": "place.banki", "name": "Banki", "kind": "place"})


def document(number: int, day: date = DAY) -> Document:
    return a(
        Document, document_id=f"{number:016x}", source_id=f"paper_{number}", published_first_on=day,
        published_last_on=day,
    )  # fmt: skip


def attack(number: int, document: int, day: date = DAY, **about: Any) -> list[Row]:
    """Return the report of an attack by the group on the town, on a day that the document tells."""
    days = {"occurred_first_on": day, "occurred_last_on": day, "occurred_basis": "stated"}
    held = {"report_id": f"{number:016x}", "document_id": f"{document:016x}"}
    coded = {"event_type": "ASSAULT", "factuality": "actual", "trigger": "attacked", "trigger_start": number}
    participants = [
        a(ReportParticipant, report_participant_id=f"{number * 10 + at:016x}", role=role, position=0, entity_id=name,
          country="NGA", sector=sector, **held)
        for at, (role, name, sector) in enumerate(
            (("actor", GROUP.entity_id, "REB"), ("recipient", TOWN.entity_id, "CVL"))
        )
    ]  # fmt: skip
    return [a(Report, **held | coded | days | about), *participants]


def copies(documents: Sequence[Document]) -> list[Row]:
    """Return that all documents but the first are copies of it."""
    first, *others = documents
    story = a(Story, story_id=f"{1:016x}", representative_id=first.document_id)
    members = {"story_id": story.story_id}
    printed = {"is_copy_of": first.document_id, "original_id": first.document_id}
    return [
        story,
        a(StoryDocument, document_id=first.document_id, **members),
        *(a(StoryDocument, document_id=other.document_id, **members | printed) for other in others),
    ]


def resolved(*rows: Row) -> Corpus:
    return resolve_in_memory(by_table([GROUP, TOWN, *rows]))


def events(*rows: Row) -> list[Event]:
    return resolved(*rows).rows(Event)


def standing(number: int, day: date) -> Standing:
    """Return an attack of a document as its chains are found, each in a sentence of its own and all in one wording."""
    sketch = Sketch(
        *(f"{number:016x}", f"{0:016x}", frozenset({"ASSAULT"}), frozenset(), frozenset({"actual"})),
        lemmas=frozenset({"attack"}),
        acts=frozenset({"attack"}),
        actors=(Party(GROUP.entity_id, "NGA", "REB", "haram"),),
        recipients=(Party(TOWN.entity_id, "NGA", "CVL", "banki"),),
        days=Days(day, day, "stated"),
    )
    position = Position(number, "body", is_noun=False, use="verb", is_told_apart=False, quote_id=None)
    return Standing(
        sketch, position, key("Boko Haram attacked the town of Banki on that day, as it had said that it would.")
    )


def chains(standings: Sequence[Standing]) -> list[int]:
    """Return how many reports each chain of a document has."""
    return sorted(Counter(link.chain_id for link in chain_reports(standings)).values())


def test_a_shooting_that_a_document_reports_200_times_is_one_event() -> None:
    assert chains([standing(number, DAY) for number in range(200)]) == [200]


def test_a_chronology_of_500_attacks_is_500_events_and_takes_time_in_proportion() -> None:
    took = []
    for number in (125, 500):
        attacks = [standing(at, DAY + timedelta(2 * at)) for at in range(number)]
        begun = process_time()
        assert chains(attacks) == [1] * number
        took.append(process_time() - begun)
    assert took[1] < 8 * took[0]  # four times as many


def test_two_documents_with_one_chronology_tell_each_attack_once() -> None:
    days = [DAY + timedelta(2 * at) for at in range(250)]
    rows = [row for at, day in enumerate(days) for held in (0, 1) for row in attack(2 * at + held, held, day)]
    found = events(document(0), document(1, DAY + timedelta(1)), *rows)
    assert Counter((event.reports, event.independent_sources) for event in found) == {(2, 2): 250}


@pytest.mark.slow  # ten thousand rows are made and linked
def test_ten_thousand_copies_tell_one_event_by_one_source_and_take_time_in_proportion() -> None:
    took = []
    for number in (2_000, 10_000):
        documents = [document(at) for at in range(number)]
        rows = [*copies(documents), *(row for at in range(number) for row in attack(at, at))]
        begun = process_time()
        (event,) = events(*documents, *rows)
        took.append(process_time() - begun)
        assert (event.reports, event.documents, event.independent_sources) == (number, number, 1)
    assert took[1] < 10 * took[0]  # five times as many


def placed(number: int, document: int, place_id: str, **about: Any) -> list[Row]:
    where = {"place_id": place_id, "place_precision": "city", "place_basis": "stated"}
    return attack(number, document, **where | about)


def test_two_towns_of_one_name_are_two_events() -> None:
    town = {"name": "Tripoli", "precision": "city"}
    places = [
        a(NamedPlace, place_id="libya", country="LBY", latitude=32.9, longitude=13.2, document_id=f"{0:016x}", **town),
        a(
            NamedPlace,
            place_id="lebanon",
            country="LBN",
            latitude=34.4,
            longitude=35.8,
            document_id=f"{1:016x}",
            **town,
        ),
    ]
    of_both = {**dict(places[1]), "place_id": "libya", "country": "LBY", "latitude": 32.9, "longitude": 13.2}
    documents = [document(0), document(1)]
    assert len(events(*documents, *places, *placed(1, 0, "libya"), *placed(2, 1, "lebanon"))) == 2
    same = [places[0], NamedPlace(**of_both)]
    assert len(events(*documents, *same, *placed(1, 0, "libya"), *placed(2, 1, "libya"))) == 1


def test_what_is_recalled_for_three_years_is_one_event_and_each_anniversary_attack_another() -> None:
    years = [date(2015 + year, 1, 3) for year in range(4)]
    documents = [document(at, day) for at, day in enumerate(years)]
    recalls = [row for at in range(4) for row in attack(at, at)]
    later = [row for at in range(1, 4) for row in attack(10 + at, at, years[at])]
    found = events(*documents, *recalls, *later)
    assert sorted((event.occurred_first_on, event.reports) for event in found) == [
        (DAY, 4),
        *((day, 1) for day in years[1:]),
    ]
    (recalled,) = (event for event in found if event.reports == 4)
    assert (recalled.first_published_on, recalled.last_published_on) == (years[0], years[-1])


def test_a_toll_of_40_that_becomes_4_leaves_one_event() -> None:
    documents = [document(0), document(1, DAY + timedelta(1))]
    (event,) = events(*documents, *attack(1, 0, deaths=40), *attack(2, 1, deaths=4))
    assert (event.reports, event.deaths) == (2, 4)


def test_a_text_printed_again_with_its_date_is_one_event_of_one_source() -> None:
    documents = [document(0), document(1, DAY + timedelta(400))]
    (event,) = events(*documents, *copies(documents), *attack(1, 0), *attack(2, 1))
    assert (event.documents, event.independent_sources, event.occurred_last_on) == (2, 1, DAY)


def test_what_copies_say_is_planned_has_one_source() -> None:
    documents = [document(0), document(1, DAY + timedelta(1))]
    plans = [row for at in (0, 1) for row in attack(1 + at, at, factuality="planned")]
    (event,) = events(*documents, *copies(documents), *plans)
    assert (event.factuality, event.documents, event.independent_sources) == ("planned", 2, 1)


def test_a_text_whose_date_was_changed_tells_another_event() -> None:
    documents = [document(0), document(1, DAY + timedelta(1))]
    moved = attack(2, 1, DAY + timedelta(1))
    found = events(*documents, *copies(documents), *attack(1, 0), *moved)
    assert [(event.documents, event.independent_sources) for event in found] == [(1, 1), (1, 1)]


def test_an_attack_told_all_day_long_by_one_paper_is_one_event_of_one_source() -> None:
    chained = [
        a(ChainedReport, report_id=f"{at:016x}", document_id=f"{0:016x}", chain_id=f"{0:016x}", lemma="attack",
          acts=["attack"])
        for at in range(200)
    ]  # fmt: skip
    (event,) = events(document(0), *chained, *(row for at in range(200) for row in attack(at, 0)))
    assert (event.reports, event.documents, event.independent_sources) == (200, 1, 1)
