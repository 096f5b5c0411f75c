-- Every event has at least one actor.
select event_id, event_type, trigger
from events
where event_id not in (select event_id from participants where role = 'actor')
