-- Everybody who takes part in an event of the page: known ones by their key, the others by country and sector.
select
    participants.party_id,
    entities.name,
    coalesce(entities.kind, 'unnamed') as kind,
    coalesce(entity_sides.side_id, participants.party_id) as side_id,
    entity_sides.side,
    case entity_sides.standing when 'political' then 2 when 'civil' then 1 else 0 end as standing
from (
    select distinct
        coalesce(entity_id, coalesce(country, '') || ':' || coalesce(sector, '')) as party_id, entity_id
    from event_participants
    where event_id <= $last_id
) as participants
left join entities using (entity_id)
left join entity_sides using (entity_id)
order by participants.party_id
