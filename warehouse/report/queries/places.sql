-- The places of the events of the page.
select place_id, name, latitude, longitude, country, note
from places
where place_id in (select place_id from events where event_id <= $last_id)
order by place_id
