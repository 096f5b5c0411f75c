"""Tests of claims: reports and statements in, who asserts an event, who denies it and who counts as a source out."""

from datetime import date

import pytest

from tests.rows import a, by_table
from transforms.corpus.corpus import Corpus
from transforms.corpus.in_memory import resolve_in_memory
from transforms.identifiers import key
from transforms.tables import Assertion, Document, Event, Quote, Report, ReportParticipant, StoryDocument

DAY = date(2018, 6, 4)


def number(value: int) -> str:
    return f"{value:016x}"


def report(at: int, document: int, **about: object) -> Report:
    days = {"occurred_first_on": DAY, "occurred_last_on": DAY, "occurred_basis": "stated", "factuality": "actual"}
    known = {"event_type": "ASSAULT", "document_id": number(document)}
    return a(Report, **(days | known | about), report_id=number(at))


def parts(*reports: int, recipient: str = "state.syria") -> list[ReportParticipant]:
    return [
        a(
            ReportParticipant,
            report_participant_id=number(at * 10 + index),
            report_id=number(at),
            role=role,
            entity_id=name,
        )
        for at in reports
        for index, (role, name) in enumerate((("actor", "state.israel"), ("recipient", recipient)))
    ]


HAPPENED = key("event", number(1))
"""The event of the first report."""
DENIAL = {"factuality": "denied"}
DOCUMENTS = [a(Document, document_id=number(at), source_id=f"source_{at}") for at in range(4)]
ISRAEL, OTHER = (
    a(Quote, quote_id=number(7), speaker_id="state.israel", act="says"),
    a(Quote, quote_id=number(8), speaker_id="person.x", act="says"),
)


def resolved(*rows: Report | ReportParticipant | Quote | StoryDocument) -> Corpus:
    return resolve_in_memory(by_table([*DOCUMENTS, *rows]))


def claim(*reports: Report) -> list[Report | ReportParticipant]:
    """Return reports with the same participants."""
    return [*reports, *parts(*(int(report.report_id, 16) for report in reports))]


def stances(corpus: Corpus) -> list[tuple[str, str]]:
    assertions = [row for row in corpus.rows(Assertion) if row.event_id == HAPPENED]
    return sorted((row.report_id, row.stance) for row in assertions)


def test_a_denied_event_of_the_same_sides_and_days_denies_the_event() -> None:
    corpus = resolved(*claim(report(1, 0), report(2, 1, **DENIAL)))
    assert stances(corpus) == [(number(1), "asserts"), (number(2), "denies")]


@pytest.mark.parametrize(
    "other",
    [
        {"event_type": "PROTEST"},
        {"occurred_first_on": date(2018, 7, 1), "occurred_last_on": date(2018, 7, 1)},
        {"occurred_first_on": None, "occurred_last_on": None},
    ],
)
def test_a_denial_of_something_else_denies_nothing(other: dict[str, object]) -> None:
    assert stances(resolved(*claim(report(1, 0), report(2, 1, **(DENIAL | other))))) == [(number(1), "asserts")]


def test_a_denial_without_a_day_of_its_own_denies_what_its_document_tells() -> None:
    undated = report(2, 0, **DENIAL, occurred_first_on=None, occurred_last_on=None)
    assert stances(resolved(*claim(report(1, 0), undated))) == [(number(1), "asserts"), (number(2), "denies")]


def test_a_denial_towards_another_recipient_denies_nothing() -> None:
    reports = [report(1, 0), report(2, 1, **DENIAL)]
    assert stances(resolved(*reports, *parts(1), *parts(2, recipient="state.iraq"))) == [(number(1), "asserts")]


def test_a_report_inside_a_denial_denies() -> None:
    denial = a(Quote, quote_id=number(7), act="denies")
    corpus = resolved(denial, *claim(report(1, 0), report(2, 1, quote_id=number(7))))
    assert stances(corpus) == [(number(1), "asserts"), (number(2), "denies")]


def test_what_is_only_planned_inside_a_denial_denies_the_event() -> None:
    denial = a(Quote, quote_id=number(7), act="denies")
    corpus = resolved(denial, *claim(report(1, 0), report(2, 1, quote_id=number(7), factuality="planned")))
    assert stances(corpus) == [(number(1), "asserts"), (number(2), "denies")]
    assert [(row.event_id, row.factuality) for row in corpus.rows(Event)] == [(HAPPENED, "actual")]


def weighed(*rows: Report | ReportParticipant | StoryDocument) -> tuple[int, bool]:
    events = {event.event_id: event for event in resolved(ISRAEL, OTHER, *rows).rows(Event)}
    return events[HAPPENED].independent_sources, events[HAPPENED].has_rival_claims


def test_a_party_is_no_independent_source() -> None:
    own = report(1, 0, quote_id=number(7), asserted_by="actor")
    assert weighed(*claim(own)) == (0, False)
    assert weighed(*claim(own, report(2, 1), report(3, 2))) == (2, False)


def test_copies_of_one_dispatch_are_one_source_and_documents_of_one_story_are_not() -> None:
    first, *others = [member.document_id for member in DOCUMENTS]
    story = [a(StoryDocument, document_id=first, story_id=number(5))]
    copies = [a(StoryDocument, document_id=other, story_id=number(5), original_id=first) for other in others]
    assert weighed(*claim(report(1, 0), report(2, 1)), *story, *copies) == (1, False)
    independent = [a(StoryDocument, document_id=other, story_id=number(5)) for other in others]
    assert weighed(*claim(report(1, 0), report(2, 1)), *story, *independent) == (2, False)


def test_what_one_agency_wires_is_one_voice_whoever_prints_it() -> None:
    wired = [a(Document, document_id=number(at), source_id=f"source_{at}", agency="Reuters") for at in range(2)]
    rows = by_table([ISRAEL, OTHER, *wired, *DOCUMENTS[2:], *claim(report(1, 0), report(2, 1), report(3, 2))])
    events = {event.event_id: event for event in resolve_in_memory(rows).rows(Event)}
    assert (events[HAPPENED].documents, events[HAPPENED].independent_sources) == (3, 2)


def test_claims_are_rivals_when_others_deny_what_somebody_asserts() -> None:
    asserted, denied = report(1, 0, quote_id=number(8)), report(2, 1, quote_id=number(7), **DENIAL)
    assert weighed(*claim(asserted, denied)) == (1, True)


def test_who_takes_back_his_own_words_is_no_rival() -> None:
    asserted, denied = report(1, 0, quote_id=number(7)), report(2, 1, quote_id=number(7), **DENIAL)
    assert weighed(*claim(asserted, denied)) == (1, False)
