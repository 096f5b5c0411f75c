"""Days and instants as documents state them."""

from datetime import UTC, date, datetime

import pytest

from transforms.documents.moments import read_moment, url_day


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2018-06-08", date(2018, 6, 8)),
        ("2018-06-08T23:30:00Z", date(2018, 6, 8)),
        ("2018-06-08T23:30:00.123+0300", date(2018, 6, 8)),
        ("2018-06-08 23:30:00 UTC", date(2018, 6, 8)),
        ("Fri, 08 Jun 2018 10:15:00 +0100", date(2018, 6, 8)),
        ("8 June 2018", date(2018, 6, 8)),
        ("Friday, June 8th, 2018 10.15 BST", date(2018, 6, 8)),
        ("20180608", date(2018, 6, 8)),
        ("20180608101500", date(2018, 6, 8)),
        ("1528452900", date(2018, 6, 8)),
        ("1528452900000", date(2018, 6, 8)),
    ],
)
def test_a_day_is_read_in_many_notations(stated: str, day: date) -> None:
    moment = read_moment(stated)
    assert moment is not None
    assert moment.day == day


@pytest.mark.parametrize(
    "stated", ["", "06/08/2018", "yesterday", "0001-01-01", "2018-02-30", "2018-13-01T00:00", "9" * 40]
)
def test_what_cannot_be_told_for_sure_is_no_day(stated: str) -> None:
    assert read_moment(stated) is None


def test_the_day_is_that_of_the_source() -> None:
    moment = read_moment("2018-06-08T23:30:00Z", "Asia/Beirut")
    assert moment is not None
    assert (moment.day, moment.instant) == (date(2018, 6, 9), datetime(2018, 6, 8, 23, 30, tzinfo=UTC))


def test_a_source_may_have_a_notation_of_its_own() -> None:
    moment = read_moment("06/08/2018", notation="%d/%m/%Y")
    assert moment is not None
    assert moment.day == date(2018, 8, 6)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example/world/2018/06/08/talks", date(2018, 6, 8)),
        ("https://news.example/world/2018/jun/08/talks", date(2018, 6, 8)),
        ("https://news.example/world-2018-06-08.html", date(2018, 6, 8)),
        ("https://news.example/20180608/talks", date(2018, 6, 8)),
        ("https://news.example/world/201806081234", None),
        ("https://news.example/?from=2018/06/08", None),
        ("https://news.example/2018/06/talks", None),
    ],
)
def test_a_url_may_name_its_day(url: str, day: date | None) -> None:
    assert url_day(url) == day
