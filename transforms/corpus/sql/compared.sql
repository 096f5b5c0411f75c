-- The pairs of members of blocks that are to be compared, some variants at a time.
--
-- Takes members, current_variants, now.tellings, linked_reports (report_id, other_id, is_same: what people say of two
-- reports). Gives compared_variants, numbered in the order of their keys,
-- component_numbers, paired: the members of blocks by number, bound: what people say of two variants, and the view pairs, those of the variable `batch`.
create or replace table compared_variants as
select variant_id, (row_number() over (order by variant_id) - 1)::integer as place
from (select distinct variant_id from members);

create or replace view component_numbers as
select place, case when component_id is null then 0 else dense_rank() over (order by component_id) end as component
from compared_variants join current_variants using (variant_id);

create or replace table telling_documents as
select
    compared_variants.place,
    list_transform(list_sort(list(distinct document_id))[:20], lambda document: hash(document)) as documents
from now.tellings as tellings
join compared_variants using (variant_id)
group by compared_variants.place;

create or replace table paired as
select
    hash(members.block) as block,
    compared_variants.place,
    members.is_hub,
    members.is_turned,
    compared_variants.place // getvariable('at_a_time') as batch
from members
join compared_variants using (variant_id)
where members.block is not null;

create or replace table bound as
select
    least(ones.place, others.place) as one,
    greatest(ones.place, others.place) as other,
    bool_and(is_same) as is_same,
    least(ones.place, others.place) // getvariable('at_a_time') as batch
from linked_reports
join now.tellings as ones_told on ones_told.report_id = linked_reports.report_id
join now.tellings as others_told on others_told.report_id = linked_reports.other_id
join compared_variants as ones on ones.variant_id = ones_told.variant_id
join compared_variants as others on others.variant_id = others_told.variant_id
where ones.place <> others.place
group by all;

create or replace view pairs as
with firsts as (
    from paired where batch = getvariable('batch')
),

found as (
    select firsts.place as one, others.place as other
    from firsts
    join paired as others on others.block = firsts.block and others.place > firsts.place
    where firsts.is_hub and (firsts.is_turned or others.is_turned)
    union
    select firsts.place, others.place
    from (from firsts where not is_hub) as firsts
    join (from paired where is_hub) as others on others.block = firsts.block and others.place > firsts.place
    where firsts.is_turned or others.is_turned
    union
    select one, other from bound where batch = getvariable('batch')
)

select
    found.one,
    found.other,
    list_has_any(ones_told.documents, others_told.documents) as told_apart,
    coalesce(bound.is_same, false) as is_joined,
    not coalesce(bound.is_same, true) as is_parted
from found
left join bound on bound.one = found.one and bound.other = found.other
join telling_documents as ones_told on ones_told.place = found.one
join telling_documents as others_told on others_told.place = found.other;
