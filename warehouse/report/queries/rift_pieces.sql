-- What some rifts rest on, the weightiest pieces of each part of each.
select rift_id, part, force, weight, occurred_on, event_id, report_id, document_id, words,
    count(*) over (partition by rift_id, part) as all_pieces
from rift_evidence
semi join (select unnest(cast($rift_ids as varchar[])) as rift_id) using (rift_id)
qualify row_number() over (
    partition by rift_id, part order by abs(weight) desc, occurred_on nulls last, report_id, relation_id
) <= $most_pieces
order by rift_id, part, occurred_on nulls last, abs(weight) desc, report_id, relation_id
