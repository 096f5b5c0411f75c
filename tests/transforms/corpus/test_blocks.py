"""Worked examples of blocks: what two chains must share to be compared."""

from dataclasses import replace
from datetime import date

import pytest

from transforms.chains.sketch import Days, Party, Site, Sketch
from transforms.corpus.blocks import MOST, blocks_of, weeks_of
from transforms.identifiers import key

MONDAY = date(2018, 6, 4)  # day 736849 of the calendar, 4 days into its week of days counted from 1
NONE = frozenset[str]()
SKETCH = Sketch("r", "d", frozenset({"ASSAULT"}), NONE, NONE, NONE, NONE)


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (date(1, 1, 1), date(1, 1, 1), [0]),
        (date(1, 1, 5), date(1, 1, 5), [0]),
        (date(1, 1, 6), date(1, 1, 6), [0, 1]),
        (date(1, 1, 8), date(1, 1, 8), [1]),
        (date(1, 1, 7), date(1, 1, 7), [0, 1]),
        (date(1, 1, 9), date(1, 1, 18), [1, 2]),
        (date(1, 1, 9), date(1, 1, 19), []),
        (None, date(1, 1, 9), []),
        (date(1, 1, 9), None, []),
    ],
)
def test_days_are_of_the_weeks_that_they_and_a_day_around_touch(
    first: date | None, last: date | None, weeks: list[int]
) -> None:
    assert weeks_of(Days(first, last)) == weeks


def test_a_chain_is_found_by_who_is_named_by_its_town_and_by_country_and_week() -> None:
    site = Site("homs", "Homs", "SYR", "Homs", "city", "stated", 34.7, 36.7)
    band = Party("armed_group.band", "SYR", "REB")
    sketch = replace(SKETCH, actors=(band,), recipients=(Party("state.syria", "SYR", None),), site=site)
    week = MONDAY.toordinal() // 7
    assert blocks_of(replace(sketch, days=Days(MONDAY, MONDAY))) == [
        key("entity", "ASSAULT", "armed_group.band"),
        key("place", "ASSAULT", "homs"),
        key("week", "ASSAULT", week, "SYR"),
    ]
    told = replace(sketch, acts=frozenset({"raid"}), actors=(), recipients=())
    assert blocks_of(told) == [key("place", "raid", "homs")]
    assert blocks_of(replace(told, site=replace(site, precision="country"))) == []


def test_the_keys_of_a_chain_are_bounded() -> None:
    crowd = tuple(Party(f"person.{number}", None, None) for number in range(MOST + 1))
    assert len(blocks_of(replace(SKETCH, actors=crowd))) == MOST == 32
