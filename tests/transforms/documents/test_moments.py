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
        ("201806081015", date(2018, 6, 8)),
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


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("1600-01-01", date(1600, 1, 1)),
        ("1599-12-31", None),
        ("2199-12-31", date(2199, 12, 31)),
        ("2200-01-01", None),
        ("1599-12-31T23:59:59Z", None),
        ("20180608T1015", date(2018, 6, 8)),
        ("20180608T101500Z", date(2018, 6, 8)),
        ("16000101", date(1600, 1, 1)),
        ("12345678", None),
        ("123456789", date(1973, 11, 29)),
        ("100000000000", None),
        ("100000000001", date(1973, 3, 3)),
        ("1528452900.5", date(2018, 6, 8)),
        ("15284529000000000", None),
        ("8th June, 2018", date(2018, 6, 8)),
        ("June 8 2018", date(2018, 6, 8)),
        ("on the 1st of June; 2 July 2018", date(2018, 7, 2)),
        ("2018/6/8", date(2018, 6, 8)),
        ("2018.12.31", date(2018, 12, 31)),
        ("1 Jan 2018 and 2 Feb 2018", date(2018, 1, 1)),
        ("12 Dec 2018 10:15 GMT", date(2018, 12, 12)),
        ("x" * 88 + " 8 June 2018", date(2018, 6, 8)),
        ("x" * 89 + " 8 June 2018", None),
    ],
)
def test_a_day_is_read_up_to_the_bounds_of_what_can_be_told(stated: str, day: date | None) -> None:
    moment = read_moment(stated)
    assert (moment and moment.day) == day


def test_a_stamp_without_a_zone_is_in_that_of_its_source_else_in_utc() -> None:
    noon = "2018-06-08T12:00"
    instants = [moment and moment.instant for moment in (read_moment(noon), read_moment(noon, "Asia/Tokyo"))]
    assert instants == [datetime(2018, 6, 8, hour, tzinfo=UTC) for hour in (12, 3)]
    assert read_moment("06/08/2018 12:30", "Asia/Tokyo", "%d/%m/%Y %H:%M") == read_moment("2018-08-06T12:30+09:00")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example/2018/12/31/x", date(2018, 12, 31)),
        ("https://news.example/2018/13/01/x", None),
        ("https://news.example/2018/02/30/x", None),
        ("https://news.example/2018/1/9/x", date(2018, 1, 9)),
        ("https://news.example/1900-10-20", date(1900, 10, 20)),
        ("https://news.example/1899-10-20", None),
        ("https://news.example/2018/dec/01", date(2018, 12, 1)),
        ("https://2018-06-08.example/x", None),
        ("2018/06/08/x", None),
        ("https://news.example/2018/02/30/2018/03/01", date(2018, 3, 1)),
    ],
)
def test_a_url_names_a_day_that_there_is(url: str, day: date | None) -> None:
    assert url_day(url) == day
