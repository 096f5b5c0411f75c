-- What goes from a release when documents are forgotten: keys by column, and rows that stay with other values.
--
-- Takes forgotten (document_id) and the tables of the release. Every table doomed_<column> has one column, value.
-- A run that died on its way is taken up again: events are known by having no report left, whoever removed it.
create table reports_left as
select report_id, document_id from reports anti join forgotten using (document_id);

create table doomed_document_id as select document_id as value from forgotten;

create table doomed_report_id as
select report_id as value from reports semi join forgotten using (document_id);

create table links_left as
select event_id, report_id, position, document_id from event_reports join reports_left using (report_id);

create table doomed_event_id as
select event_id as value from events anti join links_left using (event_id);

create table doomed_report_participant_id as
select report_participant_id as value from event_participants
where report_participant_id not in (
    select report_participant_id from report_participants semi join reports_left using (report_id)
);

create table retold as
select
    event_id,
    case
        when any_value(events.report_id) in (select report_id from reports_left) then any_value(events.report_id)
        else min_by(links_left.report_id, links_left.position)
    end as report_id,
    count(*) as reports,
    count(distinct document_id) as documents
from events join links_left using (event_id)
group by event_id
having count(*) <> any_value(events.reports);

create table touched_event_id as
select event_id as value from retold union select value from doomed_event_id
union select event_id from event_reports join doomed_report_id on report_id = value;

create table doomed_incident_id as select null::varchar as value where false;

create table doomed_story_id as
select story_id as value from stories
anti join (select story_id from story_documents anti join forgotten using (document_id)) as told using (story_id);

create table represented as
select stories.story_id, min(story_documents.document_id) as representative_id
from stories
join story_documents using (story_id)
anti join forgotten on forgotten.document_id = story_documents.document_id
where stories.representative_id in (select document_id from forgotten)
group by stories.story_id;
