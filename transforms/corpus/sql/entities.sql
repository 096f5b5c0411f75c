-- The entities that more than one document may speak of, with their names.
--
-- Takes affected_entities, renamed_entities, renames. Gives canonical_entities, introduced_entities, names_in_text.
create or replace table canonical_entities as
with affected as (
    select entity_id from affected_entities union select entity_id from renamed_entities
)
select distinct unnest([affected.entity_id, renames.same_as, old.same_as]) as entity_id
from affected
left join now.renames as renames using (entity_id)
left join before.renames as old using (entity_id);

create or replace table introduced_entities as
select distinct on (entity_id) entity_id, name, kind, country, sector, origin
from raw.introductions
semi join canonical_entities using (entity_id)
anti join now.renames using (entity_id)
where not is_own
order by entity_id, name, kind, country, sector, origin;

create or replace table names_in_text as
select distinct coalesce(renames.same_as, namings.entity_id) as entity_id, namings.alias
from raw.namings as namings
left join now.renames as renames using (entity_id)
where not namings.is_own
    and coalesce(renames.same_as, namings.entity_id) in (select entity_id from canonical_entities);
