-- Every report tells an event.
select report_id, factuality from reports anti join event_reports using (report_id)
