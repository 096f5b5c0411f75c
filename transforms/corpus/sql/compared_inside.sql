-- The pairs of each component, all of one component at a time.
--
-- Takes paired, bound, roots (place, root: the least variant of its component). Gives paired, bound.
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

create or replace table bound as
select bound.one, bound.other, bound.is_same, components_by_size.batch
from bound
join roots as ones on ones.place = bound.one
join roots as others on others.place = bound.other and others.root = ones.root
join components_by_size on components_by_size.root = ones.root;
