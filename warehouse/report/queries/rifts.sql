-- The strongest rifts and thaws.
select
    rift_id, kind, a, b, a_id, b_id, strength, first_on, last_on, turns, material, verbal, documents, independent_documents,
    count(*) over () as all_rifts
from rifts
order by strength desc, first_on nulls last, rift_id
limit $most_rifts
