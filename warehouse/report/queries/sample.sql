-- How many events there are, and the last key of the sample that the page holds.
select
    count(*) as all_events,
    (select max(event_id) from (select event_id from events order by event_id limit $most_events)) as last_id
from events
