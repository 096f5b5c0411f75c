"""Tests of the calendar: units in, the periods and the granularities that the table knows out."""

from datetime import date

import pytest

from tests.rows import a
from transforms.tables import Time
from transforms.times.calendar import DAYS_IN, MONTHS_IN, Period


@pytest.mark.parametrize("unit", sorted({*DAYS_IN, *MONTHS_IN, "season", "hour", "minute", "second"}))
def test_every_unit_has_a_granularity_that_the_table_takes(unit: str) -> None:
    period = Period(date(2018, 6, 4), date(2018, 6, 4), unit, "2018-06-04")
    assert a(Time, granularity=period.granularity).granularity == period.granularity
