-- Events as GDELT 2.0 lays out its table of events: 61 columns, tabs, no header. One row per actual event.
--
-- GLOBALEVENTID: The lower 63 bits of the key of events, as a number.
-- SQLDATE: First day on which it may have happened, YYYYMMDD; empty when unknown.
-- MonthYear: Its month, YYYYMM.
-- Year: Its year.
-- FractionDate: The year and the share of it that had passed, 30 days to a month and 365 to a year.
-- Actor1Code: Country, group and types in one, as CAMEO writes them.
-- Actor1Name: Name of the first actor, in capitals; empty when there is none.
-- Actor1CountryCode: Its country, ISO 3166 alpha-3, which CAMEO's codes nearly are.
-- Actor1KnownGroupCode: CAMEO group for the United Nations (UNO) and the European Union (EEC).
-- Actor1EthnicCode: Empty: not coded.
-- Actor1Religion1Code: Empty: not coded.
-- Actor1Religion2Code: Empty: not coded.
-- Actor1Type1Code: CAMEO type of its first PLOVER sector.
-- Actor1Type2Code: CAMEO type of its second PLOVER sector.
-- Actor1Type3Code: Empty: not coded.
-- Actor2Code: Country, group and types in one, as CAMEO writes them.
-- Actor2Name: Name of the first recipient, or second actor of what they did to each other, in capitals; empty when there is none.
-- Actor2CountryCode: Its country, ISO 3166 alpha-3, which CAMEO's codes nearly are.
-- Actor2KnownGroupCode: CAMEO group for the United Nations (UNO) and the European Union (EEC).
-- Actor2EthnicCode: Empty: not coded.
-- Actor2Religion1Code: Empty: not coded.
-- Actor2Religion2Code: Empty: not coded.
-- Actor2Type1Code: CAMEO type of its first PLOVER sector.
-- Actor2Type2Code: CAMEO type of its second PLOVER sector.
-- Actor2Type3Code: Empty: not coded.
-- IsRootEvent: 1 when a headline, a summary or a first sentence reports it, else 0.
-- EventCode: CAMEO root and `0`, which is "not specified below": PLOVER has no finer codes.
-- EventBaseCode: The same.
-- EventRootCode: CAMEO root code that the PLOVER type and mode correspond to.
-- QuadClass: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
-- GoldsteinScale: PLOVER score, -10 to 10: made like Goldstein's scale, with other values.
-- NumMentions: Number of reports.
-- NumSources: Number of sources that do not only say what a party to it says, copies of one story counted once.
-- NumArticles: Number of documents that report it.
-- AvgTone: Empty: not measured.
-- Actor1Geo_Type: Empty: where the actor is at home is not coded as a place.
-- Actor1Geo_FullName: Empty: where the actor is at home is not coded as a place.
-- Actor1Geo_CountryCode: Empty: where the actor is at home is not coded as a place.
-- Actor1Geo_ADM1Code: Empty: where the actor is at home is not coded as a place.
-- Actor1Geo_ADM2Code: Empty: where the actor is at home is not coded as a place.
-- Actor1Geo_Lat: Empty: where the actor is at home is not coded as a place.
-- Actor1Geo_Long: Empty: where the actor is at home is not coded as a place.
-- Actor1Geo_FeatureID: Empty: where the actor is at home is not coded as a place.
-- Actor2Geo_Type: Empty: where the actor is at home is not coded as a place.
-- Actor2Geo_FullName: Empty: where the actor is at home is not coded as a place.
-- Actor2Geo_CountryCode: Empty: where the actor is at home is not coded as a place.
-- Actor2Geo_ADM1Code: Empty: where the actor is at home is not coded as a place.
-- Actor2Geo_ADM2Code: Empty: where the actor is at home is not coded as a place.
-- Actor2Geo_Lat: Empty: where the actor is at home is not coded as a place.
-- Actor2Geo_Long: Empty: where the actor is at home is not coded as a place.
-- Actor2Geo_FeatureID: Empty: where the actor is at home is not coded as a place.
-- ActionGeo_Type: 1 country, 2 American state, 3 American town, 4 town elsewhere, 5 province elsewhere; empty when unknown.
-- ActionGeo_FullName: Name of the place, its first-level division and its country.
-- ActionGeo_CountryCode: FIPS 10-4 code of its country.
-- ActionGeo_ADM1Code: Empty: the warehouse has divisions by name.
-- ActionGeo_ADM2Code: Empty: not coded.
-- ActionGeo_Lat: Degrees north; empty where only a country or a region is known.
-- ActionGeo_Long: Degrees east; likewise.
-- ActionGeo_FeatureID: Empty: GDELT has identifiers of another gazetteer here.
-- DATEADDED: When the first document that reports it came into the warehouse, YYYYMMDDHHMMSS in UTC.
-- SOURCEURL: Where the document of the surest report was published; empty when not stated.
with sided as (
    select
        happened.event_id,
        side.number,
        side.member.name as name,
        case when pseudo.code is null then side.member.country end as country,
        pseudo.cameo_group,
        coalesce(first_type.cameo_type, pseudo.cameo_type) as type_1,
        second_type.cameo_type as type_2
    from happened, (values (1, happened.one), (2, happened.two)) as side(number, member)
    left join cameo_actors as pseudo on pseudo.kind = 'country' and pseudo.code = side.member.country
    left join cameo_actors as first_type on first_type.kind = 'sector' and first_type.code = side.member.sector
    left join cameo_actors as second_type
        on second_type.kind = 'sector' and second_type.code = side.member.secondary_sector
),

placed as (
    select
        event_id,
        place_precision in ('country', 'region') as is_wide,
        case
            when place_precision = 'country' then 1
            when place_precision = 'province' then case when place.country = 'USA' then 2 else 5 end
            when place_precision in ('exact', 'near', 'city', 'district')
                then case when place.country = 'USA' then 3 else 4 end
        end as type
    from happened
    where place is not null
)

select
    cast(cast('0x' || happened.event_id as ubigint) & 9223372036854775807 as bigint) as GLOBALEVENTID,
    strftime(occurred_first_on, '%Y%m%d') as SQLDATE,
    strftime(occurred_first_on, '%Y%m') as MonthYear,
    year(occurred_first_on) as Year,
    round(
        year(occurred_first_on) + ((month(occurred_first_on) - 1) * 30 + day(occurred_first_on)) / 365, 4
    ) as FractionDate,
    concat(one.country, one.cameo_group, one.type_1, one.type_2) as Actor1Code,
    upper(one.name) as Actor1Name,
    one.country as Actor1CountryCode,
    one.cameo_group as Actor1KnownGroupCode,
    null as Actor1EthnicCode,
    null as Actor1Religion1Code,
    null as Actor1Religion2Code,
    one.type_1 as Actor1Type1Code,
    one.type_2 as Actor1Type2Code,
    null as Actor1Type3Code,
    concat(two.country, two.cameo_group, two.type_1, two.type_2) as Actor2Code,
    upper(two.name) as Actor2Name,
    two.country as Actor2CountryCode,
    two.cameo_group as Actor2KnownGroupCode,
    null as Actor2EthnicCode,
    null as Actor2Religion1Code,
    null as Actor2Religion2Code,
    two.type_1 as Actor2Type1Code,
    two.type_2 as Actor2Type2Code,
    null as Actor2Type3Code,
    cast(happened.is_leading as integer) as IsRootEvent,
    happened.cameo_root || '0' as EventCode,
    happened.cameo_root || '0' as EventBaseCode,
    happened.cameo_root as EventRootCode,
    happened.quad_class as QuadClass,
    happened.score as GoldsteinScale,
    happened.reports as NumMentions,
    happened.independent_sources as NumSources,
    happened.documents as NumArticles,
    null as AvgTone,
    null as Actor1Geo_Type,
    null as Actor1Geo_FullName,
    null as Actor1Geo_CountryCode,
    null as Actor1Geo_ADM1Code,
    null as Actor1Geo_ADM2Code,
    null as Actor1Geo_Lat,
    null as Actor1Geo_Long,
    null as Actor1Geo_FeatureID,
    null as Actor2Geo_Type,
    null as Actor2Geo_FullName,
    null as Actor2Geo_CountryCode,
    null as Actor2Geo_ADM1Code,
    null as Actor2Geo_ADM2Code,
    null as Actor2Geo_Lat,
    null as Actor2Geo_Long,
    null as Actor2Geo_FeatureID,
    placed.type as ActionGeo_Type,
    case
        when placed.type = 1 then countries.name
        else concat_ws(', ', happened.place.name, happened.place.admin1, countries.name)
    end as ActionGeo_FullName,
    countries.fips as ActionGeo_CountryCode,
    null as ActionGeo_ADM1Code,
    null as ActionGeo_ADM2Code,
    case when not placed.is_wide then happened.place.latitude end as ActionGeo_Lat,
    case when not placed.is_wide then happened.place.longitude end as ActionGeo_Long,
    null as ActionGeo_FeatureID,
    strftime(happened.added_at at time zone 'UTC', '%Y%m%d%H%M%S') as DATEADDED,
    happened.url as SOURCEURL
from happened
left join sided as one on one.event_id = happened.event_id and one.number = 1
left join sided as two on two.event_id = happened.event_id and two.number = 2
left join placed on placed.event_id = happened.event_id
left join countries on countries.country = happened.place.country
order by happened.occurred_first_on, happened.event_id
