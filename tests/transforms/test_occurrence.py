"""Tests of occurrence: sentences in our own words, told on Friday, 8 June 2018, and the days of their events."""

from datetime import date

import pytest

from tests.finding import each
from tests.transforms.times.reading import FRIDAY, document
from transforms.document_drafts import WeighedReport
from transforms.extraction import extract, extract_sentences
from transforms.language.engine import load_engine
from transforms.sentences import split_sentences
from transforms.tables import Report

EVE = date(2018, 6, 7)
Days = tuple[date | None, date | None]


def reports(text: str, first_on: date | None = FRIDAY, last_on: date | None = None) -> dict[str, Report]:
    """Return the events of a text by trigger."""
    (extraction,) = extract([document(text, first_on, last_on)])
    return {report.trigger: report for report in extraction.reports}


def alone(text: str) -> dict[str, WeighedReport]:
    """Return the events of a text by trigger, each as its own sentence tells it."""
    dated = document(text, FRIDAY, None)
    sentences = split_sentences(dated)
    readings = load_engine().read([dated.text[each.sentence_start : each.sentence_end] for each in sentences])
    return {report.trigger: report for report in extract_sentences(dated, sentences, readings).reports}


def days(report: Report | WeighedReport) -> Days:
    return report.occurred_first_on, report.occurred_last_on


@pytest.mark.parametrize(
    ("text", "trigger", "first_on", "last_on", "basis"),
    [
        ("Israeli jets bombed a Syrian base on May 24.", "bombed", date(2018, 5, 24), date(2018, 5, 24), "stated"),
        ("Israeli jets bombed a Syrian base last month.", "bombed", date(2018, 5, 1), date(2018, 5, 31), "stated"),
        ("Israeli jets bombed a Syrian base.", "bombed", EVE, FRIDAY, "publication"),
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
    for report in each(reports("Israeli jets bombed a Syrian base this week.").values()):
        assert days(report) == (date(2018, 6, 4), FRIDAY)


def test_an_undated_document_dates_nothing_that_counts_from_its_day() -> None:
    dated = reports("Israeli jets bombed a Syrian base on Monday. Iran condemned Israel.", None)
    for report in each(dated.values()):
        assert (days(report), report.occurred_basis) == ((None, None), "unknown")


def test_the_news_of_an_undated_document_is_not_older_than_what_it_tells_as_past() -> None:
    dated = reports("Israeli jets bombed a Syrian base on Monday. Iran shelled a Kurdish village in May 2016.", None)
    assert (days(dated["bombed"]), dated["bombed"].occurred_basis) == ((date(2016, 5, 1), None), "tense")
    assert days(dated["shelled"]) == (date(2016, 5, 1), date(2016, 5, 31))


def test_what_an_undated_document_says_will_be_lies_after_what_it_tells_as_past() -> None:
    dated = reports("Iran shelled a Kurdish village in May 2016. Israeli jets will bomb a Syrian base.", None)
    assert days(dated["bomb"]) == (date(2016, 5, 1), None)


def test_an_interval_of_publication_is_kept() -> None:
    dated = reports("Israeli jets bombed a Syrian base.", date(2018, 6, 5), date(2018, 6, 30))
    report = dated["bombed"]
    assert (days(report), report.occurred_precision) == ((date(2018, 6, 4), date(2018, 6, 30)), "interval")


def test_what_is_planned_lies_ahead() -> None:
    dated = reports("Iran will attack Israel.")
    assert [(days(report), report.occurred_basis) for report in dated.values()] == [((FRIDAY, None), "tense")]


@pytest.mark.parametrize(
    ("text", "trigger", "first_on", "last_on"),
    [
        ("Israel condemned the Oct. 7 attack, in which gunmen killed 1,200.", "attack", date(2017, 10, 7), None),
        ("Israel condemned the Oct. 7 attack, in which gunmen killed 1,200.", "killed", date(2017, 10, 7), None),
        ("Rebels killed three soldiers on the 1st of last month.", "killed", date(2018, 5, 1), None),
    ],
)
def test_a_past_deed_has_the_last_such_day_before_publication(
    text: str, trigger: str, first_on: date, last_on: date | None
) -> None:
    assert days(reports(text)[trigger]) == (first_on, last_on or first_on)


def test_an_event_has_the_day_of_the_clause_that_it_spells_out() -> None:
    dated = reports("The United States imposed sanctions last November: it banned imports of gold.")
    assert days(dated["banned"]) == (date(2017, 11, 1), date(2017, 11, 30))


def test_what_had_been_done_was_over_when_the_clause_around_it_happened() -> None:
    dated = reports("A court sentenced in 1988 a man who had tortured six women.")
    assert days(dated["sentenced"]) == (date(1988, 1, 1), date(1988, 12, 31))
    assert days(dated["tortured"]) == (None, date(1988, 12, 31))


def test_what_goes_on_since_a_deed_is_open_and_the_deed_is_not() -> None:
    dated = alone("Rebels have besieged the town since attacking it on 3 May.")
    assert days(dated["besieged"]) == (date(2018, 5, 3), FRIDAY)
    assert days(dated["attacking"]) == (date(2018, 5, 3), date(2018, 5, 3))


def test_the_next_sentence_goes_on_where_the_last_one_dates_its_deed() -> None:
    dated = reports("A bomb killed nine people in Kabul on the evening of June 5. Guards shot the bomber.")
    assert (days(dated["shot"]), dated["shot"].occurred_basis) == ((date(2018, 6, 5), date(2018, 6, 5)), "narrative")


def test_a_deed_before_an_arrest_is_not_after_it() -> None:
    dated = reports("Police arrested two men on Sunday after they attacked a trooper.")
    last_on = dated["attacked"].occurred_last_on
    assert last_on is not None
    assert last_on <= date(2018, 6, 3)


def test_a_call_is_not_of_the_day_for_which_it_calls() -> None:
    dated = reports("The union called for a strike from Monday.")
    assert days(dated["called"]) == (EVE, FRIDAY)


def test_weeks_ago_and_years_ago_this_week_are_read() -> None:
    assert days(reports("The rebels offered a truce three weeks ago.")["offered"])[0] == date(2018, 5, 14)
    dated = reports("Eighty years ago this week, Allied troops stormed the beaches of Normandy.")
    assert days(dated["stormed"]) == (date(1938, 6, 6), date(1938, 6, 12))


def test_what_names_no_day_of_an_event_does_not_date_it() -> None:
    assert (
        days(reports("Police arrested a man in Srinagar, the summer capital of the region.")["arrested"])[1] == FRIDAY
    )
    dated = reports("The threat of Hungary has an early 20th-century ring to it, and Romania condemned it.")
    assert all(report.occurred_last_on == FRIDAY for report in each(dated.values()))


def test_an_undated_story_goes_on_in_the_year_that_it_names() -> None:
    text = "On 13 September 1974 a bomb killed thirteen people in Madrid. On 20 December police arrested a poet."
    dated = reports(text, None)
    assert days(dated["arrested"]) == (date(1974, 12, 20), date(1974, 12, 20))
