-- What the engine tells of a document, a language model that reads the document too tells as well.
-- within documents
-- only warns
select reports.report_id, reports.trigger, reports.event_type, reports.factuality
from reports
semi join (select document_id from reports where starts_with(rule, 'llm:')) as told using (document_id)
where not starts_with(reports.rule, 'llm:')
