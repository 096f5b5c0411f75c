-- Which report gives an event its days, its place and its type, and which names its participants most fully.
--
-- Takes told, now.report_participants. Gives dated, event_participants.
create or replace table dated as
select
    event_id,
    arg_min(report_id, row(occurred_basis <> 'stated', position)) as dated_id,
    arg_min(report_id, row(place_id is null, position)) as placed_id,
    arg_min(report_id, row(-confidence, position)) as surest_id
from told
group by event_id;

-- Participants are those of the report that names most in a role, of the earliest of these.
create or replace table taking_part as
select
    told.event_id,
    told.position as report_position,
    participants.*,
    participants.entity_id is not null or participants.country is not null or participants.sector is not null as is_named
from told
join now.report_participants as participants using (report_id);

create or replace table fullest as
select event_id, role, arg_min(report_id, row(-named, report_position)) as report_id
from (
    select
        told.event_id,
        roles.role,
        told.report_id,
        any_value(told.position) as report_position,
        count(*) filter (where taking_part.is_named) as named
    from told
    cross join (values ('actor'), ('recipient')) as roles(role)
    left join taking_part on taking_part.report_id = told.report_id and taking_part.role = roles.role
    group by told.event_id, roles.role, told.report_id
)
group by event_id, role;

insert into fresh.event_participants by name
select
    key_of([taking_part.event_id, taking_part.role, taking_part.position::varchar]) as event_participant_id,
    taking_part.event_id,
    taking_part.role,
    taking_part.position,
    taking_part.report_participant_id,
    taking_part.entity_id,
    taking_part.country,
    taking_part.country_basis,
    taking_part.sector,
    taking_part.secondary_sector
from taking_part
semi join fullest using (event_id, role, report_id);

insert into touched.event_participants
select event_participant_id from before.event_participants semi join touched.events using (event_id)
union
select event_participant_id from fresh.event_participants;
