-- The reports to be linked anew: those of documents that changed or whose participants did.
--
-- Takes retold_documents, now.reports, now.report_participants, now.mentions, now.documents, raw.chained_reports,
-- raw.named_places. Gives reports_to_link, of the documents in linked_documents, which has some of them at a time.
insert into touched.tellings
select report_id from before.tellings semi join retold_documents using (document_id);

create or replace table linked_documents (document_id varchar);

create or replace view reports_to_link as
with participants as (
    select
        of_report.report_id,
        list({
            'key': of_report.report_participant_id,
            'role': of_report.role,
            'entity_id': of_report.entity_id,
            'country': of_report.country,
            'country_basis': of_report.country_basis,
            'sector': of_report.sector,
            'secondary_sector': of_report.secondary_sector,
            'words': case when mentions.kind <> 'pronoun' then mentions.mention end
        } order by of_report.role, of_report.position) as participants
    from now.report_participants as of_report
    semi join linked_documents using (document_id)
    left join now.mentions as mentions on mentions.mention_id = of_report.mention_id
    group by of_report.report_id
),

places as (
    select distinct on (document_id, place_id) document_id, place_id, name, country, admin1, latitude, longitude
    from raw.named_places semi join linked_documents using (document_id)
    order by document_id, place_id, name, latitude, longitude
)

select
    reports.report_id,
    reports.document_id,
    reports.document_id as source,
    coalesce(chained.chain_id, reports.report_id) as chain_id,
    coalesce(chained.lemma, lower(reports.trigger)) as lemma,
    coalesce(chained.acts, []) as acts,
    chained.wording,
    reports.trigger_start,
    reports.event_type,
    reports.mode,
    reports.factuality,
    reports.confidence,
    reports.is_mutual,
    reports.deaths,
    reports.injured,
    reports.arrested,
    reports.occurred_first_on,
    reports.occurred_last_on,
    reports.occurred_precision,
    reports.occurred_basis,
    reports.place_id,
    reports.place_precision,
    reports.place_basis,
    places.name as place,
    places.country as place_country,
    places.admin1,
    places.latitude,
    places.longitude,
    participants.participants
from now.reports as reports
semi join linked_documents using (document_id)
left join raw.chained_reports as chained using (report_id)
left join places on places.document_id = reports.document_id and places.place_id = reports.place_id
left join participants using (report_id);
