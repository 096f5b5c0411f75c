"""Times of many forms, each told as past and as future and published on three days, read as is written down.

python -m tests.transforms.times.test_golden_times     writes tests/golden/times.txt anew; read that difference
"""

from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path

from tests.goldens import check, read_lines, write
from tests.transforms.times.reading import document
from transforms.language.engine import load_engine
from transforms.language.reading import Reading
from transforms.sentences import split_sentences
from transforms.tables import Document, Sentence, Time
from transforms.times import find_times

GOLDEN = Path(__file__).parents[2] / "golden" / "times.txt"
DAYS = {
    "Friday 8 June 2018": (date(2018, 6, 8), date(2018, 6, 8)),
    "1 January 2019": (date(2019, 1, 1), date(2019, 1, 1)),
    "some day of 2016": (date(2016, 1, 1), date(2016, 12, 31)),
}
FRAMES = ("They met {}.", "They will meet {}.")
PHRASES = (
    *(
        "on 29 February",
        "on 31 April",
        "on March 45",
        "on 8 June",
        "on 9 June",
        "on June 3-5",
        "on June 5-3",
        "on June 10",
    ),
    *(
        "on 24 May 2018",
        "on 03/04/2018",
        "on 24/05/18",
        "on 2018-06-07T10:30Z",
        "on 31/12/1999",
        "on Dec. 31",
        "on Jan. 1",
    ),
    *("in May", "in June", "in December", "last December", "next March", "in early May", "in late 2015", "in mid-2014"),
    *(
        "in 2014-16",
        "in 1999-2001",
        "in 2016-14",
        "in '29",
        "in '30",
        "in '82",
        "in nineteen ninety-four",
        "in two thousand six",
    ),
    *("in the 1990s", "in the nineties", "in the late 1980s", "in the second half of the 1980s", "in the 19th century"),
    *(
        "in the first week of May",
        "in the last week of April 1867",
        "in the third week of October",
        "on the 1st of last month",
    ),
    *(
        "in the first quarter",
        "in the third quarter of 2017",
        "in the fourth quarter",
        "in Q2 2015",
        "in the year-ago quarter",
    ),
    *("in the first half of 1990", "in the second half", "in the first half of the year"),
    *("last fall", "in the winter", "in spring 2015", "in the summer of 2003", "next winter", "this summer"),
    *(
        "on Monday",
        "on Friday",
        "last Friday",
        "next Friday",
        "this Thursday",
        "on Saturday morning",
        "every Thursday",
        "on Mondays",
    ),
    *(
        "yesterday",
        "today",
        "tomorrow",
        "the day before yesterday",
        "the day after tomorrow",
        "yesterday evening",
        "tonight",
    ),
    *("this morning", "overnight", "at noon on Tuesday", "at 10 p.m. EST Tuesday", "at 3:30 a.m.", "at midnight"),
    *(
        "last week",
        "this week",
        "next week",
        "last month",
        "this month",
        "next month",
        "last year",
        "this year",
        "next year",
    ),
    *(
        "last weekend",
        "last quarter",
        "last decade",
        "in the coming days",
        "in the following month",
        "at the end of the year",
    ),
    *("at year-end", "at the beginning of the month", "by the end of next year", "in the middle of the week"),
    *(
        "two years ago",
        "a week ago",
        "a year and a half ago",
        "several months ago",
        "three decades ago",
        "about ten days ago",
    ),
    *(
        "two days later",
        "a week before",
        "the day before",
        "the next day",
        "a month earlier",
        "some weeks later",
        "that day",
    ),
    *(
        "within two weeks",
        "in two weeks",
        "for three days",
        "for half an hour",
        "for 2 1/2 years",
        "for 1.5 years",
        "for a fortnight",
    ),
    *(
        "for more than a decade",
        "for at least 48 hours",
        "for nearly twenty-five years",
        "for weeks",
        "for two centuries",
        "all year",
    ),
    *("in the past two years", "in the last 24 hours", "over the next five days", "in the first three months of 2018"),
    *(
        "since 2011",
        "since Monday",
        "until Friday",
        "by Sunday",
        "before 2020",
        "after 1 May",
        "from May to July",
        "through October",
    ),
    *(
        "between 2010 and 2014",
        "from Monday to Wednesday",
        "between 3 and 5 June",
        "daily",
        "twice a week",
        "every two weeks",
    ),
    *(
        "weekly",
        "once a month",
        "every year",
        "recently",
        "now",
        "in recent weeks",
        "in the near future",
        "at the time",
        "currently",
    ),
    *(
        "at Easter",
        "on Christmas Day",
        "during Ramadan",
        "on New Year's Eve",
        "on Thanksgiving 2015",
        "on Good Friday",
        "at Eid",
    ),
    *(
        "on the first day of Ramadan 2010",
        "on Nowruz",
        "on the anniversary of the 1979 revolution",
        "a day-long",
        "in 300 BC",
    ),
)
COLUMNS = ("kind", "value", "mod", "first_on", "last_on", "granularity", "anchor", "reason")


def written() -> list[str]:
    """Return what is read of each text, a line for each text and day on which it may have been published."""
    texts = [frame.format(phrase) for phrase, frame in product(PHRASES, FRAMES)]
    split = [(document(text), split_sentences(document(text))) for text in texts]
    sentences = [told.text[held.sentence_start : held.sentence_end] for told, found in split for held in found]
    readings = iter(load_engine().read(sentences))
    lines = []
    for told, found in split:
        read = [next(readings) for _ in found]
        lines.append(told.text)
        lines += [f"    {name}: {line}" for name, days in DAYS.items() for line in lines_of(told, found, read, days)]
    return lines


def lines_of(
    told: Document, sentences: Sequence[Sentence], readings: Sequence[Reading], days: tuple[date, date]
) -> list[str]:
    """Return the times of a text that was published on one of some days, in one line."""
    times = find_times(document(told.text, *days), sentences, readings)
    return ["; ".join(map(line_of, times))] if times else []


def line_of(time: Time) -> str:
    """Return a time with its columns that are not null."""
    return " ".join([repr(time.time), *(str(value) for name in COLUMNS if (value := getattr(time, name)) is not None)])


def test_times_are_read_as_is_written_down() -> None:
    check("times.txt", read_lines(GOLDEN), written(), around=1)


if __name__ == "__main__":
    write(GOLDEN, written())
