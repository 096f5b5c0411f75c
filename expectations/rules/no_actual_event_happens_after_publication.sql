-- No actual event happens after the last day on which its document may have been published.
select events.event_id, events.occurred_first_on, events.occurred_last_on, documents.published_last_on
from events
join documents using (document_id)
where events.factuality = 'actual'
    and greatest(events.occurred_first_on, events.occurred_last_on) > documents.published_last_on
