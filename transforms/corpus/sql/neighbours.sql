-- The members of the blocks of some variants, where these are compared with them: the pairs of `variants_linked.sql`
-- that one of those variants is in, of all blocks whole.
--
-- Takes now.variants, now.tellings, own_variants, linked_reports. Gives current_variants, members.
create or replace view current_variants as from now.variants;

create or replace table own_blocks as
select distinct block
from (select variant_id, unnest(blocks) as block from now.variants)
semi join own_variants using (variant_id);

create or replace table ranked_members as
select
    block,
    variant_id,
    rank() over (partition by block order by fullness desc, variant_id) <= getvariable('fullest') as is_hub,
    variant_id in (select variant_id from own_variants) as is_turned
from (select variant_id, fullness, unnest(blocks) as block from now.variants)
semi join own_blocks using (block);

-- Of a large block those that are not among the fullest are compared with the fullest alone.
create or replace table members as
select block, variant_id, is_hub, is_turned
from ranked_members
where is_hub or is_turned
    or block in (select block from ranked_members where is_hub and is_turned);

insert into members
select null, variant_id, false, false from own_variants;

insert into members
select null, others.variant_id, false, false
from (
    select report_id, other_id from linked_reports union all select other_id, report_id from linked_reports
) as linked
join now.tellings as owns on owns.report_id = linked.report_id
join now.tellings as others on others.report_id = linked.other_id
semi join own_variants on own_variants.variant_id = owns.variant_id;
