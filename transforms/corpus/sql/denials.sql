-- Denials that may speak of an event, by its type and one of its actors; and which events are weighed anew for them.
--
-- Takes pieces, all_event_reports, remade_events, corrected_events, now.reports, now.report_participants, now.quotes,
-- now.story_documents, before.story_documents.
-- Gives denying_quotes, denials, weighed_events, touched.events, told: every report of the events to be made anew.
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

create or replace table recopied_documents as
select document_id
from now.story_documents as held
full join before.story_documents as old using (document_id)
where held.original_id is distinct from old.original_id;

-- A correction that is gone since the release before asks for its row as one that stands does.
insert into corrected_events
select target_id from before.corrections;

-- An event is weighed anew when its reports change, when a denial that may speak of it comes or goes, or when
-- a document that tells it becomes a copy of another one.
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
where reports.factuality = 'actual'
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
    and event_id in (select event_id from all_event_reports)
union
select event_id from before.number_claims
where number_claim_id in (select target_id from corrected_events)
    and event_id in (select event_id from all_event_reports)
union
select event_id from before.event_parts
where event_part_id in (select target_id from corrected_events)
    and event_id in (select event_id from all_event_reports)
union
-- What a copy says counts as said by its original.
select events.event_id
from all_event_reports as events
join now.reports as reports on reports.report_id = events.report_id
semi join recopied_documents on recopied_documents.document_id = reports.document_id;

insert into touched.events
select event_id from remade_events union select event_id from weighed_events;

create or replace table told as
select
    events.event_id,
    events.position,
    voice_of(documents.agency, documents.source_id) as voice,
    coalesce(story_documents.original_id, documents.document_id) as dispatch_id,
    documents.published_first_on,
    documents.published_last_on,
    reports.*
from all_event_reports as events
semi join weighed_events using (event_id)
join now.reports as reports using (report_id)
join now.documents as documents on documents.document_id = reports.document_id
left join now.story_documents as story_documents on story_documents.document_id = documents.document_id;
