-- Who takes part in what: the actual events of every entity, as actor and as recipient. One row per entity.
--
-- shown first name, kind, country, sectors, as_actor, as_recipient, first_on, last_on
--
-- entity_id: Key of entities.
-- name: Its canonical name.
-- kind: What sort of thing it is.
-- country: Its country; null when it has none or none is known.
-- sectors: PLOVER sectors that it has in its events, each once, joined by "; "; null when there are none.
-- names: Names under which documents speak of it, joined by "; "; null for one without a name.
-- as_actor: Number of actual events in which it acts.
-- as_actor_verbal_cooperation: Those of quad class 1.
-- as_actor_material_cooperation: Those of quad class 2.
-- as_actor_verbal_conflict: Those of quad class 3.
-- as_actor_material_conflict: Those of quad class 4.
-- as_recipient: Number of actual events that are done to it.
-- as_recipient_verbal_cooperation: Those of quad class 1.
-- as_recipient_material_cooperation: Those of quad class 2.
-- as_recipient_verbal_conflict: Those of quad class 3.
-- as_recipient_material_conflict: Those of quad class 4.
-- first_on: First day on which one of these events may have happened; null when no day is known.
-- last_on: Last day on which one of them may have happened; null when no day is known.
-- counterparts: The five entities with which it shares most actual events, with their numbers, joined by "; ".
with roles as (
    select distinct event_participants.entity_id, event_participants.role, events.event_id, events.quad_class,
        events.occurred_first_on, events.occurred_last_on
    from event_participants
    join events using (event_id)
    where events.factuality = 'actual' and event_participants.entity_id is not null
),

counts as (
    select
        entity_id,
        count(*) filter (where role = 'actor') as as_actor,
        count(*) filter (where role = 'actor' and quad_class = 1) as as_actor_verbal_cooperation,
        count(*) filter (where role = 'actor' and quad_class = 2) as as_actor_material_cooperation,
        count(*) filter (where role = 'actor' and quad_class = 3) as as_actor_verbal_conflict,
        count(*) filter (where role = 'actor' and quad_class = 4) as as_actor_material_conflict,
        count(*) filter (where role = 'recipient') as as_recipient,
        count(*) filter (where role = 'recipient' and quad_class = 1) as as_recipient_verbal_cooperation,
        count(*) filter (where role = 'recipient' and quad_class = 2) as as_recipient_material_cooperation,
        count(*) filter (where role = 'recipient' and quad_class = 3) as as_recipient_verbal_conflict,
        count(*) filter (where role = 'recipient' and quad_class = 4) as as_recipient_material_conflict,
        min(occurred_first_on) as first_on,
        max(occurred_last_on) as last_on
    from roles
    group by entity_id
),

sectors as (
    select entity_id, string_agg(distinct sector, '; ' order by sector) as sectors
    from event_participants
    where entity_id is not null
    group by entity_id
),

names as (
    select entity_id, string_agg(alias, '; ' order by alias) as names
    from entity_names
    where origin = 'text'
    group by entity_id
),

shared as (
    select one.entity_id, other.entity_id as other_id, count(distinct one.event_id) as events
    from roles as one
    join roles as other on other.event_id = one.event_id and other.entity_id <> one.entity_id
    group by one.entity_id, other.entity_id
),

ranked as (
    select
        shared.entity_id,
        entities.name || ' (' || shared.events || ')' as counterpart,
        row_number() over (
            partition by shared.entity_id order by shared.events desc, entities.name, entities.entity_id
        ) as place
    from shared
    join entities on entities.entity_id = shared.other_id
),

counterparts as (
    select entity_id, string_agg(counterpart, '; ' order by place) as counterparts
    from ranked
    where place <= 5
    group by entity_id
)

select
    entities.entity_id,
    entities.name,
    entities.kind,
    entities.country,
    sectors.sectors,
    names.names,
    coalesce(counts.as_actor, 0) as as_actor,
    coalesce(counts.as_actor_verbal_cooperation, 0) as as_actor_verbal_cooperation,
    coalesce(counts.as_actor_material_cooperation, 0) as as_actor_material_cooperation,
    coalesce(counts.as_actor_verbal_conflict, 0) as as_actor_verbal_conflict,
    coalesce(counts.as_actor_material_conflict, 0) as as_actor_material_conflict,
    coalesce(counts.as_recipient, 0) as as_recipient,
    coalesce(counts.as_recipient_verbal_cooperation, 0) as as_recipient_verbal_cooperation,
    coalesce(counts.as_recipient_material_cooperation, 0) as as_recipient_material_cooperation,
    coalesce(counts.as_recipient_verbal_conflict, 0) as as_recipient_verbal_conflict,
    coalesce(counts.as_recipient_material_conflict, 0) as as_recipient_material_conflict,
    counts.first_on,
    counts.last_on,
    counterparts.counterparts
from entities
left join counts using (entity_id)
left join sectors using (entity_id)
left join names using (entity_id)
left join counterparts using (entity_id)
