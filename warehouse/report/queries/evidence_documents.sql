-- Whole documents until their bytes reach a limit: those on which rifts rest, then some of every source and month.
with given as (
    select reports.document_id, count(*) as reports
    from reports
    join event_reports using (report_id)
    where event_reports.event_id <= $last_id
    group by reports.document_id
),

placed as (
    select
        documents.document_id,
        documents.path,
        documents.url,
        documents.text,
        strlen(concat(documents.text, documents.path, documents.url)) + given.reports * $bytes_per_report as bytes,
        first.document_id is null as is_later,
        row_number() over (
            partition by documents.source_id, date_trunc('month', documents.published_first_on)
            order by documents.document_id
        ) as place
    from documents
    join given using (document_id)
    left join (select distinct unnest(cast($first_ids as varchar[])) as document_id) as first using (document_id)
),

summed as (
    select *, sum(bytes) over (order by is_later, place, document_id rows unbounded preceding) as total
    from placed
    where bytes <= $largest_bytes
)

select document_id, path, url, text from summed where total <= $most_bytes order by document_id
