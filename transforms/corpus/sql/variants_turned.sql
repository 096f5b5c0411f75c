-- Members of the blocks of touched variants, which are compared anew with those that turned: the touched ones, and those
-- that became one of the fullest of the block, with which all others are compared, or ceased to be.
--
-- Takes touched_variants, blocks_now, blocks_before. Gives members.
create or replace table affected_blocks as
select distinct block from blocks_now semi join touched_variants using (variant_id)
union
select distinct block from blocks_before semi join touched_variants using (variant_id);

create or replace table members as
with members_now as (
    select block, variant_id, rank() over fullest <= getvariable('fullest') as is_hub
    from blocks_now semi join affected_blocks using (block)
    window fullest as (partition by block order by fullness desc, variant_id)
),

members_before as (
    select block, variant_id, rank() over fullest <= getvariable('fullest') as is_hub
    from blocks_before semi join affected_blocks using (block)
    window fullest as (partition by block order by fullness desc, variant_id)
)

select
    block,
    variant_id,
    members_now.is_hub or coalesce(members_before.is_hub, false) as is_hub,
    members_now.is_hub is distinct from members_before.is_hub
        or variant_id in (select variant_id from touched_variants) as is_turned
from members_now
left join members_before using (block, variant_id);
