-- Events that came since a release, or that no document told before a day.
select distinct coalesce(event_aliases.event_id, changes.event_id) as event_id
from changes
join runs using (run_id)
left join event_aliases on event_aliases.alias_id = changes.event_id
where $since_day is null and changes.kind = 'came' and runs.release > $since_release and $since_release > 0
union
select event_id from events where $since_day is null and $since_release = 0
union
select event_id from events where $since_day is not null and first_published_on >= $since_day
