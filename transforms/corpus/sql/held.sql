-- Which documents the release holds, and from which records.
--
-- Takes current_documents, added_documents, changed_documents. Gives fresh and touched rows of held.
insert into fresh.held by name
select document_id, fingerprint from current_documents semi join added_documents using (document_id);

insert into touched.held
select document_id from changed_documents;
