"""Blocks: what a chain of reports tells in, keys of what another one must share with it to be compared out.

Two chains are compared that are of one type, may be of the same days and concern one country, that are of one kind of
act in one town, or that concern one named body or person. The number of keys of a chain is bounded.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from transforms.chains.account import WIDE
from transforms.chains.sketch import Days, Party, Sketch
from transforms.identifiers import key

MARGIN = timedelta(1)  # news is of the day or of the eve
LONGEST = timedelta(9)  # an interval beyond which days are no key
WEEK = 7  # days
MOST = 32  # keys of one chain


def blocks_of(sketch: Sketch) -> list[str]:
    """Return the keys of a chain, each once."""
    return list(dict.fromkeys(_keys(sketch)))[:MOST]


def _keys(sketch: Sketch) -> Iterator[str]:
    parties = (*sketch.actors, *sketch.recipients)
    for event_type in sorted(sketch.event_types):
        for entity in _entities(parties):
            yield key("entity", event_type, entity)
    if sketch.site and sketch.site.precision not in WIDE:
        for act in sorted(sketch.acts or sketch.event_types):
            yield key("place", act, sketch.site.place_id)
    countries = _countries(sketch, parties)
    for week in weeks_of(sketch.days):
        for event_type in sorted(sketch.event_types):
            for country in countries:
                yield key("week", event_type, week, country)


def _entities(parties: tuple[Party, ...]) -> list[str]:
    """Return those who have a name and are no state: states meet too many times for their names to say anything."""
    return sorted({party.entity_id for party in parties if party.entity_id and not party.is_state})


def _countries(sketch: Sketch, parties: tuple[Party, ...]) -> list[str]:
    told = {party.country for party in parties} | {sketch.site.country if sketch.site else None}
    return sorted(country for country in told if country)


def weeks_of(days: Days) -> list[int]:
    """Return the weeks, numbered, that an interval and a day around it touch; none of a long one."""
    if days.first_on is None or days.last_on is None or days.last_on - days.first_on > LONGEST:
        return []
    first, last = _before(days.first_on), _after(days.last_on)
    return list(range(first // WEEK, last // WEEK + 1))


def _before(day: date) -> int:
    return max(1, day.toordinal() - MARGIN.days)


def _after(day: date) -> int:
    return day.toordinal() + MARGIN.days
