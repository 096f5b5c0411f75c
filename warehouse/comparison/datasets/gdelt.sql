-- The events of a file of GDELT 1.0 or 2.0 that have a day. One row per event.
select
    GLOBALEVENTID as key,
    cast(strptime(SQLDATE, '%Y%m%d') as date) as first_on,
    cast(strptime(SQLDATE, '%Y%m%d') as date) as last_on,
    EventCode as kind,
    string_split(their_types.event_types, ' ') as event_types,
    [
        {name: Actor1Name, country: nullif(Actor1CountryCode, ''), sector: nullif(Actor1Type1Code, '')},
        {name: Actor2Name, country: nullif(Actor2CountryCode, ''), sector: nullif(Actor2Type1Code, '')}
    ] as parties,
    string_split(ActionGeo_FullName, ',')[1] as place,
    countries.country as place_country,
    null as country_name,
    null as admin1,
    try_cast(ActionGeo_Lat as double) as latitude,
    try_cast(ActionGeo_Long as double) as longitude,
    case ActionGeo_Type when '1' then 'country' when '2' then 'province' when '5' then 'province' else 'city' end as precision
from given
left join their_types on their_types.dataset = 'gdelt' and their_types.type = EventCode
left join countries on countries.fips = ActionGeo_CountryCode
where SQLDATE <> ''
