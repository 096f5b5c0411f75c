-- The variants that are clustered anew: those touched, and the components of before that hold them or what they are
-- linked with. Of each block those that are the fullest are compared with all.
--
-- Takes touched_variants, current_variants, blocks_now, met, before.variants, now.tellings. Gives linked_variants,
-- linked_pairs.
create or replace table loose_components as
select distinct component_id from before.variants
where variant_id in (select variant_id from touched_variants union select variant_id from met);

create or replace table linked_variants as
select variant_id from current_variants where component_id is null
union
select variant_id from current_variants semi join loose_components using (component_id);

create or replace table linked_blocks as
select distinct block from blocks_now semi join linked_variants using (variant_id);

create or replace table linked_members as
select block, variant_id, is_hub from (
    select
        block,
        variant_id,
        row_number() over (partition by block order by fullness desc, variant_id) <= 24 as is_hub
    from blocks_now semi join linked_blocks using (block)
)
semi join linked_variants using (variant_id);

create or replace table linked_ids as
select distinct least(one.variant_id, other.variant_id) as one_id, greatest(one.variant_id, other.variant_id) as other_id
from linked_members as one
join linked_members as other
    on other.block = one.block and other.variant_id <> one.variant_id
where one.is_hub;

create or replace table linked_documents_of as
select variant_id, list_sort(list_distinct(list(document_id)))[:20] as documents
from now.tellings semi join linked_variants using (variant_id)
group by variant_id;

create or replace view linked_pairs as
select
    ids.one_id, ids.other_id, one.sketch as one_sketch, other.sketch as other_sketch,
    one_told.documents as one_documents, other_told.documents as other_documents
from linked_ids as ids
join current_variants as one on one.variant_id = ids.one_id
join current_variants as other on other.variant_id = ids.other_id
join linked_documents_of as one_told on one_told.variant_id = ids.one_id
join linked_documents_of as other_told on other_told.variant_id = ids.other_id;
