-- What is made anew of the entities: those of texts where a document tells of them, those of the lexicons whole.
--
-- Takes canonical_entities, listed_names, fresh and earlier entities and affiliations.
create or replace table renamed_names as
select entity_id from canonical_entities
union
-- An entity of the lexicons that came in or went because of a role that somebody holds in it.
select coalesce(fresh.entity_id, old.entity_id)
from (select entity_id from fresh.entities semi join lexicon_ids using (entity_id)) as fresh
full join (select entity_id from before.entities semi join lexicon_ids using (entity_id)) as old on old.entity_id = fresh.entity_id
where fresh.entity_id is null or old.entity_id is null;

insert into touched.entities
select entity_id from canonical_entities
union
select entity_id from before.entities semi join lexicon_ids using (entity_id)
union
select entity_id from fresh.entities;

insert into fresh.entity_names by name
select listed.* from listed_names as listed
semi join renamed_names using (entity_id)
anti join fresh.entity_names as used on used.entity_name_id = listed.entity_name_id;

delete from fresh.entity_names
where entity_id not in (select entity_id from fresh.entities);

insert into touched.entity_names
select entity_name_id from before.entity_names semi join renamed_names using (entity_id)
union
select entity_name_id from fresh.entity_names;

-- A role is held in nothing where no row tells of the organisation.
update fresh.affiliations set organisation_id = null
where organisation_id not in (
    select entity_id from before.entities anti join touched.entities using (entity_id)
    union all
    select entity_id from fresh.entities
);

insert into touched.affiliations
select affiliation_id from before.affiliations union select affiliation_id from fresh.affiliations;
