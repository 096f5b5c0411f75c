-- Relations that the actual events between two entities show over the years.
--
-- Takes now.events, now.event_participants, touched.events, before.*.
-- Gives histories: a row for each pair of entities that touched events concern.
create or replace table touched_pairs as
with participants as (
    select event_id, entity_id from before.event_participants semi join touched.events using (event_id)
    union
    select event_id, entity_id from fresh.event_participants
)
select distinct least(actor.entity_id, other.entity_id) as a, greatest(actor.entity_id, other.entity_id) as b
from participants as actor
join participants as other on other.event_id = actor.event_id and other.entity_id <> actor.entity_id;

create or replace table met as
select distinct
    actor.event_id,
    least(actor.entity_id, other.entity_id) as a,
    greatest(actor.entity_id, other.entity_id) as b
from now.event_participants as actor
join now.events as events on events.event_id = actor.event_id and events.factuality = 'actual'
join now.event_participants as other
    on other.event_id = actor.event_id
    and other.entity_id <> actor.entity_id
    and other.role = case when events.is_mutual then 'actor' else 'recipient' end
where actor.role = 'actor'
    and actor.entity_id in (select a from touched_pairs union select b from touched_pairs)
    and other.entity_id in (select a from touched_pairs union select b from touched_pairs);

create or replace table histories as
select
    met.a,
    met.b,
    count(*) as events,
    count(*) filter (where events.quad_class in (1, 2)) as friendly,
    count(*) filter (where events.quad_class = 4) as material_conflict,
    count(distinct date_trunc('month', events.occurred_first_on)) as months,
    min(events.occurred_first_on) as first_on,
    max(events.occurred_last_on) as last_on
from met
semi join touched_pairs using (a, b)
join now.events as events using (event_id)
group by met.a, met.b;
