-- Share of the files and records of each source that are rejected.
select source_id as subject, avg(is_rejected) as value, count(*) as size
from (
    select source_id, 1 as is_rejected from rejections where source_id is not null
    union all
    select source_id, 0 from documents
)
group by source_id
