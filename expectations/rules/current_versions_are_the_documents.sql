-- The current versions are the documents, and no other version is one.
select document_id, is_current
from document_versions
full join documents using (document_id)
where is_current is distinct from (documents.document_id is not null)
