-- Rifts and thaws whose turns, or whose baseline, only new documents tell; of two sides the strongest.
with fresh as (select unnest(cast($new_documents as varchar[])) as document_id),

parts as (
    select
        rift_evidence.rift_id,
        rift_evidence.part,
        bool_and(coalesce(fresh.document_id is not null, false)) as is_fresh
    from rift_evidence
    left join fresh using (document_id)
    where rift_evidence.part in ('baseline', 'turn')
    group by rift_evidence.rift_id, rift_evidence.part
),

found as (
    select *, count(*) over (partition by kind, a_id, b_id) - 1 as others
    from rifts
    where rift_id in (select rift_id from parts where is_fresh)
    qualify row_number() over (partition by kind, a_id, b_id order by strength desc, first_on, rift_id) = 1
)

select rift_id, kind, a, b, strength, first_on, last_on, turns, independent_documents, others, count(*) over () as all_rifts
from found
order by strength desc, first_on nulls last, rift_id
limit $most
