"""Tests of parts of events: reports of which a sentence says so in, which event is part of which other one out."""

from datetime import date

import pytest

from tests.rows import a, by_table
from transforms.corpus.in_memory import resolve_in_memory
from transforms.drafts import ReportPart
from transforms.identifiers import key
from transforms.tables import Document, EventPart, Report, ReportParticipant

DAY, NEXT = date(2018, 6, 4), date(2018, 6, 5)
DOCUMENTS = [
    a(Document, document_id=f"{at:016x}", source_id=f"source_{at}", published_first_on=date(2018, 6, 8 + at))
    for at in range(2)
]


def report(at: int, event_type: str, day: date | None = DAY) -> Report:
    known = {"report_id": f"{at:016x}", "document_id": f"{at // 10:016x}", "factuality": "actual"}
    return a(Report, **known, event_type=event_type, occurred_first_on=day, occurred_last_on=day)


def within(part: Report, whole: Report, reason: str) -> ReportPart:
    return a(
        ReportPart,
        report_part_id=key(part.report_id, whole.report_id),
        report_id=part.report_id,
        whole_report_id=whole.report_id,
        document_id=part.document_id,
        reason=reason,
    )


def parts(*rows: Report | ReportPart) -> list[EventPart]:
    sides = [
        a(ReportParticipant, report_participant_id=key(row.report_id, role), report_id=row.report_id,
          document_id=row.document_id, role=role, entity_id=name)
        for row in rows if isinstance(row, Report)
        for role, name in (("actor", "state.russia"), ("recipient", "state.syria"))
    ]  # fmt: skip
    return resolve_in_memory(by_table([*DOCUMENTS, *sides, *rows])).rows(EventPart)


TALKS, TRUCE = report(1, "CONSULT"), report(2, "AGREE")


def test_what_documents_tell_of_two_events_is_one_row_with_the_earliest_report() -> None:
    again, truce = report(11, "CONSULT"), report(12, "AGREE")
    whole, part = key("event", TALKS.report_id), key("event", TRUCE.report_id)
    told = (TALKS, TRUCE, again, truce, within(truce, again, "meeting"), within(TRUCE, TALKS, "meeting"))
    assert parts(*told) == [
        EventPart(
            event_part_id=key(part, whole, "meeting"),
            event_id=part,
            part_of_id=whole,
            reason="meeting",
            report_id=TRUCE.report_id,
            whole_report_id=TALKS.report_id,
            reports=2,
        )
    ]


@pytest.mark.parametrize(("reason", "found"), [("meeting", 0), ("course", 0), ("demand", 1), ("accusation", 1)])
def test_what_is_done_at_a_meeting_is_done_on_its_days_and_what_is_demanded_on_others(reason: str, found: int) -> None:
    later = report(2, "AGREE", NEXT)
    assert len(parts(TALKS, later, within(later, TALKS, reason))) == found


def test_an_event_that_is_not_dated_may_be_a_part() -> None:
    undated = report(2, "AGREE", None)
    assert len(parts(TALKS, undated, within(undated, TALKS, "meeting"))) == 1


def test_of_two_events_that_are_told_to_be_parts_of_each_other_neither_is() -> None:
    assert parts(TALKS, TRUCE, within(TRUCE, TALKS, "meeting"), within(TALKS, TRUCE, "course")) == []


def test_two_reports_of_one_event_are_no_part_of_it() -> None:
    again = report(11, "CONSULT")
    assert parts(TALKS, again, within(again, TALKS, "course")) == []
