-- The events of UCDP GED. One row per event.
with named as (
    select
        *,
        case when type_of_violence = '3' then 'civilians' when side_b ^@ 'Government of' then 'government' else 'group' end
            as kind_b
    from given
)

select
    id as key,
    cast(left(date_start, 10) as date) as first_on,
    cast(left(date_end, 10) as date) as last_on,
    type_of_violence as kind,
    string_split(their_types.event_types, ' ') as event_types,
    [
        {name: side_a, country: null, sector: one.sector},
        {name: side_b, country: null, sector: two.sector}
    ] as parties,
    where_coordinates as place,
    null as place_country,
    country as country_name,
    nullif(adm_1, '') as admin1,
    try_cast(latitude as double) as latitude,
    try_cast(longitude as double) as longitude,
    case where_prec
        when '1' then 'city'
        when '2' then 'near'
        when '3' then 'district'
        when '6' then 'country'
        when '7' then 'region'
        else 'province'
    end as precision
from named
left join their_types on their_types.dataset = 'ucdp' and their_types.type = type_of_violence
left join their_actors as one
    on one.dataset = 'ucdp' and one.kind = case when side_a ^@ 'Government of' then 'government' else 'group' end
left join their_actors as two on two.dataset = 'ucdp' and two.kind = kind_b
