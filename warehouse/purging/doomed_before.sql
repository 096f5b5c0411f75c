-- The same for a release of before, whose events are what sentences tell and whose incidents are what happened.
create table doomed_document_id as select document_id as value from forgotten;

create table doomed_report_id as select null::varchar as value where false;

create table doomed_event_id as
select event_id as value from events semi join forgotten using (document_id);

create table doomed_report_participant_id as select null::varchar as value where false;

create table doomed_incident_id as
select incident_id as value from incidents
anti join (select incident_id from events anti join forgotten using (document_id)) as told using (incident_id);

create table doomed_story_id as select null::varchar as value where false;

create table touched_event_id as select value from doomed_event_id;

create table retold as
select null::varchar as event_id, null::varchar as report_id, 0 as reports, 0 as documents where false;

create table represented as select null::varchar as story_id, null::varchar as representative_id where false;
