"""Tests of occurrence: sentences in our own words, told on Friday, 8 June 2018, and the days of their events."""

from datetime import date

import pytest

from tests.transforms.times.reading import FRIDAY, document
from transforms.extraction import extract
from transforms.tables import Report

Days = tuple[date | None, date | None]


def reports(text: str, first_on: date | None = FRIDAY, last_on: date | None = None) -> dict[str, Report]:
    """Return the events of a text by trigger."""
    (extraction,) = extract([document(text, first_on, last_on)])
    return {report.trigger: report for report in extraction.reports}


def days(report: Report) -> Days:
    return report.occurred_first_on, report.occurred_last_on


@pytest.mark.parametrize(
    ("text", "trigger", "first_on", "last_on", "basis"),
    [
        ("Israeli jets bombed a Syrian base on May 24.", "bombed", date(2018, 5, 24), date(2018, 5, 24), "stated"),
        ("Israeli jets bombed a Syrian base last month.", "bombed", date(2018, 5, 1), date(2018, 5, 31), "stated"),
        ("Israeli jets bombed a Syrian base.", "bombed", FRIDAY, FRIDAY, "publication"),
        ("Israeli jets have bombed Syrian bases in recent weeks.", "bombed", None, FRIDAY, "stated"),
        ("Israeli jets have bombed Syria since 2013.", "bombed", date(2013, 1, 1), FRIDAY, "stated"),
    ],
)
def test_the_time_of_its_clause_dates_an_event(
    text: str, trigger: str, first_on: date | None, last_on: date | None, basis: str
) -> None:
    report = reports(text)[trigger]
    assert (*days(report), report.occurred_basis) == (first_on, last_on, basis)


def test_each_clause_has_its_own_time() -> None:
    dated = reports("Turkey bombed the Kurdish camp on Tuesday and Iran shelled the Kurdish village on Wednesday.")
    assert days(dated["bombed"]) == (date(2018, 6, 5), date(2018, 6, 5))
    assert days(dated["shelled"]) == (date(2018, 6, 6), date(2018, 6, 6))


def test_the_day_on_which_it_was_told_is_not_the_day_on_which_it_happened() -> None:
    dated = reports("Syria said on Tuesday that Israel had bombed its base on Sunday.")
    assert days(dated["bombed"]) == (date(2018, 6, 3), date(2018, 6, 3))


def test_a_day_later_is_narrative_and_names_its_time() -> None:
    dated = reports("Russia bombed the Syrian town on June 1. Turkey bombed the Syrian town a day later.")
    report = dated["bombed"]
    assert (days(report), report.occurred_basis) == ((date(2018, 6, 2), date(2018, 6, 2)), "narrative")
    assert report.time_id is not None


def test_what_has_happened_has_not_happened_after_publication() -> None:
    for report in reports("Israeli jets bombed a Syrian base this week.").values():
        assert days(report) == (date(2018, 6, 4), FRIDAY)


def test_an_undated_document_dates_nothing_that_counts_from_its_day() -> None:
    dated = reports("Israeli jets bombed a Syrian base on Monday. Iran shelled a Kurdish village in May 2016.", None)
    assert (days(dated["bombed"]), dated["bombed"].occurred_basis) == ((None, None), "unknown")
    assert days(dated["shelled"]) == (date(2016, 5, 1), date(2016, 5, 31))


def test_an_interval_of_publication_is_kept() -> None:
    dated = reports("Israeli jets bombed a Syrian base.", date(2018, 6, 5), date(2018, 6, 30))
    report = dated["bombed"]
    assert (days(report), report.occurred_precision) == ((date(2018, 6, 5), date(2018, 6, 30)), "interval")


def test_what_is_planned_lies_ahead() -> None:
    dated = reports("Iran will attack Israel.")
    assert [(days(report), report.occurred_basis) for report in dated.values()] == [((FRIDAY, None), "tense")]
