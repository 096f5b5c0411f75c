-- Documents of which no earlier version was there at a release, or that were published on a day or later.
select documents.document_id
from documents
join document_versions using (document_id)
where $since_day is null and not exists (
    from document_versions as earlier
    join runs using (run_id)
    where earlier.address = document_versions.address and earlier.source_id = document_versions.source_id
        and runs.release <= $since_release
)
union
select document_id from documents where $since_day is not null and published_first_on >= $since_day
