-- The weightiest piece of each part of some rifts.
select
    rift_evidence.rift_id, rift_evidence.part, rift_evidence.occurred_on, rift_evidence.event_id, rift_evidence.report_id,
    rift_evidence.words, sources.name as source, documents.url, documents.path
from rift_evidence
semi join (select unnest(cast($rift_ids as varchar[])) as rift_id) using (rift_id)
left join documents using (document_id)
left join sources using (source_id)
where rift_evidence.words is not null
qualify row_number() over (
    partition by rift_evidence.rift_id, rift_evidence.part
    order by abs(rift_evidence.weight) desc, rift_evidence.occurred_on nulls last, rift_evidence.report_id, rift_evidence.relation_id
) = 1
order by rift_evidence.rift_id, rift_evidence.part
