"""Tests of how sure each field of a report is: what the document tells surely and what is inferred."""

from datetime import date

from tests.rows import a
from transforms.extraction import extract
from transforms.tables import Document, Report

MONDAY = date(2024, 3, 4)


def reports(text: str, published: date | None = MONDAY) -> dict[str, Report]:
    """Return the reports of a text by trigger."""
    document = a(Document, text=text, published_first_on=published, published_last_on=published)
    (extraction,) = extract([document])
    return {report.trigger: report for report in extraction.reports}


def test_what_a_report_does_not_tell_has_no_confidence() -> None:
    arrests = reports("There were arrests.", published=None)["arrests"]
    assert arrests.confidence_what is not None
    assert (arrests.confidence_who, arrests.confidence_when, arrests.confidence_where) == (None, None, None)


def test_a_whole_row_is_sure_in_every_field() -> None:
    killed = reports("Taliban gunmen killed four Afghan soldiers in Kabul on 2 March 2024.")["killed"]
    fields = (killed.confidence_what, killed.confidence_who, killed.confidence_when, killed.confidence_where)
    assert all(field and field > 0.7 for field in fields)


def test_a_day_that_is_stated_is_surer_than_that_of_the_news() -> None:
    stated = reports("Israeli jets bombed a Syrian base on 2 March 2024.")["bombed"].confidence_when
    inferred = reports("Israeli jets bombed a Syrian base.")["bombed"].confidence_when
    assert stated
    assert inferred
    assert stated > inferred
