-- Who takes part in an event, seen from near and from afar. One row per event, role, level and party.
--
-- stored by event_id
--
-- event_id: Key of events.
-- role: `actor` or `recipient`.
-- level: `entity` for who takes part, `side` for the state or group for which they act, `country` for their country.
-- party_id: The party: key of entities, side or ISO 3166 alpha-3; country and sector where nobody is known.
-- party: Its name.
with seen as (
    select
        event_participants.event_id,
        event_participants.role,
        event_participants.entity_id,
        event_participants.country,
        coalesce(event_participants.country, 'XXX') || ':' || coalesce(event_participants.sector, 'UNK') as code
    from event_participants
)

select distinct
    seen.event_id,
    seen.role,
    'entity' as level,
    coalesce(seen.entity_id, seen.code) as party_id,
    coalesce(entities.name, seen.code) as party
from seen
left join entities using (entity_id)
union all
select distinct
    seen.event_id,
    seen.role,
    'side',
    coalesce(entity_sides.side_id, seen.code),
    coalesce(entity_sides.side, seen.code)
from seen
left join entity_sides using (entity_id)
union all
select distinct seen.event_id, seen.role, 'country', seen.country, coalesce(country_names.name, seen.country)
from seen
left join country_names on country_names.country = seen.country
where seen.country is not null
