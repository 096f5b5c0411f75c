"""Tests of derived relations: years of events in, how two entities stand to each other out."""

from datetime import date
from typing import Any

from tests.rows import a, by_table
from transforms.corpus.in_memory import resolve_in_memory
from transforms.drafts import ChainedReport, DerivedRelation
from transforms.tables import Document, Report, ReportParticipant


def derived(*quads: int, months: int = 2, chained: bool = False, **about: Any) -> list[DerivedRelation]:
    """Return what events of some quad classes between two states show, spread over months."""
    reports = [
        a(
            Report, report_id=f"{at:016x}", quad_class=quad, factuality="actual", trigger_start=at,
            occurred_first_on=date(2020, 1 + at % months, 3), occurred_last_on=date(2020, 1 + at % months, 4),
        ).model_copy(update=about)
        for at, quad in enumerate(quads)
    ]  # fmt: skip
    participants = [
        a(
            ReportParticipant, report_participant_id=f"{at * 2 + index:016x}", report_id=report.report_id, role=role,
            entity_id=who,
        )
        for at, report in enumerate(reports)
        for index, (role, who) in enumerate((("actor", "state.oman"), ("recipient", "state.iran")))
    ]  # fmt: skip
    chain = [
        a(ChainedReport, report_id=report.report_id, chain_id=reports[0].report_id) for report in reports if chained
    ]
    return resolve_in_memory(by_table([a(Document), *reports, *participants, *chain])).rows(DerivedRelation)


def test_years_of_cooperation_are_an_alliance_from_the_first_to_the_last_day() -> None:
    (row,) = derived(1, 2, 2, 1, 2)
    assert (row.subject_id, row.predicate, row.object_id) == ("state.iran", "allied_with", "state.oman")
    assert (row.valid_first_on, row.valid_last_on) == (date(2020, 1, 3), date(2020, 2, 4))
    # Wilson's lower bound of 5 of 5.
    assert (row.basis, row.document_id, row.confidence) == ("derived", None, 0.566)


def test_conflict_is_fighting_where_most_of_it_is_material() -> None:
    assert [row.predicate for row in derived(4, 4, 4, 3, 4)] == ["fights"]
    assert [row.predicate for row in derived(3, 3, 4, 3, 3)] == ["hostile_to"]


def test_a_mixed_history_a_short_one_and_one_of_a_single_month_show_nothing() -> None:
    assert derived(1, 4, 2, 3, 1) == []
    assert derived(1, 1, 1, 1) == []
    assert derived(1, 1, 1, 1, 1, months=1) == []


def test_one_event_that_many_reports_tell_is_no_history() -> None:
    assert derived(1, 1, 1, 1, 1, chained=True) == []


def test_what_is_only_planned_shows_nothing() -> None:
    assert derived(1, 1, 1, 1, 1, factuality="planned") == []
