-- Which entities are other ones now, and which documents speak of one that has been another since the release before.
--
-- Takes now.renames, before.renames. Gives renamed_entities, retold_documents.
create or replace table renamed_entities as
select entity_id
from now.renames as renames
full join before.renames as old using (entity_id)
where renames.same_as is distinct from old.same_as;

create or replace table retold_documents as
select document_id from changed_documents
union
select document_id from raw.introductions semi join renamed_entities using (entity_id)
union
select document_id from corrected_documents;
