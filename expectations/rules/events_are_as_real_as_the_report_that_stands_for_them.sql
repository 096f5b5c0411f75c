-- Whether an event happened, was planned or denied is what the report that stands for it says, unless a person set it right.
select events.event_id, events.factuality, reports.factuality as told
from events
join reports on reports.report_id = events.report_id
anti join corrections
    on corrections.target_table = 'events' and corrections.target_id = events.event_id
    and corrections.target_column = 'factuality'
where events.factuality <> reports.factuality
