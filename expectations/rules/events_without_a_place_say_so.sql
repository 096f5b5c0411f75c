-- An event has a place exactly where its precision and its basis say that it has one.
select event_id, place_id, place_precision, place_basis
from events
where (place_id is null) <> (place_precision = 'unknown') or (place_id is null) <> (place_basis = 'none')
