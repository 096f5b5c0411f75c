-- Every event comes from a document that no later version supersedes.
select events.event_id, events.document_id
from events
join documents using (document_id)
where not documents.is_current
