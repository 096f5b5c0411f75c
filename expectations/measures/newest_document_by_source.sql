-- Days from the newest document of each source to the start of the run.
select
    source_id as subject,
    date_diff('day', max(published_last_on), (select max(started_at)::date from runs)) as value,
    count(*) as size
from documents
where published_last_on is not null
group by source_id
