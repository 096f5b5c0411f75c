-- Events of places and of political sides in the days up to one, and in as many days before, window by window.
--
-- Window 0 ends on $until; window n ends n times $window_days earlier. A window without a document counts for nothing.
with windows as (
    select
        number,
        cast($until as date) - cast((number + 1) * $window_days - 1 as integer) as first_on,
        cast($until as date) - cast(number * $window_days as integer) as last_on
    from (select unnest(range($windows + 1)) as number)
),

read as (
    select number, first_on, last_on
    from windows
    where number = 0 or exists (
        from documents where documents.published_first_on between windows.first_on and windows.last_on
    )
),

counted as (
    select event_id, place_id, place_precision, occurred_first_on, independent_sources, coalesce(deaths, 0) as deaths, abs(score) as force
    from events
    where factuality = 'actual' and least(confidence, confidence_what, confidence_who) >= $least_confidence
        and occurred_last_on - occurred_first_on < $window_days
),

subjects as (
    select counted.event_id, 'place' as kind, places.place_id as subject_id, places.name as subject
    from counted
    join places using (place_id)
    where counted.place_precision not in ('country', 'region', 'unknown')
    union
    select parties.event_id, 'actor', parties.party_id, parties.party
    from parties
    join entity_sides on entity_sides.side_id = parties.party_id and entity_sides.standing = 'political'
    where parties.level = 'side' and parties.party <> parties.party_id  -- country and sector are nobody's name
)

select
    subjects.kind,
    subjects.subject_id,
    min(subjects.subject) as subject,
    count(distinct counted.event_id) filter (where read.number = 0) as events,
    count(distinct counted.event_id) filter (where read.number > 0) as events_before,
    list(counted.event_id order by counted.independent_sources desc, counted.deaths desc, counted.force desc, counted.event_id)
        filter (where read.number = 0) as event_ids
from subjects
join counted using (event_id)
join read on counted.occurred_first_on between read.first_on and read.last_on
group by subjects.kind, subjects.subject_id
having count(distinct counted.event_id) filter (where read.number = 0) > 0
order by subjects.kind, events desc, subject, subjects.subject_id
