-- The numbers of an event are the lowest of its magnitudes.
with numbers as (
    select event_id, kind, number
    from (select event_id, deaths, injured, arrested, size from events)
    unpivot (number for kind in (deaths, injured, arrested, size))
)

select event_id, kind, number, lowest
from numbers
full join magnitudes using (event_id, kind)
where number is distinct from lowest
