"""Tests of incidents: reports in, what happened once out."""

from datetime import date

from tests.rows import a
from transforms.incidents import find_incidents
from transforms.tables import Document, Entity, Event, Participant

DAY = date(2018, 6, 4)
DOCUMENTS = [a(Document, document_id=f"{number:016x}", source_id=f"source_{number}") for number in range(3)]
ENTITIES = [a(Entity, entity_id="state.russia", name="Russia"), a(Entity, entity_id="state.syria", name="Syria")]


def report(number: int, document: int, **about: object) -> Event:
    days = {"occurred_first_on": DAY, "occurred_last_on": DAY}
    return a(
        Event,
        **days | {"factuality": "actual"} | about,
        event_id=f"{number:016x}",
        document_id=f"{document:016x}",
        trigger_start=number,
    )


def part(event: int, role: str, entity_id: str | None) -> Participant:
    return a(
        Participant,
        participant_id=f"{event * 10 + (role == 'actor'):016x}",
        event_id=f"{event:016x}",
        role=role,
        entity_id=entity_id,
    )


def parts_of(*events: int) -> list[Participant]:
    return [
        part(one, role, name)
        for one in events
        for role, name in (("actor", "state.russia"), ("recipient", "state.syria"))
    ]


def test_reports_that_agree_are_one_incident_with_its_sources_counted() -> None:
    events, incidents = find_incidents([report(1, 0), report(2, 1)], parts_of(1, 2), DOCUMENTS, ENTITIES)
    (incident,) = incidents
    assert (incident.actors, incident.recipients) == ("Russia", "Syria")
    assert (incident.reports, incident.independent_sources) == (2, 2)
    assert {event.incident_id for event in events} == {incident.incident_id}


def test_another_day_is_another_incident() -> None:
    later = report(2, 1, occurred_first_on=date(2018, 6, 5), occurred_last_on=date(2018, 6, 5))
    assert len(find_incidents([report(1, 0), later], parts_of(1, 2), DOCUMENTS, ENTITIES)[1]) == 2


def test_a_denied_event_is_no_incident() -> None:
    (event,), incidents = find_incidents([report(1, 0, factuality="denied")], parts_of(1), DOCUMENTS, ENTITIES)
    assert (event.incident_id, incidents) == (None, [])


def test_undated_reports_agree_within_their_document_only() -> None:
    undated = [report(one, doc, occurred_first_on=None, occurred_last_on=None) for one, doc in ((1, 0), (2, 0), (3, 1))]
    _, incidents = find_incidents(undated, parts_of(1, 2, 3), DOCUMENTS, ENTITIES)
    assert sorted(incident.reports for incident in incidents) == [1, 2]


def test_the_order_of_the_events_changes_nothing() -> None:
    reports = [report(1, 0), report(2, 1), report(3, 2, event_type="THREATEN")]
    assert (
        find_incidents(reports, parts_of(1, 2, 3), DOCUMENTS, ENTITIES)[1]
        == (find_incidents(reports[::-1], parts_of(3, 2, 1), DOCUMENTS, ENTITIES)[1])
    )


def test_headline_lead_and_recall_of_one_document_are_one_incident() -> None:
    named = [report(1, 0, trigger="deployment"), report(2, 0, trigger="deployed")]
    recalled = report(3, 0, trigger="deployment")
    events, incidents = find_incidents([*named, recalled], parts_of(1, 2), DOCUMENTS, ENTITIES)
    assert [incident.reports for incident in incidents] == [3]
    assert len({event.incident_id for event in events}) == 1


def test_reports_that_disagree_in_who_where_when_or_how_many_are_two_incidents() -> None:
    other_actor = [part(2, "actor", "state.syria"), part(2, "recipient", "state.syria")]
    pairs = [
        ([report(1, 0), report(2, 0)], [*parts_of(1), *other_actor]),
        ([report(1, 0, place_id="place.1"), report(2, 0, place_id="place.2")], parts_of(1, 2)),
        ([report(1, 0, deaths=4), report(2, 0, deaths=9)], parts_of(1, 2)),
    ]
    for reports, parts in pairs:
        assert len(find_incidents(reports, parts, DOCUMENTS, ENTITIES)[1]) == 2


def test_the_army_of_a_state_and_the_state_did_one_thing() -> None:
    army = part(2, "actor", "military.RUS.troops").model_copy(update={"country": "RUS", "sector": "MIL"})
    state = part(1, "actor", "state.russia").model_copy(update={"country": "RUS", "sector": "GOV"})
    reports = [report(1, 0, trigger="strike"), report(2, 0, trigger="strikes")]
    assert len(find_incidents(reports, [state, army], DOCUMENTS, ENTITIES)[1]) == 1
