-- A report that is not actual is an event of its own.
select reports.report_id, reports.factuality, events.event_id
from reports
join event_reports using (report_id)
join events using (event_id)
where events.reports > 1 and reports.factuality <> 'actual'
