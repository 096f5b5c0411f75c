-- Variants that are to be compared anew with their blocks: those touched, and those that became one of the fullest of
-- a block with which all others are compared, or ceased to be.
--
-- Takes touched_variants, standing_variants, current_variants, blocks_now, blocks_before, now.tellings.
-- Gives turned_variants, turned_pairs.
create or replace table affected_blocks as
select distinct block from blocks_now semi join touched_variants using (variant_id)
union
select distinct block from blocks_before semi join touched_variants using (variant_id);

create or replace table hubs_now as
select block, variant_id from blocks_now semi join affected_blocks using (block)
qualify row_number() over (partition by block order by fullness desc, variant_id) <= 24;

create or replace table hubs_before as
select block, variant_id from blocks_before semi join affected_blocks using (block)
qualify row_number() over (partition by block order by fullness desc, variant_id) <= 24;

create or replace table turned_variants as
select variant_id from standing_variants
union
select variant_id from (
    (from hubs_now anti join hubs_before using (block, variant_id))
    union all
    (from hubs_before anti join hubs_now using (block, variant_id))
)
semi join current_variants using (variant_id);

create or replace table turned_blocks as
select distinct block from blocks_now semi join turned_variants using (variant_id);

create or replace table turned_members as
select
    block,
    variant_id,
    row_number() over (partition by block order by fullness desc, variant_id) <= 24 as is_hub,
    variant_id in (select variant_id from turned_variants) as is_turned
from blocks_now semi join turned_blocks using (block);

create or replace table turned_ids as
select distinct least(one.variant_id, other.variant_id) as one_id, greatest(one.variant_id, other.variant_id) as other_id
from turned_members as one
join turned_members as other
    on other.block = one.block and other.variant_id <> one.variant_id and (one.is_hub or other.is_hub)
where one.is_turned;

create or replace table turned_documents as
select variant_id, list_sort(list_distinct(list(document_id)))[:20] as documents
from now.tellings
where variant_id in (select one_id from turned_ids union select other_id from turned_ids)
group by variant_id;

create or replace view turned_pairs as
select
    ids.one_id, ids.other_id, one.sketch as one_sketch, other.sketch as other_sketch,
    one_told.documents as one_documents, other_told.documents as other_documents
from turned_ids as ids
join current_variants as one on one.variant_id = ids.one_id
join current_variants as other on other.variant_id = ids.other_id
join turned_documents as one_told on one_told.variant_id = ids.one_id
join turned_documents as other_told on other_told.variant_id = ids.other_id;
