-- Every address has exactly one current version.
select
    min(document_id) as document_id,
    source_id,
    address,
    count(*) filter (where is_current) as current_versions
from document_versions
group by source_id, address
having current_versions <> 1
