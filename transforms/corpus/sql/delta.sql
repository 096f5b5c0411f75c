-- Keys that this run touched of the tables that hold more than what a corpus stage makes.
--
-- Takes retold_documents, parts.introductions, raw.introductions, touched and now of the tables.
create or replace table delta_entities as
select entity_id from touched.entities
union
select entity_id from parts.introductions semi join retold_documents using (document_id) where is_own;

create or replace view standing_entities as
select entity_id from now.entities
union all
select entity_id from raw.introductions where is_own;

create or replace table delta_entity_names as
select entity_name_id from touched.entity_names
union
select key_of([entity_id, name]) from parts.introductions semi join retold_documents using (document_id) where is_own;

create or replace view standing_entity_names as
select entity_name_id from now.entity_names
union all
select key_of([entity_id, name]) from raw.introductions semi join retold_documents using (document_id) where is_own;

create or replace table delta_relations as
select relation_id from touched.derived_relations
union
select relation_id from before.relations as held semi join retold_documents using (document_id);

create or replace view standing_relations as
select relation_id from now.relations union all select relation_id from now.derived_relations;
