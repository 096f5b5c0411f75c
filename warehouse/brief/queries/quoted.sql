-- The words of some events.
select events_flat.event_id, events_flat.sentence, events_flat.source, events_flat.url, events_flat.report_id, documents.path
from events_flat
join documents using (document_id)
semi join (select unnest(cast($event_ids as varchar[])) as event_id) as chosen on chosen.event_id = events_flat.event_id
