"""The actual events of a release as event coreference looks at them."""

from typing import Any

import duckdb

from transforms.chains.sketch import Days, Party, Site, Sketch

EVENTS = """
select
    events.event_id, event_type, occurred_first_on, occurred_last_on, occurred_basis, place_basis, place_precision,
    case when places.place_id is not null then places end as place,
    (
        select list([entity_id, country, sector] order by role, position)
        from event_participants
        where event_participants.event_id = events.event_id
    ) as parties
from events
left join places using (place_id)
where factuality = 'actual' and occurred_first_on is not null and occurred_last_on is not null
order by events.event_id
"""


def our_sketches(connection: duckdb.DuckDBPyConnection) -> list[Sketch]:
    """Return the actual events of a release whose first and last days are known."""
    return [sketched(*row) for row in connection.execute(EVENTS).fetchall()]


def sketched(  # noqa: PLR0913, a row of the query
    key: str, event_type: str, first_on: Any, last_on: Any, basis: str, place_basis: str, precision: str,
    place: dict[str, Any] | None, parties: list[list[str | None]] | None,
) -> Sketch:  # fmt: skip
    """Return an event as a sketch; who did it and to whom are not told apart, as others do not."""
    return Sketch(
        key=key,
        document_id="",
        event_types=frozenset({event_type}),
        modes=frozenset(),
        factualities=frozenset({"actual"}),
        lemmas=frozenset(),
        acts=frozenset(),
        actors=tuple(Party(entity_id, country, sector) for entity_id, country, sector in parties or ()),
        days=Days(first_on, last_on, basis),
        site=site_of(place, precision, place_basis) if place else None,
    )


def site_of(place: dict[str, Any], precision: str, basis: str) -> Site:
    """Return where an event happened."""
    where = (place["place_id"], place["name"], place["country"], place["admin1"])
    return Site(*where, precision, basis, place["latitude"], place["longitude"])
