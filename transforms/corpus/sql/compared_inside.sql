-- The pairs of each component, all of one component at a time.
--
-- Takes paired, roots (place, root: the least variant of its component). Gives paired.
create or replace table components_by_size as
select
    root,
    count(*) as variants,
    ((sum(count(*)) over (order by root) - count(*)) // getvariable('at_a_time'))::integer as batch
from roots
group by root
having count(*) > 1;

create or replace table paired as
select
    hash(paired.block, roots.root) as block,
    paired.place,
    paired.is_hub,
    paired.is_turned,
    components_by_size.batch
from paired
join roots using (place)
join components_by_size using (root);
