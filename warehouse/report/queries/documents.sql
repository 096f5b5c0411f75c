-- The documents that hold reports of the events of the page or words of its rifts, with the number of documents that tell the same story.
select
    documents.document_id,
    documents.title,
    documents.source_id,
    documents.published_first_on,
    documents.published_last_on,
    documents.published_basis,
    stories.documents as copies,
    stories.independent_sources,
    stories.story_id
from documents
left join story_documents using (document_id)
left join stories using (story_id)
where documents.document_id in (
    select reports.document_id
    from reports
    join event_reports using (report_id)
    where event_reports.event_id <= $last_id
)
or list_contains($first_ids, documents.document_id)
order by documents.document_id
