-- For whom each entity acts: a state for those who are of it, else the group or organisation itself. One row per entity.
--
-- stored by entity_id
--
-- entity_id: Key of entities.
-- side_id: The side: ISO 3166 alpha-3 of a state, key of entities for a group, country and PLOVER sector for the rest.
-- side: Its name.
-- standing: `political`: a state, party, armed group or body of states; `civil`: an organisation, outlet, person or people that may back or be accused and does not fight; `nameless`: an attacker or faction of which no more is told; null for who is no side, such as victims, counts, players and accounts.
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

called as (select distinct entity_id from mentions where kind = 'name'),

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
        entities.origin,
        called.entity_id is not null as is_named,
        groups.group_id,
        coalesce(entities.country, coded.country) as country,
        coalesce(entities.sector, coded.sector) as sector
    from entities
    left join coded on coded.entity_id = entities.entity_id and coded.place = 1
    left join groups on groups.entity_id = entities.entity_id
    left join called on called.entity_id = entities.entity_id
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
    coalesce(country_names.name, groups_of.name, sided.side_id) as side,
    -- What is a political side: here alone; `stances` says what two sides may do to each other.
    case
        when sided.name similar to '.*[@#].*' then null
        when sided.side_id = sided.country or sided.group_id is not null then 'political'
        -- Whom nothing tells to bear arms may be a club of a warlike name.
        when sided.kind = 'armed_group' and coalesce(sided.country, sided.sector) is not null then 'political'
        -- Police of no known country: what they do is news of crime.
        when sided.kind in ('state', 'government', 'military') and sided.sector is distinct from 'COP' then 'political'
        -- An office party has neither name nor country; "NATO forces" are no body of states.
        when sided.kind = 'party' and (sided.is_named or sided.country is not null) then 'political'
        when sided.kind = 'international_organisation' and sided.is_named then 'political'
        -- The lexicons know leaders, and those who were; texts introduce anybody.
        when sided.kind = 'person' and sided.origin = 'lexicon' then 'political'
        -- Bodies of sport, and their clubs where a lexicon knows them.
        when sided.sector = 'SOC' then null
        when sided.kind = 'organisation' and (sided.is_named or sided.country is not null) then 'civil'
        when sided.kind = 'media' and sided.is_named then 'civil'
        when sided.kind in ('person', 'people') and sided.country is not null then 'civil'
        when sided.kind = 'unnamed' and sided.sector in ('PRM', 'REB', 'UAF') then 'nameless'
        when sided.kind = 'organisation' and coalesce(sided.sector, 'UNK') = 'UNK' then 'nameless'
    end as standing
from sided
left join country_names on country_names.country = sided.side_id
left join entities as groups_of on groups_of.entity_id = sided.side_id
