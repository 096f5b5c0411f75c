-- The reports of an event are as many as it says, and stand for it in the order of their places from 0.
select events.event_id, events.reports, count(event_reports.report_id) as found
from events
left join event_reports using (event_id)
group by events.event_id, events.reports, events.report_id
having found <> events.reports
    or max(event_reports.position) <> events.reports - 1
    or count(distinct event_reports.position) <> events.reports
    or not bool_or(event_reports.report_id is not distinct from events.report_id)
