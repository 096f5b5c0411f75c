-- Which documents came, changed or went since the release before.
--
-- Takes current_documents and before.held. Gives added_documents, gone_documents, changed_documents.
create or replace table added_documents as
select document_id from current_documents
anti join before.held using (document_id, fingerprint);

create or replace table gone_documents as
select document_id from before.held
anti join current_documents using (document_id, fingerprint);

create or replace table changed_documents as
select document_id from added_documents union select document_id from gone_documents;
