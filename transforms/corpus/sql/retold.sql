-- Which entities are others than in the release before, and which documents speak of one of them.
--
-- Takes now.renames, before.renames, corrected_documents. Gives renamed_entities, retold_documents.
create or replace table renamed_entities as
select coalesce(renames.entity_id, old.entity_id) as entity_id
from now.renames as renames
full join before.renames as old on old.entity_id = renames.entity_id
where renames.same_as is distinct from old.same_as;

create or replace table retold_documents as
select document_id from changed_documents
union
select introductions.document_id from raw.introductions as introductions semi join renamed_entities using (entity_id)
union
select document_id from corrected_documents;
