"""Tests of events: reports in, what happened, each once, out."""

from datetime import date
from typing import Any

import pytest

from tests.finding import each
from tests.rows import a, by_table
from transforms.corpus.consolidation import slices
from transforms.corpus.corpus import Corpus
from transforms.corpus.in_memory import resolve_in_memory
from transforms.drafts import ChainedReport, Introduction, NamedPlace
from transforms.identifiers import key
from transforms.tables import Document, Event, EventParticipant, EventReport, Report, ReportParticipant

Rows = list[ReportParticipant | ChainedReport | NamedPlace]
DAY, NEXT = date(2018, 6, 4), date(2018, 6, 5)
DOCUMENTS = [
    a(
        Document,
        document_id=f"{number:016x}",
        source_id=f"source_{number}",
        published_first_on=date(2018, 6, 9 - number),
        published_last_on=date(2018, 6, 9 - number),
    )
    for number in range(3)
]
ENTITIES = [
    a(Introduction, entity_id="state.russia", name="Russia", kind="state"),
    a(Introduction, entity_id="state.syria", name="Syria", kind="state"),
]


def report(number: int, document: int, **about: Any) -> Report:
    days = {"occurred_first_on": DAY, "occurred_last_on": DAY}
    return a(
        Report,
        **days | {"factuality": "actual"} | about,
        report_id=f"{number:016x}",
        document_id=f"{document:016x}",
        trigger_start=number,
    )


def part(number: int, role: str, entity_id: str | None, **about: Any) -> ReportParticipant:
    return a(
        ReportParticipant,
        report_participant_id=f"{number * 10 + (role == 'actor'):016x}",
        report_id=f"{number:016x}",
        role=role,
        position=0,
        entity_id=entity_id,
        **about,
    )


def parts_of(*numbers: int) -> Rows:
    return [
        part(number, role, name)
        for number in numbers
        for role, name in (("actor", "state.russia"), ("recipient", "state.syria"))
    ]


def chain(*numbers: int, document: int = 0) -> list[ChainedReport]:
    """Return that reports of a document tell one event, the first of them first."""
    return [
        a(
            ChainedReport,
            report_id=f"{number:016x}",
            document_id=f"{document:016x}",
            chain_id=f"{numbers[0]:016x}",
            lemma="deploy",
            acts=["deploy"],
        )
        for number in numbers
    ]


def linked(reports: list[Report], others: Rows) -> Corpus:
    return resolve_in_memory(by_table([*DOCUMENTS, *ENTITIES, *reports, *others]))


def events(reports: list[Report], others: Rows) -> list[Event]:
    return linked(reports, others).rows(Event)


def test_an_event_has_the_best_that_its_reports_tell() -> None:
    reports = [
        report(1, 0, confidence=0.4, deaths=3, place_id="g1", place_precision="city", place_basis="stated"),
        report(2, 1, confidence=0.9, deaths=5, mode="airstrike", certainty="probable"),
    ]
    event_id = key("event", f"{2:016x}")
    place = a(NamedPlace, place_id="g1", name="Homs", country="SYR", document_id=f"{0:016x}")
    links = linked(reports, [*parts_of(1, 2), place])
    assert links.rows(Event) == [
        a(
            Event,
            event_id=event_id,
            mode="airstrike",
            certainty="probable",
            factuality="actual",
            occurred_first_on=DAY,
            occurred_last_on=DAY,
            occurred_basis="stated",
            place_id="g1",
            place_precision="city",
            place_basis="stated",
            deaths=3,
            report_id=f"{2:016x}",
            reports=2,
            documents=2,
            independent_sources=2,
            first_published_on=date(2018, 6, 8),
            last_published_on=date(2018, 6, 9),
            confidence=0.9,
        ),
    ]
    assert links.rows(EventReport) == [
        EventReport(report_id=f"{1:016x}", event_id=event_id, position=1),
        EventReport(report_id=f"{2:016x}", event_id=event_id, position=0),
    ]
    assert {
        (row.role, row.position, row.entity_id, row.report_participant_id) for row in links.rows(EventParticipant)
    } == {
        ("actor", 0, "state.russia", f"{21:016x}"),
        ("recipient", 0, "state.syria", f"{20:016x}"),
    }


def three_events() -> tuple[list[Report], Rows]:
    days = [date(2018, 6, number) for number in (1, 3, 5, 5, 5)]
    reports = [report(n, 0, occurred_first_on=day, occurred_last_on=day) for n, day in enumerate(days, start=1)]
    return reports, [*parts_of(1, 2, 3, 4, 5), *chain(3, 4, 5)]


def test_events_are_consolidated_so_many_reports_at_a_time() -> None:
    links = linked(*three_events())
    ids = sorted({event.event_id: event.reports for event in links.rows(Event)}.items())
    assert sorted(reports for _, reports in ids) == [1, 1, 3]
    assert slices(links, most=5) == [(ids[0][0], ids[2][0])]
    assert slices(links, most=1) == [(event_id, event_id) for event_id, _ in ids]


def test_how_many_reports_are_consolidated_at_a_time_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = linked(*three_events())
    monkeypatch.setattr(slices, "__defaults__", (1,))
    sliced = linked(*three_events())
    assert sliced.rows(Event) == whole.rows(Event)
    assert sliced.rows(EventParticipant) == whole.rows(EventParticipant)
    assert len(whole.rows(EventParticipant)) == 6


def test_the_text_that_names_most_of_them_tells_who_takes_part() -> None:
    named = part(1, "actor", "state.russia", country="RUS", sector="MIL")
    anonymous = part(2, "actor", None)
    reports = [report(1, 0, trigger="deployed"), report(2, 0, trigger="deployment", confidence=0.9)]
    links = linked(reports, [named, anonymous, *chain(1, 2)])
    event_id = key("event", f"{1:016x}")
    assert [event.report_id for event in links.rows(Event)] == [f"{2:016x}"]
    assert links.rows(EventParticipant) == [
        a(
            EventParticipant,
            event_participant_id=key(event_id, "actor", 0),
            event_id=event_id,
            position=0,
            report_participant_id=named.report_participant_id,
            entity_id="state.russia",
            country="RUS",
            sector="MIL",
        ),
    ]


def test_a_later_report_leaves_the_key_of_an_event_and_an_earlier_one_gives_another() -> None:
    (alone,) = events([report(2, 1)], parts_of(2))
    (later,) = events([report(2, 1), report(1, 0)], parts_of(1, 2))
    (earlier,) = events([report(2, 1), report(3, 2)], parts_of(2, 3))
    assert alone.event_id == later.event_id == key("event", f"{2:016x}")
    assert earlier.event_id == key("event", f"{3:016x}")


def test_another_day_is_another_event() -> None:
    later = report(2, 1, occurred_first_on=NEXT, occurred_last_on=NEXT)
    assert len(events([report(1, 0), later], parts_of(1, 2))) == 2


def test_a_denial_of_another_document_is_a_report_of_the_deed_where_parties_and_day_fit() -> None:
    reports = [report(1, 0), report(2, 1, factuality="denied"), report(3, 2, confidence=0.9)]
    links = linked(reports, parts_of(1, 2, 3))
    assert [(event.factuality, event.reports) for event in links.rows(Event)] == [("actual", 3)]


def test_a_denial_without_a_day_or_of_another_party_is_an_event_of_its_own() -> None:
    undated = report(2, 1, factuality="denied", occurred_first_on=None, occurred_last_on=None)
    other = [part(2, "actor", "state.syria")]
    for denial, parts in ((undated, parts_of(1, 2)), (report(2, 1, factuality="denied"), [*parts_of(1), *other])):
        found = events([report(1, 0), denial], parts)
        assert sorted((event.factuality, event.reports) for event in found) == [("actual", 1), ("denied", 1)]


def test_what_another_document_only_supposes_or_tells_as_a_habit_is_no_report_of_the_deed() -> None:
    for factuality in each(["hypothetical", "habitual"]):
        found = events([report(1, 0), report(2, 1, factuality=factuality)], parts_of(1, 2))
        assert sorted((event.factuality, event.reports) for event in found) == [("actual", 1), (factuality, 1)]


def test_undated_reports_agree_within_their_document_only() -> None:
    undated = [report(one, doc, occurred_first_on=None, occurred_last_on=None) for one, doc in ((1, 0), (2, 0), (3, 1))]
    assert sorted(event.reports for event in events(undated, [*parts_of(1, 2, 3), *chain(1, 2)])) == [1, 2]


def test_the_order_of_the_reports_changes_nothing() -> None:
    reports = [report(1, 0), report(2, 1), report(3, 2, event_type="THREATEN")]
    first, second = linked(reports, parts_of(1, 2, 3)), linked(reports[::-1], parts_of(3, 2, 1))
    for row in (Event, EventReport, EventParticipant):
        assert first.rows(row) == second.rows(row)


def test_what_one_document_tells_apart_is_never_one_event() -> None:
    assert [event.reports for event in events([report(1, 0), report(2, 0)], parts_of(1, 2))] == [1, 1]


def test_documents_that_disagree_in_who_or_where_tell_two_events() -> None:
    other_actor = [part(2, "actor", "state.syria"), part(2, "recipient", "state.russia")]
    towns = [
        a(
            NamedPlace,
            place_id=name,
            name=name,
            country="SYR",
            latitude=place,
            longitude=place,
            document_id=f"{at:016x}",
        )
        for at, (name, place) in enumerate((("homs", 34.7), ("qamishli", 37.1)))
    ]
    placed = {"place_precision": "city", "place_basis": "stated", "trigger": "strike"}
    pairs: list[tuple[list[Report], Rows]] = [
        ([report(1, 0), report(2, 1)], [*parts_of(1), *other_actor]),
        (
            [report(1, 0, place_id="homs", deaths=4, **placed), report(2, 1, place_id="qamishli", deaths=9, **placed)],
            [*towns, part(1, "actor", None, sector="REB"), part(2, "actor", None, sector="REB")],
        ),
    ]
    for reports, others in each(pairs):
        assert len(events(reports, others)) == 2


def test_the_army_of_a_state_and_its_troops_take_part_once() -> None:
    army = part(2, "actor", "military.RUS.troops", country="RUS", sector="MIL")
    vague = part(1, "actor", None, sector="MIL")
    links = linked([report(1, 0), report(2, 0)], [vague, army, *chain(1, 2)])
    assert [(row.role, row.entity_id, row.country) for row in links.rows(EventParticipant)] == [
        ("actor", "military.RUS.troops", "RUS")
    ]


def test_a_rival_version_of_who_did_it_is_no_second_actor() -> None:
    reports = [report(1, 0, confidence=0.8), report(2, 1, confidence=0.8), report(3, 2, confidence=0.3)]
    rival = [part(3, "actor", "state.syria", country="SYR"), part(3, "recipient", "state.syria")]
    told = [part(number, "actor", "state.russia", country="RUS") for number in (1, 2)]
    told += [part(number, "recipient", "state.syria") for number in (1, 2)]
    found = linked(reports, [*told, *rival]).rows(EventParticipant)
    assert {(row.role, row.entity_id) for row in found if row.role == "actor"} >= {("actor", "state.russia")}
    assert ("recipient", "state.syria") in {(row.role, row.entity_id) for row in found}


def test_who_is_told_to_be_struck_makes_an_event_one_sided() -> None:
    mutual = report(1, 0, trigger="clash", is_mutual=True, confidence=0.9)
    one_sided = report(2, 0, trigger="clashed")
    russia = [part(1, "actor", "state.russia"), *parts_of(2)]
    assert [event.is_mutual for event in events([mutual, one_sided], [*russia, *chain(1, 2)])] == [False]
    assert [event.is_mutual for event in events([mutual], russia[:1])] == [True]
