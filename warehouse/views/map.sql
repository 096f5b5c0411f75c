-- Every event that has a point on the map. One row per event; events of which only a country or region is known have none.
--
-- cut into years by occurred_first_on
--
-- event_id: Key of events.
-- event_type: PLOVER type.
-- factuality: Whether it happened, as the text presents it; count only `actual`.
-- occurred_first_on: First day on which it may have happened.
-- place_id: Key of places.
-- place: Name of the place.
-- country: Country of the place, ISO 3166 alpha-3; null for disputed areas.
-- latitude: Degrees north, WGS 84.
-- longitude: Degrees east, WGS 84.
-- place_precision: How exactly the point is known: exact, near, city, district, province.
-- place_basis: How the place is known: stated by its clause, or focus of the document.
-- note: What is to be said of the place, such as who claims a disputed area.
select
    events.event_id,
    events.event_type,
    events.factuality,
    events.occurred_first_on,
    places.place_id,
    places.name as place,
    places.country,
    places.latitude,
    places.longitude,
    events.place_precision,
    events.place_basis,
    places.note
from events
join places using (place_id)
where events.place_precision not in ('country', 'region', 'unknown')
