-- The places of events.
select place_id, name, latitude, longitude, country, note
from places
where place_id in (select place_id from events)
order by place_id
