-- The entities that more than one document may speak of, with their names: those of which a document tells anew.
--
-- Takes affected_entities, renamed_entities, now.renames, corrected_entities, before.corrections.
-- Gives canonical_entities, lexicon_entities, fresh entities of texts and fresh names in texts.
create or replace table canonical_entities as
with affected as (
    select entity_id from affected_entities
    union
    select entity_id from renamed_entities
    union
    select entity_id from corrected_entities
    union
    -- What corrections of before have made, merged or renamed, in case they are no longer there.
    select unnest([target_id, value]) from before.corrections
    where target_table = 'entities' or (target_table = 'mentions' and target_column = 'entity_id')
)
select distinct entity_id from (
    select unnest([affected.entity_id, renames.same_as, old.same_as]) as entity_id
    from affected
    left join now.renames as renames on renames.entity_id = affected.entity_id
    left join before.renames as old on old.entity_id = affected.entity_id
)
where entity_id is not null;

create or replace table lexicon_entities as
select distinct coalesce(renames.same_as, introductions.entity_id) as entity_id
from raw.introductions as introductions
left join now.renames as renames on renames.entity_id = introductions.entity_id
where coalesce(renames.same_as, introductions.entity_id) in (select entity_id from lexicon_ids);

insert into fresh.entities by name
select distinct on (entity_id) entity_id, name, kind, country, sector, origin
from raw.introductions as introductions
semi join canonical_entities using (entity_id)
anti join now.renames as renames on renames.entity_id = introductions.entity_id
where not is_own and entity_id not in (select entity_id from lexicon_ids)
order by entity_id, name, kind, country, sector, origin;

insert into fresh.entity_names by name
select key_of([entity_id, alias]) as entity_name_id, entity_id, alias, 'text' as origin
from (
    select distinct coalesce(renames.same_as, namings.entity_id) as entity_id, namings.alias
    from raw.namings as namings
    left join now.renames as renames on renames.entity_id = namings.entity_id
    union
    select entity_id, name as alias from fresh.entities
)
where entity_id in (select entity_id from canonical_entities);
