-- The events of an export of ACLED that have a day. One row per event.
select
    event_id_cnty as key,
    -- Of a week ACLED writes the middle, of a month any day.
    case time_precision
        when '2' then cast(event_date as date) - 3
        when '3' then cast(date_trunc('month', cast(event_date as date)) as date)
        else cast(event_date as date)
    end as first_on,
    case time_precision
        when '2' then cast(event_date as date) + 3
        when '3' then last_day(cast(event_date as date))
        else cast(event_date as date)
    end as last_on,
    sub_event_type as kind,
    string_split(their_types.event_types, ' ') as event_types,
    [
        {name: actor1, country: null, sector: one.sector},
        {name: actor2, country: null, sector: two.sector}
    ] as parties,
    location as place,
    countries.country as place_country,
    given.country as country_name,
    nullif(admin1, '') as admin1,
    try_cast(latitude as double) as latitude,
    try_cast(longitude as double) as longitude,
    case geo_precision when '1' then 'city' when '2' then 'near' else 'province' end as precision
from given
left join their_types on their_types.dataset = 'acled' and their_types.type = sub_event_type
left join their_actors as one on one.dataset = 'acled' and one.kind = inter1
left join their_actors as two on two.dataset = 'acled' and two.kind = inter2
left join countries on countries.numeric = try_cast(given.iso as integer)
where event_date <> ''
