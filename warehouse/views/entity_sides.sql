-- For whom each entity acts: a state for those who are of it, else the group or organisation itself. One row per entity.
--
-- stored by entity_id
--
-- entity_id: Key of entities.
-- side_id: The side: ISO 3166 alpha-3 of a state, key of entities for a group, country and PLOVER sector for the rest.
-- side: Its name.
with coded as (
    select
        entity_id,
        country,
        sector,
        row_number() over (partition by entity_id order by count(*) desc, country nulls last, sector nulls last) as place
    from mentions
    where entity_id is not null
    group by entity_id, country, sector
),

groups as (
    select affiliations.entity_id, min(affiliations.organisation_id) as group_id
    from affiliations
    join entities on entities.entity_id = affiliations.organisation_id and entities.kind = 'armed_group'
    group by affiliations.entity_id
),

known as (
    select
        entities.entity_id,
        entities.name,
        entities.kind,
        groups.group_id,
        coalesce(entities.country, coded.country) as country,
        coalesce(entities.sector, coded.sector) as sector
    from entities
    left join coded on coded.entity_id = entities.entity_id and coded.place = 1
    left join groups on groups.entity_id = entities.entity_id
),

sided as (
    select
        *,
        case
            when group_id is not null then group_id
            when kind in ('state', 'government', 'military') and country is not null then country
            when kind in ('armed_group', 'party', 'international_organisation', 'organisation', 'media') then entity_id
            when country is not null and sector in ('GOV', 'MIL', 'LEG', 'JUD', 'SPY', 'COP') then country
            when country is not null and kind in ('place', 'office') and sector is null then country
            when country is not null then country || ':' || coalesce(sector, 'UNK')
            else entity_id
        end as side_id
    from known
)

select
    sided.entity_id,
    sided.side_id,
    coalesce(country_names.name, groups_of.name, sided.side_id) as side
from sided
left join country_names on country_names.country = sided.side_id
left join entities as groups_of on groups_of.entity_id = sided.side_id
