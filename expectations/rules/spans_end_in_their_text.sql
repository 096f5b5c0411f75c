-- No sentence ends after its document does.
-- within documents
select sentences.sentence_id, sentences.sentence_end
from sentences
join documents using (document_id)
where sentences.sentence_end > length(documents.text)
