-- The reports of the events of the page: of each event the one that stands for it, then the earliest others.
select
    events.event_id,
    reports.report_id,
    reports.document_id,
    reports.event_type,
    reports.mode,
    reports.factuality,
    reports.asserted_by,
    reports.occurred_first_on,
    reports.occurred_last_on,
    reports.occurred_basis,
    reports.deaths,
    reports.injured,
    reports.arrested,
    reports.size,
    round(100 * reports.confidence) as percent
from events
join event_reports using (event_id)
join reports on reports.report_id = event_reports.report_id
where events.event_id <= $last_id
qualify row_number() over (
    partition by events.event_id order by reports.report_id <> events.report_id, event_reports.position
) <= $most_reports
order by events.event_id, reports.report_id <> events.report_id, event_reports.position
