-- The variants that are clustered anew: those touched, and the components of before that hold them or what they are
-- linked with. Of each block those that are the fullest are compared with all.
--
-- Takes touched_variants, current_variants, blocks_now, met, before.variants. Gives linked_variants, members.
create or replace table loose_components as
select distinct component_id from before.variants
where variant_id in (select variant_id from touched_variants union select variant_id from met);

create or replace table linked_variants as
select variant_id from current_variants where component_id is null
union
select variant_id from current_variants semi join loose_components using (component_id);

create or replace table linked_blocks as
select distinct block from blocks_now semi join linked_variants using (variant_id);

create or replace table members as
select block, variant_id, is_hub, true as is_turned from (
    select
        block,
        variant_id,
        rank() over (partition by block order by fullness desc, variant_id) <= getvariable('fullest') as is_hub
    from blocks_now semi join linked_blocks using (block)
)
semi join linked_variants using (variant_id);

insert into members
select null, variant_id, false, false from linked_variants;
