-- The line of versions of each document, those of earlier releases first, and what is gone.
--
-- Takes versions_of_seeds and the tables of history of the release before; run_id is the run under way.
-- Gives document_versions and tombstones, both of which depend on the path of builds.
create or replace table old_versions as
select old.*, coalesce(old.text, documents.text) as words
from before.document_versions as old
left join before.documents as documents using (document_id)
anti join versions_of_seeds as seeds on seeds.document_id = old.document_id
semi join versions_of_seeds as line on line.source_id = old.source_id and line.address = old.address;

create or replace table line_of_versions as
select
    document_id, source_id, address, path, title, published_first_on, modified_at, words as text, run_id,
    version as place, false as is_of_seeds
from old_versions
-- A version that was saved again with the same text is the one that stands among the seeds.
where not exists (
    select 1 from versions_of_seeds as seeds
    where seeds.source_id = old_versions.source_id and seeds.address = old_versions.address
        and seeds.text_hash = key_of([old_versions.words])
)
union all
select
    seeds.document_id, seeds.source_id, seeds.address, seeds.path, seeds.title, seeds.published_first_on,
    seeds.modified_at, any_value(superseded.text), coalesce(any_value(old.run_id), any_value(runs.run_id)),
    seeds.version, true
from versions_of_seeds as seeds
cross join (select run_id from this_run) as runs
left join before.document_versions as old on old.document_id = seeds.document_id
left join (
    -- Texts are read of superseded versions alone; those of current ones stand in documents.
    select document_id, text from parts.documents
    where document_id in (select document_id from versions_of_seeds where not is_current)
) as superseded on superseded.document_id = seeds.document_id
group by all;

insert into fresh.document_versions by name
select
    document_id,
    source_id,
    address,
    path,
    title,
    published_first_on,
    modified_at,
    row_number() over line as version,
    lag(document_id) over line as supersedes_id,
    lead(document_id) over line is null as is_current,
    case when lead(document_id) over line is not null then text end as text,
    run_id
from line_of_versions
window line as (partition by source_id, address order by is_of_seeds, place);

insert into touched.document_versions
select document_id from before.document_versions union select document_id from fresh.document_versions;

insert into fresh.tombstones by name
select
    old.document_id,
    any_value(old.source_id) as source_id,
    any_value(old.path) as path,
    'withdrawn' as reason,
    false as is_forgotten,
    count(reports.report_id) as reports,
    (select run_id from this_run) as run_id
from before.documents as old
semi join gone_documents using (document_id)
anti join fresh.document_versions as versions on versions.document_id = old.document_id
left join before.reports as reports on reports.document_id = old.document_id
group by old.document_id;

insert into touched.tombstones
select document_id from before.tombstones where not is_forgotten and document_id in (select document_id from current_documents)
union
select document_id from fresh.tombstones;
