-- The documents that hold reports of events, with the number of documents that tell the same story.
select
    documents.document_id,
    documents.title,
    documents.source_id,
    documents.published_first_on,
    documents.published_last_on,
    documents.published_basis,
    stories.documents as copies,
    stories.independent_sources
from documents
left join story_documents using (document_id)
left join stories using (story_id)
where documents.document_id in (select document_id from reports)
order by documents.document_id
