-- Documents of each source, and their reports.
select subject, count(*) as value, count(*) as size
from (
    select concat('documents of ', source_id) as subject from documents
    union all
    select concat('reports of ', source_id) from reports join documents using (document_id)
)
group by subject
