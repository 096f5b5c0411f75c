-- The numbers of an event are the latest that are claimed of it, unless a person has set them right.
with numbers as (
    select event_id, kind, number
    from (select event_id, deaths, injured, arrested, size from events)
    unpivot (number for kind in (deaths, injured, arrested, size))
),

corrected as (
    select target_id as event_id, target_column as kind
    from corrections
    where target_table = 'events' and state = 'applied'
)

select event_id, kind, numbers.number, latest.lowest
from (select event_id, kind, lowest from number_claims semi join events using (event_id) where is_latest) as latest
left join numbers using (event_id, kind)
anti join corrected using (event_id, kind)
where number is distinct from lowest
