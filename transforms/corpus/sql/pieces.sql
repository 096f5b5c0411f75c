-- Pieces: the reports of variants that tell one event; those that a retold document touches.
--
-- Takes now.tellings, now.variants, before.tellings, before.variants, fresh.variants, touched.variants, now.documents,
-- before.event_reports.
-- Gives pieces, event_reports, remade_events, all_event_reports.
create or replace table affected_joins as
select distinct joined_by from fresh.variants
union
select distinct joined_by from before.variants semi join touched.variants using (variant_id);

create or replace table members as
select
    variants.joined_by,
    tellings.report_id,
    documents.published_first_on,
    row_number() over (
        partition by variants.joined_by order by documents.published_first_on nulls last, tellings.report_id
    ) - 1 as position
from now.tellings as tellings
join now.variants as variants using (variant_id)
semi join affected_joins using (joined_by)
join now.documents as documents on documents.document_id = tellings.document_id;

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
join before.variants as variants using (variant_id)
semi join affected_joins on affected_joins.joined_by = variants.joined_by
union
select report_id from fresh.event_reports;

create or replace table remade_events as
select distinct event_id from before.event_reports semi join touched.event_reports using (report_id)
union
select event_id from pieces;

create or replace table all_event_reports as
select report_id, event_id, position from before.event_reports anti join touched.event_reports using (report_id)
union all
select report_id, event_id, position from fresh.event_reports;
