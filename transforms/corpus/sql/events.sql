-- Events with their reports, participants and assertions, of every piece that a changed document touches.
--
-- Takes now.tellings, touched.tellings, now.reports, now.report_participants, now.documents, now.quotes.
-- Gives fresh and touched rows of event_reports, event_participants, assertions, events.

-- 1. Pieces: reports joined by one agreement.
create or replace table affected_joins as
select distinct joined_by from fresh.tellings
union
select distinct joined_by from before.tellings semi join touched.tellings using (report_id);

create or replace table members as
select
    tellings.joined_by,
    tellings.report_id,
    reports.document_id,
    documents.source_id,
    documents.published_first_on,
    documents.published_last_on,
    row_number() over (
        partition by tellings.joined_by order by documents.published_first_on nulls last, tellings.report_id
    ) - 1 as position
from now.tellings as tellings
semi join affected_joins using (joined_by)
join now.reports as reports using (report_id)
join now.documents as documents on documents.document_id = reports.document_id;

create or replace table pieces as
select joined_by, key_of(['event', report_id]) as event_id, report_id as earliest_id from members where position = 0;

insert into fresh.event_reports by name
select members.report_id, pieces.event_id, members.position
from members
join pieces using (joined_by);

insert into touched.event_reports
select event_reports.report_id
from before.event_reports as event_reports
join before.tellings as tellings using (report_id)
semi join affected_joins on affected_joins.joined_by = tellings.joined_by
union
select report_id from fresh.event_reports;

create or replace table remade_events as
select distinct event_id from before.event_reports semi join touched.event_reports using (report_id)
union
select event_id from pieces;

-- 2. Denials of other documents and sentences that may speak of an event, by its type and one of its actors.
create or replace table denying_quotes as
select quote_id from now.quotes where act = 'denies';

create or replace table denials as
select distinct
    reports.report_id,
    reports.document_id,
    reports.event_type,
    participants.entity_id as actor_id,
    reports.occurred_basis,
    reports.occurred_first_on,
    reports.occurred_last_on
from now.reports as reports
join now.report_participants as participants
    on participants.report_id = reports.report_id and participants.role = 'actor' and participants.entity_id is not null
where reports.factuality = 'denied'
    or (reports.factuality <> 'actual' and reports.quote_id in (select quote_id from denying_quotes));

create or replace table denied_before as
select distinct reports.event_type, participants.entity_id as actor_id
from before.reports as reports
semi join retold_documents using (document_id)
join before.report_participants as participants
    on participants.report_id = reports.report_id and participants.role = 'actor' and participants.entity_id is not null
where reports.factuality <> 'actual';

create or replace table denied_now as
select distinct event_type, actor_id from denials
semi join retold_documents using (document_id)
union
select event_type, actor_id from denied_before;

create or replace table all_event_reports as
select report_id, event_id, position from before.event_reports anti join touched.event_reports using (report_id)
union all
select report_id, event_id, position from fresh.event_reports;

-- An event is weighed anew when its reports change, or when a denial that may speak of it comes or goes.
create or replace table weighed_events as
select event_id from pieces
union
select events.event_id
from all_event_reports as events
join now.reports as reports on reports.report_id = events.report_id
join now.report_participants as participants
    on participants.report_id = reports.report_id and participants.role = 'actor'
semi join denied_now
    on denied_now.event_type = reports.event_type and denied_now.actor_id = participants.entity_id
where events.position = 0 and reports.factuality = 'actual'
union
select event_id from all_event_reports
where event_id in (select target_id from corrected_events) or report_id in (select target_id from corrected_events)
union
select event_id from before.event_participants
where event_participant_id in (select target_id from corrected_events)
    and event_id in (select event_id from all_event_reports)
union
select event_id from before.assertions
where assertion_id in (select target_id from corrected_events)
    and event_id in (select event_id from all_event_reports);

insert into touched.events
select event_id from remade_events union select event_id from weighed_events;

create or replace table told as
select
    events.event_id,
    events.position,
    documents.source_id,
    documents.published_first_on,
    documents.published_last_on,
    reports.*
from all_event_reports as events
semi join weighed_events using (event_id)
join now.reports as reports using (report_id)
join now.documents as documents on documents.document_id = reports.document_id;

-- 3. Participants: those of the report that names most in a role, of the earliest of these.
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

-- 4. Assertions: each report of an actual event, and the denials that may speak of it.
create or replace table recipients as
select report_id, list(distinct entity_id) as entity_ids
from now.report_participants
where role = 'recipient' and entity_id is not null and (
    report_id in (select report_id from denials) or report_id in (select report_id from told where position = 0)
)
group by report_id;

create or replace table first_told as
select told.*, recipients.entity_ids as recipient_ids from told left join recipients using (report_id)
where told.position = 0 and told.factuality = 'actual';

create or replace table dated as
select
    event_id,
    arg_min(report_id, row(occurred_basis <> 'stated', position)) as dated_id,
    arg_min(report_id, row(place_id is null, position)) as placed_id,
    arg_min(report_id, row(-confidence, position)) as surest_id
from told
group by event_id;

create or replace table denied as
select distinct first_told.event_id, denials.report_id
from first_told
join now.report_participants as actors on actors.report_id = first_told.report_id and actors.role = 'actor'
join denials on denials.event_type = first_told.event_type and denials.actor_id = actors.entity_id
join dated on dated.event_id = first_told.event_id
join told as days on days.report_id = dated.dated_id
left join recipients as denied_recipients on denied_recipients.report_id = denials.report_id
where (
        first_told.recipient_ids is null
        or denied_recipients.entity_ids is null
        or list_has_any(first_told.recipient_ids, denied_recipients.entity_ids)
    )
    and (
        (
            denials.document_id = first_told.document_id
            and (denials.occurred_first_on is null or denials.occurred_basis <> 'stated')
        )
        or (denials.occurred_first_on <= days.occurred_last_on and days.occurred_first_on <= denials.occurred_last_on)
    );

insert into fresh.assertions by name
select key_of([event_id, report_id]) as assertion_id, event_id, report_id, min(stance) as stance
from (
    select told.event_id, told.report_id,
        case when told.quote_id in (select quote_id from denying_quotes) then 'denies' else 'asserts' end as stance
    from told
    semi join first_told using (event_id)
    union all
    select event_id, report_id, 'denies' from denied
)
group by event_id, report_id;

insert into touched.assertions
select assertion_id from before.assertions semi join touched.events using (event_id)
union
select assertion_id from fresh.assertions;

create or replace table spoken as
select
    assertions.event_id,
    assertions.report_id,
    assertions.stance,
    reports.asserted_by in ('actor', 'recipient') as is_party,
    documents.source_id,
    coalesce(story_documents.story_id, documents.document_id) as story_id,
    case
        when reports.quote_id is null then 'source ' || documents.source_id
        else 'speaker ' || coalesce(quotes.speaker_id, quotes.speaker, '')
    end as claimant
from fresh.assertions as assertions
join now.reports as reports using (report_id)
join now.documents as documents on documents.document_id = reports.document_id
left join now.quotes as quotes on quotes.quote_id = reports.quote_id
left join now.story_documents as story_documents on story_documents.document_id = documents.document_id;

create or replace table weights as
select
    event_id,
    least(
        count(distinct source_id) filter (where stance = 'asserts' and not is_party),
        count(distinct story_id) filter (where stance = 'asserts' and not is_party)
    ) as independent_sources,
    -- Somebody asserts it and somebody else denies it.
    count(*) filter (where stance = 'asserts') > 0
        and count(*) filter (where stance = 'denies') > 0
        and count(distinct claimant) > 1 as has_rival_claims
from spoken
group by event_id;

-- 5. Events.
create or replace table gathered as
select
    event_id,
    count(*) as reports,
    count(distinct document_id) as documents,
    count(distinct source_id) filter (where asserted_by not in ('actor', 'recipient')) as sources,
    min(published_first_on) as first_published_on,
    max(published_last_on) as last_published_on,
    max(deaths) as deaths,
    max(injured) as injured,
    max(arrested) as arrested,
    max(size) as size,
    max(confidence) as confidence
from told
group by event_id;

insert into fresh.events by name
select
    gathered.event_id,
    surest.event_type,
    surest.mode,
    surest.contexts,
    surest.cameo_root,
    surest.quad_class,
    surest.score,
    surest.factuality,
    surest.certainty,
    -- Who is told to be struck makes it one-sided.
    surest.is_mutual and gathered.event_id not in (
        select event_id from fresh.event_participants where role = 'recipient'
    ) as is_mutual,
    days.occurred_first_on,
    days.occurred_last_on,
    days.occurred_precision,
    days.occurred_basis,
    placed.place_id,
    placed.place_precision,
    placed.place_basis,
    gathered.deaths,
    gathered.injured,
    gathered.arrested,
    gathered.size,
    surest.report_id,
    gathered.reports,
    gathered.documents,
    coalesce(weights.independent_sources, gathered.sources) as independent_sources,
    coalesce(weights.has_rival_claims, false) as has_rival_claims,
    gathered.first_published_on,
    gathered.last_published_on,
    gathered.confidence
from gathered
join dated using (event_id)
join told as surest on surest.report_id = dated.surest_id
join told as days on days.report_id = dated.dated_id
join told as placed on placed.report_id = dated.placed_id
left join weights using (event_id);
