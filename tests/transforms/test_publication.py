"""Tests of publication: undated texts in our own words in, the days on which they may have been published out."""

from datetime import date

import pytest

from tests.rows import a
from transforms.identifiers import key
from transforms.language.engine import load_engine
from transforms.publication import infer_publication, intersected, joined, latest_month
from transforms.sentences import split_sentences
from transforms.tables import Document, PublicationReason

Interval = tuple[date | None, date | None]


def published(text: str, **about: object) -> tuple[Document, list[PublicationReason]]:
    """Return an undated document as inferred, with the reasons."""
    undated = {"published_basis": "unknown", "title": None, "dateline": None} | about
    document = a(Document, document_id=key(text), text=text, **undated)
    sentences = split_sentences(document)
    readings = load_engine().read([text[sentence.sentence_start : sentence.sentence_end] for sentence in sentences])
    return infer_publication(document, sentences, readings)


def days(document: Document) -> Interval:
    return document.published_first_on, document.published_last_on


def test_a_stated_day_is_left_alone() -> None:
    day = date(2016, 2, 1)
    about = {"published_first_on": day, "published_last_on": day, "published_basis": "metadata"}
    document, reasons = published("Troops left in March 2018.", **about)
    assert (days(document), reasons) == ((day, day), [])


def test_a_text_that_tells_nothing_stays_unknown() -> None:
    document, reasons = published("Rebels shelled the town on Monday. Ministers met last week.")
    assert (days(document), document.published_basis, reasons) == ((None, None), "unknown", [])


def test_what_is_past_bounds_on_one_side_only_and_no_day_is_pretended() -> None:
    document, reasons = published("The truce was signed on 4 March 2016.")
    assert (days(document), document.published_basis) == ((None, None), "unknown")
    (reason,) = reasons
    assert (reason.words, reason.left_first_on, reason.left_last_on) == ("4 March 2016", date(2016, 3, 4), None)


def test_past_and_ahead_together_give_an_interval() -> None:
    document, reasons = published("The truce was signed on 4 March 2016. Elections will be held on 20 May 2016.")
    assert (days(document), document.published_basis) == ((date(2016, 3, 4), date(2016, 5, 20)), "inferred")
    assert [reason.strength for reason in reasons] == ["certain", "likely"]


def test_an_office_and_last_month_name_the_month() -> None:
    text = (
        "Jets struck the airfield on May 24. Secretary of State Mike Pompeo issued his demands last month. "
        "The militia has held the town since September 2015. In the past three years it lost hundreds of men. "
        "A column pulled back on Monday."
    )
    document, reasons = published(text)
    assert days(document) == (date(2018, 6, 4), date(2018, 6, 30))
    told = {text[reason.reason_start : reason.reason_end] for reason in reasons}
    assert {"May 24", "Secretary of State Mike Pompeo", "the past three years", "last month", "Monday"} <= told


def test_a_former_holder_of_an_office_tells_nothing() -> None:
    _, reasons = published("Former Secretary of State Mike Pompeo spoke at the rally.")
    assert reasons == []


def test_a_weekday_beside_a_day_leaves_the_years_in_which_they_meet() -> None:
    text = "The bridge fell in March 2014. Troops left on Monday, June 4. Elections will be held in 2021."
    document, _ = published(text)
    assert days(document) == (date(2018, 6, 4), date(2019, 3, 31))


def test_a_dateline_without_its_year_is_followed_by_publication() -> None:
    text = "GENEVA, June 7 - The truce was signed in March 2016. Elections will be held in 2017."
    document, reasons = published(text, dateline="GENEVA, June 7")
    assert days(document) == (date(2016, 6, 7), date(2017, 6, 9))
    assert reasons[0].words == "June 7"


def test_windows_are_cut_and_joined() -> None:
    one, two, three, four, five = (date(2018, 6, day) for day in range(1, 6))
    assert intersected([(one, three), (five, five)], [(two, five)]) == ((two, three), (five, five))
    assert joined([(four, five), (one, two), (three, three)]) == ((one, five),)


@pytest.mark.parametrize(("months", "latest"), [([5, 5, 12], 5), ([11, 12, 1], 1), ([3], 3)])
def test_the_latest_month_stands_before_the_longest_silence(months: list[int], latest: int) -> None:
    assert latest_month(months) == latest
