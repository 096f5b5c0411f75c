-- The sources, with what they gave.
select
    sources.source_id,
    sources.name,
    sources.kind,
    sources.country,
    count(documents.document_id) as documents
from sources
left join documents using (source_id)
group by all
order by sources.name, sources.source_id
