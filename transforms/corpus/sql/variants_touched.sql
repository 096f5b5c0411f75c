-- Which variants a retold document tells or told, and the variants of now with what they are compared by.
--
-- Takes fresh.tellings, touched.tellings, before.tellings, now.tellings, fresh.sketched, before.variants.
-- Gives touched_variants, standing_variants (of the touched ones, those that are told now), current_variants.
create or replace table touched_variants as
select variant_id from fresh.tellings
union
select variant_id from before.tellings semi join touched.tellings using (report_id);

create or replace table standing_variants as
select distinct variant_id from now.tellings semi join touched_variants using (variant_id);

create or replace table told_variants as
select distinct on (variant_id) * from fresh.sketched;

-- Not needed any more; of a large corpus it takes as much memory as what is told.
truncate fresh.sketched;

create or replace view current_variants as
select * exclude (joined_by) from before.variants anti join touched_variants using (variant_id)
union all by name
select *, null as component_id from told_variants
union all by name
select * exclude (joined_by) replace (null as component_id)
from before.variants semi join standing_variants using (variant_id) anti join told_variants using (variant_id);

create or replace view blocks_now as
select variant_id, fullness, unnest(blocks) as block from current_variants;

create or replace view blocks_before as
select variant_id, fullness, unnest(blocks) as block from before.variants;
