-- Which documents are current: of one source and address the last that says something else than the one before it.
-- Identical records of a source are one document, that of the first path, whether under one address or several.
--
-- Takes surveyed (fingerprints of the records among the seeds) and parts.records with the part of each row.
-- Gives outcomes, lined, versions_of_seeds, current_documents, fresh and touched rejections.
create or replace table outcomes as
select records.*
from parts_records as records
semi join surveyed using (fingerprint)
qualify row_number() over (partition by record_id order by is_stored desc, part_documents desc, part) = 1;

create or replace table first_addresses as
select source_id, raw_hash, arg_min(address, path) as address, min(path) as path
from outcomes
where document_id is not null
group by source_id, raw_hash
having count(distinct address) > 1;

create or replace table identical as
select outcomes.record_id, outcomes.source_id, outcomes.path, first_addresses.path as first_path
from outcomes
join first_addresses using (source_id, raw_hash)
where outcomes.address <> first_addresses.address
union all
-- They need not be neighbours in the line of their address: another version may have come between them.
select record_id, source_id, path, first_value(path) over again as first_path
from outcomes
where document_id is not null
window again as (partition by document_id order by path, is_stored desc, record_id)
qualify row_number() over again > 1;

create or replace table lined as
select
    *,
    lag(text_hash) over line as text_before,
    lag(path) over line as path_before,
    row_number() over line as position
from (
    select
        *,
        -- A version is later that was changed, else published, later; of those alike the one whose path comes later.
        coalesce(epoch_us(modified_at), epoch_us(published_first_on::timestamp), -9e18::bigint) as changed_at,
        coalesce(published_first_on, date '0001-01-01') as published_on
    from outcomes
    anti join identical using (record_id)
    where document_id is not null
)
window line as (partition by source_id, address order by changed_at, published_on, path, is_stored desc, record_id);

create or replace table versions_of_seeds as
select * exclude (text_before, path_before, position),
    row_number() over (partition by source_id, address order by position) as version,
    row_number() over (partition by source_id, address order by position desc) = 1 as is_current
from lined
where text_before is distinct from text_hash;

create or replace table current_documents as
select document_id, fingerprint, part, path from versions_of_seeds where is_current;

create or replace table duplicates as
select path, source_id, path || ': the same text as ' || path_before || ' at the same address; keep one of them' as detail
from lined
where text_before = text_hash
union all
select path, source_id, path || ': the same record as ' || first_path || '; keep one of them' from identical;

insert into fresh.rejections by name
select rejection_id, path, source_id, reason, detail from (
    select * from rejected_before_reading
    union all by name
    select rejections.* from parts.rejections as rejections semi join outcomes using (rejection_id)
    union all by name
    select key_of([path, 'duplicate']) as rejection_id, path, source_id, 'duplicate' as reason, detail from duplicates
)
qualify row_number() over (partition by rejection_id order by detail) = 1;

insert into touched.rejections
select rejection_id from before.rejections union select rejection_id from fresh.rejections;
