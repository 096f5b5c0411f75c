-- What was read of each source, held in another language, superseded or rejected, and why. One row per source, state and detail.
--
-- source_id: Key of sources; null where a version before 0.3 rejected the files.
-- source: Name of the source; null where its key is.
-- state: `coded`, `no event`, `other language`, `superseded` or `rejected`, as in `coverage`.
-- detail: Language of documents, reason of rejections; null for superseded versions.
-- documents: How many documents, versions or rejected files and records.
with told as (
    select documents.source_id, coverage.state, coverage.language as detail
    from coverage
    join documents using (document_id)
    union all
    select source_id, 'superseded', null from document_versions where not is_current
    union all
    select source_id, 'rejected', reason from rejections
)

select told.source_id, sources.name as source, told.state, told.detail, count(*) as documents
from told
left join sources using (source_id)
group by all
