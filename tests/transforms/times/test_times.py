"""Tests of times: sentences in our own words, published on Friday, 8 June 2018, and what their times denote."""

from datetime import date

import pytest

from tests.finding import each
from tests.transforms.times.reading import FRIDAY, times

ABSOLUTE = [
    ("The treaty was signed on 12 March 1999.", "12 March 1999", "1999-03-12"),
    ("Voters went to the polls on Sunday, May 6, 2018.", "Sunday, May 6, 2018", "2018-05-06"),
    ("The log is stamped 2015-11-24.", "2015-11-24", "2015-11-24"),
    ("The convoy arrived on Sept. 3, 2001.", "Sept. 3, 2001", "2001-09-03"),
    ("The bridge was built in February 2016.", "February 2016", "2016-02"),
    ("The king abdicated in 1951.", "1951", "1951"),
    ("The port had been mined in the early 1980s.", "the early 1980s", "198"),
    ("Borders drawn in the 19th century divided the tribe.", "the 19th century", "18"),
    ("Growth slowed in the third quarter of 2017.", "the third quarter of 2017", "2017-Q3"),
    ("The siege lasted through the winter of 1993.", "the winter of 1993", "1993-WI"),
    ("The mission ended on Christmas 2014.", "Christmas 2014", "2014-12-25"),
    ("The party was founded in nineteen ninety-four.", "nineteen ninety-four", "1994"),
]
COUNTED_FROM_PUBLICATION = [
    ("Rebels shelled the town on Monday.", "Monday", "2018-06-04"),
    ("Ministers will meet on Monday.", "Monday", "2018-06-11"),
    ("The envoy arrived on Friday.", "Friday", "2018-06-08"),
    ("Police cleared the square last Friday.", "last Friday", "2018-06-01"),
    ("The minister resigned yesterday.", "yesterday", "2018-06-07"),
    ("The council votes tomorrow.", "tomorrow", "2018-06-09"),
    ("Guards fired on the crowd on May 24.", "May 24", "2018-05-24"),
    ("The parliament voted in December.", "December", "2017-12"),
    ("The exercise will start in December.", "December", "2018-12"),
    ("The army retook the hill last month.", "last month", "2018-05"),
    ("Talks resumed this week.", "this week", "2018-W23"),
    ("He was freed three days ago.", "three days ago", "2018-06-05"),
    ("She fled two years ago.", "two years ago", "2016"),
    ("The truce broke down last spring.", "last spring", "2018-SP"),
    ("Soldiers took the bridge on Thursday night.", "Thursday night", "2018-06-07TNI"),
    ("The curfew ended at 6 a.m. on Tuesday.", "6 a.m. on Tuesday", "2018-06-05T06:00"),
    ("The blast came at noon Wednesday.", "noon Wednesday", "2018-06-06T12:00"),
    ("Prices rose in the first quarter.", "the first quarter", "2018-Q1"),
    ("The camp was closed at Easter.", "Easter", "2018-04-01"),
    ("The election was held at the end of last year.", "the end of last year", "2017"),
]
LASTING = [
    ("They held out for four weeks.", "four weeks", "DURATION", "P4W"),
    ("A five-hour battle ended the raid.", "five-hour", "DURATION", "PT5H"),
    ("It took two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
    ("Fighting went on over several months.", "several months", "DURATION", "PXM"),
    ("The envoy visited twice over the past two years.", "the past two years", "DURATION", "P2Y"),
    ("The patrols go out every night.", "every night", "SET", "P1D"),
    ("Marches are held every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
    ("The board meets twice a year.", "twice a year", "SET", "P1Y"),
    ("The paper is a weekly journal.", "weekly", "SET", "P1W"),
    ("The enclave is now calm.", "now", "DATE", "PRESENT_REF"),
    ("He has recently been seen abroad.", "recently", "DATE", "PAST_REF"),
]


@pytest.mark.parametrize(("text", "words", "value"), ABSOLUTE)
def test_what_names_its_year_needs_no_day_of_publication(text: str, words: str, value: str) -> None:
    for published in (FRIDAY, None):
        assert [(time.time, time.value, time.anchor) for time in times(text, published)] == [(words, value, "none")]


@pytest.mark.parametrize(("text", "words", "value"), COUNTED_FROM_PUBLICATION)
def test_what_names_no_year_is_counted_from_publication(text: str, words: str, value: str) -> None:
    assert [(time.time, time.value, time.anchor) for time in times(text)] == [(words, value, "publication")]


@pytest.mark.parametrize(("text", "words", "value"), COUNTED_FROM_PUBLICATION)
def test_relative_words_of_an_undated_document_have_no_days(text: str, words: str, value: str) -> None:
    (one,) = times(text, None)
    assert (one.first_on, one.last_on) == (None, None)
    assert "publication is not known" in one.reason


@pytest.mark.parametrize(("text", "words", "kind", "value"), LASTING)
def test_durations_sets_and_references_have_values(text: str, words: str, kind: str, value: str) -> None:
    assert [(time.time, time.kind, time.value) for time in times(text)] == [(words, kind, value)]


def test_a_story_counts_on_from_the_day_it_named() -> None:
    text = "Troops entered the valley on March 3, 2016. They left a day later. The following month a truce was signed."
    found = {time.time: (time.value, time.anchor) for time in times(text)}
    assert found == {
        "March 3, 2016": ("2016-03-03", "none"),
        "a day later": ("2016-03-04", "previous_time"),
        "The following month": ("2016-04", "previous_time"),
    }


def test_that_year_is_the_year_named_before() -> None:
    text = "In 2013 the militia joined the war. It took the town in June that year."
    first, second = times(text, None)
    assert (second.value, second.anchor, second.anchor_time_id) == ("2013-06", "previous_time", first.time_id)


@pytest.mark.parametrize(
    ("named", "first_on", "last_on"),
    [
        ("In the spring of 1995", date(1996, 3, 1), date(1996, 5, 31)),
        ("In the first half of 2003", date(2004, 1, 1), date(2004, 6, 30)),
        ("In 1999", date(2000, 1, 1), date(2000, 12, 31)),
        ("In March 2011", date(2012, 3, 1), date(2012, 3, 31)),
    ],
)
def test_a_year_later_is_as_exact_as_what_it_counts_from(named: str, first_on: date, last_on: date) -> None:
    _, later = times(f"{named} he was arrested. A year later he fled.")
    assert (later.first_on, later.last_on) == (first_on, last_on)


def test_a_day_later_waits_for_the_day_that_is_named_afterwards() -> None:
    text = "The force moved in this week and pulled out a day later. It had set up a post on Monday."
    found = {time.time: time.value for time in times(text)}
    assert found == {"this week": "2018-W23", "a day later": "2018-06-05", "Monday": "2018-06-04"}


def test_since_opens_an_interval_and_until_closes_one() -> None:
    (since,) = times("They have held the pass since September 2015.")
    assert (since.value, since.first_on, since.last_on) == ("2015-09", date(2015, 9, 1), None)
    (until,) = times("The post was manned until March 2011.")
    assert (until.value, until.first_on, until.last_on) == ("2011-03", None, date(2011, 3, 31))


def test_early_late_and_mid_take_a_third() -> None:
    (early,) = times("The base was struck in early May.")
    assert (early.value, early.mod, early.first_on, early.last_on) == (
        "2018-05",
        "START",
        date(2018, 5, 1),
        date(2018, 5, 10),
    )


def test_both_ends_of_an_interval_of_publication_count() -> None:
    (monday,) = times("Rebels shelled the town on Monday.", date(2018, 6, 5), date(2018, 6, 30))
    assert (monday.value, monday.first_on, monday.last_on) == ("XXXX-WXX-1", date(2018, 6, 4), date(2018, 6, 25))
    (may,) = times("Guards fired on the crowd on May 24.", date(2018, 6, 5), date(2018, 6, 30))
    assert (may.value, may.first_on, may.last_on) == ("2018-05-24", date(2018, 5, 24), date(2018, 5, 24))


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister May met the press.",
        "Rebels may attack.",
        "The protesters march to the palace.",
        "Prices saw a sharp fall.",
        "Some 2000 soldiers fled.",
        "The 34-year-old driver died.",
        "He wrote for the Sunday Times.",
        "The annual March for Peace drew crowds.",
        "It cost $1999 to repair.",
        "The score was 12:99 in the end.",
        "Version 1.2.10 was installed.",
    ],
)
def test_words_that_look_like_a_time_and_are_none(text: str) -> None:
    assert times(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The paper gives 31 February 2018.", "there is no such day in the calendar"),
        ("It is dated 0000-00-00.", "there is no such day in the calendar"),
        ("It is dated 03/04/05.", "either number may be the day, and nothing tells which order the document uses"),
        ("It happened the day before.", "no time is named before it from which it could count"),
    ],
)
def test_what_cannot_be_told_has_a_reason_and_no_value(text: str, reason: str) -> None:
    (one,) = times(text)
    assert (one.value, one.first_on, one.last_on, one.reason) == (None, None, None, reason)


def test_another_date_of_the_document_tells_the_order_of_day_and_month() -> None:
    found = [time.value for time in times("It was filed on 24/05/2018. It was read on 03/04/2018.")]
    assert found == ["2018-05-24", "2018-04-03"]
    found = [time.value for time in times("It was read on 03/04/2018, then filed on 05/24/2018.")]
    assert found == ["2018-03-04", "2018-05-24"]


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_first_and_the_last_day_are_no_error(published: date) -> None:
    text = "Last year, two decades ago, next Monday, a week later, December 31, 9999, the day before."
    assert all(
        time.first_on is None or time.last_on is None or time.first_on <= time.last_on
        for time in each(times(text, published))
    )


def test_the_rest_of_a_year_begins_or_ends_at_publication() -> None:
    (later,) = times("The two leaders will meet later this year.")
    (earlier,) = times("The two leaders met earlier this year.")
    assert (later.value, later.first_on, later.last_on) == ("2018", FRIDAY, date(2018, 12, 31))
    assert (earlier.value, earlier.first_on, earlier.last_on) == ("2018", date(2018, 1, 1), FRIDAY)


def test_the_following_day_of_nothing_has_no_day() -> None:
    (one,) = times("The following day the army struck back.")
    assert (one.value, one.first_on) == (None, None)


def test_years_joined_by_a_dash_reach_to_the_last() -> None:
    (one,) = times("The war of 2014-16 ruined the port.")
    assert (one.first_on, one.last_on) == (date(2014, 1, 1), date(2016, 12, 31))
