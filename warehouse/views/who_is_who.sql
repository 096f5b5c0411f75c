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
)

select
    entities.entity_id,
    entities.name as entity,
    entities.kind,
    entities.country,
    actor_profile.names as aliases,
    named.documents,
    named.mentions,
    roles.roles,
    actor_profile.counterparts
from named
join entities using (entity_id)
left join actor_profile using (entity_id)
left join roles using (entity_id)
