-- The reports to be linked anew: those of documents that changed or whose participants did.
--
-- Takes retold_documents, now.reports, now.report_participants, now.entities, raw.introductions.
-- Gives reports_to_link, of the documents in linked_documents, which has some of them at a time.
insert into touched.tellings
select report_id from before.tellings semi join retold_documents using (document_id);

create or replace table kinds as
select entity_id, kind from now.entities
union all
select entity_id, kind from raw.introductions semi join retold_documents using (document_id) where is_own;

create or replace table linked_documents (document_id varchar);

create or replace view reports_to_link as
with participants as (
    select
        of_report.report_id,
        list({
            'role': of_report.role,
            'entity_id': of_report.entity_id,
            'country': of_report.country,
            'sector': of_report.sector,
            'is_ground': coalesce(kinds.kind in ('place', 'facility'), false)
        } order by of_report.role, of_report.position) as participants
    from now.report_participants as of_report
    semi join linked_documents using (document_id)
    left join kinds on kinds.entity_id = of_report.entity_id
    group by of_report.report_id
)

select
    reports.report_id,
    reports.document_id,
    coalesce(chained_reports.chain_id, reports.report_id) as chain_id,
    reports.trigger_start,
    reports.trigger,
    reports.event_type,
    reports.mode,
    reports.factuality,
    reports.place_id,
    reports.place_precision,
    reports.deaths,
    reports.occurred_basis,
    reports.occurred_first_on as first_on,
    reports.occurred_last_on as last_on,
    participants.participants
from now.reports as reports
semi join linked_documents using (document_id)
left join raw.chained_reports as chained_reports using (report_id)
left join participants using (report_id);
