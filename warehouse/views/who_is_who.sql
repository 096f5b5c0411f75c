-- Everybody and everything that documents name, with the roles that the lexicons know. One row per named entity.
--
-- entity_id: Key of entities.
-- entity: Canonical name.
-- kind: What sort of thing it is.
-- country: Its country; null when it has none or none is known.
-- aliases: Names under which documents speak of it, joined by "; "; null when only its demonym stands there.
-- documents: Number of documents that mention it.
-- mentions: Number of mentions, pronouns and nouns included.
-- roles: Its roles with their first and last day, earliest first, joined by "; "; null when none is known.
-- counterparts: The five entities with which it shares most actual events, with their numbers, joined by "; ".
with named as (
    select
        entity_id,
        count(distinct document_id) as documents,
        count(*) as mentions
    from mentions
    where entity_id is not null
    group by entity_id
    having count(*) filter (where kind in ('name', 'demonym')) > 0
),

aliases as (
    select entity_id, string_agg(alias, '; ' order by alias) as aliases
    from entity_names
    where origin = 'text'
    group by entity_id
),

roles as (
    select
        affiliations.entity_id,
        string_agg(
            role || coalesce(', ' || coalesce(bodies.name, affiliations.country), '')
            || ' (' || coalesce(cast(valid_first_on as varchar), '?')
            || ' to ' || coalesce(cast(valid_last_on as varchar), 'now or unknown') || ')',
            '; ' order by valid_first_on nulls first, role, affiliations.affiliation_id
        ) as roles
    from affiliations
    left join entities as bodies on bodies.entity_id = affiliations.organisation_id
    group by affiliations.entity_id
),

parts as (
    select distinct participants.entity_id, events.event_id
    from participants
    join events using (event_id)
    where events.factuality = 'actual' and participants.entity_id is not null
),

shared as (
    select one.entity_id, other.entity_id as other_id, count(*) as events
    from parts as one
    join parts as other on other.event_id = one.event_id and other.entity_id <> one.entity_id
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
    entities.name as entity,
    entities.kind,
    entities.country,
    aliases.aliases,
    named.documents,
    named.mentions,
    roles.roles,
    counterparts.counterparts
from named
join entities using (entity_id)
left join aliases using (entity_id)
left join roles using (entity_id)
left join counterparts using (entity_id)
order by named.mentions desc, entities.name, entities.entity_id
