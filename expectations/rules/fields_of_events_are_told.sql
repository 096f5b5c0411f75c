-- Type, factuality, days, place, numbers and parties of an event are those of a report of it, unless a person has set them right.
--
-- Until the next build, a release from which a document was forgotten may keep what that told.
with lacking as (
    select
        events.event_id,
        unnest([
            case when not bool_or(reports.event_type = events.event_type) then 'event_type' end,
            case when not bool_or(reports.factuality = events.factuality) then 'factuality' end,
            case
                when not bool_or(
                    reports.occurred_first_on is not distinct from events.occurred_first_on
                    and reports.occurred_last_on is not distinct from events.occurred_last_on
                ) and (any_value(events.occurred_first_on) is not null or any_value(events.occurred_last_on) is not null)
                    then 'occurred'
            end,
            case
                when any_value(events.place_id) is not null and not coalesce(bool_or(reports.place_id = events.place_id), false)
                    then 'place_id'
            end
        ]) as field
    from changed.events as events
    join event_reports on event_reports.event_id = events.event_id
    join reports on reports.report_id = event_reports.report_id
    group by events.event_id
    union all
    select numbers.event_id, numbers.kind
    from (select event_id, deaths, injured, arrested, size from changed.events)
    unpivot (number for kind in (deaths, injured, arrested, size)) as numbers
    anti join number_claims as claims on claims.event_id = numbers.event_id and claims.kind = numbers.kind and claims.is_latest
    union all
    select members.event_id, members.role
    from event_participants as members
    semi join changed.events as events on events.event_id = members.event_id
    join report_participants using (report_participant_id)
    anti join event_reports as links
        on links.event_id = members.event_id and links.report_id = report_participants.report_id
),

corrected as (
    select
        target_id as event_id,
        case when starts_with(target_column, 'occurred_') then 'occurred' else target_column end as field
    from corrections
    where target_table = 'events' and state = 'applied'
)

select event_id, field
from lacking
anti join corrected using (event_id, field)
where field is not null
    and not exists (
        select 1 from tombstones
        where is_forgotten and run_id = (select run_id from runs order by release desc limit 1)
    )
