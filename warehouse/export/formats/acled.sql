-- Events of the kinds that ACLED counts, in the columns of its exports. One row per actual event.
--
-- event_id_cnty: Country, ISO 3166 alpha-3, and the key of events.
-- event_date: First day on which it may have happened, YYYY-MM-DD; empty when unknown.
-- year: Its year.
-- time_precision: 1 for a known day, 2 for a week, 3 for a month; empty for more.
-- disorder_type: Political violence, Demonstrations or Strategic developments, from acled_types.csv.
-- event_type: ACLED event type, from acled_types.csv.
-- sub_event_type: ACLED sub-event type, from acled_types.csv.
-- actor1: Name of the first actor.
-- assoc_actor_1: Names of the other actors, joined by "; ".
-- inter1: ACLED's kind of the first actor, from acled_actors.csv; who demonstrates is Protesters or Rioters.
-- actor2: Name of the first recipient, or of the second actor of what they did to each other.
-- assoc_actor_2: Names of the other recipients, joined by "; ".
-- inter2: ACLED's kind of actor2.
-- interaction: Both kinds, joined by "-"; "only" after one that is alone.
-- civilian_targeting: `Civilian targeting` for violence against civilians, else empty.
-- iso: ISO 3166 numeric code of the country of the place.
-- region: Empty: ACLED has regions of its own.
-- country: Country of the place, by its name in English; empty when unknown.
-- admin1: First-level division of the place; empty when unknown.
-- admin2: Empty: not coded.
-- admin3: Empty: not coded.
-- location: Name of the place; empty where only a country or a region is known, for which ACLED writes its capital.
-- latitude: Degrees north; empty likewise.
-- longitude: Degrees east; empty likewise.
-- geo_precision: 1 for a town or less, 2 for near it or a district, 3 for a province; empty for more.
-- source: Names of the sources that report it, joined by "; ".
-- source_scale: Empty: not coded.
-- notes: The sentence of the surest report.
-- fatalities: People killed, by the highest report; empty when no text gives a number, where ACLED writes 0.
-- tags: `crowd size=` and the number of people in it; empty when no text gives one.
-- timestamp: When the first document that reports it came into the warehouse, in seconds since 1970.
with kinds as (
    select
        happened.event_id,
        side.number,
        case
            -- The forces of a state are external outside its own country.
            when acled_actors.kind = 'State forces' and side.member.country <> happened.place.country
                then 'External/Other forces'
            else acled_actors.kind
        end as kind
    from happened, (values (1, happened.one), (2, happened.two)) as side(number, member)
    left join acled_actors on acled_actors.sector = side.member.sector
),

sided as (
    select
        happened.*,
        one.kind as kind_1,
        two.kind as kind_2,
        case when two.kind = 'Civilians' then 'Civilians' when two.kind is not null then 'armed' end as target
    from happened
    left join kinds as one on one.event_id = happened.event_id and one.number = 1
    left join kinds as two on two.event_id = happened.event_id and two.number = 2
),

typed as (
    select
        sided.* exclude (kind_1),
        acled_types.* exclude (event_type, mode, target, note),
        case
            when acled_types.acled_event_type = 'Protests' and sided.event_type = 'PROTEST' then 'Protesters'
            when acled_types.acled_event_type = 'Riots' then 'Rioters'
            else sided.kind_1
        end as kind_1
    from sided
    join acled_types
        on acled_types.event_type = sided.event_type
        and acled_types.mode is not distinct from sided.mode
        and coalesce(acled_types.target, sided.target, '') = coalesce(sided.target, '')
    where acled_types.acled_event_type is not null
),

numbered as (select kind, min(cast(number as integer)) as number from acled_actors where kind is not null group by kind)

select
    concat(typed.place.country, typed.event_id) as event_id_cnty,
    strftime(typed.occurred_first_on, '%Y-%m-%d') as event_date,
    year(typed.occurred_first_on) as year,
    case
        when typed.occurred_last_on - typed.occurred_first_on < 1 then 1
        when typed.occurred_last_on - typed.occurred_first_on < 7 then 2
        when typed.occurred_last_on - typed.occurred_first_on < 31 then 3
    end as time_precision,
    typed.acled_disorder_type as disorder_type,
    typed.acled_event_type as event_type,
    typed.acled_sub_event_type as sub_event_type,
    typed.one.name as actor1,
    array_to_string(
        list_transform(
            list_slice(
                typed.actors, case when len(typed.recipients) = 0 and typed.two is not null then 3 else 2 end, null
            ),
            lambda member: member.name
        ),
        '; '
    ) as assoc_actor_1,
    typed.kind_1 as inter1,
    typed.two.name as actor2,
    array_to_string(list_transform(typed.recipients[2:], lambda member: member.name), '; ') as assoc_actor_2,
    typed.kind_2 as inter2,
    case
        when typed.kind_1 is not null and typed.kind_2 is not null
            then case
                when coalesce(one.number, 6) <= coalesce(two.number, 6) then typed.kind_1 || '-' || typed.kind_2
                else typed.kind_2 || '-' || typed.kind_1
            end
        when typed.kind_1 is not null and typed.two is null then typed.kind_1 || ' only'
    end as interaction,
    case
        when typed.acled_disorder_type = 'Political violence' and typed.kind_2 = 'Civilians' then 'Civilian targeting'
    end as civilian_targeting,
    countries.numeric as iso,
    null as region,
    countries.name as country,
    typed.place.admin1 as admin1,
    null as admin2,
    null as admin3,
    case when typed.place_precision not in ('country', 'region', 'unknown') then typed.place.name end as location,
    case when typed.place_precision not in ('country', 'region', 'unknown') then typed.place.latitude end as latitude,
    case when typed.place_precision not in ('country', 'region', 'unknown') then typed.place.longitude end as longitude,
    case
        when typed.place_precision in ('exact', 'city') then 1
        when typed.place_precision in ('near', 'district') then 2
        when typed.place_precision = 'province' then 3
    end as geo_precision,
    array_to_string(typed.sources, '; ') as source,
    null as source_scale,
    typed.sentence as notes,
    typed.deaths as fatalities,
    'crowd size=' || typed.size as tags,
    cast(epoch(typed.added_at) as bigint) as timestamp
from typed
left join numbered as one on one.kind = typed.kind_1
left join numbered as two on two.kind = typed.kind_2
left join countries on countries.country = typed.place.country
order by typed.occurred_first_on, typed.event_id
